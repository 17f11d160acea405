"""The last time the scalp was needled, as exactly as it is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from anagen.care.case import Case
from anagen.knowledge.conditions import Findings
from anagen.knowledge.hold import Needled
from anagen.records.answers import Unknown, Value
from anagen.records.session import Session

#: Clocks of two machines may differ a little; a session that ends a minute ahead is over.
CLOCK_SLACK = timedelta(minutes=1)
#: No hold lasts longer, so older sessions have nothing to say about holds.
LONGEST_HOLD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class LastNeedling:
    """The day of it, and the session when it is the one on record.

    `session` is None when somebody named a day and nothing else is known of it.
    """

    day: date
    depth_mm: float | None
    session: Session | None


def recorded_sessions(case: Case) -> tuple[Session, ...]:
    """The sessions that are over, in the order in which they ended."""
    past = (one for one in case.record.sessions if one.ended <= case.now + CLOCK_SLACK)
    return tuple(sorted(past, key=lambda one: one.ended))


def last_needling(case: Case) -> LastNeedling | None:
    """The later of the last session on record and the day that was named; None for neither."""
    sessions, named = recorded_sessions(case), case.day("last_session_on")
    session = sessions[-1] if sessions else None
    if session is not None:
        day = case.record.local_day(session.ended)
        if named is None or named <= day:
            return LastNeedling(day, session.deepest_mm, session)
    return None if named is None else LastNeedling(named, case.number("last_needle_mm"), None)


@dataclass(frozen=True, slots=True)
class Event:
    """One needling that holds count from. Of some only the day is known."""

    ended: datetime
    is_exact: bool
    needled: Needled


def needlings(case: Case) -> tuple[Event, ...]:
    """Every needling recent enough for a hold.

    Where only a day is known it counts as having ended at the very end of that day: what is
    not known never shortens a hold.
    """
    since = case.now - LONGEST_HOLD
    events = [event_of(one, case) for one in recorded_sessions(case) if one.ended >= since]
    last = last_needling(case)
    if last is not None and last.session is None:
        midnight = datetime.combine(last.day + timedelta(days=1), time(), case.record.zone)
        if midnight >= since:
            events.append(Event(midnight, False, _named(case, midnight)))
    return tuple(events)


def event_of(session: Session, case: Case) -> Event:
    """A session on record, as holds see it."""
    cover = session.occluded
    told = {
        "last_needle_mm": session.deepest_mm,
        "occluded": _said_since(case, "occluded", session.ended) if cover is None else cover,
    }
    needled = Needled(_with(case.findings, told), session.setting, session.endpoint)
    return Event(session.ended, True, needled)


def _named(case: Case, midnight: datetime) -> Needled:
    """What was answered about a session of which only the day is known."""
    begun = midnight - timedelta(days=1)
    told = {"occluded": _said_since(case, "occluded", begun)}
    return Needled(_with(case.findings, told), case.setting, None)


def _said_since(case: Case, id: str, since: datetime) -> Value | Unknown:
    """An answer that was given after a session, and so may be about it."""
    answer = case.record.answers.get(id)
    is_later = answer is not None and answer.at >= since
    return case.findings.of(id) if is_later else Unknown.NOT_ASKED


def _with(findings: Findings, told: Mapping[str, Value | Unknown]) -> Findings:
    return Findings(findings.today, {**findings.values, **told})

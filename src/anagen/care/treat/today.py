"""May I needle today: the rest since the last session, counted in the person's own days."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from anagen.care.case import Case
from anagen.care.judgement import Judgement, Open, Reason, reason_from
from anagen.care.treat.last import LastNeedling, last_needling, recorded_sessions
from anagen.care.treat.spoken import (
    counted,
    day_in_words,
    depth_in_words,
    moment_in_words,
    time_left,
)
from anagen.knowledge.limit import Guardrail
from anagen.knowledge.reckoning import Reckoning
from anagen.records.answers import Unknown
from anagen.records.words import Verdict

TOO_SOON, SOONER_THAN_USUAL = "too_soon", "sooner_than_usual"
FOUND = ("last_session_on", "last_needle_mm", "needle_mm")


@dataclass(frozen=True, slots=True)
class Rest:
    """The gap that counts: which depth asks for it, its bounds, and when it is over."""

    depth_mm: float | None
    rail: Guardrail
    until: datetime

    @property
    def days(self) -> int:
        """The least number of days."""
        return math.ceil(self.rail.least)


def gap_judgement(case: Case) -> Judgement:
    """Whether enough days have passed since the last session.

    The stricter of two gaps counts: that of the last session's depth and that of the planned
    one. A last session of unknown depth counts as the deepest, and is asked about.
    """
    last = last_needling(case)
    if last is None:
        return Judgement(open=_unknown_history(case))
    rest = rest_after(last, case)
    if case.now < rest.until:
        opened = (_open("last_needle_mm"),) if last.depth_mm is None else ()
        return Judgement((_too_soon(rest, last, case),), opened)
    return Judgement(_sooner_than_usual(rest, last, case), _later_session(case))


def rest_after(last: LastNeedling, case: Case) -> Rest:
    """The longer rest of the two depths."""
    planned = case.number("needle_mm")
    rests = [_rest(last, last.depth_mm, case)]
    if last.depth_mm is not None and planned is not None:
        rests.append(_rest(last, planned, case))
    return max(rests, key=lambda rest: (rest.rail.least, rest.rail.recommended_least))


def _rest(last: LastNeedling, depth_mm: float | None, case: Case) -> Rest:
    rail = case.knowledge.guardrail("gap_days", case.setting, None, depth_mm)
    assert rail is not None, depth_mm
    return Rest(depth_mm, rail, _over(last, math.ceil(rail.least), case))


def _over(last: LastNeedling, days: int, case: Case) -> datetime:
    """The hour of the last session, so many days on; the start of that day where no hour is known.

    Gaps are given in days and are counted by the calendar on the person's wall, so a change of
    the clocks does not move them. A recorded hour makes the end exact. A day alone is counted
    from day to day: that is all a limit in days can ask of it.
    """
    day, zone = last.day + timedelta(days=days), case.record.zone
    if last.session is None:
        return datetime.combine(day, time(), zone)
    hour = case.record.local(last.session.ended).timetz()
    moment = datetime.combine(day, hour.replace(tzinfo=None), zone)
    return moment.astimezone(UTC).astimezone(zone)  # an hour that the clocks skip moves on


def _too_soon(rest: Rest, last: LastNeedling, case: Case) -> Reason:
    fact = case.knowledge.fact(TOO_SOON, Reckoning)
    exact = last.session is not None
    first = moment_in_words(case, rest.until) if exact else day_in_words(rest.until.date())
    figures = {
        "depth": depth_in_words(rest.depth_mm),
        "gap": counted(rest.days, "day"),
        "days_ago": _days_ago(last.day, case),
        "first_day": f"from {first}",
        "left": time_left(rest.until - case.now) if exact else _days_left(rest.until, case),
    }
    return _reason(fact, Verdict.WAIT, figures, rest, until=rest.until)


def _sooner_than_usual(rest: Rest, last: LastNeedling, case: Case) -> tuple[Reason, ...]:
    usual = math.ceil(rest.rail.recommended_least)
    if rest.depth_mm is None or case.now >= _over(last, usual, case):
        return ()
    fact = case.knowledge.fact(SOONER_THAN_USUAL, Reckoning)
    figures = {
        "depth": depth_in_words(rest.depth_mm),
        "gap": counted(usual, "day"),
        "days_ago": _days_ago(last.day, case),
    }
    return (_reason(fact, Verdict.PROCEED, figures, rest),)


def _reason(
    fact: Reckoning,
    verdict: Verdict,
    figures: dict[str, str],
    rest: Rest,
    until: datetime | None = None,
) -> Reason:
    reason = reason_from(fact, verdict, fact.says_with(figures))
    basis = (*fact.basis, *(one for limit in rest.rail.limits for one in limit.basis))
    return replace(
        reason,
        then=fact.then_with(figures),
        basis=tuple(dict.fromkeys(basis)),
        found=FOUND,
        until=until,
    )


def _days_ago(day: date, case: Case) -> str:
    days = (case.today - day).days
    return f"{counted(days, 'day')} ago" if days else "today"


def _days_left(until: datetime, case: Case) -> str:
    return counted((until.date() - case.today).days, "day")


def _unknown_history(case: Case) -> tuple[Open, ...]:
    """What to ask when no last session is known: was there one at all, and if so, when."""
    if case.findings.of("last_session_on") is Unknown.CONTRADICTORY:
        return (_open("last_session_on"),)
    match case.known("needled_before"):
        case False:
            return ()
        case True:
            return (_open("last_session_on"),)
        case _:
            return (_open("needled_before"),)


def _later_session(case: Case) -> tuple[Open, ...]:
    """What to ask although the last session we know of is long over.

    A record shows what was done here. Whether there was a later session elsewhere only the
    person can say, today: without that nobody proceeds.
    """
    if not recorded_sessions(case) and case.known("needled_before") is None:
        return (_open("needled_before"),)
    return () if _is_said_today(case, "last_session_on") else (_open("last_session_on"),)


def _is_said_today(case: Case, id: str) -> bool:
    """Whether a question has a fresh answer of the person's own, whatever the record shows."""
    answers = [case.record.answers.get(id), *(one.signs.get(id) for one in case.record.reports)]
    given = [answer for answer in answers if answer is not None]
    latest = max(given, key=lambda answer: answer.at, default=None)
    if latest is None or case.day(id) is None or isinstance(latest.value, Unknown):
        return False
    return case.now - latest.at <= timedelta(days=case.knowledge.questions[id].valid_days)


def _open(question: str) -> Open:
    return Open(question, TOO_SOON, Verdict.WAIT)

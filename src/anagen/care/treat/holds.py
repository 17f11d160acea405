"""What to leave alone after a session, exact to the minute.

Hours are real hours: they are counted in UTC and shown on the person's own clock, so a flight
or a change of the clocks neither shortens nor lengthens a hold.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from anagen.care.advice import Hold, point_from
from anagen.care.case import Case
from anagen.care.treat.hold_words import hold_words, until_words
from anagen.care.treat.holding import Ends, Standing, Why
from anagen.care.treat.last import Event, needlings
from anagen.care.treat.skin import skin_is_calm
from anagen.care.treat.today import gap_judgement
from anagen.knowledge.conditions import Truth, truth
from anagen.knowledge.hold import LeaveOff
from anagen.records.words import Setting, Step, Verdict

#: A hold that is over is shown with a tick for so long.
SHOWN_WHEN_OVER = timedelta(days=1)
#: What someone wants to put on or take today.
APPLIED = "apply_today"


def holds_for(case: Case) -> tuple[Hold, ...]:
    """Every hold that runs or has just ended, and a word on each product wanted today."""
    around = Around(needlings(case), skin_is_calm(case), _session_today(case))
    found = [_standing(hold, case, around) for hold in case.knowledge.of_kind(LeaveOff, Step.TREAT)]
    shown = [_hold(standing, case) for standing in found if standing.is_shown]
    return tuple(sorted(shown, key=_order))


@dataclass(frozen=True, slots=True)
class Around:
    """What every hold of one case depends on."""

    events: tuple[Event, ...]
    calm: Truth
    session_today: Truth


def _session_today(case: Case) -> Truth:
    """Whether there is to be a session today. Inside the gap there is none, if nobody says so."""
    match case.known("session_today"):
        case bool(said):
            return Truth.TRUE if said else Truth.FALSE
        case _:
            waits = any(one.verdict is Verdict.WAIT for one in gap_judgement(case).reasons)
            return Truth.FALSE if waits else Truth.UNKNOWN


def _standing(hold: LeaveOff, case: Case, around: Around) -> Standing:
    ends = latest_end(hold, around.events)
    is_running = ends is not None and case.now < ends.until
    wanted = case.known(APPLIED)
    is_wanted = isinstance(wanted, tuple) and not set(hold.covers).isdisjoint(wanted)
    calm = around.calm if hold.needs_calm_skin else Truth.TRUE
    why, verdict = decided(
        Question(
            hold=hold,
            is_running=is_running,
            is_wanted=is_wanted,
            has_history=bool(around.events) or _has_no_history(case),
            calm=calm,
            session_today=around.session_today,
            is_first=_is_first(hold, case),
            is_ordered=_is_ordered(hold, case),
        )
    )
    found = Standing(
        hold=hold,
        ends=ends,
        why=why,
        verdict=verdict,
        is_running=is_running,
        is_wanted=is_wanted,
        is_shown=is_wanted or _is_shown(hold, case, ends, calm),
    )
    return _barred(found, case)


def _barred(found: Standing, case: Case) -> Standing:
    """The same hold, held against who must not use the product whatever the hours say."""
    holding = [bar for bar in found.hold.bars if truth(bar.when, case.findings) is Truth.TRUE]
    if not holding:
        return found
    bars = tuple(sorted(holding, key=lambda bar: -bar.verdict))
    uses = found.hold.when is not None and truth(found.hold.when, case.findings) is Truth.TRUE
    return replace(
        found,
        why=Why.BARRED,
        verdict=bars[0].verdict,
        is_shown=found.is_shown or uses,
        bars=bars,
    )


def latest_end(hold: LeaveOff, events: tuple[Event, ...]) -> Ends | None:
    """When a hold is over, going by whichever needling makes it last longest."""
    ends = []
    for event in events:
        length, sure = hold.length_after(event.needled)
        until = event.ended.astimezone(UTC) + timedelta(hours=length.hours)
        ends.append(Ends(event, length, sure, until))
    return max(ends, key=lambda one: (one.until, one.sure), default=None)


def _is_shown(hold: LeaveOff, case: Case, ends: Ends | None, calm: Truth) -> bool:
    uses = truth(hold.when, case.findings) if hold.when else Truth.TRUE
    if uses is Truth.FALSE:
        return False
    recent = ends is not None and case.now < ends.until + SHOWN_WHEN_OVER
    lasts = ends is not None and ends.length.hours > 0
    is_barred = calm is Truth.FALSE and hold.when is not None and uses is Truth.TRUE
    return (recent and lasts) or is_barred


def _is_first(hold: LeaveOff, case: Case) -> Truth:
    return truth(hold.first_use.when, case.findings) if hold.first_use else Truth.FALSE


def _is_ordered(hold: LeaveOff, case: Case) -> bool:
    """Whether a clinician's order counts here. At home there is nobody to carry it out."""
    ordered = hold.order is not None and case.known(hold.order.question) is True
    return ordered and case.setting is not Setting.HOME


def _has_no_history(case: Case) -> bool:
    """Whether it is known that no needling is recent enough to matter."""
    return case.known("needled_before") is False or case.day("last_session_on") is not None


@dataclass(frozen=True, slots=True)
class Question:
    """All that decides about one hold."""

    hold: LeaveOff
    is_running: bool
    is_wanted: bool
    has_history: bool
    calm: Truth
    session_today: Truth
    is_first: Truth
    is_ordered: bool


def decided(asked: Question) -> tuple[Why, Verdict]:
    """What a hold comes to, and why; the first of these that fits, strictest needs first."""
    may_needle = asked.is_wanted and asked.session_today is not Truth.FALSE
    if not any(length.hours for length in asked.hold.lasts):
        is_first = may_needle and asked.is_first is not Truth.FALSE
        return (Why.FIRST_USE, Verdict.WAIT) if is_first else (Why.FREE, Verdict.PROCEED)
    if asked.is_ordered and asked.is_wanted and (asked.is_running or may_needle):
        return Why.ORDERED, Verdict.ASK_A_CLINICIAN
    if asked.calm is Truth.FALSE:
        return Why.SORE, Verdict.WAIT
    if asked.is_running:
        return Why.RUNNING, Verdict.WAIT
    if may_needle and asked.is_first is not Truth.FALSE:
        return Why.FIRST_USE, Verdict.WAIT
    if may_needle and asked.session_today is Truth.TRUE:
        return Why.SESSION_TODAY, Verdict.WAIT
    return _not_known(asked, may_needle)


def _not_known(asked: Question, may_needle: bool) -> tuple[Why, Verdict]:
    """What is left to ask before a product may go on."""
    if may_needle:
        return Why.ASK_SESSION, Verdict.NEEDS_ANSWERS
    if asked.is_wanted and not asked.has_history:
        return Why.ASK_HISTORY, Verdict.NEEDS_ANSWERS
    if asked.calm is Truth.UNKNOWN:
        return Why.ASK_SKIN, Verdict.NEEDS_ANSWERS
    return Why.OVER, Verdict.PROCEED


def _hold(standing: Standing, case: Case) -> Hold:
    ends, hold = standing.ends, standing.hold
    says = hold_words(standing, case)
    is_dated = standing.why in (Why.RUNNING, Why.OVER) or (
        standing.why is Why.ORDERED and standing.is_running
    )
    return Hold(
        id=hold.id,
        title=hold.title,
        verdict=standing.verdict,
        since=case.record.local(ends.event.ended) if ends else None,
        until=case.record.local(ends.until) if ends and is_dated else None,
        until_says=until_words(standing),
        hours=ends.length.hours if ends else None,
        says=says,
        point=point_from(hold, says),
    )


def _order(hold: Hold) -> tuple[bool, datetime, str]:
    """What runs first, and of that what ends first."""
    end = hold.until.astimezone(UTC) if hold.until else datetime.max.replace(tzinfo=UTC)
    return hold.verdict is Verdict.PROCEED, end, hold.id

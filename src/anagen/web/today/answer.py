"""The one sentence: may I needle today? Taken from the advice, and never milder than it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from anagen.care.advice import Advice
from anagen.care.judgement import Reason
from anagen.records.words import Triage, Verdict


@dataclass(frozen=True, slots=True)
class TodaysAnswer:
    """The answer with what it stands on.

    `verdict` is WAIT also where answers are open but a wait is certain: then `open` says how
    many. `until` is the earliest time that can be named, None where there is none; `events` are
    what must have happened besides. Only without both is the time more than "not before".
    `triage` is set where somebody has to be seen today or at once; that comes before everything.
    """

    verdict: Verdict
    triage: Triage | None
    until: datetime | None
    events: tuple[str, ...]
    leading: Reason | None
    others: int
    open: int

    @property
    def is_urgent(self) -> bool:
        """Whether somebody must be seen today: the only case for solid red."""
        return self.triage is not None

    @property
    def is_firm(self) -> bool:
        """Whether the time alone decides: nothing is open, and nothing else must have happened."""
        return self.until is not None and not self.open and not self.events


def todays_answer(advice: Advice) -> TodaysAnswer:
    """The answer of an advice that was worked out just now."""
    against = [one for one in advice.reasons if one.verdict is not Verdict.PROCEED]
    verdict = _verdict(advice, against)
    leading = _leading(advice, verdict, against)
    waits = against if verdict is Verdict.WAIT else []
    events = dict.fromkeys(one.until_says for one in waits if one.until is None and one.until_says)
    return TodaysAnswer(
        verdict=verdict,
        triage=_urgent(advice),
        until=max((one.until for one in waits if one.until is not None), default=None),
        events=tuple(events),
        leading=leading,
        others=max(len(against) - 1, 0),
        open=len(advice.missing),
    )


def _urgent(advice: Advice) -> Triage | None:
    is_urgent = advice.triage is not None and advice.triage >= Triage.SAME_DAY
    return advice.triage if is_urgent else None


def _verdict(advice: Advice, against: list[Reason]) -> Verdict:
    """What is certain already. A wait that runs is known, whatever else is still to be asked."""
    only_waits = bool(against) and all(one.verdict is Verdict.WAIT for one in against)
    if advice.verdict is Verdict.NEEDS_ANSWERS and only_waits:
        return Verdict.WAIT
    return advice.verdict


def _leading(advice: Advice, verdict: Verdict, against: list[Reason]) -> Reason | None:
    """The reason to name: the urgent sign, the wait that lasts longest, else the strictest."""
    if _urgent(advice) is not None:
        told = [*advice.recovery.reasons, *(advice.shedding.reasons if advice.shedding else ())]
        return max(told, key=lambda one: one.triage or Triage.EXPECTED, default=None)
    dated = [one for one in against if one.until is not None]
    if verdict is Verdict.WAIT and dated:
        return max(dated, key=_end)
    return against[0] if against else None


def _end(reason: Reason) -> datetime:
    assert reason.until is not None, reason.rule
    return reason.until

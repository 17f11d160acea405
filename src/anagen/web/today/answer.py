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
    many, and the time is the earliest one, no promise. `until` is None where no time can be
    named; `until_says` tells then what must have happened. `triage` is set where somebody has
    to be seen today or at once; that comes before everything else.
    """

    verdict: Verdict
    triage: Triage | None
    until: datetime | None
    until_says: str
    leading: Reason | None
    others: int
    open: int

    @property
    def is_urgent(self) -> bool:
        """Whether somebody must be seen today: the only case for solid red."""
        return self.triage is not None


def todays_answer(advice: Advice) -> TodaysAnswer:
    """The answer of an advice that was worked out just now."""
    against = [one for one in advice.reasons if one.verdict is not Verdict.PROCEED]
    verdict = _verdict(advice, against)
    leading = _leading(advice, verdict, against)
    waits = verdict is Verdict.WAIT
    is_dated = waits and all(one.until for one in against)
    return TodaysAnswer(
        verdict=verdict,
        triage=_urgent(advice),
        until=leading.until if is_dated and leading else None,
        until_says=leading.until_says if waits and leading and not is_dated else "",
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
    if verdict is Verdict.WAIT and against:
        undated = [one for one in against if one.until is None]
        return undated[0] if undated else max(against, key=_end)
    return against[0] if against else None


def _end(reason: Reason) -> datetime:
    assert reason.until is not None, reason.rule
    return reason.until

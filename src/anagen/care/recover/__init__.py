"""Recovery: how healing goes after a session, and what lies behind hair that falls."""

from __future__ import annotations

from anagen.care.advice import Recovery, Shedding
from anagen.care.case import Case
from anagen.care.history.recover import MOST_USUAL
from anagen.care.judgement import Judgement, Reason
from anagen.care.recover.shedding import shedding_for, shedding_judgement
from anagen.care.recover.triage import check_in_judgement, recovery_for
from anagen.care.rules import reason_of
from anagen.knowledge.rule import Rule

#: The rule about a pull test of three hairs or more.
PULL = "shed_pull"

__all__ = ["recovery_for", "recovery_judgement", "shedding_for"]


def recovery_judgement(case: Case, recovery: Recovery, shedding: Shedding | None) -> Judgement:
    """What healing and shedding mean for a next session. Each can only add to the other."""
    reasons = recovery.reasons + (shedding.reasons if shedding else ())
    return Judgement(
        reasons=reasons + _counted_pull(case, reasons),
        open=check_in_judgement(case).open + shedding_judgement(case).open,
    )


def _counted_pull(case: Case, told: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """A pull test of these weeks counts, whatever was said about how much hair falls.

    It stands in the record and not in an answer, so taking an answer away changes nothing.
    """
    hairs = case.number("pull_came_out")
    if hairs is None or hairs <= MOST_USUAL or any(one.rule == PULL for one in told):
        return ()
    return (reason_of(case.knowledge.fact(PULL, Rule), case),)

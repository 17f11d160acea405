"""Recovery: how healing goes after a session, and what lies behind hair that falls."""

from __future__ import annotations

from anagen.care.advice import Recovery, Shedding
from anagen.care.case import Case
from anagen.care.judgement import Judgement
from anagen.care.recover.shedding import shedding_for, shedding_judgement
from anagen.care.recover.triage import check_in_judgement, recovery_for

__all__ = ["recovery_for", "recovery_judgement", "shedding_for"]


def recovery_judgement(case: Case, recovery: Recovery, shedding: Shedding | None) -> Judgement:
    """What healing and shedding mean for a next session. Each can only add to the other."""
    return Judgement(
        reasons=recovery.reasons + (shedding.reasons if shedding else ()),
        open=check_in_judgement(case).open + shedding_judgement(case).open,
    )

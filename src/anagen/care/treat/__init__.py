"""Treat: may I today, the session step by step, and what to leave alone after it."""

from __future__ import annotations

from anagen.care.case import Case
from anagen.care.judgement import Judgement, combined
from anagen.care.rules import judged
from anagen.care.treat.holds import holds_for
from anagen.care.treat.protocol import session_for
from anagen.care.treat.recorded import technique_faults
from anagen.care.treat.skin import sore_judgement
from anagen.care.treat.today import gap_judgement
from anagen.records.words import Step

__all__ = ["holds_for", "session_for", "technique_faults", "treat_judgement"]


def treat_judgement(case: Case) -> Judgement:
    """Whether today is a day for needling: skin, needles, numbing cream, and the rest so far."""
    rules = judged(case.knowledge.rules(Step.TREAT), case)
    return combined((rules, gap_judgement(case), sore_judgement(case)))

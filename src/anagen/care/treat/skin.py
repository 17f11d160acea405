"""Whether the scalp is calm enough to put anything on it."""

from __future__ import annotations

from dataclasses import replace

from anagen.care.case import Case
from anagen.care.judgement import Judgement, reason_from
from anagen.knowledge.conditions import Truth, questions_of, truth
from anagen.knowledge.reckoning import Reckoning
from anagen.records.words import Verdict

SORE = "sore_scalp"
#: The one question whose answer today can say that the skin is calm.
LOOKED = "skin_today"


def skin_is_calm(case: Case) -> Truth:
    """FALSE once any sign speaks against it; TRUE only when someone has looked today."""
    if _is_sore(case):
        return Truth.FALSE
    return Truth.UNKNOWN if case.known(LOOKED) is None else Truth.TRUE


def sore_judgement(case: Case) -> Judgement:
    """A word on products while the scalp is sore. Needling itself is settled by screening."""
    if not _is_sore(case):
        return Judgement()
    fact = case.knowledge.fact(SORE, Reckoning)
    assert fact.when is not None
    found = tuple(dict.fromkeys(questions_of(fact.when)))
    return Judgement((replace(reason_from(fact, Verdict.PROCEED), found=found),))


def _is_sore(case: Case) -> bool:
    when = case.knowledge.fact(SORE, Reckoning).when
    assert when is not None
    return truth(when, case.findings) is Truth.TRUE

"""What to ask next about healing and shedding: only what could make things more urgent."""

from __future__ import annotations

from collections.abc import Iterable

from anagen.care.advice import Missing
from anagen.care.asking import missing_answers
from anagen.care.case import Case
from anagen.care.judgement import Judgement, Open
from anagen.knowledge.effect import SideEffect
from anagen.knowledge.rule import Rule
from anagen.records.words import Triage


def missing_for(case: Case, open_: Iterable[Open], triage: Triage | None) -> tuple[Missing, ...]:
    """The open questions that could lead to something more urgent than what is already known.

    In an emergency nothing is asked: there is only one thing to do.
    """
    matter = [one for one in open_ if triage is None or _level(one, case) > triage]
    return missing_answers(Judgement(open=tuple(matter)), case)


def _level(one: Open, case: Case) -> Triage:
    """How urgent it gets at worst, by the fact that waits for the answer."""
    fact = case.knowledge.facts[one.rule]
    if isinstance(fact, SideEffect):
        return fact.later
    assert isinstance(fact, Rule), one.rule
    return fact.triage or Triage.EXPECTED

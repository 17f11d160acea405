"""Possible causes of hair loss after needling, in an order to talk about with a doctor."""

from __future__ import annotations

from anagen.care.advice import Cause, point_from
from anagen.care.case import Case
from anagen.knowledge.cause import PossibleCause, Side
from anagen.knowledge.conditions import Truth, open_questions, truth
from anagen.records.words import Step

#: Worked-out questions that a person can answer all the same, by doing the test.
TESTS = ("pull_came_out", "wash_hairs")


def causes_for(case: Case) -> tuple[Cause, ...]:
    """Every cause with what speaks for it, against it and what is open; the likelier first.

    The weight is the sum of the arguments for, less those against. It is no probability.
    """
    found = [cause_in(case, cause) for cause in case.knowledge.of_kind(PossibleCause, Step.RECOVER)]
    return tuple(sorted(found, key=lambda cause: (-cause.weight, cause.point.fact)))


def cause_in(case: Case, cause: PossibleCause) -> Cause:
    """One cause, with its arguments held against what is known."""
    weight = 0
    said: dict[Side, list[str]] = {Side.FOR: [], Side.AGAINST: []}
    asks: dict[str, None] = {}
    for argument in cause.arguments:
        holds = truth(argument.when, case.findings)
        if holds is Truth.TRUE:
            said[argument.side].append(argument.says)
            weight += argument.weight if argument.side is Side.FOR else -argument.weight
        asks |= dict.fromkeys(_asked(open_questions(argument.when, case.findings), case))
    return Cause(
        point_from(cause), weight, tuple(said[Side.FOR]), tuple(said[Side.AGAINST]), tuple(asks)
    )


def _asked(questions: tuple[str, ...], case: Case) -> list[str]:
    """The words of the open questions that can be put to this person."""
    known = case.knowledge.questions
    return [known[id].ask for id in questions if id in TESTS or case.asks(known[id])]

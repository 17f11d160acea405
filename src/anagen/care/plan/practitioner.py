"""Who may hold the needle: the check-list for a practitioner, and the questions to take along."""

from __future__ import annotations

from anagen.care import advice
from anagen.care.advice import Practitioner, point_from
from anagen.care.case import Case
from anagen.care.plan.course import guidance_on
from anagen.knowledge.conditions import Truth, questions_of, truth
from anagen.knowledge.criterion import Criterion
from anagen.knowledge.guidance import Topic


def practitioner_for(case: Case) -> Practitioner:
    """Each point of the list met, not met or not known; what is not known becomes a question.

    At home nobody else holds the needle, and the list is empty.
    """
    listed = [one for one in case.knowledge.of_kind(Criterion) if case.setting in one.settings]
    listed.sort(key=lambda one: one.order)
    criteria = tuple(_criterion(one, case) for one in listed)
    ask = tuple(fact.ask for fact, one in zip(listed, criteria, strict=True) if one.met is None)
    return Practitioner(
        criteria=criteria,
        met=sum(one.met is True for one in criteria),
        of=len(criteria),
        ask=ask,
        points=tuple(map(point_from, guidance_on(case, Topic.PRACTITIONER))) if ask else (),
    )


def _criterion(fact: Criterion, case: Case) -> advice.Criterion:
    holds = truth(fact.when, case.findings)
    met = None if holds is Truth.UNKNOWN else holds is Truth.TRUE
    return advice.Criterion(
        question=next(questions_of(fact.when)),
        met=met,
        point=point_from(fact, fact.if_not if met is False else ""),
    )

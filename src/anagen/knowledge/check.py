"""Runs every worked case in the knowledge files, and refuses what has gone stale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from anagen.knowledge.conditions import Findings, truth
from anagen.knowledge.library import Knowledge
from anagen.knowledge.limit import Limit
from anagen.knowledge.mistakes import KnowledgeError
from anagen.knowledge.rule import Rule, dated

#: A fact must be looked at again within this time. Dermatology guidelines are renewed every
#: three to five years; the shorter is ours to keep.
REVIEW_DAYS = 3 * 365


@dataclass(frozen=True, slots=True)
class CheckedCases:
    """How much was checked."""

    files: int
    cases: int


def check_knowledge(knowledge: Knowledge, today: date) -> CheckedCases:
    """Raises KnowledgeError for a case that fails, or a review date that is stale or ahead."""
    dates = [(f"{fact.step.value}/{id}", fact.reviewed) for id, fact in knowledge.facts.items()]
    dates += [(f"questions/{id}", one.reviewed) for id, one in knowledge.questions.items()]
    dates += [(f"sources/{id}", one.reviewed) for id, one in knowledge.sources.items()]
    for place, reviewed in dates:
        _check_date(place, reviewed, today)
    cases = sum(1 for _ in run_cases(knowledge, today))
    return CheckedCases(files=len(dates), cases=cases)


def run_cases(knowledge: Knowledge, today: date) -> Iterator[str]:
    """Runs the cases one by one, giving the name of each that holds."""
    for fact in knowledge.facts.values():
        if isinstance(fact, Rule):
            yield from _rule_cases(fact, today)
        elif isinstance(fact, Limit):
            yield from _limit_cases(fact)


def _rule_cases(rule: Rule, today: date) -> Iterator[str]:
    for case in rule.cases:
        given = {name: dated(value, today) for name, value in case.given.items()}
        got = truth(rule.when, Findings(today, given))
        if got is not case.expect:
            raise KnowledgeError(
                f"{rule.step.value}/{rule.id}.toml",
                f'case "{case.name}" gives {got.name.lower()}',
                case.expect.name.lower(),
                "Correct the condition or the case.",
            )
        yield f"{rule.id}: {case.name}"


def _limit_cases(limit: Limit) -> Iterator[str]:
    for case in limit.cases:
        got = limit.stands(case.value)
        if got is not case.expect:
            raise KnowledgeError(
                f"{limit.step.value}/{limit.id}.toml",
                f"case {case.value:g} {limit.unit} is {got.name.lower()}",
                case.expect.name.lower(),
                "Correct the bound or the case.",
            )
        yield f"{limit.id}: {case.value:g} {limit.unit}"


def _check_date(place: str, reviewed: date, today: date) -> None:
    if not 0 <= (today - reviewed).days <= REVIEW_DAYS:
        raise KnowledgeError(
            f"{place}.toml",
            f"reviewed = {reviewed}",
            f"a date in the {REVIEW_DAYS} days before {today}",
            "Read its sources again, then set the date.",
        )

"""Refuses knowledge whose files do not fit together: a loose end is never passed over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from anagen.knowledge.conditions import AllOf, AnyOf, Condition, Known, Not, Op, Test
from anagen.knowledge.contradiction import Contradiction
from anagen.knowledge.fact import Basis, Fact
from anagen.knowledge.library import Knowledge
from anagen.knowledge.medicine import Means, Medicine, OnceStopped
from anagen.knowledge.mistakes import KnowledgeError
from anagen.knowledge.question import Question, QuestionKind
from anagen.knowledge.rule import Rule
from anagen.knowledge.session_names import refuse_strange_names
from anagen.records.fields import closest
from anagen.records.mistakes import shown

#: Which tests make sense for which kind of answer.
OPS = {
    QuestionKind.YES_NO: {Op.IS},
    QuestionKind.CHOICE: {Op.IS, Op.IN},
    QuestionKind.MANY: {Op.IS, Op.IN},
    QuestionKind.NUMBER: {Op.AT_LEAST, Op.BELOW, Op.BETWEEN},
    QuestionKind.DATE: {Op.WITHIN_DAYS, Op.LONGER_THAN_DAYS},
    QuestionKind.TEXT: set[Op](),
}


def refuse_loose_ends(knowledge: Knowledge) -> None:
    """Raises KnowledgeError for the first name, type or unit that does not fit."""
    for question in knowledge.questions.values():
        place = f"questions/{question.id}.toml"
        _check_basis(question.basis, place, knowledge)
        if question.asked_when is not None:
            check_condition(question.asked_when, f"{place}.asked_when", knowledge)
    for fact in knowledge.facts.values():
        place = f"{fact.step.value}/{fact.id}.toml"
        _check_basis(fact.basis, place, knowledge)
        for condition in conditions_of(fact):
            check_condition(condition, f"{place}.when", knowledge)
        if isinstance(fact, Rule):
            _check_rule(fact, place, knowledge)
        if isinstance(fact, Contradiction):
            for id in fact.questions:
                _question(id, f"{place}.questions", knowledge)
        if isinstance(fact, Medicine):
            _check_medicine(fact, place, knowledge)
    refuse_strange_names(knowledge)


def _check_medicine(medicine: Medicine, place: str, knowledge: Knowledge) -> None:
    said: tuple[Means | OnceStopped, ...] = (*medicine.means, *medicine.once_stopped)
    for one in said:
        question = _question(one.question, f"{place}.means", knowledge)
        check_value(question, one.value, f"{place}.means.value")
    for once in medicine.once_stopped:
        if once.stopped_on:
            _check_date_question(once.stopped_on, f"{place}.once_stopped.stopped_on", knowledge)


def _check_date_question(id: str, place: str, knowledge: Knowledge) -> None:
    if _question(id, place, knowledge).kind is not QuestionKind.DATE:
        raise KnowledgeError(place, id, "a question about a date", "Name one.")


def conditions_of(fact: Fact) -> Iterable[Condition]:
    """Every condition a fact carries."""
    found = (getattr(fact, name, None) for name in ("when", "conditions"))
    for condition in found:
        if isinstance(condition, tuple):
            yield from condition
        elif condition is not None:
            yield condition


def _check_basis(basis: tuple[Basis, ...], place: str, knowledge: Knowledge) -> None:
    for one in basis:
        if one.source not in knowledge.sources:
            raise KnowledgeError(
                f"{place}.basis",
                f"source {shown(one.source)}",
                "a file in sources/",
                closest(one.source, sorted(knowledge.sources)),
            )


def _check_rule(rule: Rule, place: str, knowledge: Knowledge) -> None:
    if rule.until:
        _check_date_question(rule.until.after, f"{place}.until.after", knowledge)
    for case in rule.cases:
        for name, value in case.given.items():
            where = f"{place}.cases.given.{name}"
            question = _question(name, where, knowledge)
            if isinstance(value, dict):
                value = date.min  # written as days ago
            check_value(question, tuple(value) if isinstance(value, list) else value, where)


def check_condition(condition: Condition, place: str, knowledge: Knowledge) -> None:
    """Raises KnowledgeError when a condition names what does not exist or does not fit."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                check_condition(part, place, knowledge)
        case Not(part):
            check_condition(part, place, knowledge)
        case Known(question):
            _question(question, place, knowledge)
        case Test():  # pragma: no branch - the last of all
            _check_test(condition, place, knowledge)


def _check_test(test: Test, place: str, knowledge: Knowledge) -> None:
    question = _question(test.question, place, knowledge)
    where = f"{place}.{test.question}.{test.op.value}"
    if test.op not in OPS[question.kind]:
        words = ", ".join(sorted(op.value for op in OPS[question.kind])) or "no test"
        raise KnowledgeError(
            where, f"{test.op.value} on a {question.kind.value} question", words, "Change it."
        )
    if test.op in (Op.WITHIN_DAYS, Op.LONGER_THAN_DAYS):
        values: tuple[object, ...] = ()
        if isinstance(test.against, bool) or not isinstance(test.against, int):
            raise KnowledgeError(where, shown(test.against), "whole days", "Write a number.")
    elif test.op in (Op.IN, Op.BETWEEN):
        values = test.against if isinstance(test.against, tuple) else (test.against,)
    else:
        values = (test.against,)
    for value in values:
        many = question.kind is QuestionKind.MANY
        check_value(question, (value,) if many else value, where)


def _question(id: str, place: str, knowledge: Knowledge) -> Question:
    if id not in knowledge.questions:
        raise KnowledgeError(
            place,
            f"question {shown(id)}",
            "a file in questions/",
            closest(id, sorted(knowledge.questions)),
        )
    return knowledge.questions[id]


def check_value(question: Question, value: object, where: str) -> None:
    """Raises KnowledgeError when a value cannot be an answer to a question."""
    wanted = wrong_answer(question, value)
    if wanted:
        raise KnowledgeError(where, shown(value), wanted, "Use a value the question allows.")


def wrong_answer(question: Question, value: object) -> str:
    """What a question expects, when a value cannot answer it; "" when it can."""
    match question.kind:
        case QuestionKind.YES_NO:
            return "" if isinstance(value, bool) else "true or false"
        case QuestionKind.NUMBER:
            number = isinstance(value, int | float) and not isinstance(value, bool)
            inside = number and question.least <= value <= question.most  # type: ignore[operator]
            return "" if inside else f"{question.least:g} to {question.most:g} {question.unit}"
        case QuestionKind.DATE:
            return "" if isinstance(value, date) else "a date such as 2026-11-20"
        case QuestionKind.TEXT:
            return "" if isinstance(value, str) else "a text"
        case QuestionKind.CHOICE:
            known = isinstance(value, str) and value in question.words
            return "" if known else "one of " + ", ".join(question.words)
        case QuestionKind.MANY:  # pragma: no branch - the last of all
            several = isinstance(value, tuple) and set(value) <= set(question.words)
            return "" if several else "a list of " + ", ".join(question.words)

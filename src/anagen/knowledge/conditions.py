"""Conditions as data, evaluated in Kleene's three-valued logic.

A condition is `all`, `any`, `not`, `known`, or a test on one question. What is not known
makes a test UNKNOWN, never false; a whole condition is only true or false when the missing
answers could not change it (S. C. Kleene, Introduction to Metamathematics, 1952, §64).

`known` is the one exception: it turns "not known" into false. Under a `not` that can only
make a rule apply more often when an answer is taken away, so that is the only place where it
is allowed; anywhere else taking an answer away could loosen a rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, IntEnum
from typing import Any

from anagen.knowledge.mistakes import KnowledgeError
from anagen.records.answers import Unknown, Value
from anagen.records.fields import Fields
from anagen.records.mistakes import shown


class Truth(IntEnum):
    """Ordered so that `all` is the least and `any` the greatest."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


class Op(Enum):
    """A test on one question."""

    IS = "is"
    IN = "in"
    AT_LEAST = "at_least"
    BELOW = "below"
    BETWEEN = "between"
    WITHIN_DAYS = "within_days"
    LONGER_THAN_DAYS = "longer_than_days"


@dataclass(frozen=True, slots=True)
class Findings:
    """What is known about a person today: question id → value, or why it is not known."""

    today: date
    values: Mapping[str, Value | Unknown]

    def of(self, question: str) -> Value | Unknown:
        """What is known of one question. A question nobody put is NOT_ASKED."""
        return self.values.get(question, Unknown.NOT_ASKED)


@dataclass(frozen=True, slots=True)
class AllOf:
    """True when every part is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True when one part is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """True when its part is false."""

    part: Condition


@dataclass(frozen=True, slots=True)
class Known:
    """True when the question has a fresh answer, false otherwise."""

    question: str


@dataclass(frozen=True, slots=True)
class Test:
    """One test on one question. For a `many` question, `is` and `in` ask what it contains."""

    question: str
    op: Op
    against: Any

    __test__ = False  # not a test of ours: pytest must not collect it


Condition = AllOf | AnyOf | Not | Known | Test


def truth(condition: Condition, findings: Findings) -> Truth:
    """Whether a condition holds, going by what is known."""
    match condition:
        case AllOf(parts):
            return _least(parts, findings)
        case AnyOf(parts):
            return _greatest(parts, findings)
        case Not(part):
            return Truth(2 - truth(part, findings))
        case Known(question):
            known = not isinstance(findings.of(question), Unknown)
            return Truth.TRUE if known else Truth.FALSE
        case Test(question):  # pragma: no branch - the last of all
            value = findings.of(question)
            if isinstance(value, Unknown):
                return Truth.UNKNOWN
            return Truth.TRUE if _passes(condition, value, findings.today) else Truth.FALSE


def _least(parts: Iterable[Condition], findings: Findings) -> Truth:
    """The least of the parts; none can be less than false, so the first false ends the search."""
    least = Truth.TRUE
    for part in parts:
        held = truth(part, findings)
        if held is Truth.FALSE:
            return held
        least = min(least, held)
    return least


def _greatest(parts: Iterable[Condition], findings: Findings) -> Truth:
    """The greatest of the parts; the first true ends the search."""
    greatest = Truth.FALSE
    for part in parts:
        held = truth(part, findings)
        if held is Truth.TRUE:
            return held
        greatest = max(greatest, held)
    return greatest


def _passes(test: Test, value: Value, today: date) -> bool:
    against = test.against
    match test.op:
        case Op.IS:
            return bool(against in value if isinstance(value, tuple) else value == against)
        case Op.IN:
            has = set(value) if isinstance(value, tuple) else {value}
            return not has.isdisjoint(against)
        case Op.AT_LEAST:
            return bool(_number(test, value) >= against)
        case Op.BELOW:
            return bool(_number(test, value) < against)
        case Op.BETWEEN:
            return bool(against[0] <= _number(test, value) <= against[1])
        case Op.WITHIN_DAYS:
            return bool(_days_since(test, value, today) <= against)
        case Op.LONGER_THAN_DAYS:  # pragma: no branch - the last of all
            return bool(_days_since(test, value, today) > against)


def _number(test: Test, value: Value) -> float:
    assert isinstance(value, int | float), test.question
    return value


def _days_since(test: Test, value: Value, today: date) -> int:
    assert isinstance(value, date), test.question
    return (today - value).days


def questions_of(condition: Condition) -> Iterator[str]:
    """Every question a condition looks at, in the order it is written."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from questions_of(part)
        case Not(part):
            yield from questions_of(part)
        case Known(question) | Test(question):  # pragma: no branch - the last of all
            yield question


def open_questions(condition: Condition, findings: Findings) -> tuple[str, ...]:
    """The unanswered questions that keep a condition UNKNOWN, each once.

    Parts that are already settled are left out: their questions can no longer change it.
    """
    if truth(condition, findings) is not Truth.UNKNOWN:
        return ()
    match condition:
        case AllOf(parts) | AnyOf(parts):
            found = (open_questions(part, findings) for part in parts)
            return tuple(dict.fromkeys(question for part in found for question in part))
        case Not(part):
            return open_questions(part, findings)
        case Known(question) | Test(question):  # pragma: no branch - the last of all
            return (question,)


def read_condition(fields: Fields, under_not: bool = False) -> Condition:
    """A condition as written in a knowledge file."""
    condition: Condition
    if "all" in fields:
        condition = AllOf(_parts(fields, "all", under_not))
    elif "any" in fields:
        condition = AnyOf(_parts(fields, "any", under_not))
    elif "not" in fields:
        condition = Not(read_condition(fields.table("not"), not under_not))
    elif "known" in fields:
        if not under_not:
            raise fields.wrong("known", "known only under not", "Ask for `not = { known = … }`.")
        condition = Known(fields.text("known"))
    else:
        condition = _test(fields)
    for name in ("all", "any", "not"):
        if name in fields and name != _word(condition):
            raise fields.wrong(name, "one of all, any, not in a table", "Nest one in the other.")
    fields.raw("not")
    fields.finish()
    return condition


def _word(condition: Condition) -> str:
    return {AllOf: "all", AnyOf: "any", Not: "not"}.get(type(condition), "")


def _parts(fields: Fields, name: str, under_not: bool) -> tuple[Condition, ...]:
    parts = fields.items(name, lambda inner: read_condition(inner, under_not))
    if not parts:
        raise fields.wrong(name, "at least one part", "Take the empty list out.")
    return parts


def _test(fields: Fields) -> Test:
    question = fields.text("question")
    ops = [op for op in Op if op.value in fields]
    if len(ops) != 1:
        words = ", ".join(op.value for op in Op)
        raise KnowledgeError(
            fields.place,
            f"{len(ops)} tests on {question}",
            f"exactly one of {words}",
            "Write one test a table.",
        )
    op = ops[0]
    against = fields.raw(op.value)
    if isinstance(against, list):
        against = tuple(against)
    if op is Op.IN and not isinstance(against, tuple):
        raise KnowledgeError(fields.at("in"), shown(against), "a list", "Use is for one value.")
    if op is Op.BETWEEN and not _is_range(against):
        raise KnowledgeError(fields.at("between"), shown(against), "[low, high]", "Give both.")
    return Test(question, op, against)


def _is_range(against: Any) -> bool:
    if not isinstance(against, tuple) or len(against) != 2:
        return False
    return all(isinstance(end, int | float) for end in against) and bool(against[0] <= against[1])

"""Conditions in words, for pages that a person reads."""

from __future__ import annotations

from anagen.knowledge.conditions import AllOf, AnyOf, Condition, Known, Not, Op, Test

TESTS = {
    Op.IS: "is",
    Op.IN: "is one of",
    Op.AT_LEAST: "is at least",
    Op.BELOW: "is below",
    Op.BETWEEN: "lies between",
    Op.WITHIN_DAYS: "lies at most this many days back:",
    Op.LONGER_THAN_DAYS: "lies further back than this many days:",
}


def in_words(condition: Condition) -> str:
    """A condition as one line."""
    match condition:
        case AllOf(parts):
            return " and ".join(_inside(part) for part in parts)
        case AnyOf(parts):
            return " or ".join(_inside(part) for part in parts)
        case Not(part):
            return f"not ({in_words(part)})"
        case Known(question):
            return f"`{question}` is known"
        case Test(question, op, against):
            return f"`{question}` {TESTS[op]} {_value(against)}"


def _inside(part: Condition) -> str:
    return f"({in_words(part)})" if isinstance(part, AllOf | AnyOf) else in_words(part)


def _value(against: object) -> str:
    if isinstance(against, bool):
        return "yes" if against else "no"
    if isinstance(against, tuple):
        return ", ".join(_value(one) for one in against)
    return f"{against:g}" if isinstance(against, int | float) else str(against)

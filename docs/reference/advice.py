"""Writes advice.md: every key of `anagen advise --json`, from the shape of advice itself."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from types import NoneType
from typing import Any, get_args, get_type_hints

from making.page import page, table, write

from anagen.care.advice import Advice
from anagen.care.tree import ADVICE_SCHEMA
from anagen.knowledge.fact import Basis, Strength
from anagen.knowledge.source import Read, SourceKind
from anagen.records.words import Level

OPENING = f"""\
What `anagen advise RECORD.json --json` prints, key by key. The same tree is stored with every
piece of advice that is saved.

- `schema` is {ADVICE_SCHEMA}. It goes up when a key changes its meaning or goes; new keys may
  come at any time.
- Every key is always there. What is not known is `null`; it is never zero, "no" or the first of
  a list.
- Times are written in the person's own zone, with its offset, to the minute.
- Keys are in order of the alphabet, so equal advice is equal text."""

KINDS = {str: "text", bool: "true or false", int: "whole number", float: "number"}
NAMES = {datetime: "time", date: "date", NoneType: "null"}

STRENGTH_ROWS = [
    ("`word`", "one of " + ", ".join(one.value for one in Strength)),
    ("`bars`", "whole number from 0 to 4: the bars of a source chip"),
]
BASIS_ROWS = [
    ("`source`, `short`", "text: the id of the source, and its short name"),
    ("`kind`", "one of " + ", ".join(one.value for one in SourceKind)),
    ("`citation`, `identifier`", "text: how to find it"),
    ("`read`", "how much of it was read: one of " + ", ".join(one.value for one in Read)),
    ("`shows`, `limits`", "text: what the source shows, and what it cannot"),
    ("`locator`", "text: where in the source"),
    ("`stance`", "supports or against"),
    ("`says`", "text: what it says there, in our own words; may be empty"),
]


def main() -> None:
    """Writes the page."""
    write("advice.md", page("Advice as JSON", "advice.py", OPENING, parts_from(Advice)))


def parts_from(first: type) -> Iterator[str]:
    """A section for each table of the tree, the outermost first."""
    seen, waiting = {first}, [first]
    while waiting:
        shape = waiting.pop(0)
        yield section(shape)
        for inner in shapes_inside(shape):
            if inner not in seen:
                seen.add(inner)
                waiting.append(inner)


def section(shape: type) -> str:
    """The keys of one table."""
    says = inspect.cleandoc(shape.__doc__ or "").replace("None", "`null`")
    says = says.replace("PROCEED", "`proceed`")
    if shape is Strength:
        rows = STRENGTH_ROWS
    elif shape is Basis:
        rows = BASIS_ROWS
    else:
        hints = get_type_hints(shape)
        rows = [(f"`{one.name}`", kind_of(hints[one.name])) for one in fields(shape)]
        rows = [("`schema`", f"{ADVICE_SCHEMA}"), *rows] if shape is Advice else rows
    return f"## {shape.__name__}\n\n{says}\n\n" + table(("Key", "Holds"), rows)


def shapes_inside(shape: type) -> Iterator[type]:
    """The tables that a table holds."""
    if shape in (Basis, Strength):
        return
    hints = get_type_hints(shape)
    for one in fields(shape):
        yield from shapes_of(hints[one.name])


def shapes_of(hint: Any) -> Iterator[type]:
    """The tables that a type speaks of."""
    if hint is Strength or is_dataclass(hint):
        yield hint
    for inner in get_args(hint):
        yield from shapes_of(inner)


def kind_of(hint: Any) -> str:
    """A type as a person reads it."""
    inner = get_args(hint)
    if getattr(hint, "__origin__", None) is tuple:
        listed = kind_of(inner[0])
        return f"list of {listed}" if inner[-1] is Ellipsis else f"list of {len(inner)} {listed}s"
    if inner:
        return " or ".join(kind_of(one) for one in inner)
    if hint is Strength or is_dataclass(hint):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    if issubclass(hint, Enum):
        return "one of " + ", ".join(word(one) for one in hint)
    return NAMES.get(hint) or KINDS[hint]


def word(member: Enum) -> str:
    """The word that JSON uses."""
    return member.word if isinstance(member, Level) else str(member.value)


if __name__ == "__main__":
    main()

"""What makes a practitioner a good one: a check-list, each point answered yes, no or not known."""

from __future__ import annotations

from dataclasses import dataclass

from anagen.knowledge.conditions import Condition, read_condition
from anagen.knowledge.fact import Fact, Header, read_settings
from anagen.records.fields import Fields
from anagen.records.words import Setting


@dataclass(frozen=True, slots=True)
class Criterion(Fact):
    """One point of the list, met when its condition is true.

    `if_not` is read when it is not met; `ask` is the question to take along while it is open.
    """

    order: int
    settings: tuple[Setting, ...]
    when: Condition
    if_not: str
    ask: str


def read_criterion(fields: Fields, header: Header) -> Criterion:
    """A fact of kind "criterion"."""
    criterion = Criterion(
        **header,
        order=fields.whole("order", 0, 1000),
        settings=read_settings(fields),
        when=read_condition(fields.table("when")),
        if_not=fields.text("if_not", 400),
        ask=fields.text("ask", 200),
    )
    fields.finish()
    return criterion

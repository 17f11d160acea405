"""What to change in the way of needling, for those who may needle again."""

from __future__ import annotations

from dataclasses import dataclass

from anagen.knowledge.conditions import Condition, read_condition
from anagen.knowledge.fact import Fact, Header
from anagen.records.fields import Fields


@dataclass(frozen=True, slots=True)
class TechniqueChange(Fact):
    """One change. It is named unless `when` is known to be false."""

    when: Condition
    order: int


def read_technique_change(fields: Fields, header: Header) -> TechniqueChange:
    """A fact of kind "technique_change"."""
    change = TechniqueChange(
        **header,
        when=read_condition(fields.table("when")),
        order=fields.whole("order", 0, 1000),
    )
    fields.finish()
    return change

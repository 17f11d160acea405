"""What a sum finds out, said in words: "You recorded {found}; the most is {limit}"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from anagen.knowledge.conditions import Condition, read_condition
from anagen.knowledge.fact import Fact, Header
from anagen.knowledge.wording import filled, refuse_unknown_figures
from anagen.records.fields import Fields

#: Every figure that care can put into a reckoning.
FIGURES = frozenset(
    {"depth", "gap", "days_ago", "first_day", "left", "found", "limit", "product", "hours"}
)


@dataclass(frozen=True, slots=True)
class Reckoning(Fact):
    """A finding of arithmetic. `says` and `then` hold figures in braces.

    `when` is the part of it that answers alone can settle, where there is one.
    """

    then: str
    when: Condition | None

    def says_with(self, figures: Mapping[str, str]) -> str:
        """What a person reads, with the figures put in."""
        return filled(self.says, figures)

    def then_with(self, figures: Mapping[str, str]) -> str:
        """What to do next, with the figures put in."""
        return filled(self.then, figures)


def read_reckoning(fields: Fields, header: Header) -> Reckoning:
    """A fact of kind "reckoning"."""
    reckoning = Reckoning(
        **header,
        then=fields.optional_text("then", 400),
        when=read_condition(fields.table("when")) if "when" in fields else None,
    )
    fields.raw("when")
    fields.finish()
    refuse_unknown_figures(reckoning.says, FIGURES, fields, "says")
    refuse_unknown_figures(reckoning.then, FIGURES, fields, "then")
    return reckoning

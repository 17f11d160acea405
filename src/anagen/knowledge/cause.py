"""Possible causes of hair loss after needling, with what speaks for and against each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from anagen.knowledge.conditions import Condition, read_condition
from anagen.knowledge.fact import Fact, Header
from anagen.knowledge.mistakes import KnowledgeError
from anagen.records.fields import Fields


class Side(Enum):
    """Whether an argument speaks for a cause or against it."""

    FOR = "for"
    AGAINST = "against"


@dataclass(frozen=True, slots=True)
class Argument:
    """One thing that speaks for or against a cause, and how much it weighs (1 to 3)."""

    side: Side
    weight: int
    says: str
    when: Condition


@dataclass(frozen=True, slots=True)
class PossibleCause(Fact):
    """One cause. Its arguments order a list to talk about with a doctor; they diagnose nothing."""

    arguments: tuple[Argument, ...]

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition it looks at."""
        return tuple(argument.when for argument in self.arguments)


def read_cause(fields: Fields, header: Header) -> PossibleCause:
    """A fact of kind "cause"."""
    cause = PossibleCause(**header, arguments=fields.items("arguments", _argument))
    fields.finish()
    if {argument.side for argument in cause.arguments} != set(Side):
        raise KnowledgeError(
            fields.at("arguments"),
            "arguments on one side only",
            "at least one for and one against",
            "Say what would speak the other way.",
        )
    return cause


def _argument(fields: Fields) -> Argument:
    argument = Argument(
        side=fields.choice("side", Side),
        weight=fields.whole("weight", 1, 3),
        says=fields.text("says", 160),
        when=read_condition(fields.table("when")),
    )
    fields.finish()
    return argument

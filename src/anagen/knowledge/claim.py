"""Claims that go round about needling, and what was found when someone looked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from anagen.knowledge.conditions import Condition, read_condition
from anagen.knowledge.fact import Fact, Header
from anagen.records.fields import Fields


class Standing(Enum):
    """How a claim stands against what was found."""

    SUPPORTED = "supported"
    CONTESTED = "contested"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Claim(Fact):
    """What an article says, in our words, and how it stands; `says` tells what was found.

    `when` names the people it concerns; None for a claim about needling as such.
    """

    claim: str
    standing: Standing
    when: Condition | None

    @property
    def answer(self) -> str:
        """The claim and what was found, in one piece."""
        return f"{self.claim} {self.says}"


def read_claim(fields: Fields, header: Header) -> Claim:
    """A fact of kind "claim"."""
    when = fields.optional_table("when")
    claim = Claim(
        **header,
        claim=fields.text("claim", 300),
        standing=fields.choice("standing", Standing),
        when=read_condition(when) if when else None,
    )
    fields.finish()
    return claim

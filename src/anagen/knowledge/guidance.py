"""Guidance: what is said beside a plan, whatever the verdict, with both sides where they differ."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from anagen.knowledge.conditions import Condition, read_condition
from anagen.knowledge.fact import Fact, Header, read_settings
from anagen.records.fields import Fields
from anagen.records.words import Setting


class Topic(Enum):
    """What a piece of guidance is about.

    `price` is said whatever the answer is; `costs` only where a course may go ahead; `budget`
    only where a sum calls for it; `practitioner` while something about one is not known.
    """

    TECHNIQUE = "technique"
    REGULATION = "regulation"
    COMBINATION = "combination"
    PRICE = "price"
    COSTS = "costs"
    BUDGET = "budget"
    PRACTITIONER = "practitioner"
    MEASURING = "measuring"


@dataclass(frozen=True, slots=True)
class Guidance(Fact):
    """Something worth saying in some settings; with a condition, only to those it is true of."""

    topic: Topic
    settings: tuple[Setting, ...]
    when: Condition | None


def read_guidance(fields: Fields, header: Header) -> Guidance:
    """A fact of kind "guidance"."""
    guidance = Guidance(
        **header,
        topic=fields.choice("topic", Topic),
        settings=read_settings(fields),
        when=read_condition(fields.table("when")) if "when" in fields else None,
    )
    fields.finish()
    return guidance

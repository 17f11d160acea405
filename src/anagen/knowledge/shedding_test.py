"""Tests for shedding that anybody can do: how, what a result means, and what it cannot say."""

from __future__ import annotations

from dataclasses import dataclass

from anagen.knowledge.conditions import Condition, read_condition
from anagen.knowledge.fact import Fact, Header
from anagen.knowledge.mistakes import KnowledgeError
from anagen.records.fields import Fields


@dataclass(frozen=True, slots=True)
class Reading:
    """What to say about a result for which the condition holds."""

    when: Condition
    says: str


@dataclass(frozen=True, slots=True)
class SheddingTest(Fact):
    """One test. `says` tells how to do it; the first reading that holds tells the result."""

    cannot_say: str
    not_done: str
    readings: tuple[Reading, ...]

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition it looks at."""
        return tuple(reading.when for reading in self.readings)


def read_shedding_test(fields: Fields, header: Header) -> SheddingTest:
    """A fact of kind "shedding_test"."""
    test = SheddingTest(
        **header,
        cannot_say=fields.text("cannot_say", 500),
        not_done=fields.text("not_done", 300),
        readings=fields.items("readings", _reading),
    )
    fields.finish()
    if not test.readings:
        raise KnowledgeError(
            fields.at("readings"), "none", "at least one reading", "Say what a result means."
        )
    return test


def _reading(fields: Fields) -> Reading:
    reading = Reading(when=read_condition(fields.table("when")), says=fields.text("says", 500))
    fields.finish()
    return reading

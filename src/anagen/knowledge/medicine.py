"""Medicines by name, and which answer each of them speaks to.

Someone who says "no blood thinner" and lists warfarin has given two answers that disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from anagen.knowledge.fact import Fact, Header
from anagen.records.answers import Value
from anagen.records.fields import Fields
from anagen.records.treatment import Treatment


@dataclass(frozen=True, slots=True)
class Means:
    """Taking the medicine now answers a question with a value."""

    question: str
    value: Value


@dataclass(frozen=True, slots=True)
class OnceStopped:
    """Having stopped the medicine answers a question, for `within_days` days after the last day.

    `stopped_on` names the question about that day; "" where none is asked.
    """

    question: str
    value: Value
    stopped_on: str
    within_days: float


#: Longer than anybody lives: what was stopped counts for good.
FOR_GOOD_DAYS = 50_000.0


@dataclass(frozen=True, slots=True)
class Medicine(Fact):
    """A group of medicines: the names people write, and what taking one means."""

    names: tuple[str, ...]
    means: tuple[Means, ...]
    once_stopped: tuple[OnceStopped, ...] = ()
    routes: tuple[str, ...] = ()

    def covers(self, treatment: Treatment) -> bool:
        """Whether a treatment is one of this group, by its name and by the way it is given.

        The same steroid rubbed on the skin and injected into a muscle are two things; a group
        that names its routes covers no treatment whose route nobody wrote down.
        """
        given = _words(treatment.route)
        return self.is_named(treatment.product) and (
            not self.routes or any(_words(route) in given for route in self.routes)
        )

    def is_named(self, product: str) -> bool:
        """Whether a written name is one of this group, whatever stands around it."""
        written = _words(product)
        return any(_words(name) in written for name in self.names)


@lru_cache(maxsize=4096)
def _words(text: str) -> str:
    """The words of a name alone, each between blanks; many people list the same names."""
    letters = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return f" {' '.join(letters.split())} "


def read_medicine(fields: Fields, header: Header) -> Medicine:
    """A fact of kind "medicine"."""
    medicine = Medicine(
        **header,
        names=fields.words("names"),
        means=fields.items("means", _means),
        once_stopped=fields.items("once_stopped", _once_stopped),
        routes=fields.words("routes"),
    )
    fields.finish()
    if not medicine.names:
        raise fields.wrong("names", "at least one name", "Write the names people use.")
    return medicine


def _means(fields: Fields) -> Means:
    means = Means(question=fields.text("question"), value=_value(fields))
    fields.finish()
    return means


def _once_stopped(fields: Fields) -> OnceStopped:
    days = fields.optional_number("within_days", 1, FOR_GOOD_DAYS, "days")
    stopped = OnceStopped(
        question=fields.text("question"),
        value=_value(fields),
        stopped_on=fields.optional_text("stopped_on"),
        within_days=FOR_GOOD_DAYS if days is None else days,
    )
    fields.finish()
    return stopped


def _value(fields: Fields) -> Value:
    value: Any = fields.raw("value")
    return tuple(value) if isinstance(value, list) else value

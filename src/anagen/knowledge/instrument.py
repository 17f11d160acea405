"""Instruments: scales, scores and counts, what they can tell, and how far two readings agree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from anagen.knowledge.fact import Fact, Header
from anagen.knowledge.mistakes import KnowledgeError
from anagen.records.fields import Fields
from anagen.records.words import HairLoss, Sex

E = TypeVar("E", bound=Enum)


@dataclass(frozen=True, slots=True)
class Band:
    """Scores from `least` to `most`, both included, and what they are called."""

    least: float
    most: float
    says: str


@dataclass(frozen=True, slots=True)
class Instrument(Fact):
    """One instrument, for some kinds of hair loss and some people.

    It gives one of `grades`, mildest first, or a number from `least` to `most`; where we do not
    hold its steps it has neither.
    `smallest_change` is the change that people notice or that counts; None where nobody has
    found one. `agreement` tells how far two readings agree, `cannot_say` what it does not show.
    """

    names: tuple[str, ...]
    hair_loss: tuple[HairLoss, ...]
    sexes: tuple[Sex, ...]
    grades: tuple[str, ...]
    least: float | None
    most: float | None
    bands: tuple[Band, ...]
    smallest_change: float | None
    agreement: str
    cannot_say: str

    def is_for(self, hair_loss: str | None, sex: str | None) -> bool:
        """Whether it fits a person; what is not known fits."""
        loss = hair_loss is None or hair_loss in [one.value for one in self.hair_loss]
        return loss and (sex is None or sex in [one.value for one in self.sexes])

    def is_named(self, scale: str) -> bool:
        """Whether a written name is this instrument's, in small or capital letters."""
        return scale.strip().casefold() in {name.casefold() for name in self.names}

    def reading(self, grade: str) -> str:
        """A written grade in words; "" when it does not stand on this instrument."""
        written = grade.strip().casefold()
        for one in self.grades:
            if one.casefold() == written:
                return f"{one}, on a scale from {self.grades[0]} to {self.grades[-1]}"
        number = _number(written)
        if number is None or self.least is None or self.most is None:
            return ""
        if not self.least <= number <= self.most:
            return ""
        band = next((one for one in self.bands if one.least <= number <= one.most), None)
        return f"{number:g} of {self.most:g}" + (f", {band.says}" if band else "")


def _number(written: str) -> float | None:
    try:
        return float(written)
    except ValueError:
        return None


def read_instrument(fields: Fields, header: Header) -> Instrument:
    """A fact of kind "instrument"."""
    instrument = Instrument(
        **header,
        names=fields.words("names"),
        hair_loss=_among(fields, "hair_loss", HairLoss),
        sexes=_among(fields, "sexes", Sex),
        grades=fields.words("grades"),
        least=fields.optional_number("least", -1000, 1000),
        most=fields.optional_number("most", -1000, 1000),
        bands=fields.items("bands", _band),
        smallest_change=fields.optional_number("smallest_change", 0, 1000),
        agreement=fields.text("agreement", 300),
        cannot_say=fields.text("cannot_say", 300),
    )
    fields.finish()
    _check(instrument, fields)
    return instrument


def _among(fields: Fields, name: str, kind: type[E]) -> tuple[E, ...]:
    known = {one.value: one for one in kind}
    words = fields.words(name)
    if any(word not in known for word in words):
        raise fields.wrong(name, "words among " + ", ".join(known), "Use one of these words.")
    return tuple(known[word] for word in words) or tuple(kind)


def _band(fields: Fields) -> Band:
    band = Band(
        least=fields.number("least", -1000, 1000),
        most=fields.number("most", -1000, 1000),
        says=fields.text("says", 60),
    )
    fields.finish()
    return band


def _check(instrument: Instrument, fields: Fields) -> None:
    if not instrument.names:
        raise fields.wrong("names", "at least one name", "Write the names people use.")
    if (instrument.least is None) != (instrument.most is None) or (
        instrument.grades and instrument.least is not None
    ):
        raise KnowledgeError(
            fields.place,
            "a range with grades, or half a range",
            "grades, or least and most, or none of them",
            "Keep what the instrument gives.",
        )
    ends = [end for band in instrument.bands for end in (band.least, band.most)]
    if ends != sorted(ends):
        raise fields.wrong("bands", "bands in order, none over another", "Put them in order.")

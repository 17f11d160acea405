"""One question people ask: the answer in plain words, how well it is known, and what bears on it.

A question file names the comparisons, the reviews and the sources it rests on. Where trials can
be pooled honestly it names the pool; where they cannot it says why there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from anagen.knowledge.fact import Basis, Stance, Strength, read_basis
from anagen.records.fields import Fields


class Known(Enum):
    """How well the answer is known, best first."""

    WELL = "well"
    FAIRLY = "fairly"
    POORLY = "poorly"
    NOT_STUDIED = "not_studied"

    @property
    def says(self) -> str:
        """The level in words, as a page shows it beside the answer."""
        return KNOWN_SAYS[self]


KNOWN_SAYS = {
    Known.WELL: "Well known",
    Known.FAIRLY: "Fairly well known",
    Known.POORLY: "Poorly known",
    Known.NOT_STUDIED: "Not studied",
}


@dataclass(frozen=True, slots=True)
class Compared:
    """One arm of a study against another, for one outcome; `against` is "" where there is none."""

    study: str
    outcome: str
    arm: str
    against: str
    says: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One pooled figure of a review."""

    review: str
    row: str
    says: str


@dataclass(frozen=True, slots=True)
class Pool:
    """Comparisons that may be pooled: one outcome, one unit, every figure read."""

    id: str
    title: str
    says: str
    of: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question by the id of its file, in the order in which people ask."""

    id: str
    order: int
    short: str
    title: str
    answer: str
    says: str
    known: Known
    because: str
    strength: Strength
    split: str
    no_pool: str
    settles: str
    reviewed: date
    clinician_reviewed: bool
    basis: tuple[Basis, ...]
    compared: tuple[Compared, ...]
    reviews: tuple[Reviewed, ...]
    pools: tuple[Pool, ...]

    @property
    def supports(self) -> tuple[Basis, ...]:
        """The sources that speak for the answer."""
        return tuple(one for one in self.basis if one.stance is Stance.SUPPORTS)

    @property
    def against(self) -> tuple[Basis, ...]:
        """The sources that speak against it."""
        return tuple(one for one in self.basis if one.stance is Stance.AGAINST)


def read_asked(fields: Fields, id: str) -> Question:
    """One file of evidence/questions/."""
    question = Question(
        id=id,
        order=fields.whole("order", 1, 999),
        short=fields.text("short", 32),
        title=fields.text("title", 100),
        answer=fields.text("answer", 180),
        says=fields.text("says", 900),
        known=fields.choice("known", Known),
        because=fields.text("because", 300),
        strength=fields.choice("strength", Strength),
        split=fields.optional_text("split", 500),
        no_pool=fields.optional_text("no_pool", 400),
        settles=fields.text("settles", 400),
        reviewed=fields.day("reviewed"),
        clinician_reviewed=fields.optional_truth("clinician_reviewed") or False,
        basis=fields.items("basis", read_basis),
        compared=fields.items("compared", _compared),
        reviews=fields.items("reviews", _reviewed),
        pools=fields.items("pools", _pool),
    )
    fields.finish()
    _refuse_silence(question, fields)
    return question


def _refuse_silence(question: Question, fields: Fields) -> None:
    """A question says where it comes from, who disagrees, and why there is no pool."""
    if not question.basis:
        raise fields.wrong("basis", "at least one [[basis]]", "Name where the answer comes from.")
    if bool(question.against) != bool(question.split):
        raise fields.wrong(
            "split",
            "words on the disagreement exactly where sources disagree",
            "Say who we follow.",
        )
    if bool(question.pools) == bool(question.no_pool):
        raise fields.wrong(
            "no_pool", "a pool, or why there is none", "Write [[pools]] or no_pool, and not both."
        )


def _compared(fields: Fields) -> Compared:
    compared = Compared(
        study=fields.text("study", 60),
        outcome=fields.text("outcome", 40),
        arm=fields.text("arm", 40),
        against=fields.optional_text("against", 40),
        says=fields.optional_text("says", 200),
    )
    fields.finish()
    return compared


def _reviewed(fields: Fields) -> Reviewed:
    reviewed = Reviewed(
        review=fields.text("review", 60),
        row=fields.text("row", 40),
        says=fields.optional_text("says", 200),
    )
    fields.finish()
    return reviewed


def _pool(fields: Fields) -> Pool:
    pool = Pool(
        id=fields.text("id", 40),
        title=fields.text("title", 100),
        says=fields.text("says", 400),
        of=fields.items("of", _compared),
    )
    fields.finish()
    if len(pool.of) < 2:
        raise fields.wrong("of", "two comparisons or more", "One trial is no pool.")
    return pool

"""What every fact carries: its strength, its review date and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypedDict

from anagen.knowledge.mistakes import KnowledgeError
from anagen.records.fields import Fields
from anagen.records.words import Setting, Step


class Strength(Enum):
    """How well a fact is held up, strongest first."""

    TRIAL = "trial"
    REVIEW = "review"
    LABEL = "label"
    EXPERT = "expert"
    PRACTICE = "practice"
    CONTESTED = "contested"
    UNSUPPORTED = "unsupported"

    @property
    def bars(self) -> int:
        """From 0 to 4, for the four bars on a source chip."""
        return {"trial": 4, "review": 4, "label": 3, "expert": 2, "unsupported": 0}.get(
            self.value, 1
        )


class Stance(Enum):
    """Whether a source speaks for the fact or against it."""

    SUPPORTS = "supports"
    AGAINST = "against"


@dataclass(frozen=True, slots=True)
class Basis:
    """One source of a fact, where in it, and what it says there in our own words."""

    source: str
    locator: str
    stance: Stance
    says: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """What is true of every fact. `says` is what a person reads.

    `clinician_reviewed` is False until a clinician has read the file; it is shown as such.
    """

    id: str
    step: Step
    title: str
    says: str
    reviewed: date
    strength: Strength
    basis: tuple[Basis, ...]
    clinician_reviewed: bool

    @property
    def is_disputed(self) -> bool:
        """Whether sources stand on both sides."""
        return len({basis.stance for basis in self.basis}) == 2


class Header(TypedDict):
    """The entries that every kind of fact shares, as read from its file."""

    id: str
    step: Step
    title: str
    says: str
    reviewed: date
    strength: Strength
    basis: tuple[Basis, ...]
    clinician_reviewed: bool


def read_header(fields: Fields, id: str, step: Step) -> Header:
    """The shared entries of a fact's file; a fact without a basis does not load."""
    fields.raw("kind")
    basis = fields.items("basis", read_basis)
    if not basis:
        raise KnowledgeError(
            fields.place, "no [[basis]]", "at least one source", "Name where the fact comes from."
        )
    return Header(
        id=id,
        step=step,
        title=fields.text("title", 120),
        says=fields.text("says", 900),
        reviewed=fields.day("reviewed"),
        strength=fields.choice("strength", Strength),
        basis=basis,
        clinician_reviewed=fields.optional_truth("clinician_reviewed") or False,
    )


def read_basis(fields: Fields) -> Basis:
    """One `[[basis]]`."""
    basis = Basis(
        source=fields.text("source", 60),
        locator=fields.text("locator", 120),
        stance=fields.choice("stance", Stance),
        says=fields.optional_text("says", 300),
    )
    fields.finish()
    return basis


def read_settings(fields: Fields, name: str = "settings") -> tuple[Setting, ...]:
    """The settings a fact holds in; all three when the entry is absent."""
    words = fields.words(name)
    known = {setting.value: setting for setting in Setting}
    if any(word not in known for word in words):
        raise fields.wrong(name, "words among " + ", ".join(known), "Use home, clinic or trial.")
    return tuple(known[word] for word in words) or tuple(Setting)

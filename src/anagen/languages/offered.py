"""The languages a person can choose, which way each is written, and who has checked it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Direction(Enum):
    """Which way a language is written; the values are those of HTML's `dir`."""

    LEFT_TO_RIGHT = "ltr"
    RIGHT_TO_LEFT = "rtl"


@dataclass(frozen=True, slots=True)
class Language:
    """One language: its name in itself, and how it writes numbers."""

    code: str
    name: str
    direction: Direction
    decimal_mark: str
    group_mark: str
    #: Whether a clinician has read the clinical text in this language.
    is_reviewed: bool


ENGLISH = Language("en", "English", Direction.LEFT_TO_RIGHT, ".", ",", is_reviewed=False)
SPANISH = Language("es", "Español", Direction.LEFT_TO_RIGHT, ",", "\u00a0", is_reviewed=False)
#: Made by rule from English, to prove that every page also works from right to left.
PSEUDO = Language("ar-XB", "Right to left", Direction.RIGHT_TO_LEFT, ".", ",", is_reviewed=False)

LANGUAGES: Mapping[str, Language] = {one.code: one for one in (ENGLISH, SPANISH, PSEUDO)}
_BY_LOWER_CASE = {code.lower(): one for code, one in LANGUAGES.items()}


def offered(environ: Mapping[str, str]) -> tuple[Language, ...]:
    """The languages to choose from. The one made by rule is there only for those who ask."""
    return tuple(
        one
        for one in LANGUAGES.values()
        if one is not PSEUDO or environ.get("ANAGEN_PSEUDO") == "1"
    )


def language_of(code: str) -> Language:
    """The language behind a code such as es, es-MX or ar-xb; English for one we do not speak."""
    asked = code.lower().replace("_", "-")
    return _BY_LOWER_CASE.get(asked) or _BY_LOWER_CASE.get(asked.partition("-")[0]) or ENGLISH


def direction(code: str) -> str:
    """Which way a language is written: "ltr" or "rtl"."""
    return language_of(code).direction.value


def is_reviewed(code: str) -> bool:
    """Whether a clinician has read the clinical text in this language."""
    return language_of(code).is_reviewed

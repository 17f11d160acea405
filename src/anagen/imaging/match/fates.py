"""What became of each hair between two visits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Fate(Enum):
    """What became of a hair."""

    KEPT = "kept"
    NEW = "new"
    LOST = "lost"
    DOUBTFUL = "doubtful"


class Growth(Enum):
    """How the width of a kept hair changed, beyond what measuring alone changes."""

    THICKER = "thicker"
    THINNER = "thinner"


class Doubted(Enum):
    """Why we do not say what became of a hair."""

    HIDDEN = "hidden"
    FAINT = "faint"
    BETWEEN = "between"
    CLOSE = "close"

    @property
    def says(self) -> str:
        """The reason in words."""
        return WORDS[self]


WORDS = {
    Doubted.HIDDEN: "glare or the border of a picture hides this place at one visit",
    Doubted.FAINT: "it hardly stands out from the skin, or the finder was not sure of it",
    Doubted.BETWEEN: "the other picture shows neither a clear hair nor bare skin here",
    Doubted.CLOSE: "another hair without a partner stands right beside it",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """One hair over both visits.

    `before` and `after` are its places in the lists of hairs, None where the list lacks it: a
    kept hair may be missing from one, because the finder missed what the picture shows. `place`
    is its root in mm of the first picture. `why` goes with a doubt, `growth` with a change of
    width.
    """

    fate: Fate
    before: int | None
    after: int | None
    place: complex
    why: Doubted | None = None
    growth: Growth | None = None

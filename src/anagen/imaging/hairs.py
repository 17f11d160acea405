"""Hairs as a picture shows them: where each leaves the skin, where it ends, how wide it is.

Places are [x, y] in pixels of the picture as given: the origin is the centre of the top left
pixel, x runs right and y down. One hair is one shaft, counted once, where it leaves the skin.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

Point = tuple[float, float]

#: The two published widths that part vellus from terminal hair; 40 is TrichoScan's, 30 the
#: textbooks'. Sources: dossier of the explanation page on accuracy.
CUTS_UM = (30.0, 40.0)


class Kind(Enum):
    """What a shaft is by its width, at a cut of 40 µm; cut by the frame's edge it stays open."""

    TERMINAL = "terminal"
    VELLUS = "vellus"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Hair:
    """One hair shaft.

    `path` leads from root to tip and has at least these two points. `width_um` is the median
    optical width, None where it could not be measured; `width_at_most` says that the true width
    may be smaller. `sureness` runs from 0 to 1 and is the finder's own; it is no probability.
    """

    path: tuple[Point, ...]
    sureness: float
    width_um: float | None = None
    width_at_most: bool = False

    @property
    def root(self) -> Point:
        """Where the shaft leaves the skin."""
        return self.path[0]

    @property
    def tip(self) -> Point:
        """Where the shaft ends, or leaves the picture."""
        return self.path[-1]

    @property
    def kind(self) -> Kind:
        """Terminal or vellus at a cut of 40 µm; "at most" more than that may be either."""
        if self.width_um is None or (self.width_at_most and self.width_um > CUTS_UM[1]):
            return Kind.UNKNOWN
        return Kind.TERMINAL if self.width_um > CUTS_UM[1] else Kind.VELLUS

"""What is known of a rendered picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anagen.imaging.hairs import Point
    from anagen.imaging.render.choices import Choice
    from anagen.imaging.scalp import Pixels


@dataclass(frozen=True, slots=True)
class TrueHair:
    """One shaft; its path may lead into or out of the picture.

    `visible` is the share of its area in the picture that lies under no other shaft, flake or
    caption; 0 when its root is covered by a caption. `alone` is the share that neither covers
    nor is covered by another shaft: a shaft wholly inside a thicker one has `alone` 0 and
    cannot be told from it.
    """

    path: tuple[Point, ...]
    width_um: float
    unit: int
    visible: float
    alone: float

    @property
    def root(self) -> Point:
        """Where the shaft leaves the skin."""
        return self.path[0]

    @property
    def tip(self) -> Point:
        """Where the shaft ends, in the picture or beyond it."""
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class LoosePiece:
    """A cut piece of hair that lies on the skin: it has no root."""

    path: tuple[Point, ...]
    width_um: float


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered picture with its truth, in the pixel coordinates of the picture.

    `hairs` have their root in the valid box; `beyond` are shafts that enter it from outside and
    are not counted. No root lies on what is burned in below the valid box.
    """

    pixels: Pixels
    px_per_mm: float
    hairs: tuple[TrueHair, ...]
    beyond: tuple[TrueHair, ...]
    loose: tuple[LoosePiece, ...]
    empty_openings: tuple[Point, ...]
    valid_box: tuple[int, int, int, int]
    choice: Choice

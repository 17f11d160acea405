"""What finding gives: the hairs, the pixels that are hair, and how far two finders agree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from anagen.imaging.hairs import Hair


class Finder(StrEnum):
    """Who found the hairs: the small network, or the ridge filter that stands in for it."""

    NETWORK = "network"
    RIDGES = "ridges"


@dataclass(frozen=True, slots=True)
class Found:
    """The hairs of one picture, in its own pixels.

    `mask` has the height and width of the picture and is true where there is hair.
    `disagreement` says how far the ridge filter's hair differs from the network's: 0 is the same
    pixels, 1 no pixel in common. It is None where only one of the two could look.
    """

    hairs: tuple[Hair, ...]
    mask: NDArray[np.bool_]
    by: Finder
    disagreement: float | None

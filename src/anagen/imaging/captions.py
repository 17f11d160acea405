"""Captions that a device burned into the picture: boxes with level edges, straight to the pixel.

Skin and hair have no edge that runs level over so many pixels. A caption has two, one above the
other: the light falls at the one and rises at the other, or the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from anagen.imaging.frame import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from anagen.imaging.scalp import Pixels

    Steps = NDArray[np.int16]

#: The least step of the light at an edge, of 255; and how level it has to run, of the width.
LEAST_STEP, LEAST_SHARE = 14, 0.035
#: A wider picture is looked at in half of its size, or a third.
WIDE_PX = 1600
#: How tall a caption is, as shares of the picture's height.
LOWEST_SHARE, TALLEST_SHARE = 0.012, 0.12
#: The two edges of a caption begin and end at the same places, within this share of their length.
ALIKE = 0.15
#: Letters stand out from their box by this much light, of 255.
LEAST_CONTRAST = 60.0
#: A little is taken away around a caption, where its edges are soft.
MARGIN_PX = 2.0


@dataclass(frozen=True, slots=True)
class Edge:
    """A level edge: its row, and where it begins and ends."""

    row: int
    left: int
    right: int

    def is_like(self, other: Edge) -> bool:
        """Whether two edges begin and end at the same places."""
        slack = ALIKE * (self.right - self.left)
        ends = (self.left - other.left, self.right - other.right)
        return all(abs(apart) <= slack for apart in ends)


def captions_in(pixels: Pixels) -> tuple[Box, ...]:
    """The boxes of captions, in pixels of the picture."""
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    times = -(-grey.shape[1] // WIDE_PX)
    if times > 1:
        size = (grey.shape[1] // times, grey.shape[0] // times)
        grey = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
    # Over two rows: a picture that was enlarged has soft edges.
    steps = cv2.subtract(grey[2:], grey[:-2], dtype=cv2.CV_16S)
    falls, rises = (edges_of(np.asarray(sign * steps, np.int16)) for sign in (-1, 1))
    pairs = [*_pairs(falls, rises, grey.shape[0])]
    dark = [box for box in pairs if _contrast(grey, box)[1] >= LEAST_CONTRAST]
    pairs = [*_pairs(rises, falls, grey.shape[0])]
    light = [box for box in pairs if _contrast(grey, box)[0] >= LEAST_CONTRAST]
    return tuple(_enlarged(box, times) for box in (*dark, *light))


def _enlarged(box: Box, times: int) -> Box:
    """A box of the smaller picture in the one as given."""
    sides = (box.left, box.top, box.right, box.bottom)
    return Box(*((side + 0.5) * times - 0.5 for side in sides))


def _pairs(above: list[Edge], below: list[Edge], high: int) -> Iterator[Box]:
    """The boxes between two edges that lie over each other."""
    for top in above:
        for low in below:
            tall = low.row - top.row
            if LOWEST_SHARE * high <= tall <= TALLEST_SHARE * high and top.is_like(low):
                yield _box(top, low)


def edges_of(steps: Steps) -> list[Edge]:
    """Where the light rises by a clear step along a level line."""
    least = max(20, round(LEAST_SHARE * steps.shape[1]))
    bar = np.ones((1, least), np.uint8)
    strong = (steps >= LEAST_STEP).astype(np.uint8)
    level = cv2.morphologyEx(strong, cv2.MORPH_OPEN, bar, borderType=cv2.BORDER_CONSTANT)
    _, _, stats, _ = cv2.connectedComponentsWithStats(level, connectivity=8)
    return [Edge(int(y + h // 2) + 1, int(x), int(x + w)) for x, y, w, h, _ in stats[1:] if h <= 4]


def _box(top: Edge, low: Edge) -> Box:
    return Box(
        min(top.left, low.left) - MARGIN_PX,
        top.row - MARGIN_PX,
        max(top.right, low.right) + MARGIN_PX,
        low.row + MARGIN_PX,
    )


def _contrast(grey: NDArray[np.uint8], box: Box) -> tuple[float, float]:
    """How much darker, and how much lighter, the letters in a box are than the box itself."""
    away = 2 * MARGIN_PX  # the soft edges of the box itself are no letters
    left, top = (max(0, round(side + away)) for side in (box.left, box.top))
    right, bottom = (
        max(low + 1, round(side - away))
        for low, side in (
            (left, box.right),
            (top, box.bottom),
        )
    )
    low, middle, high = np.percentile(grey[top:bottom, left:right], (3, 50, 97))
    return float(middle - low), float(high - middle)

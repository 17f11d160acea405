"""Lays the frame: the picture without its blank strips, its captions, and a guard.

The rule is the unbiased counting frame of stereology; since a root is a point, the half-open
rectangle is exact. The guard keeps the frame away from the border, where a root may be seen in
part only.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import TYPE_CHECKING

import cv2
import numpy as np

from anagen.imaging.frame import Box, Frame

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from anagen.imaging.scalp import Pixels, Scalp

#: Roots nearer to the border than this are found, and not counted.
GUARD_MM = 0.15
#: A strip is blank when its grey levels stray no more than this; skin strays ten times as much.
BLANK_SPREAD = 2.0


def frame_of(scalp: Scalp, hidden: Iterable[Box] = ()) -> Frame:
    """The frame of a picture. `hidden` are the parts where a scale or a caption hides the skin."""
    seen = picture_box(scalp.pixels)
    guard = GUARD_MM * scalp.px_per_mm
    box = Box(seen.left + guard, seen.top + guard, seen.right - guard, seen.bottom - guard)
    blanks = tuple(one for one in (_inside(each, box) for each in hidden) if one is not None)
    return Frame(box, blanks, _area_px(box, blanks) / scalp.px_per_mm**2 / 100)


def picture_box(pixels: Pixels) -> Box:
    """The part of a picture that shows something: without flat strips along its borders."""
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    rows, columns = (np.flatnonzero(_spread(grey, axis) > BLANK_SPREAD) for axis in (1, 0))
    if not (len(rows) and len(columns)):
        return Box(-0.5, -0.5, -0.5, -0.5)
    left, right, top, bottom = (float(one) for one in (*columns[[0, -1]], *rows[[0, -1]]))
    return Box(left - 0.5, top - 0.5, right + 0.5, bottom + 0.5)


def _spread(grey: NDArray[np.uint8], axis: int) -> NDArray[np.float64]:
    """How far the grey levels of each row or column stray."""
    mean = cv2.reduce(grey, axis, cv2.REDUCE_AVG, dtype=cv2.CV_64F).ravel()
    square = cv2.reduce(np.square(grey, dtype=np.float32), axis, cv2.REDUCE_AVG, dtype=cv2.CV_64F)
    return np.asarray(np.sqrt(np.maximum(square.ravel() - mean**2, 0.0)), np.float64)


def _inside(one: Box, box: Box) -> Box | None:
    """The part of one box that lies in the other."""
    cut = Box(
        max(one.left, box.left),
        max(one.top, box.top),
        min(one.right, box.right),
        min(one.bottom, box.bottom),
    )
    return cut if cut.left < cut.right and cut.top < cut.bottom else None


def _area_px(box: Box, blanks: tuple[Box, ...]) -> float:
    """The area of a box without the blanks in it, which may lie over each other."""
    across = sorted({box.left, box.right, *(x for one in blanks for x in (one.left, one.right))})
    down = sorted({box.top, box.bottom, *(y for one in blanks for y in (one.top, one.bottom))})
    area = max(0.0, box.right - box.left) * max(0.0, box.bottom - box.top)
    for left, right in itertools.pairwise(across):
        for top, bottom in itertools.pairwise(down):
            middle = ((left + right) / 2, (top + bottom) / 2)
            if any(blank.holds(middle) for blank in blanks):
                area -= (right - left) * (bottom - top)
    return max(0.0, area)

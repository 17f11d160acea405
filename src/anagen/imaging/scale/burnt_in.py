"""The bar of a microscope with its label: how many pixels it is long, and how many millimetres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from anagen.imaging.scale.bar import Bar, bars_in
from anagen.imaging.scale.bar_ends import between_ticks, with_leg
from anagen.imaging.scale.label import Label, label_in
from anagen.imaging.scale.reading import Box, Reading
from anagen.imaging.scalp import ScaleSource

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

#: How far a label may stand from its bar, as a share of the picture: to the sides, and above and
#: below. To the sides of a long bar it may be this share of the bar.
BESIDE, ABOVE, OF_BAR = 0.2, 0.1, 0.9
#: A bar of which more than this share may go on unseen tells no scale: it may be a hair.
MOST_UNSURE = 0.1
#: What a device's own bar is worth: most are drawn for a nominal lens, and nobody checked this one.
NOMINAL_ERROR = 0.005


@dataclass(frozen=True, slots=True)
class BurntIn:
    """A bar and its label. Without a label it has a length in pixels and no scale."""

    bar: Bar
    label: Label | None
    covers: tuple[Box, ...]

    @property
    def reading(self) -> Reading | None:
        """The scale that the bar tells."""
        if self.label is None:
            return None
        ends = self.bar.unsure_px / self.bar.length_px
        return Reading(
            px_per_mm=self.bar.length_px / self.label.mm,
            source=ScaleSource.BAR,
            relative_error=float((ends**2 + NOMINAL_ERROR**2) ** 0.5),
            covers=self.covers,
            label=self.label.words,
        )


def burnt_in(grey: Grey) -> BurntIn | None:
    """The bar with its label; the most striking bar without one; or None."""
    bars = bars_in(grey)
    for bar in bars:
        left, top, region = _around(grey, bar)
        label = label_in(region)
        if label is None:
            continue
        x0, y0, x1, y1 = label.box
        words = Box(left + x0, top + y0, left + x1, top + y1)
        # The leg first: a hair at the end may seem to lead the bar into its label.
        whole = with_leg(grey, between_ticks(grey, bar))
        if _is_told(words, whole) and _is_whole(label, region.shape[1]):
            return BurntIn(whole, label, (*_covered(whole), words))
    return BurntIn(bars[0], None, _covered(bars[0])) if bars else None


def _is_told(words: Box, bar: Bar) -> bool:
    """Whether these words tell the length of a bar whose ends can be seen."""
    return _belongs(words, bar) and bar.unsure_px <= MOST_UNSURE * bar.length_px


def _belongs(words: Box, bar: Bar) -> bool:
    """Whether the words stand beside the bar. A line may also be a stroke of large letters."""
    apart = words.right <= bar.left or words.left >= bar.right
    return apart or words.bottom < bar.top or words.top > bar.bottom


def _is_whole(label: Label, region_wide: int) -> bool:
    """Whether the words end before the part that was looked at does: else they may go on."""
    left, top, right, low = label.box
    return left > low - top and right + low - top < region_wide


def _around(grey: Grey, bar: Bar) -> tuple[int, int, Grey]:
    """Where a label may stand: the corner of that part of the picture, and the part."""
    high, wide = grey.shape
    side = round(max(BESIDE * wide, OF_BAR * bar.length_px))
    rise = max(40, round(ABOVE * high))
    left, top = max(0, round(bar.left) - side), max(0, bar.top - rise)
    right, low = min(wide, round(bar.right) + side), min(high, bar.bottom + rise)
    return left, top, grey[top:low, left:right]


def _covered(bar: Bar) -> tuple[Box, ...]:
    """Where the lines hide the skin."""
    left, right = round(bar.left), round(bar.right)
    level = Box(left, bar.top, right, bar.bottom)
    if bar.leg_px is None:
        return (level,)
    return (level, Box(left, round(bar.bottom - bar.leg_px), left + bar.thickness_px, bar.bottom))

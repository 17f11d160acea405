"""What stands on the ends of a bar: upright strokes that end it, or the other leg of an L."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from anagen.imaging.scale.bar import Bar, measured, pieces

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

#: The two legs of an L are alike to this share; otherwise the upright one is something else.
LEGS_APART = 0.02
#: A hair that lies over an end may seem to lengthen a bar by this share.
MOST_LONGER = 0.2
#: An end that lies within this many pixels is clearly seen.
CLEAR_PX = 2.0
#: How far beside a line the ground is looked at.
EDGE_PX = 16


def with_leg(grey: Grey, bar: Bar) -> Bar:
    """The same bar with the other leg of its L, when it has one.

    Both legs are equally long. A hair may hide the end of one; then the other tells its length,
    and where it stands is where the bar begins.
    """
    leg = _leg(grey, bar)
    if leg is None:
        return bar
    if abs(leg.top - bar.left) < abs(leg.bottom - bar.right):
        whole = replace(bar, left=leg.top - 0.5, loose_left=0.0)
    else:
        whole = replace(bar, right=leg.bottom + 0.5, loose_right=0.0)
    if abs(leg.length_px / whole.length_px - 1) <= LEGS_APART:
        return replace(whole, loose_left=0.0, loose_right=0.0, leg_px=leg.length_px)
    longer = whole.length_px - leg.length_px
    if longer < 0 and leg.unsure_px < whole.unsure_px:
        return _as_long(whole, leg)
    is_clear = leg.unsure_px <= CLEAR_PX
    return (
        _cut(whole, leg, longer) if is_clear and 0 < longer < MOST_LONGER * leg.length_px else whole
    )


def _cut(bar: Bar, leg: Bar, longer: float) -> Bar:
    """The bar without what a hair of its colour put on at its far end."""
    if abs(leg.top - 0.5 - bar.left) < CLEAR_PX:
        return replace(bar, right=bar.right - longer, leg_px=leg.length_px)
    return replace(bar, left=bar.left + longer, leg_px=leg.length_px)


def _as_long(bar: Bar, leg: Bar) -> Bar:
    """The bar as long as its leg, where a hair hides its other end."""
    more = leg.length_px - bar.length_px
    if not 0 < more <= bar.unsure_px + CLEAR_PX:
        return bar
    left = bar.left - more if bar.loose_left else bar.left
    right = bar.right if bar.loose_left else bar.right + more
    return replace(
        bar, left=left, right=right, loose_left=0.0, loose_right=0.0, leg_px=leg.length_px
    )


def _leg(grey: Grey, bar: Bar) -> Bar | None:
    """The upright line on one end of a bar, in the picture turned over; from corner to tip."""
    long = bar.length_px + bar.unsure_px
    first, low = max(0, round(bar.top - 1.2 * long)), round(bar.bottom + 1.2 * long)
    turned = np.ascontiguousarray(grey[first : low + 1].T)
    for end, loose in ((bar.left, -bar.loose_left), (bar.right, bar.loose_right)):
        start, stop = sorted((end, end + loose))
        edge = max(0, round(start) - EDGE_PX)
        strip = turned[edge : round(stop) + EDGE_PX]
        for piece in pieces(strip, bar.is_dark, round(long / 3)):
            leg = measured(strip, piece, bar.is_dark)
            if leg is None or not start - EDGE_PX / 2 <= edge + leg.top <= stop + EDGE_PX / 2:
                continue
            moved = replace(leg, top=leg.top + edge, bottom=leg.bottom + edge)
            if (whole := _to_corner(moved, bar, first)) is not None:
                return whole
    return None


def _to_corner(leg: Bar, bar: Bar, first: int) -> Bar | None:
    """The leg up to the level line, when it stands on it; the corner belongs to the level line."""
    near = bar.thickness_px + 2
    down, up = bar.top - 0.5 - first, bar.bottom + 0.5 - first
    if -near <= down - leg.right <= near + leg.loose_right:
        return replace(leg, right=down, loose_right=0.0)
    if -near <= leg.left - up <= near + leg.loose_left:
        return replace(leg, left=up, loose_left=0.0)
    return None


def between_ticks(grey: Grey, bar: Bar) -> Bar:
    """The same bar, measured from tick to tick where an upright stroke ends it on both sides."""
    left, right = _tick(grey, bar, bar.left, 1), _tick(grey, bar, bar.right, -1)
    if left is None or right is None:
        return bar
    return replace(bar, left=left, right=right, is_ticked=True)


def _tick(grey: Grey, bar: Bar, end: float, inwards: int) -> float | None:
    """The middle of the upright stroke at one end, or None."""
    tall = max(3, 2 * bar.thickness_px)
    reach = 3 * bar.thickness_px + 2
    first = max(0, round(end) - reach)
    strip = grey[:, first : round(end) + reach + 1].astype(np.float64)
    above = strip[max(0, bar.top - tall) : max(0, bar.top - 1)]
    below = strip[bar.bottom + 2 : bar.bottom + 1 + tall]
    middles = [m for part in (above, below) if (m := _stroke(part, bar)) is not None]
    if not middles:
        return None
    middle = first + float(np.mean(middles))
    return middle if abs(middle - end) <= bar.thickness_px + 2 and inwards else None


def _stroke(part: NDArray[np.float64], bar: Bar) -> float | None:
    """The middle of a stroke of the bar's colour that runs through all rows of this part."""
    if part.shape[0] < 2 or part.shape[1] < 5:
        return None
    sign = 1.0 if bar.is_dark else -1.0
    columns = part.max(axis=0) if bar.is_dark else part.min(axis=0)
    around = np.median(part)
    strength = np.clip(sign * (around - columns), 0, None)
    strength[strength < bar.contrast / 2] = 0
    if not 0 < np.count_nonzero(strength) <= 3 * bar.thickness_px:
        return None
    return float((strength * np.arange(len(strength))).sum() / strength.sum())

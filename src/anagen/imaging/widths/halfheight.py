"""How wide a shaft looks at half of its height, from the cuts across it.

Height is how far the shaft's light is from that of the skin beside it, in whichever mixture of
red, green and blue parts this hair from this skin best; so dark hair on light skin and light hair
on dark skin are measured alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from anagen.imaging.widths.profiles import Cuts, Lights, Values

    Flags = NDArray[np.bool_]

#: A bright line along a shaft, where it mirrors the lamp, is bridged up to this width.
BRIDGED_UM = 14.0
#: The line of a hair may run this far beside its middle.
ASIDE_UM = 30.0
#: The skin beside a shaft is read this far beyond its edge, where little blur reaches, and no wider
#: than this: farther out it lies no longer in the soft shade that hair throws.
SKIN_FROM_UM, SKIN_FROM_PX, SKIN_WIDE_UM = 8.0, 2.0, 9.0
#: The softer the edges of a picture, the farther: so many times the way from a quarter to three
#: quarters of their height, as the sharper third of the cuts has it.
SKIN_FROM_EDGES, SHARP_SHARE = 1.0, 0.35
#: Its unrest is read this wide.
UNREST_WIDE_UM = 33.0
#: A shaft must stand out from the skin by this many times the unrest of the skin.
LEAST_HEIGHT = 4.0
#: Another hair's line this near to the edge of a shaft spoils the cut.
CLEAR_UM = 8.0
#: Skin is not read this wide around the line of another hair.
OTHER_WIDE_UM = 90.0
#: No hair is wider than this; what looks wider is several side by side.
WIDEST_UM = 180.0


@dataclass(frozen=True, slots=True)
class Heights:
    """Each cut as heights: 0 is skin, the shaft stands up. (hairs * stations, places)."""

    height: Values
    others: Flags
    across_um: Values
    um_per_px: float

    @property
    def skin_from_um(self) -> float:
        """From where on beyond a sharp edge of a shaft its skin is read."""
        return max(SKIN_FROM_UM, SKIN_FROM_PX * self.um_per_px)


@dataclass(frozen=True, slots=True)
class Seen:
    """Per cut: the width at half height and the softness of the edge, in µm; NaN where spoilt."""

    half_height_um: Values
    edge_um: Values


def heights_of(cuts: Cuts, px_per_mm: float) -> Heights:
    """The cuts as heights over the skin."""
    um_per_px = 1000 / px_per_mm
    across_um = cuts.across_px * um_per_px
    mixed = np.einsum("hspc,hc->hsp", cuts.light, mixture(cuts, across_um), optimize=True)
    places = len(across_um)
    height = mixed.reshape(-1, places).astype(np.float64)
    return Heights(height, cuts.others.reshape(-1, places), across_um, um_per_px)


def mixture(cuts: Cuts, across_um: Values) -> Lights:
    """For each hair, the weights of red, green and blue that part it best from its skin.

    The weight of a colour is its contrast divided by the unrest of the skin in it, and none where
    the colour points the other way than the light as a whole.
    """
    core = np.abs(across_um) <= 0.4 * ASIDE_UM
    beside = np.abs(across_um) >= 80.0 if across_um[-1] > 100.0 else ~core
    skin = cuts.light[:, :, beside].reshape(len(cuts.light), -1, 3)
    middle = np.median(skin, axis=1)
    unrest = np.median(np.abs(skin - middle[:, None]), axis=1) + 1e-3
    contrast = np.median(cuts.light[:, :, core], axis=(1, 2)) - middle
    weights = contrast / unrest**2
    sign = np.sign(np.sum(weights * np.abs(contrast), axis=1, keepdims=True))
    return np.asarray(np.maximum(weights * sign, 0.0) * sign, np.float32)


def seen_widths(heights: Heights) -> Seen:
    """The widths of all cuts."""
    rows = np.arange(len(heights.height))
    top = _tops(heights)
    rough = np.quantile(heights.height, 0.3, axis=1)
    peak = heights.height[rows, top]
    left, right = _edges(heights, top, 0.5 * (peak + rough)[:, None])
    skin, _ = _skin_beside(heights, (left, right), rough, heights.skin_from_um)
    _, edge = _half_and_edge(heights, top, skin)
    soft = np.nanquantile(edge, SHARP_SHARE) if np.isfinite(edge).any() else 0.0
    begin = max(heights.skin_from_um, SKIN_FROM_EDGES * float(soft))
    left, right = _edges(heights, top, _line(heights, top, skin, 0.5))
    skin, unrest = _skin_beside(heights, (left, right), rough, begin)
    half, edge = _half_and_edge(heights, top, skin)
    tall = peak - skin.mean(axis=1)
    good = (tall > LEAST_HEIGHT * unrest) & (half < WIDEST_UM)
    good &= ~_is_crossed(heights, left, right)
    return Seen(np.where(good, half, np.nan), np.where(good, edge, np.nan))


def _tops(heights: Heights) -> NDArray[np.intp]:
    """The highest place of each cut near the line of its hair."""
    calm = cv2.blur(heights.height, (3, 1))
    step = heights.across_um[1] - heights.across_um[0]
    near = np.abs(heights.across_um) <= max(ASIDE_UM, 1.5 * step)
    return np.asarray(np.argmax(np.where(near, calm, -np.inf), axis=1))


def _half_and_edge(heights: Heights, top: NDArray[np.intp], skin: Values) -> tuple[Values, Values]:
    """The width of each cut at half height, and the distance from a quarter to three quarters."""
    widths = []
    for level in (0.25, 0.5, 0.75):
        left, right = _edges(heights, top, _line(heights, top, skin, level))
        widths.append(right - left)
    return widths[1], (widths[0] - widths[2]) / 2


def _line(heights: Heights, top: NDArray[np.intp], skin: Values, level: float) -> Values:
    """A share of the way up from the skin, which differs left and right, (cuts, places)."""
    rows, places = heights.height.shape
    peak = heights.height[np.arange(rows), top][:, None]
    base = np.where(np.arange(places) <= top[:, None], skin[:, :1], skin[:, 1:])
    return np.asarray(base + level * (peak - base), np.float64)


def _edges(heights: Heights, top: NDArray[np.intp], line: Values) -> tuple[Values, Values]:
    """Where each cut falls below a line on both sides of its top, in µm; NaN where it never does.

    `line` is (cuts, 1) or (cuts, places). A dip no wider than BRIDGED_UM does not end a shaft.
    """
    above = heights.height - line
    solid = _bridged(above > 0, heights.across_um)
    places = np.arange(above.shape[1])
    ends = np.where(solid, -1, places)
    low = np.where(places <= top[:, None], ends, -1).max(axis=1)
    high = np.where((places >= top[:, None]) & ~solid, places, len(places)).min(axis=1)
    is_whole = (low >= 0) & (high < len(places)) & (low < high - 1)
    left = _between(above, heights.across_um, np.clip(low, 0, len(places) - 2))
    right = _between(above, heights.across_um, np.clip(high - 1, 0, len(places) - 2))
    return np.where(is_whole, left, np.nan), np.where(is_whole, right, np.nan)


def _between(above: Values, across_um: Values, first: NDArray[np.intp]) -> Values:
    """Where the light crosses the line between a place and the next one."""
    rows = np.arange(len(above))
    here, there = above[rows, first], above[rows, first + 1]
    part = np.clip(here / np.where(here == there, 1.0, here - there), 0.0, 1.0)
    return np.asarray(across_um[first] + part * (across_um[1] - across_um[0]), np.float64)


def _bridged(above: Flags, across_um: Values) -> Flags:
    """The same with short gaps closed."""
    wide = int(BRIDGED_UM / (across_um[1] - across_um[0])) | 1
    bar = np.ones((1, wide), np.uint8)
    return np.asarray(cv2.morphologyEx(above.astype(np.uint8), cv2.MORPH_CLOSE, bar) > 0)


def _skin_beside(
    heights: Heights, edges: tuple[Values, Values], rough: Values, begin: float
) -> tuple[Values, Values]:
    """The height of the skin left and right of each shaft, (cuts, 2), and its unrest.

    The skin is read from `begin` µm on beyond the edges.
    """
    across, free = heights.across_um, ~_widened(heights)
    left, right = edges
    beyond = (left[:, None] - across, across - right[:, None])
    sides = [free & (far >= begin) & (far <= begin + SKIN_WIDE_UM) for far in beyond]
    skin = np.stack([_mean(heights.height, side, rough) for side in sides], axis=1)
    wide = [free & (far >= begin) & (far <= begin + UNREST_WIDE_UM) for far in beyond]
    both = wide[0] | wide[1]
    middle = _mean(heights.height, both, rough)
    spread = _mean((heights.height - middle[:, None]) ** 2, both, np.zeros(len(rough)))
    return skin, np.sqrt(spread)


def _mean(values: Values, where: Flags, otherwise: Values) -> Values:
    count = where.sum(axis=1)
    total = np.where(where, values, 0.0).sum(axis=1)
    return np.where(count > 2, total / np.maximum(count, 1), otherwise)


def _widened(heights: Heights) -> Flags:
    """Where another hair lies, as wide as hair mostly is."""
    wide = int(OTHER_WIDE_UM / (heights.across_um[1] - heights.across_um[0])) | 1
    bar = np.ones((1, wide), np.uint8)
    return np.asarray(cv2.dilate(heights.others.astype(np.uint8), bar) > 0)


def _is_crossed(heights: Heights, left: Values, right: Values) -> Flags:
    """Whether another hair's line runs through the shaft or close beside it."""
    across = heights.across_um
    inside = (across > left[:, None] - CLEAR_UM) & (across < right[:, None] + CLEAR_UM)
    return np.asarray((inside & heights.others).any(axis=1), np.bool_)

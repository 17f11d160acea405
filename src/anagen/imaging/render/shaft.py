"""Covers pixels with a shaft, exactly: from the signed distance to its centre line."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Places = NDArray[np.float64]

FAR = np.float32(1e6)


@dataclass(frozen=True, slots=True)
class Covered:
    """The pixels that a shaft touches: where along it and beside its centre line, how much."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    along: Floats
    beside: Floats
    radius: Floats
    share: Floats


@dataclass(frozen=True, slots=True)
class Outline:
    """Half the width along a shaft, in px.

    `bumps`, (2, n), are its relative changes at even steps, on the left and on the right; `frays`
    say how far the cut end falls short from left to right, in half widths.
    """

    radius: float
    bumps: Floats
    tapered: bool
    tilt: float
    roundness: float
    soft: tuple[float, float] = (0.0, 0.0)
    frays: tuple[float, ...] = (0.0, 0.0)

    def blur(self, along: Floats, length: float) -> Floats:
        """Width in px over which the edge fades: by depth, from root to tip."""
        first, last = self.soft
        where = np.clip(along / np.float32(length), 0, 1)
        return np.asarray(1 + first + (last - first) * where, dtype=np.float32)

    def at(self, along: Floats, beside: Floats, length: float) -> Floats:
        """Half the width at places along the shaft, on their side of it, in px."""
        where = np.clip(along / np.float32(length), 0, 1)
        steps = np.linspace(0, 1, self.bumps.shape[1], dtype=np.float32)
        left, right = (np.interp(where, steps, side) for side in self.bumps)
        half = self.radius * (1 + np.where(beside < 0, left, right))
        if self.tapered:
            half = half * np.sqrt(np.clip(1.25 - 1.2 * where, 0.05, 1))
        return np.asarray(half, dtype=np.float32)

    def ends(self, beside: Floats, radius: Floats) -> tuple[Floats, Floats]:
        """How far the shaft falls short at its two ends, beside the centre line, in px."""
        side = beside / np.maximum(radius, np.float32(0.5))
        worn = np.asarray(self.roundness * radius * np.abs(side) ** 3, dtype=np.float32)
        frayed = np.interp(side, np.linspace(-1, 1, len(self.frays)), self.frays) * radius
        return worn, np.asarray(worn + frayed - np.float32(self.tilt) * beside, dtype=np.float32)

    def median_px(self) -> float:
        """The median width, in px."""
        steps = np.linspace(0, 1, 201, dtype=np.float32)
        side = np.ones_like(steps)
        return float(np.median(self.at(steps, -side, 1.0) + self.at(steps, side, 1.0)))


def covered(path: Places, outline: Outline, size: tuple[int, int]) -> Covered | None:
    """The pixels of a picture of this size that the shaft touches; None when there are none."""
    reach = 1.6 * outline.radius + 2 + 0.5 * max(outline.soft)
    low = np.maximum(np.floor(path.min(axis=0) - reach), 0).astype(int)
    high = np.minimum(np.ceil(path.max(axis=0) + reach) + 1, size).astype(int)
    if (high <= low).any():
        return None
    near, alongs, besides = nearest(path, (low, high), reach)
    rows, columns = np.nonzero(near < reach)
    along, beside = alongs[rows, columns], besides[rows, columns]
    length = float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())
    radius = outline.at(along, beside, length)
    ends = outline.ends(beside, radius)
    soft = outline.blur(along, length)
    share = across(np.abs(beside), radius, soft) * lengthwise(along, length, ends, soft)
    hit = share > 1 / 512
    if not hit.any():
        return None
    places = (rows + low[1])[hit], (columns + low[0])[hit]
    return Covered(*places, along[hit], beside[hit], radius[hit], share[hit])


def nearest(
    path: Places, box: tuple[NDArray[np.int_], NDArray[np.int_]], reach: float
) -> tuple[Floats, Floats, Floats]:
    """Distance to the centre line for the pixels of a box, place along it, signed side offset."""
    low, high = box
    near = np.full((high[1] - low[1], high[0] - low[0]), FAR, dtype=np.float32)
    along, beside = np.zeros_like(near), np.zeros_like(near)
    start = 0.0
    last = len(path) - 2
    for number, (a, b) in enumerate(pairwise(path)):
        step = float(np.linalg.norm(b - a))
        unit = (b - a) / max(step, 1e-9)
        first = np.maximum(np.floor(np.minimum(a, b) - reach), low).astype(int)
        after = np.minimum(np.ceil(np.maximum(a, b) + reach) + 1, high).astype(int)
        if (after > first).all():
            free = (number == 0, number == last)
            (left, top), (right, bottom) = first - low, after - low
            window = np.s_[top:bottom, left:right]
            gap, at, side = to_segment((a, unit, step), (first, after), free)
            closer = gap < near[window]
            np.copyto(near[window], gap, where=closer)
            np.copyto(along[window], at + np.float32(start), where=closer)
            np.copyto(beside[window], side, where=closer)
        start += step
    return near, along, beside


def to_segment(
    segment: tuple[Places, Places, float],
    box: tuple[NDArray[np.int_], NDArray[np.int_]],
    free: tuple[bool, bool],
) -> tuple[Floats, Floats, Floats]:
    """Distance, place along and side of pixels to one segment, endless where it is `free`."""
    (a, unit, step), (first, after) = segment, box
    x = np.arange(first[0], after[0], dtype=np.float32) - np.float32(a[0])
    y = (np.arange(first[1], after[1], dtype=np.float32) - np.float32(a[1]))[:, None]
    ux, uy = np.float32(unit[0]), np.float32(unit[1])
    at = x * ux + y * uy
    side = y * ux - x * uy
    lowest, highest = (-FAR if free[0] else 0), (FAR if free[1] else step)
    held = np.clip(at, lowest, highest)
    over = at - held
    gap = np.sqrt(side * side + over * over)
    return gap, held, np.copysign(gap, side)


def across(gap: Floats, radius: Floats, soft: Floats) -> Floats:
    """Share that a band covers of a box `soft` px wide: its sum over the band is exact."""
    share = np.clip((radius - gap) / soft + 0.5, 0, 1) - np.clip((-radius - gap) / soft + 0.5, 0, 1)
    return np.asarray(share, dtype=np.float32)


def lengthwise(along: Floats, length: float, short: tuple[Floats, Floats], soft: Floats) -> Floats:
    """Share covered at the two ends; on the centre line the shaft is just as long as it is."""
    first = np.clip((along - short[0]) / soft + 0.5, 0, 1)
    last = np.clip((np.float32(length) - short[1] - along) / soft + 0.5, 0, 1)
    return np.asarray(first * last, dtype=np.float32)

"""What the network should answer for a crop, cell by cell.

A cell of hair claims the shaft whose middle line is nearest for its width, and next to it the
shaft that runs closely beside or beneath. Shafts whose root lies outside the crop claim nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from anagen.imaging.find.answers import CELL, LONGEST_UM, PX_PER_MM, UNIT_PX
from training.scene import Shaft, Worth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Plane = NDArray[np.float32]

_BESIDE_PX = 5.0
#: How far the heat of a root and of a tip reaches: tips of one trunk lie close together.
_HEAT_PX = (3.6, 2.8)
_USUAL_CELLS = 60.0
#: Half of the least width that a hair is drawn with, so that fine hair takes whole cells: 10 µm.
_LEAST_HALF_PX = 1.2


@dataclass(frozen=True, slots=True)
class Target:
    """Planes over the cells of one crop; `far` holds root and tip of both claims.

    `crowd` says of hair whether two and whether three shafts or more leave its opening.
    """

    mask: Plane
    claims: Plane
    claim_weight: Plane
    far: Plane
    far_weight: Plane
    heat: Plane
    crowd: Plane
    crowd_weight: Plane


@dataclass(frozen=True, slots=True)
class _Near:
    """A shaft over the cells: distance from its middle line, half its width, its two ends."""

    distance: Plane
    half: float
    ends: NDArray[np.float32]
    counts: bool
    ignored: bool
    unit: int


def target(shafts: list[Shaft], valid: Plane, side: int) -> Target:
    """The planes of a crop of `side` pixels."""
    cells = side // CELL
    seen = valid[CELL // 2 :: CELL, CELL // 2 :: CELL]
    near = [one for one in (_near(shaft, side, seen) for shaft in shafts) if one is not None]
    mask = np.zeros((cells, cells), np.float32)
    for one in near:
        np.maximum(mask, np.clip((one.half - one.distance) / 2 + 0.5, 0, 1), out=mask)
    claims = np.zeros((2, cells, cells), np.float32)
    claim_weight = np.stack([seen, seen]).astype(np.float32)
    far = np.zeros((2, 4, cells, cells), np.float32)
    far_weight = np.zeros((2, cells, cells), np.float32)
    _claim(near, claims, claim_weight, far, far_weight)
    crowd, crowd_weight = _crowd(near, cells)
    return Target(
        mask,
        claims,
        claim_weight,
        far,
        far_weight * seen,
        _heat(near, cells),
        crowd,
        crowd_weight * seen,
    )


def _crowd(near: list[_Near], cells: int) -> tuple[Plane, Plane]:
    """How many shafts leave the opening of the hair in each cell; each unit weighs the same."""
    crowd = np.zeros((2, cells, cells), np.float32)
    weight = np.zeros((1, cells, cells), np.float32)
    units: dict[int, list[_Near]] = {}
    for one in near:
        if one.counts:
            units.setdefault(one.unit, []).append(one)
    for shafts in units.values():
        on_it = np.zeros((cells, cells), bool)
        for one in shafts:
            on_it |= one.distance <= one.half + 1
        for plane, least in zip(crowd, (2, 3), strict=True):
            plane[on_it] = len(shafts) >= least
        weight[0][on_it] = min(2.0, _USUAL_CELLS / max(int(on_it.sum()), 1))
    return crowd, weight


def _near(shaft: Shaft, side: int, seen: Plane) -> _Near | None:
    if (shaft.path.max(axis=0) < -30).any() or (shaft.path.min(axis=0) > side + 30).any():
        return None
    path = _shortened(shaft.path)
    half = max(shaft.width_um / 1000 * PX_PER_MM / 2, _LEAST_HALF_PX)
    low, high = path.min(axis=0) - half - 8, path.max(axis=0) + half + 8
    if (high < 0).any() or (low > side).any():
        return None
    cells = side // CELL
    first = np.clip((low // CELL).astype(int), 0, cells)
    last = np.clip((high // CELL).astype(int) + 2, 0, cells)
    if (last <= first).any():
        return None
    distance = np.full((cells, cells), 1e3, np.float32)
    box = (slice(first[1], last[1]), slice(first[0], last[0]))
    distance[box] = _distance(path, first, last)
    root = path[0]
    cell = np.floor((root + 0.5) / CELL).astype(int)
    inside = bool((root >= -0.5).all() and (root < side - 0.5).all())
    return _Near(
        distance=distance,
        half=half,
        ends=np.concatenate([root, path[-1]]),
        counts=shaft.worth is Worth.FOUND and inside and bool(seen[cell[1], cell[0]] > 0),
        ignored=shaft.worth is Worth.EITHER,
        unit=shaft.unit,
    )


def _shortened(path: NDArray[np.float32]) -> NDArray[np.float32]:
    """The path up to the length that one cell may look along."""
    steps = np.hypot(*np.diff(path, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    longest = LONGEST_UM / 1000 * PX_PER_MM
    if along[-1] <= longest:
        return path
    last = int(np.searchsorted(along, longest))
    share = (longest - along[last - 1]) / max(steps[last - 1], 1e-6)
    end = path[last - 1] + share * (path[last] - path[last - 1])
    return np.concatenate([path[:last], end[None]]).astype(np.float32)


def _distance(
    path: NDArray[np.float32], first: NDArray[np.int64], last: NDArray[np.int64]
) -> Plane:
    across = (np.arange(first[0], last[0]) * CELL + (CELL - 1) / 2).astype(np.float32)
    down = (np.arange(first[1], last[1]) * CELL + (CELL - 1) / 2).astype(np.float32)
    best = np.full((len(down), len(across)), 1e6, np.float32)
    for start, end in pairwise(path):
        step = end - start
        length = max(float(step @ step), 1e-6)
        x, y = across - start[0], down - start[1]
        share = np.clip((x[None] * step[0] + y[:, None] * step[1]) / length, 0, 1)
        gap = (x[None] - share * step[0]) ** 2 + (y[:, None] - share * step[1]) ** 2
        np.minimum(best, gap, out=best)
    return np.sqrt(best)


def _claim(
    near: list[_Near], claims: Plane, claim_weight: Plane, far: Plane, far_weight: Plane
) -> None:
    """Fills both claims: first the nearest shaft for its width, then the one beside it."""
    live = [one for one in near if one.counts or one.ignored]
    if not live:
        return
    rank = np.stack([one.distance / (one.half + 1) for one in live])
    reach = np.array([one.half + _BESIDE_PX for one in live], np.float32)[:, None, None]
    covered = (
        np.stack([one.distance for one in near])
        <= np.array([one.half + 1 for one in near], np.float32)[:, None, None]
    )
    rank[np.stack([one.distance for one in live]) > reach] = np.inf
    rank[:, ~covered.any(axis=0)] = np.inf
    order = np.argsort(rank, axis=0)
    ignored = np.array([one.ignored for one in live])
    ends = np.stack([one.ends for one in live])
    on_it = np.stack([one.distance <= one.half + 1 for one in live])
    own = np.take_along_axis(on_it, order[:1], axis=0)[0]
    cells = claims.shape[-1]
    centres = np.arange(cells, dtype=np.float32) * CELL + (CELL - 1) / 2
    for slot in range(min(2, len(live))):
        owner = order[slot]
        held = own & np.isfinite(np.take_along_axis(rank, owner[None], axis=0)[0])
        left_out = held & ignored[owner]
        claim_weight[slot][left_out] = 0
        held = held & ~left_out
        claims[slot][held] = 1
        chosen = ends[owner].transpose(2, 0, 1) - np.stack(
            [
                np.broadcast_to(centres[None], owner.shape),
                np.broadcast_to(centres[:, None], owner.shape),
            ]
            * 2
        )
        far[slot] = np.where(held[None], chosen / UNIT_PX, 0)
        size = np.bincount(owner[held], minlength=len(live)).astype(np.float32)
        weight = np.clip(_USUAL_CELLS / np.maximum(size, 1), 0.1, 5)[owner]
        far_weight[slot] = np.where(held, weight, 0)
        claim_weight[slot] *= np.where(held, np.sqrt(np.maximum(weight, 0.5)), 1)


def _heat(near: list[_Near], cells: int) -> Plane:
    heat = np.zeros((2, cells, cells), np.float32)
    centres = np.arange(cells, dtype=np.float32) * CELL + (CELL - 1) / 2
    for one in near:
        for plane, end, wide in zip(heat, one.ends.reshape(2, 2), _HEAT_PX, strict=True):
            if not one.counts:
                continue
            across = np.exp(-(((centres - end[0]) / wide) ** 2) / 2)
            down = np.exp(-(((centres - end[1]) / wide) ** 2) / 2)
            np.maximum(plane, down[:, None] * across[None], out=plane)
    return heat

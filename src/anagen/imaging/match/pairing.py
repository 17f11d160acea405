"""Which hair of one visit is which hair of the other: the assignment that costs least in all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from anagen.imaging.match.strands import Strand

#: Roots further apart are never one hair.
FARTHEST_MM = 0.2
#: What one unit of cost is worth in each figure; and the cost of leaving both hairs alone.
ROOT_MM, PATH_MM, WAY, WIDTH_LOG = 0.07, 0.05, 0.8, 0.6
ALONE = 3.0
NEVER = 1e6


def paired(before: Sequence[Strand], after: Sequence[Strand]) -> list[tuple[int, int]]:
    """Rows (place before, place after) of the hairs that are one and the same."""
    if not before or not after:
        return []
    costs = np.array([[_cost(one, other) for other in after] for one in before])
    size = len(before) + len(after)
    square = np.full((size, size), 0.0)
    square[: len(before), : len(after)] = costs
    square[: len(before), len(after) :] = _alone(len(before))
    square[len(before) :, : len(after)] = _alone(len(after))
    rows, columns = linear_sum_assignment(square)
    return [
        (int(row), int(column))
        for row, column in zip(rows, columns, strict=True)
        if row < len(before) and column < len(after) and costs[row, column] < 2 * ALONE
    ]


def _alone(count: int) -> NDArray[np.float64]:
    alone = np.full((count, count), NEVER)
    np.fill_diagonal(alone, ALONE)
    return alone


def _cost(one: Strand, other: Strand) -> float:
    """How unlike two hairs are: their roots, or their whole paths, then direction and width."""
    apart = abs(one.root - other.root)
    beside = paths_apart_mm(one, other) if apart < 3 * FARTHEST_MM else NEVER
    if apart > FARTHEST_MM and beside > PATH_MM:
        return NEVER
    cost = min(apart / ROOT_MM, 0.5 + beside / PATH_MM + 0.2 * apart / ROOT_MM)
    cost += (1 - (one.way * other.way.conjugate()).real) / WAY
    if one.width_um and other.width_um:
        cost += min(abs(np.log(one.width_um / other.width_um)) / WIDTH_LOG, 1.0)
    return float(cost)


def paths_apart_mm(one: Strand, other: Strand) -> float:
    """How far the shorter path runs from the longer one, on average."""
    short, long = sorted((one, other), key=lambda strand: strand.length_mm)
    return float(np.abs(_evenly(short)[:, None] - _evenly(long)[None, :]).min(axis=1).mean())


def _evenly(strand: Strand) -> NDArray[np.complex128]:
    """Places along a path, 0.02 mm or less apart."""
    run = np.concatenate([[0.0], np.abs(np.diff(strand.path)).cumsum()])
    at = np.linspace(0, run[-1], max(2, int(run[-1] / 0.02)))
    return np.interp(at, run, strand.path.real) + 1j * np.interp(at, run, strand.path.imag)

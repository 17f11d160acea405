"""Finds how two constellations of roots lie on each other, with nothing known beforehand.

Hair grows, is cut and turns; where it leaves the skin stays. Every pair of roots in one picture
and every pair in the other say how the pictures would lie if the pairs were the same; the answer
under which most roots fall on roots is right, and chance says whether that is many.
Deterministic: the same roots give the same answer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt
from scipy.stats import binom

from anagen.imaging.match.laid import Laid, Places

#: Close pairs say too little about the turn; far ones rarely lie in both pictures.
PAIR_MM = (0.8, 4.0)
SCALES = (0.8, 1.25)
#: Roots a hypothesis is tried on first.
FIRST_TRIED = 26


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard we look: scales, most pairs in each picture, hypotheses tried on all roots, kept."""

    scales: tuple[float, float]
    pairs: tuple[int, int]
    tried: int
    kept: int


#: Two pictures of a known scale are found with little work; the second look takes longer.
EFFORTS = (Effort((0.94, 1.06), (250, 3000), 600, 8), Effort(SCALES, (700, 5000), 4000, 24))
#: A root falls on a root when they lie this close; the map of nearness has cells of this size.
NEAR_MM, CELL_MM = 0.12, 0.03
FEWEST_ROOTS = 6
#: Chance may lay roots on roots as well as this in one of so many pairs of pictures.
BELIEVED_LOG = -math.log(1e6) - math.log(1e5)


class Nearness:
    """How near the closest root is, for any place: 1 on a root, 0 far from all."""

    def __init__(self, roots: Places) -> None:
        pad = 6 * NEAR_MM
        self.corner = complex(roots.real.min() - pad, roots.imag.min() - pad)
        far = complex(roots.real.max() + pad, roots.imag.max() + pad) - self.corner
        empty = np.ones((int(far.imag / CELL_MM) + 2, int(far.real / CELL_MM) + 2), bool)
        empty[self._cells(roots)] = False
        away = distance_transform_edt(empty) * CELL_MM
        self.map = np.exp(-(away**2) / (2 * NEAR_MM**2)).astype(np.float32)
        self.map[[0, -1], :] = 0
        self.map[:, [0, -1]] = 0

    def _cells(self, places: Places) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        away = (places - self.corner) / CELL_MM
        return np.rint(away.imag).astype(np.intp), np.rint(away.real).astype(np.intp)

    def at(self, places: Places) -> NDArray[np.float32]:
        """Nearness at places; 0 outside the map."""
        rows, columns = self._cells(places)
        rows = np.clip(rows, 0, self.map.shape[0] - 1)
        columns = np.clip(columns, 0, self.map.shape[1] - 1)
        return self.map[rows, columns]


def hypotheses(before: Places, after: Places, effort: Effort = EFFORTS[-1]) -> list[Laid]:
    """The best ways to lay two constellations on each other, the best first."""
    if min(before.size, after.size) < FEWEST_ROOTS:
        return []
    firsts, seconds = _pairs(before, effort.pairs[0]), _pairs(after, effort.pairs[1])
    turns, shifts = _from_pairs(firsts, seconds, effort.scales)
    nearness = Nearness(after)
    for roots, kept in ((_spread(before, FIRST_TRIED), effort.tried), (before, effort.kept)):
        scores = np.zeros(turns.size, np.float32)
        for root in roots:
            scores += nearness.at(turns * root + shifts)
        best = np.argsort(-scores, kind="stable")[:kept]
        turns, shifts = turns[best], shifts[best]
    return [
        Laid(complex(turn), 0, complex(shift)) for turn, shift in zip(turns, shifts, strict=True)
    ]


def _pairs(roots: Places, most: int) -> NDArray[np.complex128]:
    """Pairs of roots as rows (start, way to the other), evenly taken when there are too many."""
    ways = roots[None, :] - roots[:, None]
    apart = np.abs(ways)
    start, end = np.nonzero((apart >= PAIR_MM[0]) & (apart <= PAIR_MM[1]))
    taken = np.linspace(0, start.size - 1, min(most, start.size)).astype(np.intp)
    start, end = start[taken], end[taken]
    return np.stack([roots[start], ways[start, end]], axis=1)


def _from_pairs(
    before: NDArray[np.complex128],
    after: NDArray[np.complex128],
    scales: tuple[float, float],
) -> tuple[Places, Places]:
    """Turn and shift of every two pairs whose lengths agree."""
    sizes = np.abs(after[None, :, 1]) / np.abs(before[:, None, 1])
    first, second = np.nonzero((sizes >= scales[0]) & (sizes <= scales[1]))
    turn = after[second, 1] / before[first, 1]
    return turn, after[second, 0] - turn * before[first, 0]


def _spread(roots: Places, wanted: int) -> Places:
    """Some roots from the middle of the picture outwards: the middle is most often in both."""
    middle = complex(np.median(roots.real), np.median(roots.imag))
    order = np.argsort(np.abs(roots - middle), kind="stable")
    inner = order[: max(wanted, int(0.7 * roots.size))]
    return roots[inner[np.linspace(0, inner.size - 1, min(wanted, inner.size)).astype(np.intp)]]


def is_by_chance(hits: int, tried: int, near_mm: float, roots_per_mm2: float) -> bool:
    """Whether chance alone may lay as many roots on roots."""
    if hits < FEWEST_ROOTS:
        return True
    share = 1 - math.exp(-math.pi * near_mm**2 * roots_per_mm2)
    return bool(binom.logsf(hits - 1, tried, share) > BELIEVED_LOG)

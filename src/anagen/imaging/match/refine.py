"""Sharpens a first guess at how two pictures lie on each other, down to the bend of the skin."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from anagen.imaging.match.laid import NONE, Laid, Places

Pairs = NDArray[np.intp]

#: How close roots must fall in each round, in mm, and what is fitted: turned, sheared, bent.
ROUNDS = (
    (0.35, "turned"), (0.25, "turned"), (0.2, "turned"), (0.2, "sheared"), (0.16, "sheared"),
    (0.16, "bent"), (0.14, "bent"),
)  # fmt: skip
#: Fewer pairs cannot tell a shear, or a bend, from chance.
FEWEST = {"turned": 3, "sheared": 9, "bent": 14}
#: Skin and lenses do not shear more than this.
MOST_SHEAR = 0.08


def refined(laid: Laid, before: Places, after: Places) -> Laid:
    """The best way to lay the roots, starting from one that is nearly right."""
    for near_mm, what in ROUNDS:
        pairs = mutual(laid.placed(before), after, near_mm)
        if len(pairs) < FEWEST["turned"]:
            return laid
        one, other = before[pairs[:, 0]], after[pairs[:, 1]]
        if what == "turned" or len(pairs) < FEWEST["sheared"]:
            laid = _turned(one, other)
        elif what == "sheared" or len(pairs) < FEWEST["bent"]:
            laid = _sheared(laid, one, other)
        else:
            laid = _bent(_sheared(laid, one, other), one, other)
    return laid


def mutual(placed: Places, after: Places, near_mm: float) -> Pairs:
    """Rows (first, second) of roots that are each other's nearest, and near enough."""
    if not placed.size or not after.size:
        return np.zeros((0, 2), np.intp)
    there, back = _nearest(placed, after, near_mm), _nearest(after, placed, near_mm)
    first = np.nonzero(there < after.size)[0]
    second = there[first]
    is_mutual = back[second] == first
    return np.stack([first[is_mutual], second[is_mutual]], axis=1).astype(np.intp)


def _nearest(places: Places, others: Places, near_mm: float) -> NDArray[np.intp]:
    """The number of the other place next to each; their count where none is near enough."""
    found = cKDTree(_flat(others)).query(_flat(places), distance_upper_bound=near_mm)[1]
    return np.asarray(found, np.intp)


def _turned(one: Places, other: Places) -> Laid:
    """Turn, scale and shift by least squares."""
    away, there = one - one.mean(), other - other.mean()
    turn = complex(np.vdot(away, there) / np.vdot(away, away))
    return Laid(turn, 0, complex(other.mean() - turn * one.mean()))


def _sheared(laid: Laid, one: Places, other: Places) -> Laid:
    """The same with a shear; roots that miss by much weigh little."""
    weights = 1 / (1 + (np.abs(laid.placed(one) - other) / 0.06) ** 2)
    knowns = np.stack([one, one.conj(), np.ones_like(one)], axis=1) * weights[:, None]
    turn, shear, shift = np.linalg.lstsq(knowns, other * weights, rcond=None)[0]
    if abs(shear) > MOST_SHEAR:
        return _turned(one, other)
    return Laid(complex(turn), complex(shear), complex(shift))


def _bent(laid: Laid, one: Places, other: Places) -> Laid:
    """What is left, smoothed over the neighbourhood."""
    return replace(laid, pegs=one, pulls=other - laid.straight(one))


def fitted(laid: Laid, one: Places, other: Places) -> Laid:
    """The laying through many places whose partners are known, sheared and bent."""
    straight = replace(laid, pegs=NONE, pulls=NONE)
    for _ in range(3):
        straight = _sheared(straight, one, other)
    return _bent(straight, one, other)


def _flat(places: Places) -> NDArray[np.float64]:
    return np.stack([places.real, places.imag], axis=-1)

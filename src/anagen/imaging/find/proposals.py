"""Turns the network's answer into hairs: cells vote for the two ends of the hair they lie on.

Votes are points in four dimensions, [root x, root y, tip x, tip y]. Votes that agree are one hair,
however many cells cast them; two hairs of one trunk differ at a tip or beside each other, and
stay two.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from anagen.imaging.find.answers import CELL, CLAIMS, ENDS, UNIT_PX

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_LEAST_CLAIM = 0.25
_BIN_PX = 4.0
#: How far votes for one hair may lie apart, in working pixels of 8 µm: along it and across it,
#: at its root and at its tip. Chosen on rendered pictures.
_ALONG_PX = np.array([16.0, 20.0], np.float32)
_ACROSS_PX = np.array([4.5, 4.5], np.float32)
#: Votes farther from a hair than this, in those spreads, may be for another.
_APART = 1.6
_ROUNDS = 3
#: Votes farther from a box than this are never for its hair.
_CLOSE_PX = 60.0


@dataclass(frozen=True, slots=True)
class Votes:
    """What cells claim: the ends they vote for, how firmly, where they lie, and in which claim."""

    ends: Floats
    weights: Floats
    cells: Floats
    first: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A hair that cells voted for: its ends in working pixels, and what speaks for it.

    `support` is the sum of the votes' weights, `best` the firmest of them, `spread` how far they
    lie apart; `cells` are the places of those that claim this hair before any other.
    """

    ends: Floats
    support: float
    best: float
    spread: float
    cells: Floats


@dataclass(frozen=True, slots=True)
class _Boxes:
    """Votes that fall into one small box, taken together; `box` is the box of each vote."""

    ends: Floats
    weights: Floats
    best: Floats
    box: NDArray[np.int64]


def votes(answer: Floats) -> Votes:
    """Every vote of a cell that claims a hair."""
    claims = 1 / (1 + np.exp(-answer[CLAIMS]))
    slot, row, column = np.nonzero(claims > _LEAST_CLAIM)
    ends = answer[ENDS].reshape(2, 4, *answer.shape[1:])[slot, :, row, column]
    cells = np.stack([column, row], axis=1).astype(np.float32) * CELL + (CELL - 1) / 2
    return Votes(
        ends=(ends * UNIT_PX + np.tile(cells, 2)).astype(np.float32),
        weights=claims[slot, row, column].astype(np.float32),
        cells=cells,
        first=slot == 0,
    )


def proposals(cast: Votes, least_support: float) -> list[Proposal]:
    """The hairs that were voted for, most supported first."""
    boxes = _boxed(cast)
    members = _members(cast, boxes)
    found: list[Proposal] = []
    across, down = np.ascontiguousarray(boxes.ends[:, 0]), np.ascontiguousarray(boxes.ends[:, 1])
    left = np.ones(len(boxes.ends), bool)
    while left.any():
        most = int(np.argmax(np.where(left, boxes.weights, 0)))
        beside = np.abs(across - across[most]) < _CLOSE_PX
        close = np.flatnonzero(left & beside & (np.abs(down - down[most]) < _CLOSE_PX))
        one = _settled(boxes, most, close)
        if one.support < least_support:
            break
        gaps = vote_gaps(boxes.ends[close], one.ends)
        cells = [members[box] for box in close[gaps < 1].tolist()]
        found.append(replace(one, cells=np.concatenate(cells)) if cells else one)
        left[close[gaps <= _APART]] = False
        left[most] = False
    return found


def _boxed(cast: Votes) -> _Boxes:
    boxes = np.floor(cast.ends / _BIN_PX).astype(np.int64) + 4096
    keys = ((boxes[:, 0] * 16384 + boxes[:, 1]) * 16384 + boxes[:, 2]) * 16384 + boxes[:, 3]
    _, box = np.unique(keys, return_inverse=True)
    total = np.bincount(box, cast.weights)
    ends = [np.bincount(box, cast.weights * cast.ends[:, n]) / total for n in range(4)]
    best = np.zeros(len(total), np.float32)
    np.maximum.at(best, box, cast.weights)
    places = np.stack(ends, axis=1).astype(np.float32)
    return _Boxes(places, total.astype(np.float32), best, np.asarray(box, np.int64))


def _members(cast: Votes, boxes: _Boxes) -> list[Floats]:
    """For each box the places of the cells that claim first what it stands for."""
    kept = np.flatnonzero(cast.first)
    order = kept[np.argsort(boxes.box[kept], kind="stable")]
    bounds = np.searchsorted(boxes.box[order], np.arange(1, len(boxes.ends)))
    return np.split(cast.cells[order], bounds)


def _settled(boxes: _Boxes, most: int, close: NDArray[np.intp]) -> Proposal:
    """Where the votes about the strongest box settle, their support and the firmest of them."""
    places, weights = boxes.ends[close], boxes.weights[close]
    ends, near = boxes.ends[most], weights
    for _ in range(_ROUNDS):
        near = weights * np.exp(-(vote_gaps(places, ends) ** 2))
        ends = (near @ places) / max(float(near.sum()), 1e-6)
    gaps = vote_gaps(places, ends)
    inside = gaps < 1
    return Proposal(
        ends=ends,
        support=float(near.sum()),
        best=float(boxes.best[close][inside].max()) if inside.any() else 0.0,
        spread=float((weights * gaps)[inside].sum() / max(float(weights[inside].sum()), 1e-6)),
        cells=np.zeros((0, 2), np.float32),
    )


def vote_gaps(places: Floats, ends: Floats) -> Floats:
    """How far votes lie from a hair's ends, counted in the spread of votes for one hair."""
    along = ends[2:] - ends[:2]
    along = along / max(float(np.hypot(*along)), 1e-6)
    across = np.array([-along[1], along[0]], np.float32)
    off = (places - ends).reshape(-1, 2, 2)
    gaps = ((off @ along / _ALONG_PX) ** 2 + (off @ across / _ACROSS_PX) ** 2).sum(axis=1)
    return np.asarray(np.sqrt(gaps), np.float32)

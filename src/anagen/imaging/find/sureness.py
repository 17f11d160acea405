"""How sure a proposal is, by what spoke for hairs in rendered pictures and what for mistakes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import cv2
import numpy as np

from anagen.imaging.find.answers import CELL, CROWD, HAIR_LOGIT, HEAT, MASK
from anagen.imaging.find.proposals import vote_gaps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from anagen.imaging.find.proposals import Proposal

    Floats = NDArray[np.float32]

JUDGE = "sureness.json"
#: What is weighed, in this order; the weights lie in the file beside the network.
SIGNS = (
    "always",
    "firmest claim",
    "support",
    "spread of votes",
    "length",
    "heat at root",
    "heat at tip",
    "gap to a stronger neighbour",
    "how much stronger it is",
    "cells of its own",
    "share of its way on hair",
    "share of its way that no stronger one covers",
    "hair that no stronger one covers",
    "leans as the others do",
    "tip beyond the picture",
    "room in its opening",
    "several in its opening",
)
_FARTHEST = 8.0
_AROUND = 2
#: A shaft is laid over the mask this many cells wide: 48 µm.
_LAID_CELLS = 3
_SUBCELL_BITS = 3
#: Where along a shaft it is read how many leave its opening.
_ALONG = np.linspace(0.0, 0.8, 9)
#: Roots nearer than this mostly leave one opening: 0.2 mm.
_SAME_OPENING_PX = 25.0


@dataclass(frozen=True, slots=True)
class Judge:
    """The weight of each sign, and the sureness from which a hair is reported."""

    weights: tuple[float, ...]
    least: float

    def sureness(self, signs: Floats) -> Floats:
        """From 0 to 1, one for each row of signs."""
        return np.asarray(1 / (1 + np.exp(-signs @ np.array(self.weights))), np.float32)


@cache
def judge() -> Judge:
    """The judge that came with the network."""
    told = json.loads((files(__package__) / JUDGE).read_text("utf-8"))
    return Judge(tuple(told["weights"]), told["least"])


def signs(found: list[Proposal], answer: Floats) -> Floats:
    """What speaks for and against each proposal: one row each, one column for each of SIGNS."""
    ends = np.array([one.ends for one in found], np.float32).reshape(-1, 4)
    support = np.array([one.support for one in found], np.float32)
    heat = 1 / (1 + np.exp(-answer[HEAT]))
    leaning = _leaning(ends, support)
    laid = _laid(ends, answer[MASK] > HAIR_LOGIT)
    room = _room(ends, answer)
    rows = [
        (
            1.0,
            _logit(one.best),
            np.log(one.support),
            one.spread,
            np.log(float(np.hypot(*(one.ends[2:] - one.ends[:2]))) + 5),
            _warmest(heat[0], one.ends[:2]),
            _warmest(heat[1], one.ends[2:]),
            *_beside(ends[support > one.support], support[support > one.support], one),
            np.log(len(one.cells) + 1),
            *laid[n],
            leaning[n],
            _leaves(one.ends[2:], answer.shape[1:]),
            *room[n],
        )
        for n, one in enumerate(found)
    ]
    return np.array(rows, np.float32).reshape(-1, len(SIGNS))


def _laid(ends: Floats, hair: NDArray[np.bool_]) -> list[tuple[float, float, float]]:
    """How much of each way lies on hair, and how much of that no stronger proposal covers."""
    covered = np.zeros(hair.shape, bool)
    shares = []
    for points in np.round((ends - 0.5) / CELL * (1 << _SUBCELL_BITS)).astype(int):
        x0, y0, x1, y1 = (points >> _SUBCELL_BITS).tolist()
        left, top = max(0, min(x0, x1) - 4), max(0, min(y0, y1) - 4)
        part = (slice(top, max(y0, y1, 0) + 5), slice(left, max(x0, x1, 0) + 5))
        strip = np.zeros(hair[part].shape, np.uint8)
        shift = np.array([left, top], int) << _SUBCELL_BITS
        start, stop = ((points[n : n + 2] - shift).tolist() for n in (0, 2))
        if strip.size:
            cv2.line(strip, start, stop, 1, _LAID_CELLS, cv2.LINE_8, _SUBCELL_BITS)
        on = (strip > 0) & hair[part]
        new = int((on & ~covered[part]).sum())
        area = max(int(strip.sum()), 1)
        shares.append((int(on.sum()) / area, new / area, float(np.log(new + 1))))
        covered[part] |= strip > 0
    return shares


def _leaning(ends: Floats, support: Floats) -> Floats:
    """From -1 to 1: how far each hair points the way that the picture's hairs have in common."""
    along = ends[:, 2:] - ends[:, :2]
    along /= np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-6)[:, None]
    together = (support[:, None] * along).sum(axis=0) / max(float(support.sum()), 1e-6)
    return np.asarray(along @ together, np.float32)


def _room(ends: Floats, answer: Floats) -> list[tuple[float, float]]:
    """For each: how many shafts its opening has beyond the stronger ones, and how many in all."""
    hair = answer[MASK] > HAIR_LOGIT
    several = (1 / (1 + np.exp(-answer[CROWD]))).sum(axis=0)
    told = []
    for n, end in enumerate(ends):
        at = end[:2] + _ALONG[:, None] * (end[2:] - end[:2])
        columns, rows = np.round((at - 0.5) / CELL).astype(int).T
        rows, columns = np.clip(rows, 0, hair.shape[0] - 1), np.clip(columns, 0, hair.shape[1] - 1)
        on = hair[rows, columns]
        more = float(several[rows[on], columns[on]].mean()) if on.any() else 0.0
        near = np.hypot(*(ends[:n, :2] - end[:2]).T) < _SAME_OPENING_PX
        told.append((max(-3.0, more - int(near.sum())), more))
    return told


def _leaves(tip: Floats, shape: tuple[int, ...]) -> float:
    height, width = (CELL * side for side in shape)
    return float(not (0 <= tip[0] < width and 0 <= tip[1] < height))


def _logit(share: float) -> float:
    kept = min(max(share, 1e-3), 0.9995)
    return float(np.log(kept / (1 - kept)))


def _warmest(heat: Floats, place: Floats) -> float:
    """The heat within two cells of a place."""
    x, y = (int(np.clip(round((float(at) - 0.5) / CELL), 0, 1 << 16)) for at in place)
    x, y = min(x, heat.shape[1] - 1), min(y, heat.shape[0] - 1)
    rows = slice(max(0, y - _AROUND), y + _AROUND + 1)
    return float(heat[rows, max(0, x - _AROUND) : x + _AROUND + 1].max())


def _beside(ends: Floats, support: Floats, one: Proposal) -> tuple[float, float]:
    """How far the nearest stronger proposal is, and how much stronger."""
    gaps = vote_gaps(ends, one.ends)
    if not len(gaps) or gaps.min() >= _FARTHEST:
        return float(np.log(_FARTHEST + 0.1)), 0.0
    nearest = int(gaps.argmin())
    gap = float(gaps[nearest])
    stronger = float(np.log(support[nearest] / one.support))
    return float(np.log(gap + 0.1)), stronger / (1 + gap / 2)

"""How sure a proposal is, by what spoke for hairs in rendered pictures and what for mistakes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from anagen.imaging.find.answers import CELL, HEAT
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
)
_FARTHEST = 8.0
_AROUND = 2


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
        )
        for one in found
    ]
    return np.array(rows, np.float32).reshape(-1, len(SIGNS))


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

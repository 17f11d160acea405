"""Draws the way of a hair from root to tip through the cells that claim it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from anagen.imaging.find.proposals import Proposal

    Floats = NDArray[np.float32]

#: Points of a path lie about a tenth of a millimetre apart.
_STEP_PX = 12.0
_FEWEST_CELLS = 4


def path(proposal: Proposal) -> Floats:
    """The middle line of a hair in working pixels, root first."""
    root, tip = proposal.ends[:2], proposal.ends[2:]
    reach = float(np.hypot(*(tip - root)))
    steps = int(reach // _STEP_PX)
    if steps < 2 or len(proposal.cells) < _FEWEST_CELLS:
        return np.stack([root, tip])
    along = (tip - root) / reach
    across = np.array([-along[1], along[0]], np.float32)
    off = proposal.cells - root
    share, aside = off @ along / reach, off @ across
    bends = _bends(share.astype(np.float32), aside.astype(np.float32), steps)
    inner = np.arange(1, steps, dtype=np.float32)[:, None] / steps
    middle = root + inner * (tip - root) + bends[:, None] * across
    return np.concatenate([root[None], middle, tip[None]]).astype(np.float32)


def _bends(share: Floats, aside: Floats, steps: int) -> Floats:
    """How far the middle line lies beside the straight way, at each inner step."""
    places = np.arange(1, steps) / steps
    known = [0.0]
    where = [0.0]
    for place in places:
        near = np.abs(share - place) < 0.6 / steps
        if near.sum() >= _FEWEST_CELLS:
            known.append(float(np.median(aside[near])))
            where.append(float(place))
    rough = np.interp(places, [*where, 1.0], [*known, 0.0])
    padded = np.concatenate([[0.0], rough, [0.0]])
    return np.asarray((padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4, np.float32)

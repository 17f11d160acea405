"""Keeps the proposals that lie on hair: votes may also agree on a shaft that is not there.

Beside a thick shaft soft shade can look like a second one. Its root and tip are then voted for by
cells of the true shaft, while along its own middle line there is skin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from anagen.imaging.find.answers import CELL, HAIR_LOGIT, MASK
from anagen.imaging.find.tracing import path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from anagen.imaging.find.proposals import Proposal

    Floats = NDArray[np.float32]

#: At least so much of the middle line, between its ends, lies on hair.
LEAST_ON_HAIR = 0.65
_BETWEEN = np.linspace(0.15, 0.85, 16)


def on_hair(found: Sequence[Proposal], answer: Floats) -> list[Proposal]:
    """Those of the proposals that lie on hair, in the same order."""
    hair = answer[MASK] > HAIR_LOGIT
    return [one for one in found if share_on_hair(path(one), hair) >= LEAST_ON_HAIR]


def share_on_hair(line: Floats, hair: NDArray[np.bool_]) -> float:
    """How much of a line, away from its ends and inside the picture, lies on hair; 0 to 1."""
    steps = np.hypot(*np.diff(line, axis=0).T)
    run = np.concatenate([[0.0], np.cumsum(steps)])
    at = _BETWEEN * run[-1]
    places = np.stack([np.interp(at, run, line[:, 0]), np.interp(at, run, line[:, 1])], axis=1)
    columns, rows = np.round((places - 0.5) / CELL).astype(int).T
    inside = (rows >= 0) & (columns >= 0) & (rows < hair.shape[0]) & (columns < hair.shape[1])
    return float(hair[rows[inside], columns[inside]].mean()) if inside.any() else 0.0

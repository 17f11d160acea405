"""The days on which the equations of the cycle are solved."""

from __future__ import annotations

import numpy as np

from anagen.follicles.course import Floats

_SMALLEST_STEP, _LARGEST_STEP, _STRETCH = 1.0, 8.0, 0.05
_NONE_LEFT = 1e-6


def nodes(bends: list[float], end: float) -> Floats:
    """Days close together after each bend (and the start), then further apart."""
    days = [0.0]
    marks = [*(one for one in bends if 0 < one < end), float(end)]
    since = 0.0
    for mark in marks:
        while mark - days[-1] > _NONE_LEFT:
            wish = _SMALLEST_STEP + _STRETCH * (days[-1] - since)
            step = min(wish, _LARGEST_STEP, mark - days[-1])
            days.append(mark if mark - days[-1] < 1.5 * step else days[-1] + step)
        since = mark
    return np.array(days)

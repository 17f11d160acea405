"""Several curves as one with its band: what most scalps would show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from anagen.follicles.course import Floats
from anagen.follicles.curve import Curve

_WEEK = 7
#: What a curve says of each day, in the order it is told.
MEASURES = ("visible_per_cm2", "anagen_share", "shed_per_day", "width_um", "mass")


@dataclass(frozen=True)
class Band:
    """Of ten curves one lies under `low`, one above `high`, and five on each side of `middle`."""

    low: Floats
    middle: Floats
    high: Floats


def banded(curves: Sequence[Curve]) -> dict[str, Band]:
    """The band of each measure, day by day; of hair shed, its mean over the week from that day."""
    bands = {}
    for name in MEASURES:
        lines = np.array([getattr(one, name) for one in curves])
        if name == "shed_per_day":
            lines = _week_means(lines)
        bands[name] = Band(*np.quantile(lines, (0.1, 0.5, 0.9), axis=0))
    return bands


def _week_means(lines: Floats) -> Floats:
    """The mean of each day and the six after it, or of those there are."""
    last = lines.shape[1]
    until = np.minimum(np.arange(last) + _WEEK, last)
    summed = np.concatenate([np.zeros((len(lines), 1)), np.cumsum(lines, axis=1)], axis=1)
    means: Floats = (summed[:, until] - summed[:, :last]) / (until - np.arange(last))
    return means

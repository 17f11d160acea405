"""How a count wanders with nothing happening: hairs rest, fall and come again on their own.

The covariance between visits comes from the follicle model. It depends on the days between two
visits and grows with the hairs counted, so a small table for each kind of scalp is enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache

import numpy as np
from numpy.typing import NDArray

from anagen.outlook.tables import tables

Array = NDArray[np.float64]


class Scalp(Enum):
    """How far thinning has gone where hairs are counted; thinner hair cycles faster."""

    HEALTHY = "healthy"
    MIXED = "mixed"
    AGA = "aga"


@dataclass(frozen=True)
class Cycling:
    """Covariance per visible hair against the days between two visits."""

    lag_days: Array
    share: Array

    def covariance(self, days: Array) -> Array:
        """For each pair of visits, the covariance of a count in which one hair is expected."""
        apart = np.abs(days[:, None] - days[None, :])
        return np.asarray(np.interp(apart, self.lag_days, self.share))

    def change_sd(self, hairs: float, days: float) -> float:
        """The spread of a change in a count of so many hairs, with nothing happening."""
        kept = float(np.interp(days, self.lag_days, self.share))
        return float(np.sqrt(2 * hairs * (self.share[0] - kept)))


@cache
def cycling(scalp: Scalp) -> Cycling:
    """The covariance of one kind of scalp."""
    return Cycling(tables()["lag_days"], tables()[scalp.value])

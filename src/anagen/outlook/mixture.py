"""Normal mixtures: what is left of a forecast once everything else has been averaged out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anagen.outlook.normal import normal_share

Array = NDArray[np.float64]

#: Halvings of the bracket of a quantile: to a millionth of the widest spread.
HALVINGS = 40
WIDEST = 9.0


@dataclass(frozen=True)
class Mixture:
    """For each person (row) a mix of normal parts (columns); `sd` is shared by the people."""

    weights: Array
    means: Array
    sd: Array

    def chance_below(self, value: float | Array) -> Array:
        """The chance that the quantity is at most `value` (one, or one a person)."""
        edge = np.reshape(value, (-1, 1))
        return self._weighed(normal_share((edge - self.means) / self.sd))

    def chance_above(self, value: float | Array) -> Array:
        """The chance that the quantity is greater than `value`."""
        edge = np.reshape(value, (-1, 1))
        return self._weighed(normal_share((self.means - edge) / self.sd))

    def _weighed(self, shares: Array) -> Array:
        """The mean over the parts; rounding never makes a chance of more than one."""
        return np.asarray(np.minimum((self.weights * shares).sum(axis=1), 1.0))

    @property
    def mean(self) -> Array:
        """The mean for each person."""
        return np.asarray((self.weights * self.means).sum(axis=1))

    @property
    def variance(self) -> Array:
        """The variance for each person: within the parts and between them."""
        apart = self.means - self.mean[:, None]
        return np.asarray((self.weights * (self.sd**2 + apart**2)).sum(axis=1))

    def quantile(self, share: float | Array) -> Array:
        """The value that so great a share (one, or one a person) stays below, by halving."""
        low = (self.means - WIDEST * self.sd).min(axis=1)
        high = (self.means + WIDEST * self.sd).max(axis=1)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            is_below = self.chance_below(middle) < share
            low, high = np.where(is_below, middle, low), np.where(is_below, high, middle)
        return np.asarray((low + high) / 2)

    def interval(self, share: float) -> tuple[float, float]:
        """The middle interval of the first person."""
        tail = (1 - share) / 2
        ends = np.array((tail, 1 - tail))
        twice = Mixture(self.weights[[0, 0]], self.means[[0, 0]], self.sd)
        low, high = twice.quantile(ends)
        return float(low), float(high)

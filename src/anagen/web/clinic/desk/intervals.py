"""The 95 % interval of a rate, after Wilson: it holds for few cases and for none at all."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

#: The point of the normal distribution that leaves 2.5 % above it.
Z_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something happened, and the interval the true rate lies in 95 times of 100."""

    cases: int
    of: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The rate as it was counted, from 0 to 1."""
        return self.cases / self.of


def rate(cases: int, of: int) -> Rate:
    """The rate of `cases` among `of`, with its interval. `of` is at least 1."""
    if not 0 <= cases <= of or of < 1:
        raise ValueError(f"{cases} of {of}")
    share = cases / of
    middle = share + Z_95**2 / (2 * of)
    reach = Z_95 * sqrt(share * (1 - share) / of + Z_95**2 / (4 * of**2))
    whole = 1 + Z_95**2 / of
    low = 0.0 if cases == 0 else max(0.0, (middle - reach) / whole)
    high = 1.0 if cases == of else min(1.0, (middle + reach) / whole)
    return Rate(cases, of, low, high)

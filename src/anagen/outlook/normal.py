"""The normal and the chi-square distribution with NumPy alone.

SciPy has both, but takes longer to load than all the rest of a forecast takes to work out.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

#: Chebyshev's fit to the complementary error function (Press and others, Numerical Recipes):
#: right to 1.2 in ten million everywhere.
_ERFC = (
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806,
    0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277,
)  # fmt: skip


def normal_share(edge: Array) -> Array:
    """The share of a standard normal below each edge."""
    far = np.abs(edge) / np.sqrt(2)
    near = 1 / (1 + 0.5 * far)
    fitted = np.full_like(near, _ERFC[-1])
    for term in _ERFC[-2::-1]:
        fitted = term + near * fitted
    tail = 0.5 * near * np.exp(fitted - far**2)
    return np.asarray(np.where(edge > 0, 1 - tail, tail))


def normal_edge(share: float) -> float:
    """The edge that so great a share of a standard normal lies below."""
    return NormalDist().inv_cdf(share)


def chi_square_edges(shares: tuple[float, ...], freedom: float) -> Array:
    """The edges of chi-square (Wilson and Hilferty): within 1 % from 4 degrees of freedom on."""
    edges = np.array([normal_edge(share) for share in shares])
    spread = 2 / (9 * freedom)
    return np.asarray(freedom * (1 - spread + edges * np.sqrt(spread)) ** 3)

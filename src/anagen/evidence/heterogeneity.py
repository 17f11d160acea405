"""How much trials differ beyond chance: tau², by four estimators, and its interval.

`y` are k effects and `v` their variances. All estimators are iterated to 1e-12 of the scale of
the data: metafor stops its REML at 1e-5, so hold it to a tighter `threshold` when comparing.
"""

from __future__ import annotations

from enum import Enum
from typing import assert_never

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtri

Array = NDArray[np.float64]

MOST_STEPS = 200
TOLERANCE = 1e-12


class Method(Enum):
    """How the variance between trials is estimated; FIXED says there is none."""

    FIXED = "FE"
    DERSIMONIAN_LAIRD = "DL"
    PAULE_MANDEL = "PM"
    REML = "REML"


def tau2_of(y: Array, v: Array, method: Method) -> float:
    """The variance between trials, never below 0, in the square of the effects' unit."""
    match method:
        case Method.FIXED:
            return 0.0
        case Method.DERSIMONIAN_LAIRD:
            return _dersimonian_laird(y, v)
        case Method.PAULE_MANDEL:
            return tau2_at(y, v, len(y) - 1)
        case Method.REML:
            return _reml(y, v)
        case _:
            assert_never(method)


def cochran_q(y: Array, v: Array) -> float:
    """Q: the weighted squares around the fixed-effect mean."""
    w = 1 / v
    deviation = y - w.dot(y) / w.sum()
    return float(w.dot(deviation * deviation))


def typical_variance(v: Array) -> float:
    """The variance of a typical study within itself (Higgins and Thompson 2002)."""
    w = 1 / v
    total = w.sum()
    return float((len(v) - 1) * total / (total * total - w.dot(w)))


def tau2_at(y: Array, v: Array, target: float) -> float:
    """The tau² at which the generalised Q falls to a target; 0 where it starts below it.

    Q falls ever more slowly with tau², so Newton's steps from 0 never overshoot.
    """
    tau2, scale = 0.0, float(v.mean())
    for _ in range(MOST_STEPS):  # pragma: no branch - it comes to rest long before
        w = 1 / (v + tau2)
        total = w.sum()
        pull = w * (y - w.dot(y) / total)
        over = float(pull.dot(pull / w)) - target
        if over <= 0:
            break
        step = over / float(pull.dot(pull))
        tau2 += step
        if step <= TOLERANCE * (tau2 + scale):
            break
    return tau2


def tau2_interval(y: Array, v: Array, level: float = 0.95) -> tuple[float, float]:
    """The Q-profile interval of tau² (Viechtbauer 2007).

    0 to 0 means that the trials agree better than chance would have them: no tau² fits.
    """
    freedom, tail = len(y) - 1, (1 - level) / 2
    low = tau2_at(y, v, float(chdtri(freedom, tail)))
    return low, tau2_at(y, v, float(chdtri(freedom, 1 - tail)))


def _dersimonian_laird(y: Array, v: Array) -> float:
    w = 1 / v
    total = w.sum()
    spread = total - w.dot(w) / total
    return max(0.0, (cochran_q(y, v) - (len(y) - 1)) / float(spread))


def _reml(y: Array, v: Array) -> float:
    """Newton's steps on the restricted likelihood where it bends down, Fisher's elsewhere.

    From Hedges' estimate, as metafor starts, so that both climb the same hill where there are
    two of them.
    """
    scale = float(v.mean())
    tau2 = max(0.0, float(y.var(ddof=1)) - scale)
    for _ in range(MOST_STEPS):  # pragma: no branch - it comes to rest long before
        slope, newton, fisher = _slope(y, v, tau2)
        step = slope / (newton if newton > 0.1 * fisher else fisher)
        ahead = max(0.0, tau2 + step)
        moved = abs(ahead - tau2)
        tau2 = ahead
        if moved <= TOLERANCE * (tau2 + scale):
            break
    return tau2


def _slope(y: Array, v: Array, tau2: float) -> tuple[float, float, float]:
    """Twice the slope of the restricted log-likelihood, and its bend, observed and expected."""
    w = 1 / (v + tau2)
    w2 = w * w
    total, total2 = float(w.sum()), float(w2.sum())
    share = total2 / total
    pull = w * (y - w.dot(y) / total)
    pulled = pull * w
    expected = total2 - 2 * float(w.dot(w2)) / total + share * share
    lean = float(pulled.sum())
    observed = 2 * (float(pull.dot(pulled)) - lean * lean / total) - expected
    return float(pull.dot(pull)) - (total - share), observed, expected

"""Meta-regression: does the effect go with something the trials differ in?

With a dozen trials that also differ in device, unit and people this is nearly powerless, and what
it finds is no proof of a cause. So it always gives a band for the mean and one for a new trial.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from anagen.evidence.effects import Effect
from anagen.evidence.heterogeneity import MOST_STEPS, TOLERANCE, Array, Method
from anagen.evidence.pool import LEVEL, arrays, pooled
from anagen.records.mistakes import Mistake, shown

FEWEST = 3
#: Fewer studies for each moderator find patterns in noise (Cochrane Handbook 5.1, 9.6.5.1).
FEW = 10
#: Larger numbers are slips.
MOST = 1e12


@dataclass(frozen=True, slots=True)
class Band:
    """The line at some values of the moderator: mean, its 95 % band, and that of a new trial."""

    at: tuple[float, ...]
    mean: tuple[float, ...]
    ci: tuple[tuple[float, float], ...]
    prediction: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Regression:
    """A straight line through the effects: how much more for one more of the moderator.

    `covariance` is that of the line's height at `centre`, the moderator's mean, and of its slope.
    `r2` is the share of tau² that the line takes away, in percent; None where there was none.
    """

    k: int
    centre: float
    at_centre: float
    slope: float
    slope_se: float
    slope_ci: tuple[float, float]
    p: float
    tau2: float
    r2: float | None
    q_left: float
    covariance: NDArray[np.float64]

    @property
    def intercept(self) -> float:
        """The line's height where the moderator is 0."""
        return self.at_centre - self.slope * self.centre

    @property
    def is_few(self) -> bool:
        """Whether there are too few studies for one moderator."""
        return self.k < FEW

    def band(self, at: Sequence[float]) -> Band:
        """The line with both bands, t with k − 2 degrees of freedom."""
        rows = np.column_stack([np.ones(len(at)), np.asarray(at, float) - self.centre])
        mean = rows @ np.array([self.at_centre, self.slope])
        variance = np.einsum("ij,jk,ik->i", rows, self.covariance, rows)
        t = float(stdtrit(self.k - 2, 0.5 + LEVEL / 2))
        return Band(
            tuple(at),
            tuple(mean.tolist()),
            _ends(mean, t * np.sqrt(variance)),
            _ends(mean, t * np.sqrt(variance + self.tau2)),
        )


def regression(
    effects: Sequence[Effect],
    moderator: Sequence[float],
    method: Method = Method.REML,
    knapp_hartung: bool = True,
) -> Regression:
    """The line of the effects over one moderator, as metafor's `rma(yi, vi, mods = ~ x)`.

    Knapp and Hartung's error has the floor of 1. The p-value is by t with k − 2 always, even where
    their error is not asked for.
    """
    y, v = arrays(effects)
    x = np.asarray(moderator, float)
    k = len(y)
    if k < FEWEST or len(x) != k or not _can_be_told_apart(x):
        raise Mistake(
            "moderator",
            f"{len(x)} values for {k} studies: {shown(x.tolist())}",
            "a number for each of 3 or more studies, not all the same",
            "Leave out studies without it.",
        )
    centre = float(x.mean())
    rows = np.column_stack([np.ones(k), x - centre])  # years far from 0 would cost digits
    tau2 = _tau2(y, v, rows, method)
    line = _line(y, v + tau2, rows)
    spread = max(1.0, line.squares / (k - 2)) if knapp_hartung else 1.0
    covariance = spread * line.inverse
    slope, se = float(line.beta[1]), math.sqrt(float(covariance[1, 1]))
    half = float(stdtrit(k - 2, 0.5 + LEVEL / 2)) * se
    without = pooled(effects, method).tau2
    return Regression(
        k=k,
        centre=centre,
        at_centre=float(line.beta[0]),
        slope=slope,
        slope_se=se,
        slope_ci=(slope - half, slope + half),
        p=float(2 * stdtr(k - 2, -abs(slope / se))),
        tau2=tau2,
        r2=max(0.0, 100 * (1 - tau2 / without)) if without > 0 else None,
        q_left=_line(y, v, rows).squares,
        covariance=covariance,
    )


def _can_be_told_apart(x: Array) -> bool:
    size = np.abs(x).max()
    return bool(size < MOST and np.ptp(x) > 1e-9 * size)


@dataclass(frozen=True, slots=True)
class _Line:
    beta: Array
    inverse: Array
    squares: float
    pull: Array


def _line(y: Array, variance: Array, rows: Array) -> _Line:
    """Weighted least squares; `pull` is each residual over its variance."""
    weighted = rows.T / variance
    inverse = np.asarray(np.linalg.inv(weighted @ rows), np.float64)
    beta = inverse @ (weighted @ y)
    left = y - rows @ beta
    return _Line(beta, inverse, float((left * left / variance).sum()), left / variance)


def _tau2(y: Array, v: Array, rows: Array, method: Method) -> float:
    """What is left of tau² beside the line, by the method of the pool."""
    freedom: int = len(y) - rows.shape[1]
    if method is Method.FIXED:
        return 0.0
    if method is Method.DERSIMONIAN_LAIRD:
        projection = _projection(v, rows)
        over = _line(y, v, rows).squares - freedom
        return max(0.0, over / float(np.trace(projection)))
    step = _paule_mandel_step if method is Method.PAULE_MANDEL else _reml_step
    left = y - rows @ np.linalg.lstsq(rows, y, rcond=None)[0]
    start = float(left @ left) / freedom - float(v.mean())
    tau2, scale = max(0.0, start) if method is Method.REML else 0.0, float(v.mean())
    for _ in range(MOST_STEPS):  # pragma: no branch - it comes to rest long before
        ahead = max(0.0, tau2 + step(y, v + tau2, rows))
        moved, tau2 = abs(ahead - tau2), ahead
        if moved <= TOLERANCE * (tau2 + scale):
            break
    return tau2


def _projection(variance: Array, rows: Array) -> Array:
    w = np.diag(1 / variance)
    return w - w @ rows @ np.linalg.inv(rows.T @ w @ rows) @ rows.T @ w


def _paule_mandel_step(y: Array, variance: Array, rows: Array) -> float:
    line = _line(y, variance, rows)
    freedom: int = len(y) - rows.shape[1]
    over = line.squares - freedom
    return over / float(line.pull @ line.pull)


def _reml_step(y: Array, variance: Array, rows: Array) -> float:
    projection = _projection(variance, rows)
    pull = projection @ y
    expected = float((projection * projection).sum())
    observed = 2 * float(pull @ projection @ pull) - expected
    slope = float(pull @ pull) - float(np.trace(projection))
    bend = observed if observed > 0.1 * expected else expected
    return slope / bend


def _ends(mean: Array, half: Array) -> tuple[tuple[float, float], ...]:
    return tuple(zip((mean - half).tolist(), (mean + half).tolist(), strict=True))

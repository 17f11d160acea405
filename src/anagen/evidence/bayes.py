"""The same pool by Bayes: no iteration, one sum over a grid of tau.

Given tau, the posterior of the mean is normal (the mean has a flat prior), so only tau needs a
grid: what Röver's bayesmeta (2020, J Stat Softw 93:6) does. The prior of tau is half-normal. With
few trials the answer leans on its scale, so the scale is always told.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from anagen.evidence.effects import Effect
from anagen.evidence.heterogeneity import Array
from anagen.evidence.pool import LEVEL, arrays
from anagen.evidence.terms import FigureUnit
from anagen.records.mistakes import Mistake

NODES = 400
#: Beyond six scales a half-normal prior leaves two in a thousand million.
REACH = 6.0
#: Röver et al. 2021 (Res Synth Methods 12:448) call 0.5 wide enough for log ratios and SMD.
SCALE_WITHOUT_UNIT = 0.5
TYPICAL_ERRORS = 2.0
#: No quantile that is asked for lies this many SDs from every node.
FAR = 8.0
HALVINGS = 48

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Posterior:
    """What is believed of the mean, of tau and of the next trial's true effect.

    Intervals are 95 % with equal tails. `p_positive` is the chance that the mean is above 0,
    `p_next_positive` that the true effect of the next trial is.
    """

    tau_scale: float
    effect: float
    sd: float
    ci: Interval
    tau: float
    tau_mean: float
    tau_ci: Interval
    prediction: Interval
    p_positive: float
    p_next_positive: float


def plain_scale(effects: Sequence[Effect]) -> float:
    """A scale for tau where none is given: 0.5 for SMD and ratios, else two typical errors.

    The latter comes from the data and is only there to begin with. Say instead how far apart the
    true effects of two trials may plausibly lie; about 1.1 scales is the median prior distance.
    """
    if effects and effects[0].unit in (FigureUnit.SD, FigureUnit.RATIO):
        return SCALE_WITHOUT_UNIT
    _, v = arrays(effects)
    return TYPICAL_ERRORS * _typical_error(v)


def posterior(effects: Sequence[Effect], tau_scale: float | None = None) -> Posterior:
    """The posterior of at least two studies, with a half-normal prior of tau."""
    y, v = arrays(effects)
    scale = plain_scale(effects) if tau_scale is None else tau_scale
    if not (math.isfinite(scale) and scale > 0):
        raise Mistake("tau scale", f"{scale:g}", "a number above 0", "Say how trials may differ.")
    tau, step_weights = _nodes(scale, _typical_error(v))
    mean, sd, log_like = _given_tau(y, v, tau)
    log_post = log_like - 0.5 * (tau / scale) ** 2
    weights = step_weights * np.exp(log_post - log_post.max())
    weights /= weights.sum()
    middle = float(weights.dot(mean))
    ends = (mean, sd, weights)
    wide = (mean, np.hypot(sd, tau), weights)
    return Posterior(
        tau_scale=scale,
        effect=middle,
        sd=math.sqrt(float(weights.dot(sd**2 + (mean - middle) ** 2))),
        ci=_interval(*ends),
        tau=_tau_quantile(tau, weights, 0.5),
        tau_mean=float(weights.dot(tau)),
        tau_ci=(
            _tau_quantile(tau, weights, (1 - LEVEL) / 2),
            _tau_quantile(tau, weights, (1 + LEVEL) / 2),
        ),
        prediction=_interval(*wide),
        p_positive=_above_zero(*ends),
        p_next_positive=_above_zero(*wide),
    )


def _nodes(scale: float, error: float) -> tuple[Array, Array]:
    """Gauss-Legendre nodes of tau: even below a typical error, ever wider apart beyond it."""
    nodes, weights = _LEGENDRE
    stretch = math.asinh(REACH * scale / error)
    at = stretch * (nodes + 1) / 2
    return error * np.sinh(at), error * np.cosh(at) * weights


_LEGENDRE: tuple[Array, Array] = np.polynomial.legendre.leggauss(NODES)


def _typical_error(v: Array) -> float:
    return math.sqrt(len(v) / float((1 / v).sum()))


def _given_tau(y: Array, v: Array, tau: Array) -> tuple[Array, Array, Array]:
    """Per node: mean and SD of the pooled effect, and the log-likelihood of tau alone."""
    w = 1 / (v + tau[:, None] ** 2)
    total = w.sum(axis=1)
    mean = w @ y / total
    squares = (w * (y - mean[:, None]) ** 2).sum(axis=1)
    log_like = 0.5 * (np.log(w).sum(axis=1) - np.log(total) - squares)
    return mean, 1 / np.sqrt(total), log_like


def _below(value: Array, mean: Array, sd: Array, weights: Array) -> Array:
    """How much of a mixture of normals lies below each value."""
    return ndtr((value[:, None] - mean) / sd) @ weights


def _above_zero(mean: Array, sd: Array, weights: Array) -> float:
    return float(weights.dot(ndtr(mean / sd)))


def _interval(mean: Array, sd: Array, weights: Array) -> Interval:
    """The middle 95 % of a mixture of normals, both ends by halving."""
    share = np.array([(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    low = np.full(2, (mean - FAR * sd).min())
    high = np.full(2, (mean + FAR * sd).max())
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        is_low = _below(middle, mean, sd, weights) < share
        low, high = np.where(is_low, middle, low), np.where(is_low, high, middle)
    return float(low[0]), float(high[1])


def _tau_quantile(tau: Array, weights: Array, share: float) -> float:
    """By straight lines between the middles of the nodes' weights, from tau 0 on."""
    below = np.concatenate(([0.0], weights.cumsum() - weights / 2))
    return float(np.interp(share, below, np.concatenate(([0.0], tau))))

"""Power and size by formula, where there is one: the check beside the simulation."""

from __future__ import annotations

import math

import numpy as np
from scipy.stats import nct, norm, t

from anagen.outlook.trial.analysing import spare_figures, staged_columns
from anagen.outlook.trial.design import MOST, Design, Plan
from anagen.outlook.trial.drawing import clinic_sd
from anagen.outlook.trial.heads import Floats, Heads
from anagen.outlook.trial.spread import covariance, exposure, noise


def formula_power(plan: Plan, heads: Heads, n: int) -> float:
    """The chance of a result below alpha with `n` in each arm, by the noncentral t."""
    staying = n * (1 - plan.dropout)
    freedom, variance = _freedom_and_variance(plan, heads, staying)
    if freedom < 1:
        return 0.0
    far = abs(_effect(plan, heads)) / math.sqrt(variance)
    cut = t.ppf(1 - plan.alpha / 2, freedom)
    return float(nct.sf(cut, freedom, far) + nct.cdf(-cut, freedom, far))


def formula_size(plan: Plan, heads: Heads, power: float) -> int | None:
    """The fewest in each arm by the normal approximation; None when no number is enough.

    It is the textbook formula: it knows the variance instead of finding it, and so asks for one
    or two people fewer than a t-test needs when the trial is small.
    """
    reach = norm.ppf(1 - plan.alpha / 2) + norm.ppf(power)
    effect = _effect(plan, heads)
    if effect == 0:
        return None
    if plan.clinics is not None:
        return _clinic_size(plan, heads, reach)
    needed = one_variance(plan, heads) * (reach / effect) ** 2 / (1 - plan.dropout)
    return math.ceil(needed - 1e-9) if needed <= MOST else None


def _clinic_size(plan: Plan, heads: Heads, reach: float) -> int | None:
    assert plan.clinics is not None
    beside = 2 * clinic_sd(plan, heads) ** 2 / plan.clinics
    room = (_effect(plan, heads) / reach) ** 2 - beside
    if room <= 0:
        return None  # more people in the same clinics cannot mend too few clinics
    return math.ceil(_change_variances(plan, heads) / room / (1 - plan.dropout) - 1e-9)


def _effect(plan: Plan, heads: Heads) -> float:
    """What the analysis looks for: less than the effect, where some spills over."""
    gains = [exposure(plan, heads, side)[-1] for side in (0, 1)]
    if plan.design is Design.SPLIT_SCALP:
        return heads.effect * float(gains[1] - gains[0])
    return heads.effect


def _freedom_and_variance(plan: Plan, heads: Heads, n: float) -> tuple[float, float]:
    """Degrees of freedom, and the variance of the estimate with `n` who stay in each arm."""
    if plan.clinics is not None:
        clinics = min(plan.clinics, n)
        between = 2 * clinic_sd(plan, heads) ** 2 / clinics
        return 2 * clinics - 2, between + _change_variances(plan, heads) / n
    one = one_variance(plan, heads) / n
    if plan.design is Design.SPLIT_SCALP:
        return n - 2, one * (1 + 1 / max(n - 3, 1))
    if plan.design is Design.PARALLEL:
        beside = 3 if plan.adjusts_season else 1
        freedom = 2 * n - 2 - beside
        return freedom, one * (1 + beside / max(freedom - 1, 1))
    spare = spare_figures(plan.groups)
    freedom = plan.groups * (n - 1) - spare
    return freedom, one * (1 + spare / max(freedom - 1, 1))


def _change_variances(plan: Plan, heads: Heads) -> float:
    """Of the changes of one head in each arm, added up."""
    both = [covariance(plan, heads, arm) for arm in (0, 1)]
    return sum(float(one[0, 0] + one[1, 1] - 2 * one[0, 1]) for one in both)


def one_variance(plan: Plan, heads: Heads) -> float:
    """The variance of the estimate times the number in each arm, were the spread known."""
    if plan.design is Design.PARALLEL:
        return sum(_after_baseline(covariance(plan, heads, arm)) for arm in (0, 1))
    if plan.design is Design.SPLIT_SCALP:
        gain = exposure(plan, heads, 1) - exposure(plan, heads, 0)
        apart = 2 * heads.own * noise(plan, heads) + heads.effect_sd**2 * np.outer(gain, gain)
        return _after_baseline(apart)
    return _staged_variance(plan, heads)


def _after_baseline(spread: Floats) -> float:
    """What of the last count is left to chance once the first is known."""
    first, both, last = spread[0, 0], spread[0, -1], spread[-1, -1]
    return float(last - (both**2 / first if first > 0 else 0.0))


def _staged_variance(plan: Plan, heads: Heads) -> float:
    """By generalised least squares with the mean spread of the groups, as the analysis weighs."""
    columns = staged_columns(plan.groups)
    spreads = np.stack([covariance(plan, heads, group) for group in range(plan.groups)])
    weight = np.linalg.pinv(spreads.mean(axis=0), hermitian=True)
    meat = np.einsum("gvp,vw,gwx,xy,gyq->pq", columns, weight, spreads, weight, columns)
    bread = np.linalg.pinv(np.einsum("gvp,vw,gwq->pq", columns, weight, columns), hermitian=True)
    return float((bread @ meat @ bread)[-plan.groups, -plan.groups])

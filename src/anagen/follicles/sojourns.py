"""Lengths of phases as tables: quick to read, close enough that no result can tell."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import gammaincinv, ndtr, ndtri

from anagen.follicles.course import Floats
from anagen.follicles.parameters import Law, Sojourn

_POINTS = 4096
_FAR = 5.3  # beyond this many standard deviations lies one hair in twenty million


@dataclass(frozen=True, slots=True)
class Ended:
    """J(x), the integral from 0 to x of the share of phases that are over.

    With it inflow during a whole step is treated exactly (J divided by the step), and so is a
    start in the middle of a phase: the share of those ended after x more days is (x - J(x)) / mean.
    """

    step: float
    values: Floats
    slopes: Floats
    mean: float

    def __call__(self, x: Floats, factor: float = 1.0) -> Floats:
        """J, for phases `factor` times as long. Below 0 it is 0."""
        place = np.maximum(x, 0)
        place *= 1 / (self.step * factor)
        index = place.astype(np.intp)
        np.minimum(index, len(self.slopes) - 1, out=index)
        place -= index
        place *= self.slopes[index]
        place += self.values[index]
        place *= factor
        return place

    def after_equilibrium(self, x: Floats, factor: float = 1.0) -> Floats:
        """Share of phases found at a random moment that are over x days later."""
        if self.mean == 0:
            return np.ones_like(x)
        return np.clip((x - self(x, factor)) / (self.mean * factor), 0, 1)


@lru_cache(maxsize=512)
def ended(sojourn: Sojourn) -> Ended:
    """The table for a phase."""
    mean = sojourn.mean_days
    if mean == 0:
        return Ended(1.0, np.array([0.0, 1.0]), np.array([1.0, 1.0]), 0.0)
    if sojourn.law is Law.EXPONENTIAL:
        x = np.linspace(0, 17 * mean, 4 * _POINTS)
        values = x - mean * -np.expm1(-x / mean)
    else:
        mu, sigma = sojourn.mu, sojourn.sigma
        x = np.linspace(0, np.exp(mu + _FAR * sigma), _POINTS)
        with np.errstate(divide="ignore"):
            z = (np.log(x) - mu) / sigma
        values = x * ndtr(z) - mean * ndtr(z - sigma)
    step = x[1]
    slopes = np.append(np.diff(values) / step, 1.0)
    return Ended(step, values, slopes * step, mean)


def quantiles(sojourn: Sojourn, bits: int, length_biased: bool = False) -> Floats:
    """Phases of equal chance in days, 2**bits of them, their mean that of the phase.

    With `length_biased`, of the phases met at a random moment: long ones are met more often.
    """
    if sojourn.mean_days == 0:
        return np.zeros(2**bits)
    chance: Floats = (np.arange(2**bits) + 0.5) / 2**bits
    mean = sojourn.mean_days
    if sojourn.law is Law.EXPONENTIAL:
        days = mean * gammaincinv(2.0 if length_biased else 1.0, chance)
        mean *= 2.0 if length_biased else 1.0
    else:
        shift = sojourn.sigma**2 if length_biased else 0.0
        days = np.exp(sojourn.mu + shift + sojourn.sigma * ndtri(chance))
        mean *= np.exp(shift)
    exact: Floats = days * (mean / days.mean())
    return exact

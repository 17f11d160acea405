"""The model: a count is a start, a drift, a season, an effect that comes on, cycling and error.

    y(t) = B + drift t + effect g(t) + s1 cos + s2 sin + c(t) + e

Everything but the shape g, the size of the error and the spread between people is normal, so for
each choice of these three the forecast is one matrix formula; the choices are then weighed by
how well each foretold the counts. A spread of error sizes gives the tails of Student's t.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from anagen.outlook.cycling import cycling
from anagen.outlook.mixture import Mixture
from anagen.outlook.priors import EffectPrior, UntreatedPrior
from anagen.outlook.schedule import WEEKS_A_YEAR, Schedule
from anagen.outlook.shapes import shapes
from anagen.outlook.technical import Technical

Array = NDArray[np.float64]


class Target(IntEnum):
    """What is forecast: the effect, the count without treatment, and the next count."""

    EFFECT = 0
    UNTREATED = 1
    NEXT_COUNT = 2


@dataclass(frozen=True)
class Beliefs:
    """What is thought before the counts are seen."""

    effect: EffectPrior
    untreated: UntreatedPrior
    technical: Technical


@dataclass(frozen=True)
class Model:
    """A model made ready for one schedule: any counts made on it are then a few products away.

    Arrays have a row for each part of the mixture (a shape, an error size and a spread).
    """

    expected: Array
    whitening: Array
    log_scale: Array
    prior_weight: Array
    gain: Array
    target_mean: Array
    target_sd: Array

    def updated(self, counts: Array) -> Posterior:
        """The forecast after counts: a row for each person, a column for each entry."""
        apart = np.atleast_2d(counts)[:, None, :] - self.expected
        white = _by_part(self.whitening, apart)
        fit = np.log(self.prior_weight) - self.log_scale - 0.5 * (white**2).sum(axis=2)
        weights = np.exp(fit - fit.max(axis=1, keepdims=True))
        weights /= weights.sum(axis=1, keepdims=True)
        means = self.target_mean + _by_part(self.gain, apart)
        return Posterior(weights, means, self.target_sd)


def _by_part(matrices: Array, vectors: Array) -> Array:
    """Each part's matrix on its own vector of each person; many times faster than an einsum."""
    found = np.swapaxes(vectors, 0, 1) @ np.swapaxes(matrices, 1, 2)
    return np.asarray(np.swapaxes(found, 0, 1))


@dataclass(frozen=True)
class Posterior:
    """What is thought after the counts, of each target."""

    weights: Array
    means: Array
    sd: Array

    def of(self, target: Target) -> Mixture:
        """The forecast of one target."""
        return Mixture(self.weights, self.means[:, :, target], self.sd[:, target])


def model(schedule: Schedule, beliefs: Beliefs, horizon_weeks: float) -> Model:
    """The model of a schedule of counts, looking so many weeks from the start ahead."""
    parts = _parts(schedule, beliefs, horizon_weeks)
    spread = np.linalg.cholesky(parts.counts)
    whitening = np.linalg.inv(spread)
    precision = np.swapaxes(whitening, 1, 2) @ whitening
    gain = parts.crossed @ precision
    kept = parts.targets - np.einsum("cqj,cqj->cq", gain, parts.crossed)
    return Model(
        expected=parts.expected,
        whitening=whitening,
        log_scale=np.log(np.diagonal(spread, axis1=1, axis2=2)).sum(axis=1),
        prior_weight=np.full(len(whitening), 1 / len(whitening)),
        gain=gain,
        target_mean=parts.target_mean,
        target_sd=np.sqrt(np.maximum(kept, 1e-9)),
    )


@dataclass(frozen=True)
class _Parts:
    """Means and covariances of counts and targets, a row for each part of the mixture."""

    expected: Array
    counts: Array
    crossed: Array
    targets: Array
    target_mean: Array


def _parts(schedule: Schedule, beliefs: Beliefs, horizon_weeks: float) -> _Parts:
    steady = _steady(schedule, beliefs.untreated, horizon_weeks)
    shape, error, spread = _choices(schedule, beliefs, horizon_weeks)
    effect_mean, effect_var = beliefs.effect.mean, spread[:, None] ** 2
    on_counts, on_horizon = shape[:, :-1], shape[:, -1]
    # How each target answers to the effect: itself, not at all, and as far as it has come on.
    answer = np.stack((np.ones_like(on_horizon), np.zeros_like(on_horizon), on_horizon), axis=1)
    counts = steady.counts + effect_var[:, :, None] * _outer(on_counts, on_counts)
    places = np.arange(len(schedule.weeks))
    counts[:, places, places] += (error[:, None] * schedule.error) ** 2
    targets = steady.targets + effect_var * answer**2
    targets[:, Target.NEXT_COUNT] += error**2 * _next_error(schedule)
    return _Parts(
        expected=steady.expected + effect_mean * on_counts,
        counts=counts,
        crossed=steady.crossed + effect_var[:, :, None] * _outer(answer, on_counts),
        targets=targets,
        target_mean=steady.target_mean + effect_mean * answer,
    )


def _outer(left: Array, right: Array) -> Array:
    return left[:, :, None] * right[:, None, :]


def _choices(schedule: Schedule, beliefs: Beliefs, horizon: float) -> tuple[Array, Array, Array]:
    """Every shape with every error size and every spread between people."""
    bank = shapes(np.append(schedule.weeks, horizon))
    bank[:, :-1] *= schedule.is_treated
    sizes, spreads = beliefs.technical.sizes, beliefs.effect.sds
    one, two, three = np.meshgrid(
        np.arange(len(bank)), np.arange(len(sizes)), np.arange(len(spreads)), indexing="ij"
    )
    return bank[one.ravel()], sizes[two.ravel()], spreads[three.ravel()]


def _next_error(schedule: Schedule) -> float:
    """The error variance of the next count, made on the same spots in the same way."""
    treated = schedule.is_treated
    spots = len(set(schedule.spot[treated].tolist()))
    return float((schedule.error[treated] ** 2).mean()) / spots


def _steady(schedule: Schedule, prior: UntreatedPrior, horizon: float) -> _Parts:
    """What is the same in every part: start, drift, season and cycling, and no treatment."""
    level, spots = schedule.level_per_cm2, schedule.spots
    rows = _rows(schedule, schedule.weeks, np.eye(spots)[schedule.spot])
    treated = np.isin(np.arange(spots), schedule.spot[schedule.is_treated])
    ahead = _rows(schedule, np.array([horizon]), (treated / treated.sum())[None, :])
    variance = np.concatenate(
        (
            np.full(spots, prior.start_sd_per_cm2**2),
            np.array([prior.drift_sd, prior.season_sd, prior.season_sd]) ** 2 * level**2,
        )
    )
    mean = np.concatenate((np.full(spots, level), [prior.drift * level, 0.0, 0.0]))
    own, crossed, at_horizon = _cycling(schedule, treated, horizon)
    without = np.array([[0.0], [1.0], [1.0]])
    return _Parts(
        expected=rows @ mean,
        counts=(rows * variance) @ rows.T + own,
        crossed=without * ((ahead * variance) @ rows.T + crossed),
        targets=without[:, 0] * (float(ahead[0] ** 2 @ variance) + at_horizon),
        target_mean=without[:, 0] * float((ahead @ mean)[0]),
    )


def _rows(schedule: Schedule, weeks: Array, spots: Array) -> Array:
    """What each count is made of: its spot's start, the drift and the two waves of the year."""
    phase = schedule.phase(weeks)
    return np.column_stack((spots, weeks / WEEKS_A_YEAR, np.cos(phase), np.sin(phase)))


def _cycling(
    schedule: Schedule, treated: NDArray[np.bool_], horizon: float
) -> tuple[Array, Array, float]:
    """Cycling between counts of one spot, with the mean of the treated spots ahead, and there."""
    share = cycling(schedule.scalp).covariance(7 * np.append(schedule.weeks, horizon))
    level, area = schedule.level_per_cm2, schedule.area_cm2
    same = schedule.spot[:, None] == schedule.spot[None, :]
    own = level * share[:-1, :-1] * same / np.sqrt(area[:, None] * area[None, :])
    number = treated.sum()
    crossed = level * share[-1, :-1] / area * treated[schedule.spot] / number
    mean_area = float(area[schedule.is_treated].mean())
    return own, crossed, level * float(share[-1, -1]) / mean_area / float(number)

"""People drawn from the model's own beliefs, with hairs that cycle as follicles do.

Each person has a start, a drift, a season, an effect that comes on with some shape, and an error
of counting. Cycling is no normal noise here: it is counted on simulated follicles. `Twist` makes
people that the model does not expect.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from anagen.follicles import parameters
from anagen.follicles.course import UNTREATED
from anagen.follicles.simulate import simulated
from anagen.outlook.cycling import Scalp
from anagen.outlook.priors import MEN_UNTREATED, PERSON_SD, EffectPrior
from anagen.outlook.schedule import WEEKS_A_YEAR
from anagen.outlook.shapes import risen, shapes
from anagen.outlook.technical import STATED_COUNTS_AS

Array = NDArray[np.float64]

WEEKS = np.array([0.0, 4, 8, 12, 16, 20, 24, 36, 48])
LEVEL, LEVEL_SD, LOWEST = 180.0, 40.0, 60.0
#: Patches of 1 cm2 are simulated for each kind of scalp, and people draw theirs from them: long
#: courses are cut into pieces that lie further apart than a hair cycle is remembered.
RUNS, PIECES, PIECE_DAYS = 60, 25, 560
SCALPS = {Scalp.MIXED: parameters.MIXED, Scalp.AGA: parameters.AGA}


@dataclass(frozen=True)
class Design:
    """How a person is counted: the error of one picture as a share of the count, and how often."""

    name: str
    share: float
    pictures: int
    spots: int

    @property
    def visit_share(self) -> float:
        """The error of the mean of a visit."""
        return float(self.share / np.sqrt(self.pictures * self.spots))


DESIGNS = (
    Design("automatic 9 %, 1 picture, 1 spot", 0.09, 1, 1),
    Design("5 %, 3 pictures, 1 spot", 0.05, 3, 1),
    Design("5 %, 2 pictures, 4 spots", 0.05, 2, 4),
    Design("matched 0.5 %, 2 pictures, 4 spots", 0.005, 2, 4),
)


@dataclass(frozen=True)
class Twist:
    """How people differ from what the model expects."""

    name: str = "none"
    error_times: float = 1.0
    has_heavy_tails: bool = False
    moved_share: float = 0.0
    is_slow: bool = False
    drift: float | None = None
    season_peak_week: float | None = None
    effect: float | None = None


@dataclass(frozen=True)
class People:
    """What is true of each person, and what was counted (a column for each week)."""

    effect: Array
    untreated: Array
    counts: Array
    scalp: NDArray[np.bool_]
    start: Array
    first_week: Array
    repeat_squares: Array
    design: Design

    @property
    def level(self) -> Array:
        """The first count, as the forecast takes it."""
        return self.counts[:, 0]


@cache
def patches(kind: Scalp) -> Array:
    """How far counts of 1 cm2 lie from what is expected at WEEKS, as a share of the root."""
    scalp = SCALPS[kind]
    number, days = round(scalp.follicles_per_cm2), (7 * WEEKS).astype(int)
    pieces = PIECE_DAYS * np.arange(PIECES)[:, None] + days
    seen = [
        simulated(scalp, UNTREATED, number, PIECE_DAYS * PIECES, seed).visible_per_cm2[pieces]
        for seed in range(RUNS)
    ]
    counts = np.concatenate(seen)
    mean = counts.mean()
    return np.asarray((counts - counts.mean(axis=0)) / np.sqrt(mean))


def people(
    design: Design, number: int, prior: EffectPrior, seed: int, twist: Twist | None = None
) -> People:
    """So many people, drawn with a seed."""
    twist, rng = twist or Twist(), np.random.default_rng(seed)
    start = np.maximum(rng.normal(LEVEL, LEVEL_SD, number), LOWEST)
    effect = _effects(prior, number, rng, twist)
    first_week = rng.uniform(0, WEEKS_A_YEAR, number)
    is_thin = rng.random(number) < 0.5
    untreated = start[:, None] + _drift(start, rng, twist) + _season(start, first_week, rng, twist)
    untreated = untreated + _cycling(start, is_thin, design, rng)
    counted = untreated + effect[:, None] * _shape(number, rng, twist)
    counted, squares = _with_error(counted, start, design, rng, twist)
    return People(effect, untreated, counted, is_thin, start, first_week, squares, design)


def _effects(prior: EffectPrior, number: int, rng: np.random.Generator, twist: Twist) -> Array:
    if twist.effect is not None:
        return np.full(number, twist.effect)
    between = np.abs(rng.normal(0, PERSON_SD, number))
    known = prior.se**2 + prior.between_trials**2 + prior.unknown**2
    return np.asarray(rng.normal(prior.mean, np.sqrt(known + between**2)))


def _shape(number: int, rng: np.random.Generator, twist: Twist) -> Array:
    if twist.is_slow:
        return np.tile(risen(WEEKS, 12.0, 30.0), (number, 1))
    bank = shapes(WEEKS)
    return np.asarray(bank[rng.integers(len(bank), size=number)])


def _drift(start: Array, rng: np.random.Generator, twist: Twist) -> Array:
    share = rng.normal(MEN_UNTREATED.drift, MEN_UNTREATED.drift_sd, len(start))
    if twist.drift is not None:
        share = np.full(len(start), twist.drift)
    return np.asarray((share * start)[:, None] * WEEKS / WEEKS_A_YEAR)


def _season(start: Array, first: Array, rng: np.random.Generator, twist: Twist) -> Array:
    waves = rng.normal(0, MEN_UNTREATED.season_sd, (2, len(start)))
    size, peak = np.hypot(*waves), np.arctan2(waves[1], waves[0])
    if twist.season_peak_week is not None:
        peak = np.full(len(start), 2 * np.pi * twist.season_peak_week / WEEKS_A_YEAR)
    phase = 2 * np.pi * (first[:, None] + WEEKS) / WEEKS_A_YEAR
    return np.asarray((size * start)[:, None] * np.cos(phase - peak[:, None]))


def _cycling(
    start: Array, is_thin: NDArray[np.bool_], design: Design, rng: np.random.Generator
) -> Array:
    drawn = rng.integers(len(patches(Scalp.AGA)), size=(len(start), design.spots))
    both = np.where(
        is_thin[:, None], patches(Scalp.AGA)[drawn].mean(axis=1),
        patches(Scalp.MIXED)[drawn].mean(axis=1),
    )  # fmt: skip
    return np.asarray(both * np.sqrt(start)[:, None])


def _with_error(
    counted: Array, start: Array, design: Design, rng: np.random.Generator, twist: Twist
) -> tuple[Array, Array]:
    """Counts with the error of a visit, and what repeats show of it, in stated errors."""
    number, visits = counted.shape
    spread = np.sqrt(STATED_COUNTS_AS / rng.chisquare(STATED_COUNTS_AS, number))
    freedom = (design.pictures - 1) * design.spots
    squares = spread[:, None] ** 2 * rng.chisquare(max(freedom, 1), (number, visits))
    spread = spread * twist.error_times
    noise = rng.standard_normal((number, visits))
    if twist.has_heavy_tails:
        noise = rng.standard_t(3, (number, visits))
    noise = noise * (spread * start * design.visit_share)[:, None]
    if twist.moved_share:
        is_moved = rng.random((number, visits)) < 0.2
        noise = (
            noise + is_moved * rng.normal(0, 1, noise.shape) * (twist.moved_share * start)[:, None]
        )
    return counted + noise, squares * (freedom > 0)

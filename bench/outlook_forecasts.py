"""Forecasts for thousands of simulated people: those who share a schedule share the matrices.

The level is rounded to 10 hairs and the error's size to 5 %, so that people fall into groups;
apart from that each forecast is the one that the app makes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from anagen.outlook.cycling import Scalp
from anagen.outlook.mixture import Mixture
from anagen.outlook.model import Beliefs, Posterior, Target, model
from anagen.outlook.priors import MEN_UNTREATED, EffectPrior
from anagen.outlook.schedule import even_schedule
from anagen.outlook.technical import STATED_COUNTS_AS, Technical
from bench.outlook_people import WEEKS, Array, People

WORTHWHILE = 10.0
LEVEL_STEP, SIZE_STEP = 10.0, 1.05
#: A forecast is scored on a grid of effects so far from its ends.
GRID = np.arange(-90.0, 120.0, 1.5)


@dataclass(frozen=True)
class Told:
    """For each person what was forecast of the effect, and where the truth lay in each forecast."""

    place: dict[Target, Array]
    mean: Array
    sd: Array
    worthwhile: Array
    score: Array


def told(
    people: People, prior: EffectPrior, last_week: float, missed: frozenset[float] = frozenset(),
    *, scored: bool = False,
) -> Told:  # fmt: skip
    """Forecasts from the counts up to a week, for the next week that was counted."""
    number = len(people.effect)
    used = np.array([week <= last_week and week not in missed for week in WEEKS])
    ahead = min(int((last_week >= WEEKS).sum()), len(WEEKS) - 1)
    truth = {
        Target.EFFECT: people.effect,
        Target.UNTREATED: people.untreated[:, ahead],
        Target.NEXT_COUNT: people.counts[:, ahead],
    }
    place = {target: np.empty(number) for target in Target}
    mean, sd, worthwhile, score = (np.full(number, np.nan) for _ in range(4))
    for group, posterior in _groups(people, prior, used, float(WEEKS[ahead])):
        effect = posterior.of(Target.EFFECT)
        for target in Target:
            place[target][group] = posterior.of(target).chance_below(truth[target][group])
        mean[group], sd[group] = effect.mean, np.sqrt(effect.variance)
        worthwhile[group] = effect.chance_above(WORTHWHILE)
        if scored:
            score[group] = crps(effect, people.effect[group])
    return Told(place, mean, sd, worthwhile, score)


def _groups(
    people: People, prior: EffectPrior, used: Array, horizon: float
) -> Iterator[tuple[Array, Posterior]]:
    design, weeks = people.design, WEEKS[used]
    freedom = (design.pictures - 1) * design.spots * len(weeks)
    squares = people.repeat_squares[:, used].sum(axis=1)
    size = np.sqrt((STATED_COUNTS_AS + squares) / (STATED_COUNTS_AS + freedom))
    step = np.round(np.log(size) / np.log(SIZE_STEP)).astype(int)
    level = np.maximum(LEVEL_STEP * np.round(people.level / LEVEL_STEP), 40.0)
    keys = np.stack((level, step, people.scalp), axis=1)
    for key in np.unique(keys, axis=0):
        group = np.flatnonzero((keys == key).all(axis=1))
        rounded = SIZE_STEP ** key[1]
        shown = Technical(
            rounded**2 * (STATED_COUNTS_AS + freedom) - STATED_COUNTS_AS if freedom else 0.0,
            freedom,
        )
        schedule = replace(
            even_schedule(weeks, key[0] * design.visit_share, key[0], design.spots),
            scalp=Scalp.AGA if key[2] else Scalp.MIXED,
        )
        ready = model(schedule, Beliefs(prior, MEN_UNTREATED, shown), horizon)
        yield group, ready.updated(people.counts[np.ix_(group, np.flatnonzero(used))])


def crps(effect: Mixture, truth: Array) -> Array:
    """The ranked probability score of each forecast: the mean miss in hairs; smaller is better."""
    total = np.zeros(len(truth))
    for edge in GRID:
        below = effect.chance_below(edge)
        total += (below - (truth <= edge)) ** 2
    return np.asarray(total * (GRID[1] - GRID[0]))

"""Scalps that published tables allow, and how fast minoxidil works on each.

The draws lie in a small file beside this module; `calibrating` makes it from a seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from scipy.interpolate import PchipInterpolator

from anagen.follicles.course import UNTREATED, Floats
from anagen.follicles.parameters import Season
from anagen.follicles.recipe import MINOXIDIL, Draw, drawn
from anagen.follicles.seasons import season
from anagen.follicles.solve import solved

#: Days on which shapes are kept: weekly for a year, then every four weeks to five years.
SHAPE_DAYS = tuple(range(0, 53 * 7, 7)) + tuple(range(56 * 7, 261 * 7, 28))
WEEK_24 = 168


@dataclass(frozen=True)
class Kept:
    """The file as it is: places, what each says for the targets, and shapes."""

    seed: int
    places: Floats
    predicted: Floats
    season_places: Floats
    season_predicted: Floats
    shapes: Floats


@lru_cache(maxsize=1)
def kept() -> Kept:
    """Reads the file once."""
    with files(__package__).joinpath("draws.npz").open("rb") as file, np.load(file) as whole:
        return Kept(int(whole["seed"]), *(whole[name].astype(np.float64) for name in _NAMES))


_NAMES = ("places", "predicted", "season_places", "season_predicted", "shapes")


@lru_cache(maxsize=1)
def draws() -> tuple[Draw, ...]:
    """The scalps, all equally likely, each without a season."""
    return tuple(drawn(place) for place in kept().places)


@lru_cache(maxsize=1)
def season_draws() -> tuple[Season, ...]:
    """Seasons, all equally likely, for `Scalp.season`."""
    return tuple(season(place) for place in kept().season_places)


def shapes(days: int) -> Floats:
    """The effect of steady minoxidil on visible density by (draw, day), 1 at week 24."""
    if not 1 <= days <= SHAPE_DAYS[-1] + 1:
        raise ValueError(f"{days} days; expected 1 to {SHAPE_DAYS[-1] + 1}")
    path: Floats = PchipInterpolator(SHAPE_DAYS, kept().shapes, axis=1)(np.arange(days))
    return path


def effect_over_time(draw: Draw, days: tuple[int, ...]) -> Floats:
    """Treated less untreated density on these days, as a share of that at week 24."""
    last = max(*days, WEEK_24) + 1
    course = draw.course(MINOXIDIL)
    more = (
        solved(draw.scalp, course, last).visible_per_cm2
        - solved(draw.scalp, UNTREATED, last).visible_per_cm2
    )
    return more[list(days)] / max(float(more[WEEK_24]), 0.5)

"""The season: how much the year moves hair, fitted to fourteen men who were watched for it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from anagen.follicles.course import UNTREATED, Floats
from anagen.follicles.parameters import HEALTHY, Season
from anagen.follicles.recipe import Open, figures
from anagen.follicles.solve import solved
from anagen.follicles.targets import SEASON_TARGETS

OPEN = (
    Open("anagen_swing", 0.6, 0.35, False, 0.0, 2.0),
    Open("anagen_peak_day", 165, 25, False),
    Open("telogen_swing", 0.3, 0.25, False, 0.0, 1.5),
    Open("telogen_peak_day", 235, 25, False),
)
_MARCH, _SUMMER, _YEAR = slice(59, 90), slice(212, 273), 365


def season(place: Floats) -> Season:
    """The season at a place of standard normal coordinates."""
    return Season(**figures(OPEN, place))


def predictions(of: Season) -> Floats:
    """What a season says for each target, on healthy scalp."""
    year = solved(replace(HEALTHY, season=of), UNTREATED, _YEAR)
    shed = year.shed_per_day
    winter = np.concatenate([shed[:59], shed[334:]])
    told = {
        "march": 100 * year.anagen_share[_MARCH].mean(),
        "least": year.anagen_share.argmin(),
        "most": shed.argmax(),
        "ratio": shed[_SUMMER].mean() / winter.mean(),
    }
    return np.array([told[one.name] for one in SEASON_TARGETS], dtype=np.float64)

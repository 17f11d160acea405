"""How a treatment effect may come on: a bank of shapes, each 1 at week 24.

Nobody knows one person's shape, so a forecast weighs many. Twelve wait a few weeks and then rise
towards their level. Eight more are drawn from the follicle model as it was fitted to minoxidil:
most dip first, when resting hairs are shed, and many stand highest around week 24.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anagen.outlook.tables import tables

Array = NDArray[np.float64]

#: The week at which every shape is 1, so that an effect means the same for all of them.
FULL_WEEK = 24.0
LAG_WEEKS = (2.0, 5.0, 8.0)
CONSTANT_WEEKS = (4.0, 7.0, 11.0, 16.0)


def risen(weeks: Array, lag_weeks: float, constant_weeks: float) -> Array:
    """One shape: nothing until the lag is over, then a rise that slows down."""
    grown = 1 - np.exp(-np.maximum(weeks - lag_weeks, 0) / constant_weeks)
    full = 1 - np.exp(-(FULL_WEEK - lag_weeks) / constant_weeks)
    return np.asarray(grown / full)


def shapes(weeks: Array) -> Array:
    """The bank at so many weeks of treatment: a row a shape. Before the start all are 0."""
    rising = [risen(weeks, lag, constant) for lag in LAG_WEEKS for constant in CONSTANT_WEEKS]
    known = tables()["shape_weeks"]
    drawn = [np.interp(weeks, known, shape) for shape in tables()["shapes"]]
    return np.stack((*rising, *drawn))

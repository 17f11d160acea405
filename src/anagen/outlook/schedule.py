"""When, where and how well hairs were counted: all of a course that the model needs but the counts.

Weeks count from the first day of treatment. Season is an angle, a full turn a year.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from anagen.outlook.cycling import Scalp

Array = NDArray[np.float64]

WEEKS_A_YEAR = 365.25 / 7


@dataclass(frozen=True)
class Schedule:
    """One entry for each count of one spot; `error` is its standard error, per cm2.

    `first_phase` is the season on the first day of treatment. A control patch is a spot that is
    never treated.
    """

    weeks: Array
    spot: NDArray[np.intp]
    is_treated: NDArray[np.bool_]
    error: Array
    area_cm2: Array
    level_per_cm2: float
    first_phase: float
    scalp: Scalp = Scalp.AGA

    @property
    def spots(self) -> int:
        """How many spots were counted."""
        return int(self.spot.max()) + 1

    def phase(self, weeks: Array) -> Array:
        """The season so many weeks from the start, as an angle."""
        return np.asarray(self.first_phase + 2 * np.pi * weeks / WEEKS_A_YEAR)

    def joined_by(self, later: Schedule) -> Schedule:
        """The same course with more counts; `spot` numbers mean the same in both."""
        return replace(
            self,
            weeks=np.concatenate((self.weeks, later.weeks)),
            spot=np.concatenate((self.spot, later.spot)),
            is_treated=np.concatenate((self.is_treated, later.is_treated)),
            error=np.concatenate((self.error, later.error)),
            area_cm2=np.concatenate((self.area_cm2, later.area_cm2)),
        )


def even_schedule(weeks: Array, error: float, level_per_cm2: float, spots: int = 1) -> Schedule:
    """The mean of so many spots of 1 cm2 at each of these weeks: one spot as large as all."""
    count = len(weeks)
    return Schedule(
        weeks=np.asarray(weeks, float),
        spot=np.zeros(count, np.intp),
        is_treated=np.ones(count, np.bool_),
        error=np.full(count, error),
        area_cm2=np.full(count, float(spots)),
        level_per_cm2=level_per_cm2,
        first_phase=0.0,
    )

"""Curves as a page shows them: one value a week, always with the band around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from anagen.web.outlook.choices import WEEKS_PER_MONTH


@dataclass(frozen=True, slots=True)
class Band:
    """Week by week from today: in 80 of 100 courses that fit, the value lies from low to high."""

    low: tuple[float, ...]
    middle: tuple[float, ...]
    high: tuple[float, ...]

    def at_month(self, month: float) -> tuple[float, float]:
        """The ends of the band after so many months."""
        week = month * WEEKS_PER_MONTH
        return _at(self.low, week), _at(self.high, week)

    def middle_at(self, week: float) -> float:
        """The middle in any week, between two values on a straight line."""
        return _at(self.middle, week)

    @property
    def start(self) -> float:
        """The middle today."""
        return self.middle[0]

    @property
    def weeks(self) -> int:
        """The last week that is drawn."""
        return len(self.middle) - 1

    def first_weeks(self, weeks: int) -> Band:
        """The same, up to an earlier week."""
        end = weeks + 1
        return Band(self.low[:end], self.middle[:end], self.high[:end])


def _at(values: Sequence[float], week: float) -> float:
    before = min(int(week), len(values) - 1)
    after = min(before + 1, len(values) - 1)
    return values[before] + (values[after] - values[before]) * (week - before)

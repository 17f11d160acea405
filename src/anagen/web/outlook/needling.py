"""What trials found when needles were added to minoxidil, and where a next trial may land.

No rate of the hair cycle is known to change under needles, so no curve can be worked out. What is
known is a difference between groups after 12 to 24 weeks: that, and nothing else, is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from anagen.web.outlook.band import Band

#: The weeks in which trials counted.
FROM_WEEK, TO_WEEK = 12, 24
#: Standard errors between the middle and the end of a 95 % interval.
WIDE = 1.959964


@dataclass(frozen=True, slots=True)
class Added:
    """A pooled difference in hairs per cm²: its mean, and the 95 % interval of the mean.

    `between` is the share of the spread that is not chance (I²). The review's summary does not
    print its own, so it is taken from another review of nearly the same trials.
    """

    source: str
    trials: int
    mean: float
    low: float
    high: float
    between: float
    between_source: str
    quantile: float

    @property
    def error(self) -> float:
        """The standard error of the mean."""
        return (self.high - self.low) / (2 * WIDE)

    @property
    def next_trial(self) -> tuple[float, float]:
        """Where 95 of 100 next trials may land; trials are taken to weigh alike.

        tau² = I² · k · SE², and the interval is mean ± t · √(tau² + SE²) with k − 2 degrees.
        """
        tau_squared = self.between * self.trials * self.error**2
        reach = self.quantile * sqrt(tau_squared + self.error**2)
        return self.mean - reach, self.mean + reach


#: Pei 2024: 13 trials of needling with minoxidil against minoxidil. I² is that of Ahmed 2025.
#: 2.201 is Student's 97.5 % point with 11 degrees.
WITH_MINOXIDIL = Added("pei_2024", 13, 13.36, 8.55, 18.16, 0.88, "ahmed_2025", 2.201)


def bands_around(treated: Band, added: Added, to_week: int) -> tuple[Band, Band]:
    """The mean's interval and the next trial's, laid on the curve of minoxidil alone."""
    weeks = range(FROM_WEEK, to_week + 1)
    middle = [treated.middle[week] for week in weeks]
    inner = _around(middle, added.low, added.mean, added.high)
    low, high = added.next_trial
    return inner, _around(middle, low, added.mean, high)


def _around(middle: list[float], low: float, mean: float, high: float) -> Band:
    return Band(
        tuple(one + low for one in middle),
        tuple(one + mean for one in middle),
        tuple(one + high for one in middle),
    )

"""Where the next trial may land, worked out from what a review prints.

Reviews print an interval for the mean and seldom one for the next trial. From the number of
trials k, the error of the mean and I² it can be worked out roughly: were all trials alike in
size, k·SE² would be the whole variance of one trial, and I² the share of it that lies between
trials (tau²). The range is mean ± t(k − 2)·√(tau² + SE²), after Higgins 2009. Trials differ in
size, so read it as rough; it is marked as worked out wherever it is shown.
"""

from __future__ import annotations

import math

from scipy.special import stdtrit

from anagen.evidence.review import Row

LEVEL = 0.95
FEWEST = 3


def next_trial(row: Row) -> tuple[float, float] | None:
    """The rough 95 % range for a new trial; None where k, an interval or I² was not printed."""
    if row.effect is None or row.trials is None or row.i2 is None or row.se is None:
        return None
    k = row.trials.value
    if k < FEWEST:
        return None
    middle = math.log(row.effect.value) if row.is_ratio else row.effect.value
    between = k * row.se**2 * row.i2.value / 100
    half = float(stdtrit(k - 2, 0.5 + LEVEL / 2)) * math.sqrt(between + row.se**2)
    ends = (middle - half, middle + half)
    return (math.exp(ends[0]), math.exp(ends[1])) if row.is_ratio else ends

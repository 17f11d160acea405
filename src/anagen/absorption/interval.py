"""An answer that is never one number: where 95 of 100 of the possible truths lie."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from anagen.absorption.figures import Numbers

LOW, MIDDLE, HIGH = 0.025, 0.5, 0.975


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high` in `unit`; half of the possible truths lie below `middle`."""

    low: float
    middle: float
    high: float
    unit: str


def interval_of(values: Numbers, unit: str) -> Interval:
    """The interval over every point of what is not known."""
    low, middle, high = (float(one) for one in np.quantile(values, (LOW, MIDDLE, HIGH)))
    return Interval(low, middle, high, unit)

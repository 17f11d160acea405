"""One count that a forecast rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from anagen.outlook.belonging import Spot


@dataclass(frozen=True, slots=True)
class Count:
    """One spot on one day. `error_per_cm2` is as stated for the mean of the repeats."""

    day: date
    weeks: float
    spot: Spot
    per_cm2: float
    error_per_cm2: float
    area_cm2: float
    pictures: int
    is_treated: bool

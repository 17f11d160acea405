"""What is done to a scalp and when, and which clocks of the cycle it changes.

An exposure comes on and wears off gradually: its level follows use with a first-order memory, from
0 (none) to 1 (the full effect of steady use).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Effect:
    """What full exposure does, each figure a natural logarithm of a factor.

    The first four speed up (+) or slow down (-) the clock of a phase. `miniaturise` and `reverse`
    act on the chance to move to a thinner or thicker class at re-entry, `width` on the diameter.
    """

    anagen: float = 0.0
    catagen: float = 0.0
    telogen: float = 0.0
    kenogen: float = 0.0
    miniaturise: float = 0.0
    reverse: float = 0.0
    width: float = 0.0

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if not -8 <= getattr(self, name) <= 3:
                raise ValueError(f"{name} is {getattr(self, name)}; expected -8 to 3 (a logarithm)")


@dataclass(frozen=True, slots=True)
class Exposure:
    """One period of use; `to_day` None means it goes on."""

    name: str
    from_day: float
    to_day: float | None = None
    onset_days: float = 28.0
    offset_days: float = 28.0

    def __post_init__(self) -> None:
        if not self.from_day >= 0:
            raise ValueError(f"{self.name} from day {self.from_day}; expected day 0 or later")
        if self.to_day is not None and not self.to_day > self.from_day:
            raise ValueError(f"{self.name} to day {self.to_day}; expected after {self.from_day}")
        if not (self.onset_days > 0 and self.offset_days > 0):
            raise ValueError(f"{self.name}: onset and offset take more than 0 days")


@dataclass(frozen=True, slots=True)
class Course:
    """Exposures, and the effect of each by its name."""

    exposures: tuple[Exposure, ...] = ()
    effects: Mapping[str, Effect] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.exposures:
            if one.name not in self.effects:
                raise ValueError(f"no effect is given for {one.name}")

    def changes(self) -> tuple[float, ...]:
        """Days on which something begins or ends."""
        ends = [one.to_day for one in self.exposures if one.to_day is not None]
        return tuple(sorted({*(one.from_day for one in self.exposures), *ends}))

    def log_factor(self, part: str, days: Floats) -> Floats:
        """The logarithm of the factor on one part of the cycle, on each of these days."""
        total = np.zeros(len(days))
        for name in sorted({one.name for one in self.exposures}):
            size = getattr(self.effects[name], part)
            if size:
                total += size * self.level(name, days)
        return total

    def level(self, name: str, days: Floats) -> Floats:
        """How far an exposure has come on, 0 to 1: its periods are taken one after another."""
        level = np.zeros(len(days))
        start = 0.0  # what the period before left behind, on the day the next one begins
        periods = sorted((one for one in self.exposures if one.name == name), key=_begins)
        for k, one in enumerate(periods):
            end = np.inf if one.to_day is None else one.to_day
            following = periods[k + 1].from_day if k + 1 < len(periods) else np.inf
            if following < end:
                raise ValueError(f"{name}: a period begins before the one before has ended")
            used = np.clip(days, one.from_day, end) - one.from_day
            on = 1 - (1 - start) * np.exp(-used / one.onset_days)
            off = np.exp(-np.maximum(days - end, 0) / one.offset_days)
            level = np.where(days > one.from_day, on * off, level)
            if np.isfinite(following):
                peak = 1 - (1 - start) * np.exp(-(end - one.from_day) / one.onset_days)
                start = float(peak * np.exp(-(following - end) / one.offset_days))
        return level


def _begins(one: Exposure) -> float:
    return one.from_day


UNTREATED = Course()

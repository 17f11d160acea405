"""The start figures of the channels, and a fixed set of points over what is not known of them.

The points lie evenly in all directions (an additive recurrence), so that the same question always
has the same answer and no random number is drawn.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from math import exp, log
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

#: Enough for the ends of a 95 % interval to hold still in two digits.
POINTS = 1024
#: How many standard deviations lie between the ends of a 95 % range.
WIDE = 2 * 1.959964


class Mark(Enum):
    """How a figure was read."""

    READ = "V"
    TO_CONFIRM = "R"
    DERIVED = "D"


class Shape(Enum):
    """How a figure spreads between its ends."""

    LOGNORMAL = "lognormal"
    NORMAL = "normal"
    UNIFORM = "uniform"
    LOGUNIFORM = "loguniform"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One start figure: its range in `unit`, and the sources in the knowledge it rests on."""

    id: str
    title: str
    unit: str
    shape: Shape
    low: float
    high: float
    mark: Mark
    sources: tuple[str, ...]
    note: str

    def at(self, part: Numbers) -> Numbers:
        """The figure with `part` (0 to 1) of its weight below it."""
        if self.shape is Shape.FIXED:
            return np.full_like(part, self.low)
        if self.shape is Shape.NORMAL:
            return (self.low + self.high) / 2 + _normal(part) * (self.high - self.low) / WIDE
        if self.shape is Shape.UNIFORM:
            return self.low + part * (self.high - self.low)
        low, high = log(self.low), log(self.high)
        if self.shape is Shape.LOGUNIFORM:
            return np.exp(low + part * (high - low))
        return np.exp((low + high) / 2 + _normal(part) * (high - low) / WIDE)

    @property
    def middle(self) -> float:
        """The figure in the middle of its range."""
        return float(self.at(np.array([0.5]))[0])


def _normal(part: Numbers) -> Numbers:
    quantile = NormalDist().inv_cdf
    return np.array([quantile(one) for one in part])


@cache
def quantities() -> Mapping[str, Quantity]:
    """Every start figure by its name."""
    told = tomllib.loads((files(__package__) / "figures.toml").read_text("utf-8"))
    return {name: _quantity(name, one) for name, one in told.items()}


def _quantity(name: str, told: Mapping[str, object]) -> Quantity:
    low, high, sources = told["low"], told["high"], told["sources"]
    assert isinstance(low, float), f"{name}: `low` is no number with a point"
    assert isinstance(high, float), f"{name}: `high` is no number with a point"
    assert isinstance(sources, list), f"{name}: `sources` is no list"
    return Quantity(
        id=name,
        title=str(told["title"]),
        unit=str(told["unit"]),
        shape=Shape(told["shape"]),
        low=low,
        high=high,
        mark=Mark(told["mark"]),
        sources=tuple(map(str, sources)),
        note=str(told["note"]),
    )


@cache
def points() -> Mapping[str, Numbers]:
    """Every figure at each of the POINTS; the n-th of each belong together."""
    names = quantities()
    ratio = _golden(len(names))
    steps = np.arange(1, POINTS + 1)
    parts = {
        name: np.asarray((0.5 + steps * ratio ** -(place + 1)) % 1, dtype=np.float64)
        for place, name in enumerate(sorted(names))
    }
    return {name: one.at(parts[name]) for name, one in names.items()}


def _golden(dimensions: int) -> float:
    """The golden ratio of that many dimensions: the root of x^(d+1) = x + 1."""
    root = 2.0
    for _ in range(60):
        root = exp(log(1 + root) / (dimensions + 1))
    return root

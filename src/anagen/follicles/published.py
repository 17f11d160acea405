"""Every published figure beside what the fitted draws say, the misses marked.

`python -m anagen.follicles.published` prints the table of the page on the hair cycle.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from anagen.follicles.calibrated import kept
from anagen.follicles.course import Floats
from anagen.follicles.targets import SEASON_TARGETS, TARGETS, Bound, Target

_PARTS = (0.025, 0.1, 0.5, 0.9, 0.975)


@dataclass(frozen=True, slots=True)
class Compared:
    """A published figure, and where the middle, 80 % and 95 % of the draws lie."""

    target: Target
    middle: float
    band_80: tuple[float, float]
    band_95: tuple[float, float]

    @property
    def off(self) -> float:
        """How many standard deviations of the figure the middle is away."""
        return float(self.target.off_by(np.array([self.middle]))[0])

    @property
    def is_missed(self) -> bool:
        """Whether the figure itself lies outside 95 % of the draws, its own error left aside."""
        low, high = self.band_95
        if self.target.bound is Bound.CEILING:
            return low > self.target.value
        if self.target.bound is Bound.FLOOR:
            return high < self.target.value
        return not low <= self.target.value <= high


def compared() -> tuple[Compared, ...]:
    """All of them, the season's last."""
    return (*_each(TARGETS, kept().predicted), *_each(SEASON_TARGETS, kept().season_predicted))


def _each(targets: tuple[Target, ...], predicted: Floats) -> list[Compared]:
    rows = []
    for one, said in zip(targets, predicted.T, strict=True):
        low, a, middle, b, high = (float(x) for x in np.quantile(said, _PARTS))
        rows.append(Compared(one, middle, (a, b), (low, high)))
    return rows


def as_table() -> str:
    """A table for a page."""
    lines = [
        "| Published figure | Value ± our error | Middle of draws | 80 % | 95 % | |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for one in compared():
        target = one.target
        bound = "" if target.bound is Bound.NONE else f"{target.bound.value} "
        lines.append(
            f"| {target.says} | {bound}{target.value:g} ± {target.sd:.2g} | {one.middle:.4g} "
            f"| {_between(one.band_80)} | {_between(one.band_95)} "
            f"| {'missed' if one.is_missed else ''} |"
        )
    return "\n".join(lines)


def _between(band: tuple[float, float]) -> str:
    return f"{band[0]:.3g} to {band[1]:.3g}"


if __name__ == "__main__":
    print(as_table())

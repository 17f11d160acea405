"""How heads differ and how counting errs: the model of the outlook, for people not yet met.

At week t the count on one square centimetre is

    baseline + drift·t + effect·g(t) + season(t) + cycling(t) + error

with the figures of the personal outlook. A published SD of change can stand in for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from anagen.outlook.trial.bounds import above_zero, share, whole, within

Floats = NDArray[np.float64]
WEEKS_A_YEAR = 365.25 / 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """The people of a trial, in hairs per cm² and as shares of the baseline.

    `cycling` is the covariance of the count on one cm² between the visits, from the hair cycle
    alone, as `follicles.solve` works it out; without it `cycling_sd`, the SD that cycling gives
    the change, stands for visits that are independent: about 9 in thinning scalp from twelve
    weeks apart on, about 3 where nothing thins. `technical` is the error of one picture as a share
    of the count. `change_sd`, when given, replaces everything but baseline and effect. `icc` is
    how alike the noise of two sites of one head is. `lag_weeks` and `slow_weeks` shape how the
    effect comes.
    """

    effect: float = 13.0
    effect_sd: float = 10.0
    baseline: float = 180.0
    baseline_sd: float = 40.0
    drift: float = -0.05
    drift_sd: float = 0.03
    season: float = 0.02
    season_sd: float = 0.02
    cycling_sd: float = 9.1
    cycling: tuple[tuple[float, ...], ...] | None = None
    technical: float = 0.05
    change_sd: float | None = None
    images: int = 1
    sites: int = 1
    icc: float = 0.0
    lag_weeks: float = 5.0
    slow_weeks: float = 10.0

    def __post_init__(self) -> None:
        within("effect", self.effect, -500, 500)
        within("effect-sd", self.effect_sd, 0, 500)
        above_zero("baseline", self.baseline, 1000)
        within("baseline-sd", self.baseline_sd, 0, 500)
        within("cycling-sd", self.cycling_sd, 0, 500)
        share("technical", self.technical)
        share("icc", self.icc)
        whole("images", self.images, 1, 100)
        whole("sites", self.sites, 1, 100)
        if self.change_sd is not None:
            above_zero("sd", self.change_sd, 500)

    @classmethod
    def published(cls, effect: float, change_sd: float, effect_sd: float = 0.0) -> Self:
        """People of whom only the SD of the change is known, as trials print it."""
        return cls(effect=effect, change_sd=change_sd, effect_sd=effect_sd)

    def response(self, weeks: Floats, at: float) -> Floats:
        """How much of the effect at week `at` is there after `weeks` of treatment."""
        late = np.maximum(weeks - min(self.lag_weeks, at / 2), 0.0)
        whole_effect = 1 - np.exp(-max(at - min(self.lag_weeks, at / 2), 0.0) / self.slow_weeks)
        shape: Floats = (1 - np.exp(-late / self.slow_weeks)) / whole_effect
        return shape

    @property
    def technical_sd(self) -> float:
        """The error of one site at one visit, in hairs per cm²."""
        return float(self.technical * self.baseline / np.sqrt(self.images))

    @property
    def drift_sd_a_year(self) -> float:
        """How much people differ in how fast they lose hair, per cm² and year."""
        return 0.0 if self.change_sd is not None else self.drift_sd * self.baseline

    @property
    def season_sds(self) -> tuple[float, float]:
        """The swing with the seasons that all share, and how much people differ in it."""
        if self.change_sd is not None:
            return 0.0, 0.0
        return self.season * self.baseline, self.season_sd * self.baseline

    @property
    def own(self) -> float:
        """The share of a head's noise that is not the same at all its sites, over its sites."""
        return (1 - self.icc) / self.sites

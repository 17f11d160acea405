"""Operational time: each phase has its own clock, which treatment and season speed up or slow down.

Day 0 of a course lies `lead` days after the start of a run. Before it a scalp is left alone: long
enough for new hair to emerge and, with a season, for the year to take hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from math import pi

import numpy as np
from scipy.special import i0

from anagen.follicles.course import Course, Floats
from anagen.follicles.parameters import Scalp

#: Forty years.
MOST_DAYS = 14_610
_PER_DAY = 4
_YEAR_DAYS = 365.25
_SETTLING_DAYS = 2 * 366


class Phase(IntEnum):
    """The phases of the cycle, in their order."""

    ANAGEN = 0
    CATAGEN = 1
    TELOGEN = 2
    KENOGEN = 3


@dataclass(frozen=True)
class Clocks:
    """The clock of each phase over a run, by quarter days from its start."""

    lead: int
    days: Floats  # from the start of the run
    elapsed: tuple[Floats | None, ...]  # None: the clock is the calendar
    miniaturise: Floats
    reverse: Floats

    def read(self, phase: Phase, days: Floats) -> Floats:
        """What the clock of a phase shows on these days of the run."""
        elapsed = self.elapsed[phase]
        return days if elapsed is None else np.interp(days, self.days, elapsed)

    def when(self, phase: Phase, shown: Floats) -> Floats:
        """The day of the run on which a clock shows this."""
        elapsed = self.elapsed[phase]
        return shown if elapsed is None else np.interp(shown, elapsed, self.days)

    def moves(self, days: Floats) -> tuple[Floats, Floats]:
        """Factors on the chances to move to a thinner and to a thicker class."""
        return (
            np.interp(days, self.days, self.miniaturise),
            np.interp(days, self.days, self.reverse),
        )


def lead_days(scalp: Scalp) -> int:
    """Days between the start of a run and day 0."""
    return scalp.emergence_days + (_SETTLING_DAYS if scalp.season else 0)


def clocks(scalp: Scalp, course: Course, days: int) -> Clocks:
    """The clocks for a scalp, a course and a number of days."""
    if not 2 <= days <= MOST_DAYS:
        raise ValueError(f"{days} days; expected 2 to {MOST_DAYS}")
    lead = lead_days(scalp)
    run = np.arange((lead + days) * _PER_DAY + 1) / _PER_DAY
    since = run - lead
    elapsed: list[Floats | None] = []
    for phase in Phase:
        log_rate = course.log_factor(phase.name.lower(), since)
        season = _season(scalp, phase, since)
        if season is None and not log_rate.any():
            elapsed.append(None)
            continue
        rate = np.exp(log_rate) * (1.0 if season is None else season)
        steps = (rate[1:] + rate[:-1]) / (2 * _PER_DAY)
        elapsed.append(np.concatenate([[0.0], np.cumsum(steps)]))
    begun = since >= 0
    return Clocks(
        lead, run, tuple(elapsed),
        np.exp(course.log_factor("miniaturise", since)) * begun,
        np.exp(course.log_factor("reverse", since)) * begun,
    )  # fmt: skip


def _season(scalp: Scalp, phase: Phase, since: Floats) -> Floats | None:
    """The yearly factor on a clock, 1 in the mean."""
    season = scalp.season
    if season is None or phase not in (Phase.ANAGEN, Phase.TELOGEN):
        return None
    swing, peak = (
        (season.anagen_swing, season.anagen_peak_day)
        if phase is Phase.ANAGEN
        else (season.telogen_swing, season.telogen_peak_day)
    )
    angle = 2 * pi * (since + scalp.starts_on - peak) / _YEAR_DAYS
    factor: Floats = np.exp(swing * np.cos(angle)) / i0(swing)
    return factor

"""How far needled skin is still open, and how much more minoxidil it lets through.

Unbroken skin lets kp through; each channel adds its own cross-section and closes by halves:

    P(t) = kp + holes/cm² · π a² · D/h · 2^(-t / t_half)

No figure in it was measured on a scalp. It misleads where a drug binds or dries up in the channel:
of three drugs tried with a roller, two passed hardly better than through unbroken skin.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import numpy as np

from anagen.absorption.figures import Numbers, points
from anagen.absorption.interval import Interval, interval_of
from anagen.records.mistakes import Mistake

SECONDS_PER_HOUR = 3600.0
CM_PER_UM = 1e-4
#: The equation for unbroken skin: log10 of kp in cm/h = C0 + C1 · log Kow − C2 · molar mass.
SKIN_C0, SKIN_C1, SKIN_C2 = -2.7, 0.71, 0.0061
TIMES = "times unbroken skin"
DAY_H = 24.0


@dataclass(frozen=True, slots=True)
class Needling:
    """What was done: channels per cm² of scalp, and whether the skin was covered afterwards.

    The length of the needle is left out on purpose: channels were far shallower than the needle
    that made them, and no figure says how the one follows from the other.
    """

    holes_per_cm2: float = 200.0
    is_covered: bool = False

    def __post_init__(self) -> None:
        if not (isfinite(self.holes_per_cm2) and 0 <= self.holes_per_cm2 <= 10_000):
            raise Mistake(
                "holes_per_cm2",
                str(self.holes_per_cm2),
                "0 to 10000 channels per cm²",
                "Count the needles of a field of 1 cm² times the passes.",
            )


@dataclass(frozen=True, slots=True)
class Skin:
    """One possible truth at each point: half-life in hours, and the ratio at hour 0 less one."""

    half_life_h: Numbers
    added_at_once: Numbers

    def open_at(self, hours: float | Numbers) -> Numbers:
        """The share of channels still open so many hours after the needles."""
        return np.asarray(np.exp2(-hours / self.half_life_h))

    def ratio_at(self, hours: float | Numbers) -> Numbers:
        """How many times more the skin lets through than unbroken skin."""
        return np.asarray(1.0 + self.added_at_once * self.open_at(hours))

    def ratio_hours(self, start_h: float) -> Numbers:
        """The ratio added up over the 24 hours that begin at `start_h`."""
        whole = self.half_life_h / np.log(2) * (1 - np.exp2(-DAY_H / self.half_life_h))
        return np.asarray(DAY_H + self.added_at_once * self.open_at(start_h) * whole)


def intact_cm_per_h(log_kow: float | Numbers, molar_mass: float | Numbers) -> Numbers:
    """How fast a substance passes unbroken skin, without its hair openings."""
    return np.asarray(10.0 ** (SKIN_C0 + SKIN_C1 * log_kow - SKIN_C2 * molar_mass))


def channels_cm_per_h(holes_per_cm2: float, found: dict[str, Numbers]) -> Numbers:
    """What open channels add, from their number, width, depth and the speed inside them."""
    radius_cm = found["channel_width_um"] / 2 * CM_PER_UM
    depth_cm = found["channel_depth_um"] * CM_PER_UM
    speed = found["diffusion_cm2_per_s"] * SECONDS_PER_HOUR / depth_cm
    return np.asarray(holes_per_cm2 * np.pi * radius_cm**2 * speed)


def skin_after(needling: Needling) -> Skin:
    """Every possible truth about skin that was needled like this."""
    found = dict(points())
    intact = intact_cm_per_h(found["log_kow"], found["molar_mass_g_per_mol"])
    added = channels_cm_per_h(needling.holes_per_cm2, found)
    longer = found["cover_factor"] if needling.is_covered else 1.0
    return Skin(found["half_life_h"] * longer, added / (intact * found["hair_opening_factor"]))


def share_open(hours: float, needling: Needling) -> Interval:
    """The share of channels still open so many hours after the needles."""
    return interval_of(skin_after(needling).open_at(checked(hours)), "share")


def enhancement(hours: float, needling: Needling) -> Interval:
    """How many times more the skin lets through at that hour than unbroken skin."""
    return interval_of(skin_after(needling).ratio_at(checked(hours)), TIMES)


def closure_hours(needling: Needling) -> Interval:
    """When a channel counts as closed."""
    left = points()["closed_share"]
    return interval_of(skin_after(needling).half_life_h * -np.log2(left), "h")


def checked(hours: float) -> float:
    if not (isfinite(hours) and hours >= 0):
        raise Mistake("hours", str(hours), "hours since the needles, 0 or more", "Correct it.")
    return float(hours)

"""One dose on needled skin: how much of it the skin takes up, and how it comes into the blood.

A dose is finite. On unbroken skin a day takes up 1.6 to 3.9 % of it, which says how fast it is used
up there; needled skin takes it up as many times faster as it lets more through. What is taken up
stays in the living skin for a while and goes on into the blood at a rate of its own.
"""

from __future__ import annotations

import numpy as np

from anagen.absorption.channels import DAY_H, TIMES, Needling, Skin, checked, skin_after
from anagen.absorption.figures import Numbers, points
from anagen.absorption.interval import Interval, interval_of

#: Steps of the implicit solution over a day: five minutes each.
STEPS = 288


def taken_up(skin: Skin, start_h: float) -> Numbers:
    """The share of a dose taken up in the 24 hours after it was put on at `start_h`."""
    per_hour = used_per_hour(points()["intact_share"])
    return np.asarray(-np.expm1(-per_hour * skin.ratio_hours(start_h)))


def used_per_hour(share_in_a_day: Numbers) -> Numbers:
    """The rate at which unbroken skin uses a dose up, from the share that a day takes."""
    return np.asarray(-np.log1p(-share_in_a_day) / DAY_H)


def mean_enhancement(hours: float, needling: Needling) -> Interval:
    """How many times more of a dose is taken up in the 24 hours after putting it on at `hours`."""
    share = taken_up(skin_after(needling), checked(hours))
    return interval_of(share / points()["intact_share"], TIMES)


def blood_mg_per_day(hours: float, needling: Needling) -> Interval:
    """Minoxidil into the blood in those 24 hours when the whole scalp was needled and treated.

    It says why a hold is there. It is an estimate to warn by, and no dose to aim at.
    """
    found = points()
    times = taken_up(skin_after(needling), checked(hours)) / found["intact_share"]
    return interval_of(times * found["intact_mg_per_day"], "mg/day")


def peak_enhancement(hours: float, needling: Needling) -> Interval:
    """How many times faster minoxidil enters the blood at its fastest than from unbroken skin."""
    needled = skin_after(needling)
    unbroken = Skin(needled.half_life_h, np.zeros_like(needled.added_at_once))
    start_h = checked(hours)
    fastest = [into_blood_per_hour(one, start_h).max(axis=0) for one in (needled, unbroken)]
    return interval_of(fastest[0] / fastest[1], TIMES)


def into_blood_per_hour(skin: Skin, start_h: float) -> Numbers:
    """How much of a dose of 1 enters the blood per hour, at each step of the day after it.

    Solved by implicit steps, which stay right however fast a rate is. Shape: (steps, points).
    """
    found = points()
    uses = used_per_hour(found["intact_share"])
    clears = np.log(2) / found["skin_half_life_h"]
    step_h = DAY_H / STEPS
    on_skin, in_skin = np.ones_like(uses), np.zeros_like(uses)
    told = np.empty((STEPS, len(uses)))
    for step in range(STEPS):
        rate = uses * skin.ratio_at(start_h + (step + 1) * step_h)
        on_skin = on_skin / (1 + step_h * rate)
        in_skin = (in_skin + step_h * rate * on_skin) / (1 + step_h * clears)
        told[step] = clears * in_skin
    return told

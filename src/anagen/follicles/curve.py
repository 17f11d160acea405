"""What a scalp shows day by day: density, share in anagen, shed, width and mass."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from anagen.follicles.course import Course, Floats
from anagen.follicles.parameters import Scalp

_PER = 100_000


@dataclass(frozen=True)
class Curve:
    """One value a day, from day 0 on.

    `anagen_share` is of the hairs one can count; `shed_per_day` is for 100,000 follicles, from this
    day to the next; `mass` is relative to day 0. `growing`, `resting` (catagen and telogen) and
    `empty` are shares of all follicles; a new hair that has not yet emerged grows, but is not
    counted.
    """

    visible_per_cm2: Floats
    anagen_share: Floats
    shed_per_day: Floats
    width_um: Floats
    mass: Floats
    growing: Floats
    resting: Floats
    empty: Floats


@dataclass(frozen=True)
class Flows:
    """Shares of all follicles on each day, by class: the raw material of a curve.

    `shed` is what leaves telogen from one day to the next.
    """

    visible: Floats
    growing: Floats
    waiting: Floats  # in anagen, but not yet emerged
    shed: Floats


def curve(scalp: Scalp, course: Course, flows: Flows) -> Curve:
    """The curve that follows from what each class does."""
    classes = scalp.mix.classes
    visible = flows.visible.sum(axis=0)
    growing = flows.growing.sum(axis=0)
    seen = np.maximum(visible, 1e-12)
    days = np.arange(visible.size, dtype=np.float64)
    wider = np.exp(course.log_factor("width", days))
    diameter = np.array([one.diameter_um for one in classes])
    growth = np.array([one.growth_um_per_day for one in classes])
    mass = (diameter**2 * growth) @ flows.visible * wider**2
    resting = visible + flows.waiting.sum(axis=0) - growing
    return Curve(
        visible_per_cm2=visible * scalp.follicles_per_cm2,
        anagen_share=(growing - flows.waiting.sum(axis=0)) / seen,
        shed_per_day=flows.shed.sum(axis=0) * _PER,
        width_um=diameter @ flows.visible / seen * wider,
        mass=mass / max(float(mass[0]), 1e-12),
        growing=growing,
        resting=resting,
        empty=1 - growing - resting,
    )

"""The expected course of a scalp, without chance: renewal equations in operational time.

Inflow is taken as steady within a step, and what becomes of it is exact for any spread of phases.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from scipy.interpolate import CubicSpline

from anagen.follicles.clocks import Phase, clocks, lead_days
from anagen.follicles.course import Course, Floats
from anagen.follicles.covarying import covariance
from anagen.follicles.curve import Curve, Flows, curve
from anagen.follicles.equilibrium import occupancy
from anagen.follicles.grid import nodes
from anagen.follicles.parameters import Scalp
from anagen.follicles.renewal import Equations, Paths

__all__ = ["covariance", "solved"]


def solved(scalp: Scalp, course: Course, days: int) -> Curve:
    """The expected curve, from day 0 to day `days` - 1."""
    time = clocks(scalp, course, days)
    bends = [time.lead + one for one in (0.0, *course.changes()) if one < days]
    marks = nodes(bends, time.lead + days)
    equations = Equations(scalp, time, marks)
    start = occupancy(scalp)[..., None]
    exits = equations.started(start)
    found = equations.solve(exits, _steady(scalp, start) * np.diff(marks)[:, None])
    return curve(scalp, course, _daily(found, scalp, marks, bends))


def _steady(scalp: Scalp, start: Floats) -> Floats:
    """Entries into anagen a day in equilibrium: where the search for the true ones begins."""
    whole = np.array([one.anagen.mean_days for one in scalp.mix.classes])[:, None]
    factors = np.array([factor for factor, _ in scalp.levels()])
    rate: Floats = (start[Phase.ANAGEN] / (whole * factors)[..., None])[:, :, None]
    return rate


def _read(marks: Floats, summed: Floats, bends: list[float], days: Floats) -> Floats:
    """Sums on these days: smooth between changes, and free to bend at each."""
    edges = np.unique(np.searchsorted(marks, [marks[0], *bends, marks[-1]]))
    parts = []
    for k, (first, last) in enumerate(pairwise(edges)):
        spline = CubicSpline(marks[first : last + 1], summed[..., first : last + 1], axis=-1)
        low = days > marks[first] if k else days >= marks[first]
        parts.append(spline(days[low & (days <= marks[last])]))
    return np.concatenate(parts, axis=-1)


def _daily(found: Paths, scalp: Scalp, marks: Floats, bends: list[float]) -> Flows:
    """Flows by class on whole days from day 0 on."""
    sums = (found.left[Phase.ANAGEN], found.left[Phase.TELOGEN], found.grown)
    summed = np.stack([one.sum(axis=(1, 3)) for one in sums])
    days = np.arange(lead_days(scalp), marks[-1] + 0.5)
    ended, shed, grown = _read(marks, summed, bends, days)
    emerged = _read(marks, summed[2:], bends, days - scalp.emergence_days)[0]
    start = occupancy(scalp).sum(axis=2)
    still = start[: Phase.KENOGEN].sum(axis=0)[:, None]
    return Flows(
        visible=(still + emerged - shed)[:, :-1],
        growing=(start[Phase.ANAGEN][:, None] + grown - ended)[:, :-1],
        waiting=(grown - emerged)[:, :-1],
        shed=np.diff(shed, axis=1),
    )

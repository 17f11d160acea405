"""How the counts of one square centimetre hang together from visit to visit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anagen.follicles.clocks import Phase, clocks
from anagen.follicles.course import UNTREATED, Floats
from anagen.follicles.equilibrium import occupancy
from anagen.follicles.grid import nodes
from anagen.follicles.parameters import Scalp
from anagen.follicles.renewal import Equations, Paths


def covariance(scalp: Scalp, visit_days: Sequence[float]) -> Floats:
    """Covariance of the count on 1 cm2 between visits, from the hair cycle alone, untreated.

    A follicle is not seen while it is empty or its new hair has not emerged. For each visit, those
    not seen are followed on; follicles do not wait for each other, so the rest is adding up. Every
    follicle keeps its frailty and the class it began in: only the moments vary.
    """
    marks = _marks(scalp, visit_days)
    start = _apart(occupancy(scalp))
    exits = marks.equations.started(start)
    found = marks.equations.solve(exits)
    empty = start[Phase.KENOGEN][:, :, None] + found.emptied - found.left[Phase.KENOGEN]
    chance = (empty + found.grown)[:, :, marks.now] - found.grown[:, :, marks.emerged]
    unseen = chance.sum(axis=0)  # (level, visit, class at the start)
    cells = np.maximum(start.sum(axis=(0, 1)), 1e-15)[:, None]
    total = np.zeros((len(marks.now), len(marks.now)))
    for i in range(len(marks.now)):
        again = _followed(marks, i, exits, found)
        both = _still_unseen(marks, i, again, empty, found)
        apart = unseen[:, i : i + 1] * unseen[:, i:] / cells
        total[i, i:] = total[i:, i] = (both - apart).sum(axis=(0, 2))
    return total * scalp.follicles_per_cm2


@dataclass(frozen=True)
class _Marks:
    """The equations, and the nodes of each visit and of the moment new hair seen then began."""

    equations: Equations
    now: NDArray[np.intp]
    emerged: NDArray[np.intp]


def _marks(scalp: Scalp, visit_days: Sequence[float]) -> _Marks:
    visits = np.asarray(visit_days, dtype=np.float64)
    if visits.ndim != 1 or not visits.size or not visits[0] >= 0 or not (np.diff(visits) > 0).all():
        raise ValueError(f"visits on days {list(visit_days)}; expected rising days from 0 on")
    time = clocks(scalp, UNTREATED, int(visits[-1]) + 2)
    now: Floats = np.round(visits + time.lead, 6)
    emerged = now - scalp.emergence_days
    every = [nodes([time.lead], float(now[-1]) + 1), now, emerged]
    days: Floats = np.unique(np.round(np.concatenate(every), 6))
    at, young = (np.searchsorted(days, np.round(one, 6)) for one in (now, emerged))
    return _Marks(Equations(scalp, time, days), at, young)


def _followed(marks: _Marks, i: int, exits: tuple[Floats, ...], found: Paths) -> Paths:
    """The flows after a visit of those not seen there."""
    here, young = int(marks.now[i]), int(marks.emerged[i])
    return marks.equations.solve(marks.equations.unseen_then(found, exits, here, young), first=here)


def _still_unseen(marks: _Marks, i: int, again: Paths, empty: Floats, found: Paths) -> Floats:
    """Share not seen at visit i, nor at those from it on: (level, visit, class at the start)."""
    here = int(marks.now[i])
    later, young = marks.now[i:] - here, marks.emerged[i:]
    stayed = empty[:, :, here : here + 1] + again.emptied - again.left[Phase.KENOGEN]
    begun_since = again.grown[:, :, later] - again.grown[:, :, np.maximum(young - here, 0)]
    begun_before = found.grown[:, :, here : here + 1] - found.grown[:, :, np.minimum(young, here)]
    both: Floats = (stayed[:, :, later] + begun_since + begun_before).sum(axis=0)
    return both


def _apart(table: Floats) -> Floats:
    """The start with each class as a population of its own: (phase, class, level, population)."""
    start: Floats = np.einsum("scz,cp->sczp", table, np.eye(table.shape[1]))
    return start

"""Follicles one by one, event by event: what chance does to the expected course.

A follicle's chance hangs on the seed, its number and its cycle alone. So any range of follicles can
be drawn apart, in blocks of any size and by any worker, and treated follicles meet the same chance
as untreated ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from anagen.follicles.clocks import Phase, clocks
from anagen.follicles.counts import Counts
from anagen.follicles.course import Course, Floats
from anagen.follicles.curve import Curve, curve
from anagen.follicles.equilibrium import occupancy
from anagen.follicles.numbers import streams
from anagen.follicles.parameters import Scalp
from anagen.follicles.tables import MOVE_BITS, Ticks, class_tables, clock_table
from anagen.follicles.walking import BLOCK, Moves, Walk, Ways

_MOST = 10**9


@dataclass(frozen=True)
class Simulated(Curve):
    """A curve that chance has shaped, and how many follicles it was drawn from."""

    follicles: int


def simulated(scalp: Scalp, course: Course, follicles: int, days: int, seed: int) -> Simulated:
    """The course of so many follicles, day 0 to `days` - 1."""
    counts = Run(scalp, course, days, seed).counted(follicles, range(follicles))
    made = curve(scalp, course, counts.flows(scalp))
    return Simulated(**vars(made), follicles=follicles)


class Run:
    """One scalp under one course: draws any range of its follicles."""

    def __init__(self, scalp: Scalp, course: Course, days: int, seed: int) -> None:
        self._scalp, self._seed = scalp, seed
        time = clocks(scalp, course, days)
        self._days = time.lead + days
        classes = scalp.mix.classes
        middles: Floats = np.arange(self._days + 1, dtype=np.float64) + 0.5
        thinner, thicker = time.moves(middles)
        moves = tuple(
            Moves(
                _bar(one.thinner_share if c + 1 < len(classes) else 0, thinner),
                _bar(one.thicker_share if c else 0, thicker),
            )
            for c, one in enumerate(classes)
        )
        read = tuple(clock_table(time, phase, self._days) for phase in Phase)
        self._ways = tuple(
            Ways(read, tuple(class_tables(one, factor) for one in classes), moves)
            for factor, _ in scalp.levels()
        )

    def counted(self, follicles: int, span: range, block: int = BLOCK) -> Counts:
        """Counts for a range of so many follicles. The size of a block changes speed alone."""
        if not 1 <= follicles <= _MOST:
            raise ValueError(f"{follicles} follicles; expected 1 to {_MOST}")
        table = occupancy(self._scalp)
        tally = Counts.none(len(self._scalp.mix.classes), self._days)
        for ways, bounds, chances in zip(
            self._ways, _bounds(table, follicles), table.T, strict=True
        ):
            walk = Walk(ways, tally, block)
            for c, (low, high) in enumerate(bounds):
                last = min(high, span.stop)
                for start in range(max(low, span.start), last, block):
                    stop = min(start + block, last)
                    walk.begin(c, streams(self._seed, start, stop), chances[c])
                    walk.drain()
        return tally


def _bar(share: float, factor: Floats) -> Floats | None:
    return np.minimum(share * factor, 0.5) * 2**MOVE_BITS if share else None


def _bounds(table: Floats, follicles: int) -> Ticks:
    """Where each (level, class) begins and ends among so many follicles."""
    shares = table.sum(axis=0).T
    ends = np.rint(np.cumsum(shares.ravel()) * follicles).astype(np.int64)
    starts = np.append(0, ends[:-1])
    return np.stack([starts, ends], axis=1).reshape(*shares.shape, 2)

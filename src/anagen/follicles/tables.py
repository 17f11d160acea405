"""What the simulator reads: lengths of phases and clocks, in whole ticks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anagen.follicles.clocks import Clocks, Phase
from anagen.follicles.parameters import FollicleClass
from anagen.follicles.sojourns import quantiles

Ticks = NDArray[np.int64]

#: Ticks in a day, and the shift from ticks to days.
TICKS, TICK_SHIFT = 128, 7
#: Bits of a word that choose the length of each phase; the last ones choose a move.
BITS = (14, 10, 12, 14)
MOVE_BITS = 14


@dataclass(frozen=True)
class ClockTable:
    """A clock both ways: what it shows at a tick, and the tick when it shows so much."""

    shows: Ticks
    when: Ticks


@dataclass(frozen=True)
class ClassTables:
    """Lengths of the phases of one class at one level of frailty."""

    lengths: tuple[Ticks, ...]  # kenogen is 0 for hairs that skip it
    rests: tuple[Ticks, ...]  # whole length of a phase met at a random moment


def clock_table(time: Clocks, phase: Phase, days: int) -> ClockTable | None:
    """The table of a clock over a run of so many days, or None if it is the calendar."""
    if time.elapsed[phase] is None:
        return None
    last = days * TICKS
    middles = (np.arange(last) + 0.5) / TICKS
    shows = np.floor(time.read(phase, middles) * TICKS).astype(np.int64)
    end = int(np.floor(time.read(phase, np.array([float(days)]))[0] * TICKS))
    when = np.floor(time.when(phase, (np.arange(end) + 0.5) / TICKS) * TICKS).astype(np.int64)
    return ClockTable(np.append(shows, end), np.append(when, last))


def class_tables(one: FollicleClass, factor: float) -> ClassTables:
    """The tables of a class, its anagen `factor` times as long."""
    phases = (one.anagen, one.catagen, one.telogen, one.kenogen)
    lengths, rests = [], []
    for phase, sojourn, bits in zip(Phase, phases, BITS, strict=True):
        scale = TICKS * (factor if phase is Phase.ANAGEN else 1.0)
        days = quantiles(sojourn, bits)
        if phase is Phase.KENOGEN:
            days = _with_none(days, one.kenogen_share)
        lengths.append(np.rint(days * scale).astype(np.int64))
        rests.append(np.rint(quantiles(sojourn, 14, length_biased=True) * scale).astype(np.int64))
    return ClassTables(tuple(lengths), tuple(rests))


def _with_none(days: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    """The same lengths for a share of the slots, and 0 in the others."""
    some = round(share * len(days))
    table = np.zeros(len(days))
    if some:
        place = (np.arange(some) + 0.5) / some * len(days)
        table[len(days) - some :] = np.interp(place, np.arange(len(days)) + 0.5, days)
    return table

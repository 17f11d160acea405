"""Follicles on their way through the cycle, a block of the same class and phase at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from anagen.follicles.clocks import Phase
from anagen.follicles.counts import Counts
from anagen.follicles.course import Floats
from anagen.follicles.numbers import CYCLE, Words, mixed
from anagen.follicles.tables import (
    BITS,
    MOVE_BITS,
    TICK_SHIFT,
    TICKS,
    ClassTables,
    ClockTable,
    Ticks,
)

#: Follicles in a block: their numbers stay close to the processor.
BLOCK = 65_536
_WORTH_DROPPING = 0.2
_SHIFTS = tuple(np.uint64(sum(BITS[:phase])) for phase in Phase)
_MASKS = tuple(np.uint64(2**bits - 1) for bits in BITS)
_MOVE_SHIFT = np.uint64(64 - MOVE_BITS)
#: The word a follicle begins with: half of it says the phase, the rest how much of it is left.
_PHASE_SHIFT, _WHOLE_SHIFT, _PART = np.uint64(32), np.uint64(16), np.uint64(2**16 - 1)
_WHOLE = np.uint64(2**14 - 1)

#: Ticks at which follicles are, and the counters of their chance.
Block = tuple[Ticks, Words]


@dataclass(frozen=True)
class Moves:
    """Slots of the last draw that lead to a thinner or a thicker class, by day; None: none."""

    thinner: Floats | None
    thicker: Floats | None


@dataclass(frozen=True)
class Ways:
    """Clocks by phase (None: the calendar); tables and moves by class."""

    clocks: tuple[ClockTable | None, ...]
    tables: tuple[ClassTables, ...]
    moves: tuple[Moves, ...]


class Walk:
    """Follicles of one level of frailty, waiting by class for their next anagen."""

    def __init__(self, ways: Ways, tally: Counts, block: int) -> None:
        self._ways, self._tally, self._block = ways, tally, block
        self._days = tally.shed.shape[1]
        self._waiting: list[list[Block]] = [[] for _ in ways.tables]
        self._word, self._spare = np.empty((2, block), np.uint64)
        self._place, self._length = np.empty((2, block), np.int64)

    def begin(self, c: int, counter: Words, chances: Floats) -> None:
        """Starts a block of class c in equilibrium: `chances` are of its phases."""
        word = self._draw(counter).copy()
        ends = np.cumsum(chances[:-1]) / chances.sum() * 2.0**32
        phase = np.searchsorted(ends, (word >> _PHASE_SHIFT).astype(np.float64), side="right")
        part = ((word & _PART).astype(np.float64) + 0.5) / 2**16
        whole = ((word >> _WHOLE_SHIFT) & _WHOLE).astype(np.int64)
        for one in Phase:
            group = np.flatnonzero(phase == one)
            rest = self._ways.tables[c].rests[one][whole[group]] * part[group]
            tick = rest.astype(np.int64)
            clock = self._ways.clocks[one]
            if clock is not None:
                tick = clock.when.take(tick, mode="clip")
            self._tally.began[c, one] += len(group)
            if one is Phase.ANAGEN:
                self._note(self._tally.ended, c, tick)
            elif one is Phase.TELOGEN:
                self._note(self._tally.shed, c, tick)
            self._cycle(c, (tick, counter[group]), one + 1)

    def drain(self) -> None:
        """Walks on until nobody waits."""
        while any(self._waiting):
            for c, queue in enumerate(self._waiting):
                self._waiting[c] = []
                for block in _merged(queue, self._block):
                    self._cycle(c, block, Phase.ANAGEN)

    def _draw(self, counter: Words) -> Words:
        """The next word of each follicle."""
        size = len(counter)
        word = mixed(counter, self._word[:size], self._spare[:size])
        counter += CYCLE
        return word

    def _cycle(self, c: int, block: Block, begin: int) -> None:
        """What is left of one cycle from a phase on; at its end follicles wait for the next."""
        tick, counter = block
        word = self._draw(counter)
        if begin <= Phase.ANAGEN:
            self._pass(Phase.ANAGEN, c, tick, word)
            done = self._note(self._tally.ended, c, tick)
            if done > len(tick) * _WORTH_DROPPING:
                on = tick < self._days * TICKS
                tick, counter, word = tick[on], counter[on], word[on]
        if begin <= Phase.CATAGEN:
            self._pass(Phase.CATAGEN, c, tick, word)
        if begin <= Phase.TELOGEN:
            self._pass(Phase.TELOGEN, c, tick, word)
            self._note(self._tally.shed, c, tick)
        if begin <= Phase.KENOGEN:
            shed = tick.copy()
            self._pass(Phase.KENOGEN, c, tick, word)
            np.maximum(tick, shed, out=tick)  # a whole tick may be lost on a clock and back
        on = tick < self._days * TICKS
        self._enter(c, (tick[on], counter[on]), word[on])

    def _pass(self, phase: Phase, c: int, tick: Ticks, word: Words) -> None:
        """Moves ticks to the end of a phase, in place."""
        place, length = self._place[: len(tick)], self._length[: len(tick)]
        draw = place.view(np.uint64)
        np.right_shift(word, _SHIFTS[phase], out=draw)
        np.bitwise_and(draw, _MASKS[phase], out=draw)
        self._ways.tables[c].lengths[phase].take(place, out=length, mode="clip")
        clock = self._ways.clocks[phase]
        if clock is None:
            tick += length
            return
        clock.shows.take(tick, out=place, mode="clip")
        place += length
        clock.when.take(place, out=tick, mode="clip")

    def _note(self, counts: Ticks, c: int, tick: Ticks) -> int:
        """Counts what happens on which day, and says how often it comes after the run."""
        day = self._place[: len(tick)]
        np.right_shift(tick, TICK_SHIFT, out=day)
        np.minimum(day, self._days, out=day)
        by_day = np.bincount(day, minlength=self._days + 1)
        counts[c] += by_day[:-1]
        return int(by_day[-1])

    def _enter(self, c: int, block: Block, word: Words) -> None:
        """A new anagen, in the class the last draw says."""
        tick, counter = block
        moves = self._ways.moves[c]
        if moves.thinner is None and moves.thicker is None:
            self._arrive(c, tick, counter)
            return
        draw = (word >> _MOVE_SHIFT).astype(np.int64)
        day = tick >> TICK_SHIFT
        leaves = np.zeros(len(tick), np.bool_)
        if moves.thinner is not None:
            goes = draw < moves.thinner[day]
            self._arrive(c + 1, tick[goes], counter[goes])
            leaves |= goes
        if moves.thicker is not None:
            goes = draw >= 2**MOVE_BITS - moves.thicker[day]
            self._arrive(c - 1, tick[goes], counter[goes])
            leaves |= goes
        self._arrive(c, tick[~leaves], counter[~leaves])

    def _arrive(self, c: int, tick: Ticks, counter: Words) -> None:
        if len(tick):
            self._note(self._tally.entered, c, tick)
            self._waiting[c].append((tick, counter))


def _merged(queue: list[Block], block: int) -> Iterator[Block]:
    """The same follicles in blocks that fit."""
    if not queue:
        return
    tick, counter = (np.concatenate(one) for one in zip(*queue, strict=True))
    for start in range(0, len(tick), block):
        yield tick[start : start + block], counter[start : start + block]

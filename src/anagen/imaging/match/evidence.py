"""What both pictures show at the place of one hair: whether it stands there, in each of them.

A counter that misses a hair in one picture and finds it in the other sees a change where there
is none. So no hair is called new or lost before both pictures have been looked at in its place.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anagen.imaging.match.skins import WORKING_PX_PER_MM, Floats, Mask, Skin, to_px
from anagen.imaging.match.strands import Strand, Trace, covered, trace_of

Counts = NDArray[np.int16]

#: A strand that owns less of its pixels is judged together with its neighbours.
OWNED = 0.3
#: What a strand owns must stand out by this share of what its whole place does.
SHOWING = 0.6
#: Fewer pairs cannot say how much paler one picture is than the other.
FEWEST_PAIRS = 4
#: What a hair usually shows, where too few pairs say: twice as dark as the skin, or nearly.
USUAL = 0.5


@dataclass(frozen=True)
class Contrast:
    """How much a strand stands out from the skin beside it, in its own picture and in the other.

    `own` is positive where it is darker (or lighter) as hair here usually is. `share` is what
    the other picture shows of the strand apart from its neighbours, from 1 the same hair to 0
    bare skin; `share_of_all` the same with what neighbours cover. `seen` is the part of the
    strand that lies inside both pictures and outside of glare.
    """

    own: float
    share: float
    share_of_all: float
    seen: float


class Witnesses:
    """Two pictures of one skin, laid on each other, asked about the strands of both visits.

    Strands of the first visit come first in `strands`; `partners` leads from each that has a
    partner to it, both ways.
    """

    def __init__(
        self,
        skins: tuple[Skin, Skin],
        strands: tuple[Strand, ...],
        first_count: int,
        partners: dict[int, int],
    ) -> None:
        self.skins, self.first_count, self.partners = skins, first_count, partners
        self.both = skins[0].is_skin & skins[1].is_skin
        self.traces = [trace_of(strand, skins[0].size) for strand in strands]
        self.hair = covered(self.traces, skins[0].size, 2)
        self.cover = _counts(self.traces, skins[0].size)
        self.usual, self.paler = USUAL, 1.0
        self._learn()

    def _learn(self) -> None:
        """How much hair stands out here, and how much paler it is at the second visit."""
        firsts = [k for k in self.partners if k < self.first_count]
        pairs = np.array([self._both(self.traces[k], self._free(k)) for k in firsts])
        if len(pairs) < FEWEST_PAIRS:
            return
        usual = float(np.median(pairs[:, 0]))
        clear = np.abs(pairs[:, 0]) > 0.3 * abs(usual)
        if usual and clear.sum() >= FEWEST_PAIRS:
            self.usual = usual
            self.paler = float(np.clip(np.median(pairs[clear, 1] / pairs[clear, 0]), 0.3, 3.0))

    def contrast(self, number: int) -> Contrast:
        """What both pictures show in the place of a strand, apart from its neighbours.

        Where the strand's own pixels show no hair in its own picture, the finder drew it beside
        the shaft, and the whole place says more than they.
        """
        trace = self.traces[number]
        whole, whole_other = self._seen_by(number, trace.core)
        own, other = self._seen_by(number, self._free(number))
        if own < SHOWING * whole:
            own, other = whole, whole_other
        seen = (trace.core & self.both[trace.window]).sum() / max(1, trace.core.sum())
        return Contrast(own, _share(own, other), _share(whole, whole_other), float(seen))

    def _seen_by(self, number: int, used: Mask) -> tuple[float, float]:
        """How much a strand stands out in its own picture and in the other."""
        first, second = self._both(self.traces[number], used)
        sign = float(np.sign(self.usual)) or 1.0
        first, second = sign * first, sign * second / self.paler
        return (first, second) if number < self.first_count else (second, first)

    def _free(self, number: int) -> Mask:
        """The pixels of a strand that only it and its partner cover; all where these are few."""
        trace = self.traces[number]
        taken = self.cover[trace.window] - trace.grown
        if number in self.partners:
            partner = self.traces[self.partners[number]]
            taken = taken - _in_window(partner, trace)
        own = trace.core & (taken == 0)
        return own if own.sum() >= OWNED * trace.core.sum() else trace.core

    def _both(self, trace: Trace, used: Mask) -> tuple[float, float]:
        """How far some pixels stand out from the skin beside, in each picture."""
        there = self.both[trace.window]
        used, beside = used & there, trace.beside & there & ~self.hair[trace.window]
        if not used.any() or beside.sum() < 5:
            return 0.0, 0.0
        first, second = (skin.shade[trace.window] for skin in self.skins)
        return _stands_out(first, used, beside), _stands_out(second, used, beside)

    def is_bare(self, root: complex, is_second: bool, depth: float) -> bool:
        """Whether no unexplained hair starts near a root in the first, or second, picture."""
        at, reach = to_px(np.array([root]))[0], 0.1 * WORKING_PX_PER_MM
        top, left = max(0, int(at.imag - reach)), max(0, int(at.real - reach))
        window = slice(top, int(at.imag + reach) + 2), slice(left, int(at.real + reach) + 2)
        free = ~self.hair[window] & self.both[window]
        shade = self.skins[is_second].shade[window] * np.sign(self.usual)
        dark = free & (shade > 0.7 * depth * (self.paler if is_second else 1.0))
        return bool(dark.sum() < 0.04 * 0.1 * WORKING_PX_PER_MM**2)


def _share(own: float, other: float) -> float:
    return other / own if own > 0 else 1.0


def _stands_out(shade: Floats, core: Mask, beside: Mask) -> float:
    return float(shade[core].mean() - np.median(shade[beside]))


def _counts(traces: list[Trace], size: tuple[int, int]) -> Counts:
    """How many strands cover each pixel."""
    counts = np.zeros((size[1], size[0]), np.int16)
    for trace in traces:
        counts[trace.window] += trace.grown
    return counts


def _in_window(trace: Trace, other: Trace) -> Counts:
    """What one strand covers, seen through the window of another."""
    seen = np.zeros(other.core.shape, np.int16)
    for_rows, rows = _overlap(trace.window[0], other.window[0])
    for_columns, columns = _overlap(trace.window[1], other.window[1])
    seen[for_rows, for_columns] = trace.grown[rows, columns]
    return seen


def _overlap(one: slice, other: slice) -> tuple[slice, slice]:
    """Where two stretches overlap, counted from the start of the other and of the one."""
    start, stop = max(one.start, other.start), min(one.stop, other.stop)
    stop = max(start, stop)
    return slice(start - other.start, stop - other.start), slice(
        start - one.start, stop - one.start
    )

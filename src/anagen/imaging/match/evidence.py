"""What both pictures show at the place of one hair: whether it stands there, in each of them.

A counter that misses a hair in one picture and finds it in the other sees a change where there
is none. So no hair is called new or lost before both pictures have been looked at in its place.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from anagen.imaging.match.skins import Floats, Mask, Skin
from anagen.imaging.match.strands import Strand, Trace, covered, trace_of

#: A strand must own this share of its own pixels to be judged apart from its neighbours.
OWNED = 0.3
#: A strand that shows less of itself than this in either picture cannot be judged.
SEEN = 0.6


@dataclass(frozen=True)
class Contrast:
    """How much darker a strand's place is than the skin beside it, in each picture.

    `owned` is the share of its pixels that no other strand covers, and `seen` the share that lies
    inside both pictures and outside of glare.
    """

    before: float
    after: float
    owned: float
    seen: float


class Witnesses:
    """Two pictures of one skin, laid on each other, asked about single places."""

    def __init__(self, before: Skin, after: Skin) -> None:
        self.before, self.after = before, after
        self.both = before.is_skin & after.is_skin

    def traces(self, strands: tuple[Strand, ...]) -> list[Trace]:
        """What each strand covers."""
        return [trace_of(strand, self.before.size) for strand in strands]

    def contrast(self, trace: Trace, taken: Mask, hair: Mask) -> Contrast:
        """What both pictures show in a strand's place.

        `taken` is what other strands cover and `hair` what any does. A strand whose place is
        mostly taken is judged with its neighbours: the place then looks alike in both or not.
        """
        both = self.both[trace.window]
        core = trace.core & both
        own = core & ~taken[trace.window]
        all_px = max(1, int(trace.core.sum()))
        owned, seen = own.sum() / all_px, core.sum() / all_px
        used = own if owned >= OWNED else core
        beside = trace.beside & both & ~hair[trace.window]
        if not used.any() or beside.sum() < 5:
            return Contrast(0.0, 0.0, float(owned), 0.0)
        return Contrast(
            _contrast(self.before.shade[trace.window], used, beside),
            _contrast(self.after.shade[trace.window], used, beside),
            float(owned),
            float(seen),
        )


def _contrast(shade: Floats, core: Mask, beside: Mask) -> float:
    return float(shade[core].mean() - np.median(shade[beside]))


def others_cover(traces: list[Trace], size: tuple[int, int], left_out: set[int]) -> Mask:
    """What all strands but some cover."""
    return covered((t for k, t in enumerate(traces) if k not in left_out), size)

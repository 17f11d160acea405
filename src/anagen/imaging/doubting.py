"""Which doubts a measured picture carries."""

from __future__ import annotations

from dataclasses import dataclass
from math import dist
from statistics import median

from anagen.imaging.doubts import Doubt
from anagen.imaging.gate import Finding, Gate
from anagen.imaging.hairs import Hair
from anagen.imaging.measured import Measured

#: 4 pixels across a hair of 40 µm.
LEAST_PX_PER_MM = 100.0
LEAST_AREA_CM2 = 0.3
LEAST_HAIRS = 20
#: A scale with a larger relative error is a doubt: 3 % of scale are 6 % of density.
MOST_SCALE_ERROR = 0.03
#: Share of pixels that only one of the two finders takes for hair.
MOST_DISAGREEMENT = 0.6
#: Hair that is mostly longer than this lies over other roots.
LONG_MM = 2.5
#: The way along a curled hair is this many times the way from root to tip.
CURLED = 1.3
#: Shares of the hairs.
CROWDED_SHARE, LEAST_MEASURED_SHARE = 0.35, 0.5
#: Doubts that can only make a count too low.
HIDING = frozenset(
    {
        Doubt.COARSE, Doubt.SOFT_FOCUS, Doubt.GLARE, Doubt.CROWDED, Doubt.LONG_HAIR,
        Doubt.CURLY_HAIR, Doubt.ROOTS_HIDDEN, Doubt.COLOURLESS, Doubt.CRUSTS,
    }
)  # fmt: skip


#: What the gate finds, as doubts. Two findings may be one doubt: it is said once.
OF_GATE = {
    Finding.COLOURLESS: Doubt.COLOURLESS,
    Finding.TOO_DARK: Doubt.DARK,
    Finding.TOO_BRIGHT: Doubt.BRIGHT,
    Finding.GLARE: Doubt.GLARE,
    Finding.OUT_OF_FOCUS: Doubt.SOFT_FOCUS,
    Finding.SOFT: Doubt.SOFT_FOCUS,
    Finding.COARSE: Doubt.COARSE,
    Finding.TILTED: Doubt.TILT,
    Finding.ROOTS_HIDDEN: Doubt.ROOTS_HIDDEN,
    Finding.LONG_HAIR: Doubt.LONG_HAIR,
    Finding.PUSTULES: Doubt.PUSTULES,
    Finding.CRUSTS: Doubt.CRUSTS,
}


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen on the way: the gate, whether scales agree, how far the finders disagree."""

    gate: Gate
    scales_disagree: bool
    disagreement: float | None

    @property
    def doubts(self) -> set[Doubt]:
        """What the gate let pass and yet doubts."""
        found = {OF_GATE[one.finding] for one in self.gate.findings if one.finding in OF_GATE}
        return found | ({Doubt.LOWER_BOUND} if self.gate.is_lower_bound else set())


def doubts_of(measured: Measured, looked: Looked) -> tuple[Doubt, ...]:
    """The doubts of a measured picture, in the order of `Doubt`."""
    found = looked.doubts
    found |= {doubt for doubt, is_so in _of_figures(measured, looked).items() if is_so}
    found |= {doubt for doubt, is_so in _of_hairs(measured).items() if is_so}
    if found & HIDING:
        found.add(Doubt.LOWER_BOUND)
    return tuple(doubt for doubt in Doubt if doubt in found)


def doubts_of_skin(gate: Gate) -> tuple[Doubt, ...]:
    """What a refused picture still says about the skin."""
    return tuple(OF_GATE[one.finding] for one in gate.of_skin)


def _of_figures(measured: Measured, looked: Looked) -> dict[Doubt, bool]:
    assert measured.scale is not None
    apart = looked.disagreement
    return {
        Doubt.COARSE: measured.scale.px_per_mm < LEAST_PX_PER_MM,
        Doubt.SCALE_UNSURE: looked.scales_disagree
        or measured.scale.relative_error > MOST_SCALE_ERROR,
        Doubt.SMALL_AREA: (measured.area_cm2 or 0.0) < LEAST_AREA_CM2,
        Doubt.FEW_HAIRS: measured.count < LEAST_HAIRS,
        Doubt.FINDERS_DISAGREE: apart is not None and apart > MOST_DISAGREEMENT,
        Doubt.RIDGES_ONLY: measured.found_by == "ridges",
        Doubt.CORRECTED: measured.is_corrected,
    }


def _of_hairs(measured: Measured) -> dict[Doubt, bool]:
    hairs = [one.hair for one in measured.counted]
    if not hairs or measured.scale is None:
        return {}
    lengths = [_length(hair) / measured.scale.px_per_mm for hair in hairs]
    curls = [_length(hair) / max(dist(hair.root, hair.tip), 1.0) for hair in hairs]
    missing = sum(hair.width_um is None for hair in hairs) / len(hairs)
    is_long = median(lengths) > LONG_MM
    return {
        Doubt.LONG_HAIR: is_long,
        Doubt.CURLY_HAIR: median(curls) > CURLED,
        Doubt.CROWDED: missing > CROWDED_SHARE and not is_long,
        Doubt.WIDTHS_MISSING: missing > 1 - LEAST_MEASURED_SHARE,
    }


def _length(hair: Hair) -> float:
    return sum(dist(a, b) for a, b in zip(hair.path, hair.path[1:], strict=False))

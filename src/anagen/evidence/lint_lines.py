"""Lines that a review prints: an effect with its interval, Z and p, for all trials or for some."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scipy.special import ndtr

from anagen.evidence.discrepancy import Discrepancy, Trouble
from anagen.evidence.pool import Z_95
from anagen.evidence.review import Scale
from anagen.evidence.rounding import half_a_digit

#: With 4 SDs between two groups, 98 of 100 on either side lie beyond the point midway.
MOST_SMD = 4.0
SIGNIFICANT = 0.05
#: A p worked out by t instead of z, or the other way round, may differ this many times.
P_TOLERANCE = 2.0
LEAST_P = 0.001

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Printed:
    """One line as it was printed; what was not printed is None.

    `of` is the place of the line that this one is a part of, and `family` the question by which
    it was parted: depth, weeks. `people` and `trials` are how many stand behind it.
    """

    place: str
    scale: Scale
    effect: float
    low: float | None = None
    high: float | None = None
    z: float | None = None
    p: float | None = None
    people: int | None = None
    trials: int | None = None
    of: str = ""
    family: str = ""

    @property
    def figures(self) -> str:
        """The line as one reads it."""
        words = f"{self.scale.name} {self.effect:g}"
        if self.low is None or self.high is None:
            return words
        return f"{words} ({self.low:g} to {self.high:g})"


def line_discrepancies(lines: Sequence[Printed]) -> Iterator[Discrepancy]:
    """What does not fit within a line, between two lines, or between parts and their whole."""
    for line in lines:
        yield from _smd(line)
        yield from _interval(line)
    yield from _repeated(lines)
    for whole in lines:
        yield from _parts(whole, [line for line in lines if line.of == whole.place])


def _smd(line: Printed) -> Iterator[Discrepancy]:
    if line.scale is Scale.SMD and abs(line.effect) > MOST_SMD:
        yield Discrepancy(
            Trouble.IMPOSSIBLE_SMD,
            line.place,
            line.figures,
            f"an SMD between -{MOST_SMD:g} and {MOST_SMD:g}: beyond that the groups hardly overlap",
            "Read it as a raw difference in a unit that was not said, and do not pool it.",
        )


def _interval(line: Printed) -> Iterator[Discrepancy]:
    if line.low is None or line.high is None or (line.scale is Scale.RR and line.low <= 0):
        return
    half = half_a_digit(line.effect, line.low, line.high)
    effect, low, high = (
        _range(one, half, line.scale) for one in (line.effect, line.low, line.high)
    )
    middle = ((low[0] + high[0]) / 2, (low[1] + high[1]) / 2)
    if not _overlap(effect, middle):
        yield Discrepancy(
            Trouble.INTERVAL_OFF_CENTRE,
            line.place,
            line.figures,
            "an effect in the middle of its interval" + _on_logs(line),
            "Look for a typing error in one of the three figures.",
        )
        return
    width = (max(high[0] - low[1], 1e-12), high[1] - low[0])
    least = max(0.0, min(abs(effect[0]), abs(effect[1])) if effect[0] * effect[1] > 0 else 0.0)
    most = max(abs(effect[0]), abs(effect[1]))
    z = (2 * Z_95 * least / width[1], 2 * Z_95 * most / width[0])
    yield from _z(line, z)
    yield from _p(line, z)


def _z(line: Printed, z: Range) -> Iterator[Discrepancy]:
    if line.z is None:
        return
    half = half_a_digit(line.z)
    if not _overlap((abs(line.z) - half, abs(line.z) + half), z):
        yield Discrepancy(
            Trouble.INTERVAL_AND_Z,
            line.place,
            f"Z {line.z:g} beside {line.figures}",
            f"Z {z[0]:.2f} to {z[1]:.2f} from that interval",
            "Find out which of the two is right, and whether the interval is by t.",
        )


def _p(line: Printed, z: Range) -> Iterator[Discrepancy]:
    if line.p is None:
        return
    half = half_a_digit(line.p)
    p_least, p_most = 2 * float(ndtr(-z[1])), 2 * float(ndtr(-z[0]))
    is_other_side = (line.p - half > SIGNIFICANT and p_most < SIGNIFICANT / P_TOLERANCE) or (
        line.p + half < SIGNIFICANT and p_least > SIGNIFICANT
    )
    is_far = max(line.p, p_most) > LEAST_P and not _overlap(
        (line.p - half, line.p + half), (p_least / P_TOLERANCE, p_most * P_TOLERANCE)
    )
    if is_other_side or is_far:
        yield Discrepancy(
            Trouble.INTERVAL_AND_P,
            line.place,
            f"p {line.p:g} beside {line.figures}",
            f"p {p_least:.2g} to {p_most:.2g} from that interval",
            "Find out which of the two is right.",
        )


def _repeated(lines: Sequence[Printed]) -> Iterator[Discrepancy]:
    seen: dict[tuple[object, ...], Printed] = {}
    for line in lines:
        if line.low is None:
            continue
        key = (line.scale, line.effect, line.low, line.high)
        first = seen.setdefault(key, line)
        if first is not line:
            yield Discrepancy(
                Trouble.REPEATED_LINE,
                line.place,
                f"{line.figures}, the figures of {first.place}",
                "figures of its own",
                "One of the two lines is a copy: use neither for what it is headed.",
            )


def _parts(whole: Printed, parts: Sequence[Printed]) -> Iterator[Discrepancy]:
    """A whole is a weighted mean of its parts, so it lies among them and counts their people."""
    if len(parts) > 1:
        effects = [part.effect for part in parts]
        half = half_a_digit(whole.effect, *effects)
        if not min(effects) - 2 * half <= whole.effect <= max(effects) + 2 * half:
            yield Discrepancy(
                Trouble.TOTAL_OUTSIDE_PARTS,
                whole.place,
                f"{whole.figures} over parts from {min(effects):g} to {max(effects):g}",
                "a whole that lies among its parts",
                "Whole and parts are not on one scale: pool neither.",
            )
    for family in dict.fromkeys(part.family for part in parts):
        members = [part for part in parts if part.family == family]
        yield from _sums(whole, family, members)


def _sums(whole: Printed, family: str, parts: Sequence[Printed]) -> Iterator[Discrepancy]:
    for what in ("people", "trials"):
        total = getattr(whole, what)
        counts = [getattr(part, what) for part in parts]
        if total is None or len(parts) < 2 or None in counts or sum(counts) == total:
            continue
        yield Discrepancy(
            Trouble.PARTS_AND_TOTAL,
            whole.place,
            f"parts{' by ' + family if family else ''} of {sum(counts)} {what} in a whole of "
            f"{total}",
            f"parts that sum to {total}",
            "Ask what was left out, or counted twice.",
        )


def _range(figure: float, half: float, scale: Scale) -> Range:
    if scale is Scale.RR:
        return math.log(max(figure - half, 1e-12)), math.log(figure + half)
    return figure - half, figure + half


def _on_logs(line: Printed) -> str:
    return " on the scale of logs" if line.scale is Scale.RR else ""


def _overlap(one: Range, other: Range) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]

"""The label beside a bar: how many millimetres the bar stands for.

Only lengths that devices really print are known, and a label is read only when it looks like one
of them and unlike all others: a wrong scale is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, product
from typing import TYPE_CHECKING

import cv2
import numpy as np

from anagen.imaging.scale.glyphs import DIGITS, UNITS, Likeness, likenesses

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

#: What a bar may be long, in mm.
LENGTHS_MM = frozenset({0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 10.0})
IN_MM = {"mm": 1.0, "µm": 0.001, "um": 0.001, "cm": 10.0}
WRITTEN = re.compile(r"(\d{1,4}|\d{1,2}[.]\d{1,2})(mm|µm|um|cm)")
#: Letters stand out at least this much of 255: software writes in plain white or black.
LEAST_CONTRAST = 40
SHORTEST_PX, TALLEST_PX = 7, 120
#: How alike each sign must be, and by how much the reading must beat the next length.
LEAST_ALIKE = 0.62
LEAST_LEAD = 0.015
MOST_SIGNS, MOST_LINES, MOST_ALIKE = 8, 12, 3
#: How much larger the print is looked at, and how thick its strokes may then be: usual print,
#: small print, and large print.
LOOKS = ((1, 9), (3, 9), (1, 21))
#: Small print is only looked for in a part of a picture of this many points.
MOST_POINTS = 150_000
#: A point is no taller than this share of a digit; digits stand no further apart than the other.
SMALL, MOST_GAP = 0.34, 0.33
#: Blobs that may stand at the end of a label as its unit: "mm" may be one blob or two.
MOST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says, in mm, its words, how alike, and the place of its ink in the region."""

    mm: float
    words: str
    alike: float
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Ink:
    """One blob of ink: left, top, wide, high."""

    x: int
    y: int
    w: int
    h: int
    patch: Grey

    @property
    def low(self) -> int:
        return self.y + self.h


def label_in(region: Grey) -> Label | None:
    """The label in a part of a picture, or None when none can be read with certainty."""
    for growth, stroke in LOOKS:
        if growth > 1 and region.size > MOST_POINTS:
            continue
        looked_at = _grown(region, growth)
        found = [
            label
            for is_dark in (False, True)
            for line in islice(_lines(_inks(looked_at, stroke, is_dark)), MOST_LINES)
            if (label := _read(line, growth)) is not None
        ]
        if found:
            best = max(found, key=lambda one: one.alike)
            rivals = [one for one in found if one.mm != best.mm]
            clear = all(best.alike - one.alike >= LEAST_LEAD for one in rivals)
            return best if clear else None
    return None


def _grown(region: Grey, growth: int) -> Grey:
    if growth == 1:
        return region
    return np.asarray(
        cv2.resize(region, None, fx=growth, fy=growth, interpolation=cv2.INTER_CUBIC), np.uint8
    )


def _inks(region: Grey, stroke: int, is_dark: bool) -> list[_Ink]:
    """The blobs that may be signs: strokes much brighter (or darker) than what lies around."""
    kind = cv2.MORPH_BLACKHAT if is_dark else cv2.MORPH_TOPHAT
    hat = cv2.morphologyEx(region, kind, np.ones((stroke, stroke), np.uint8))
    top = float(np.percentile(hat, 99.7))
    if top < LEAST_CONTRAST:
        return []
    _, marks = cv2.threshold(hat, max(LEAST_CONTRAST, 0.5 * top), 255, cv2.THRESH_BINARY)
    _, names, stats, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
    return [
        _Ink(x, y, w, h, np.where(names[y : y + h, x : x + w] == name, 255, 0).astype(np.uint8))
        for name, (x, y, w, h, _) in enumerate(stats.tolist())
        if name and 2 <= w <= 3 * TALLEST_PX and 2 <= h <= TALLEST_PX
    ]


def _lines(inks: list[_Ink]) -> Iterator[list[_Ink]]:
    """Rows of signs that begin with something as tall as a digit, with nothing before it."""
    inks = sorted(inks, key=lambda one: one.x)
    for at, first in enumerate(inks):
        if first.h < SHORTEST_PX or any(_goes_on(one, first, one.h) for one in inks[:at]):
            continue
        line = [first]
        for ink in inks[at + 1 :]:
            if _goes_on(line[-1], ink, first.h, first.low):
                line.append(ink)
        if 2 <= len(line) <= MOST_SIGNS:
            yield line


def _goes_on(last: _Ink, ink: _Ink, tall: int, low: int | None = None) -> bool:
    """Whether a blob is the sign after the last: on its line, no taller than a digit, near."""
    gap = ink.x - (last.x + last.w)
    drop = ink.low - (last.low if low is None else low)
    if not -0.2 * tall <= gap <= 1.1 * tall or ink.h > 1.25 * tall:
        return False
    # µ and a comma reach below the line, and nothing stands far above it
    return max(-2, -0.15 * tall) - 1 <= drop <= max(2, 0.35 * tall)


def _read(line: list[_Ink], growth: int) -> Label | None:
    """The length that a row of blobs spells, when it spells one clearly."""
    readings = sorted(_spellings(line), reverse=True)
    if not readings or readings[0][0] < LEAST_ALIKE:
        return None
    alike, words, mm = readings[0]
    if any(alike - other < LEAST_LEAD for other, _, length in readings[1:] if length != mm):
        return None
    left, top = min(one.x for one in line), min(one.y for one in line)
    right, low = max(one.x + one.w for one in line), max(one.low for one in line)
    box = (left // growth, top // growth, -(-right // growth), -(-low // growth))
    return Label(mm, words, alike, box)


def _spellings(line: list[_Ink]) -> Iterator[tuple[float, str, float]]:
    """Every length the row may spell, with the mean likeness of its signs."""
    tall = line[0].h
    for letters in range(1, min(MOST_LETTERS, len(line) - 1) + 1):
        number, unit = line[:-letters], line[-letters:]
        if _lost_a_point(number, tall):
            continue
        choices = [_figures(ink, tall) for ink in number] + [_letters(ink, tall) for ink in unit]
        if not all(choices):
            continue
        for signs in product(*choices):
            words = "".join(one.sign for one in signs)
            length = _length_mm(words)
            if length is not None:
                yield float(np.mean([one.alike for one in signs])), words, length


def _lost_a_point(number: Sequence[_Ink], tall: int) -> bool:
    """Whether two digits stand so far apart that a point between them may have been missed."""
    digits = [ink for ink in number if ink.h > SMALL * tall]
    if len(digits) < len(number):
        return False
    gaps = [right.x - left.x - left.w for left, right in pairwise(digits)]
    return any(gap > MOST_GAP * tall for gap in gaps)


def _figures(ink: _Ink, tall: int) -> tuple[Likeness, ...]:
    """What a blob of the number may be: a point when it is small, else a digit."""
    if ink.h <= SMALL * tall:
        return (Likeness(".", 0.9),) if ink.w <= 0.4 * tall else ()
    if ink.h < 0.85 * tall:
        return ()
    return _alike(ink, DIGITS)


def _letters(ink: _Ink, tall: int) -> tuple[Likeness, ...]:
    """What a blob of the unit may be."""
    return _alike(ink, UNITS) if ink.h > 0.5 * tall else ()


def _alike(ink: _Ink, signs: Sequence[str]) -> tuple[Likeness, ...]:
    alike = likenesses(ink.patch)
    return tuple(one for one in alike if one.sign in signs and one.alike >= LEAST_ALIKE - 0.12)[
        :MOST_ALIKE
    ]


def _length_mm(words: str) -> float | None:
    """The length that some words mean in mm, when it is one that bars have."""
    found = WRITTEN.fullmatch(words)
    if found is None:
        return None
    length = round(float(found[1]) * IN_MM[found[2]], 6)
    return length if length in LENGTHS_MM else None

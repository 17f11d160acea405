"""Reads a ruler that lies in the picture: strokes a millimetre apart, longer every five.

Only the pattern of a millimetre ruler counts, five strokes to a longer one: inches and half
millimetres have others, and are left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from anagen.imaging.scale.reading import Box, Reading
from anagen.imaging.scalp import ScaleSource

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Floats = NDArray[np.float64]

LOOKED_AT_PX = 1280
#: Fewer strokes than two centimetres' worth show no pattern.
LEAST_STROKES = 16
#: Strokes lie along one direction but for the perspective.
APART_DEG = 8.0
#: How far a stroke's end may lie off the ruler's edge, and a stroke off its place, in strokes.
OFF_EDGE, OFF_PLACE = 0.35, 0.12
#: Every fifth stroke is longer than the others by at least this share.
LONGER = 0.2
#: A ruler tells the scale along itself alone, and lies beside the skin, a little nearer or further.
READ_ERROR = 0.02


@dataclass(frozen=True, slots=True)
class _Strokes:
    """Strokes along a ruler: where each stands on the edge, how long it is, and the edge's ends."""

    along: Floats
    long: Floats
    start: Floats
    direction: Floats


def ruler_in(grey: Grey) -> Reading | None:
    """The scale that a ruler in the picture tells, or None when none is seen."""
    shrunk = min(1.0, LOOKED_AT_PX / max(grey.shape))
    small = grey
    if shrunk < 1:
        small = np.asarray(
            cv2.resize(grey, None, fx=shrunk, fy=shrunk, interpolation=cv2.INTER_AREA), np.uint8
        )
    lines = _lines(small)
    for turned in _directions(lines):
        strokes = _on_one_edge(lines, turned)
        if strokes is not None and (reading := _read(strokes, shrunk, small.shape)) is not None:
            return reading
    return None


def _lines(grey: Grey) -> Floats:
    """Straight edges: x1, y1, x2, y2; each with the darker side on the same hand."""
    found: object = cv2.createLineSegmentDetector().detect(grey)[0]
    if found is None:
        return np.empty((0, 4))
    lines = np.asarray(found, np.float64).reshape(-1, 4)
    long = np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1])
    return np.asarray(lines[(long > 6) & (long < 0.25 * max(grey.shape))], np.float64)


def _angles(lines: Floats) -> Floats:
    """The direction of each edge, the whole way round: the two sides of a stroke differ by half."""
    turned = np.arctan2(lines[:, 3] - lines[:, 1], lines[:, 2] - lines[:, 0])
    return np.asarray(np.degrees(turned) % 360, np.float64)


def _directions(lines: Floats) -> list[float]:
    """The directions that most edges have."""
    if len(lines) < LEAST_STROKES:
        return []
    counts, _ = np.histogram(_angles(lines), bins=72, range=(0, 360))
    crowd = counts + np.roll(counts, 1) + np.roll(counts, -1)
    best = [int(at) for at in np.argsort(-crowd)[:4] if crowd[at] >= LEAST_STROKES]
    return [5.0 * at + 2.5 for at in best]


def _on_one_edge(lines: Floats, turned: float) -> _Strokes | None:
    """The edges of one direction that begin on one straight line: a ruler's edge."""
    apart = (_angles(lines) - turned + 180) % 360 - 180
    lines = lines[np.abs(apart) < APART_DEG]
    if len(lines) < LEAST_STROKES:
        return None
    best: tuple[int, _Strokes] | None = None
    for near, far in ((lines[:, :2], lines[:, 2:]), (lines[:, 2:], lines[:, :2])):
        edge = _edge(near)
        if edge is None:
            continue
        start, direction, kept = edge
        if best is None or len(kept) > best[0]:
            along = (near[kept] - start) @ direction
            order = np.argsort(along)
            long = np.linalg.norm(far[kept] - near[kept], axis=1)
            best = len(kept), _Strokes(along[order], long[order], start, direction)
    return best[1] if best else None


def _edge(ends: Floats) -> tuple[Floats, Floats, NDArray[np.intp]] | None:
    """The straight line that most ends lie on: a point, its direction, and which ends."""
    rng = np.random.default_rng(1)
    best = np.empty(0, np.intp)
    for _ in range(150):
        first, second = ends[rng.choice(len(ends), 2, replace=False)]
        direction = second - first
        size = float(np.linalg.norm(direction))
        if size < 20:
            continue
        off = np.abs((ends - first) @ np.array([-direction[1], direction[0]]) / size)
        kept = np.flatnonzero(off < 2.0)
        best = kept if len(kept) > len(best) else best
    if len(best) < LEAST_STROKES:
        return None
    start = ends[best].mean(axis=0)
    _, _, turned = np.linalg.svd(ends[best] - start)
    return start, np.asarray(turned[0], np.float64), best


def _read(strokes: _Strokes, shrunk: float, shape: tuple[int, ...]) -> Reading | None:
    """The scale, when the strokes stand evenly and every fifth is longer."""
    numbers = _numbered(strokes.along)
    if numbers is None:
        return None
    fit = _fitted(numbers, strokes.along)
    step = _step(fit, numbers)
    off = np.abs(_place(fit, numbers) - strokes.along) / step
    kept = off < OFF_PLACE
    if kept.sum() < LEAST_STROKES or kept.mean() < 0.7 or not _is_metric(numbers, strokes.long):
        return None
    middle = (np.array([shape[1], shape[0]]) / 2 - strokes.start) @ strokes.direction
    nearest = numbers[np.argmin(np.abs(strokes.along - middle))]
    here = float(_step(fit, np.array([nearest]))[0])
    steps = _step(fit, numbers[kept])
    spread = float((steps.max() - steps.min()) / steps.mean()) / 4
    fit_error = float(np.sqrt(np.mean(off[kept] ** 2)) / np.ptp(numbers[kept]))
    error = float(np.sqrt(READ_ERROR**2 + spread**2 + fit_error**2))
    return Reading(here / shrunk, ScaleSource.RULER, error, covers=(_covered(strokes, shrunk),))


def _numbered(along: Floats) -> Floats | None:
    """Which stroke each one is, counted from the first; None when they do not stand evenly."""
    gaps = np.diff(along)
    gaps = gaps[gaps > 3]
    if len(gaps) < LEAST_STROKES - 1:
        return None
    step = float(np.percentile(gaps, 40))
    number, numbers, last = 0.0, [0.0], along[0]
    for place in along[1:]:
        more = round((place - last) / step)
        if more >= 1:
            if abs((place - last) / step - more) > 0.3:
                continue_from = numbers[-1]
                numbers.append(continue_from)
                continue
            step += 0.25 * ((place - last) / more - step)
            number, last = number + more, place
        numbers.append(number)
    return np.array(numbers) if number >= LEAST_STROKES else None


def _fitted(numbers: Floats, along: Floats) -> Floats:
    """a, b, c of place = (a·n + b) / (c·n + 1): even strokes seen in perspective."""
    rows = np.column_stack([numbers, np.ones_like(numbers), -numbers * along])
    first = np.asarray(np.linalg.lstsq(rows, along, rcond=None)[0], np.float64)
    off = np.abs(_place(first, numbers) - along)
    kept = off <= max(1.0, 2.5 * float(np.median(off)))
    return np.asarray(np.linalg.lstsq(rows[kept], along[kept], rcond=None)[0], np.float64)


def _place(fit: Floats, numbers: Floats) -> Floats:
    a, b, c = fit
    return np.asarray((a * numbers + b) / (c * numbers + 1), np.float64)


def _step(fit: Floats, numbers: Floats) -> Floats:
    """How far the next stroke stands, where each one is."""
    a, b, c = fit
    return np.asarray(np.abs(a - b * c) / (c * numbers + 1) ** 2, np.float64)


def _is_metric(numbers: Floats, long: Floats) -> bool:
    """Whether every fifth stroke is longer, and no other row of strokes is."""
    rows = [long[numbers % 5 == at] for at in range(5)]
    if any(len(row) < 2 for row in rows):
        return False
    longest = int(np.argmax([np.median(row) for row in rows]))
    others = np.concatenate([row for at, row in enumerate(rows) if at != longest])
    usual = float(np.median(others))
    all_longer = np.percentile(rows[longest], 20) > (1 + LONGER) * usual
    return bool(all_longer and np.percentile(others, 90) < (1 + LONGER / 2) * usual)


def _covered(strokes: _Strokes, shrunk: float) -> Box:
    """Where the strokes hide the skin."""
    ends = strokes.start + np.outer(strokes.along[[0, -1]], strokes.direction)
    reach = float(strokes.long.max())
    low, high = (ends.min(axis=0) - reach) / shrunk, (ends.max(axis=0) + reach) / shrunk
    return Box(round(low[0]), round(low[1]), round(high[0]), round(high[1]))

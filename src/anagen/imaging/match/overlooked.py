"""Hairs that stand in one picture alone and that the finder overlooked there.

Where two pictures of one skin differ by the shape of a hair, a hair came or went, whether or not
somebody found it first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from anagen.imaging.match.evidence import Witnesses
from anagen.imaging.match.skins import WORKING_PX_PER_MM, Floats, Mask, to_mm
from anagen.imaging.match.strands import covered

#: A hair shows at least this share of what hairs usually show here, and bare skin at most that.
HAIR, BARE = 0.4, 0.25
#: It is at least so long and so wide, and so much longer than wide.
LENGTH_MM, WIDTH_MM, SLENDER = 0.16, 0.025, 1.8
#: A strand explains a difference up to so far from its rim, for pictures never fit quite, and
#: one that came or went explains more, for it may be wider than it was drawn.
RIM_PX, CHANGED_RIM_PX = 3, 7


@dataclass(frozen=True)
class Overlooked:
    """A difference with the shape of a hair, from its root to its tip in mm."""

    root: complex
    tip: complex
    is_lost: bool


def overlooked(witnesses: Witnesses, changed: Iterable[int], way: complex) -> list[Overlooked]:
    """Every difference that no strand explains; hairs here mostly point along `way`."""
    usual = abs(witnesses.usual)
    sign = np.sign(witnesses.usual) or 1.0
    first, second = (cv2.GaussianBlur(skin.shade, (0, 0), 1.0) for skin in witnesses.skins)
    first, second = sign * first, sign * second / witnesses.paler
    free = witnesses.both & ~_explained(witnesses, changed)
    found = []
    for here, there, is_lost in ((first, second, True), (second, first, False)):
        found += _strokes(_differs(here, there, usual) & free, way, is_lost)
    return found


def _differs(here: Floats, there: Floats, usual: float) -> Mask:
    return np.asarray((here > HAIR * usual) & (there < np.minimum(BARE * usual, 0.4 * here)))


def _explained(witnesses: Witnesses, changed: Iterable[int]) -> Mask:
    """Where the strands lie, each with its rim."""
    size = witnesses.skins[0].size
    gone = covered((witnesses.traces[number] for number in changed), size, CHANGED_RIM_PX)
    return covered(witnesses.traces, size, RIM_PX) | gone


def _strokes(differs: Mask, way: complex, is_lost: bool) -> list[Overlooked]:
    count, parts, boxes, _ = cv2.connectedComponentsWithStats(differs.astype(np.uint8))
    strokes = []
    for number in range(1, count):
        if boxes[number, cv2.CC_STAT_AREA] < LENGTH_MM * WIDTH_MM * WORKING_PX_PER_MM**2:
            continue
        rows, columns = np.nonzero(parts == number)
        ends = _ends(columns + 1j * rows)
        if ends is not None:
            ends = ends[:: 1 if ((ends[1] - ends[0]) * way.conjugate()).real >= 0 else -1]
            strokes.append(Overlooked(complex(ends[0]), complex(ends[1]), is_lost))
    return strokes


def _ends(pixels: NDArray[np.complex128]) -> NDArray[np.complex128] | None:
    """The two ends of a slender patch, in mm; None when it has not the shape of a hair."""
    middle = pixels.mean()
    away = pixels - middle
    axis = np.exp(0.5j * np.angle(np.mean(away**2)))
    along, across = (away * axis.conjugate()).real, (away * axis.conjugate()).imag
    length = (along.max() - along.min() + 1) / WORKING_PX_PER_MM
    width = pixels.size / WORKING_PX_PER_MM**2 / length
    if length < LENGTH_MM or width < WIDTH_MM or length < SLENDER * width:
        return None
    if np.ptp(across) / WORKING_PX_PER_MM > 4 * width:
        return None
    return to_mm(middle + axis * np.array([along.min(), along.max()]))

"""Draws skin with dark hairs whose places are known, and what a finder would say of it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from anagen.imaging.frame import Box, Frame
from anagen.imaging.hairs import Hair
from anagen.imaging.match import Visit
from anagen.imaging.measured import Measured, MeasuredHair
from anagen.imaging.scalp import Scale, ScaleSource

PX_PER_MM = 60.0
WIDE, HIGH = 360, 300
GUARD = 9


@dataclass(frozen=True)
class Shaft:
    """A hair in mm, as complex numbers, and its width."""

    root: complex
    tip: complex
    width_um: float = 80.0


def shafts(seed: int, count: int = 36, apart_mm: float = 0.35) -> list[Shaft]:
    """Hairs at random places of a field of 8 by 7 mm, around the middle of the picture."""
    rng = np.random.default_rng(seed)
    found: list[Shaft] = []
    while len(found) < count:
        root = complex(*rng.uniform((-0.2, -0.2), (5.8, 4.8)))
        way = 0.45 * np.exp(1j * rng.normal(0.9, 0.15))
        if all(abs(root - other.root) > apart_mm for other in found):
            found.append(Shaft(root, root + way, float(rng.uniform(60, 95))))
    return found


def moved(hairs: list[Shaft], turn: complex = 1, shift: complex = 0) -> list[Shaft]:
    """The same hairs seen by a camera that was turned about the middle, then shifted."""
    middle = complex(WIDE, HIGH) / PX_PER_MM / 2

    def there(place: complex) -> complex:
        return (place - middle) * turn + middle + shift

    return [Shaft(there(one.root), there(one.tip), one.width_um) for one in hairs]


def picture(hairs: list[Shaft], noise: float = 2.0, light: float = 1.0) -> np.ndarray:
    """The hairs on smooth skin, with a little noise of its own."""
    large = np.full((2 * HIGH, 2 * WIDE, 3), (190, 160, 140), np.uint8)
    for one in hairs:
        ends = [tuple(np.rint(32 * _px(end)).astype(int).tolist()) for end in (one.root, one.tip)]
        wide = max(1, round(2 * PX_PER_MM * one.width_um / 1000))
        cv2.line(large, *ends, (45, 35, 30), wide, cv2.LINE_AA, 4)
    small = cv2.resize(large, (WIDE, HIGH), interpolation=cv2.INTER_AREA).astype(float) * light
    return np.clip(small + np.random.default_rng(3).normal(0, noise, small.shape), 0, 255).astype(
        np.uint8
    )


def _px(place: complex) -> np.ndarray:
    return np.array([place.real, place.imag]) * PX_PER_MM


def measured(hairs: list[Shaft], px_per_mm: float = PX_PER_MM) -> Measured:
    """What a finder says that finds exactly these hairs, as far as they stand in the picture."""
    frame = Frame(Box(GUARD, GUARD, WIDE - GUARD, HIGH - GUARD), (), 0.0)
    area = (WIDE - 2 * GUARD) * (HIGH - 2 * GUARD) / px_per_mm**2 / 100
    told = []
    for one in hairs:
        ends = [tuple((_px(end) - 0.5).tolist()) for end in (one.root, one.tip)]
        if 0 <= ends[0][0] < WIDE and 0 <= ends[0][1] < HIGH:
            hair = Hair(tuple(ends), 0.9, one.width_um)
            told.append(MeasuredHair(len(told) + 1, hair, len(told), frame.holds(hair.root)))
    return Measured(
        "drawn", WIDE, HIGH, Scale(px_per_mm, ScaleSource.GIVEN, 0.01),
        Frame(frame.box, (), area), tuple(told), density_95=(0.0, 1.0), found_by="network",
    )  # fmt: skip


def visit(hairs: list[Shaft], seen: list[Shaft] | None = None, **drawn: float) -> Visit:
    """A visit whose picture shows `hairs` and whose finder found `seen`, all by default."""
    return Visit(measured(hairs if seen is None else seen), picture(hairs, **drawn))


def by_roots(hairs: list[Shaft]) -> Visit:
    """A visit without its picture."""
    return Visit(measured(hairs))


def inner(hairs: list[Shaft], edge_mm: float = 0.5) -> list[Shaft]:
    """The hairs whose roots stand well inside the picture."""
    far = complex(WIDE, HIGH) / PX_PER_MM
    return [
        one
        for one in hairs
        if edge_mm < one.root.real < far.real - edge_mm
        and edge_mm < one.root.imag < far.imag - edge_mm
    ]

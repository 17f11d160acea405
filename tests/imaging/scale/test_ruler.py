"""A millimetre ruler beside the hair is read; one with other strokes is left alone."""

from __future__ import annotations

import pytest

from anagen.imaging.scale import read_scale
from anagen.imaging.scalp import ScaleSource
from tests.imaging.scale.photographed import Photo, photographed, ruler, true_px_per_mm

INCH_MM = 25.4


@pytest.mark.parametrize(
    "photo",
    [
        Photo(px_per_mm=30, turn_degrees=3, far_mm=80),
        Photo(px_per_mm=45, turn_degrees=40, far_mm=80),
        Photo(px_per_mm=20, turn_degrees=200, tilt_degrees=15, blur_px=1.2, dark_side=0.6),
    ],
)
def test_a_millimetre_ruler_is_read_within_its_error(photo: Photo) -> None:
    reading = read_scale(photographed(photo, ruler()))
    assert reading is not None
    assert reading.source is ScaleSource.RULER
    off = abs(reading.px_per_mm / true_px_per_mm(photo) - 1)
    assert off < (0.01 if photo.tilt_degrees == 0 else 2 * reading.relative_error)


@pytest.mark.parametrize(("every", "step_mm"), [(8, INCH_MM / 16), (4, INCH_MM / 16), (10, 0.5)])
def test_inches_and_half_millimetres_are_no_millimetres(every: int, step_mm: float) -> None:
    for turn in (3, 40):
        photo = Photo(px_per_mm=30, turn_degrees=turn, far_mm=80)
        assert read_scale(photographed(photo, ruler(every, step_mm))) is None

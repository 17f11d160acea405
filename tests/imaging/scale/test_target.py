"""The printed target: read within a hundredth however it is held, laid flat, and printed true."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from anagen.imaging.scale import Known, read_scale
from anagen.imaging.scale.printed import CHECK_LINE_MM, MARKERS, SIDE_MM, corners_mm, drawn
from anagen.imaging.scalp import ScaleSource
from anagen.interchange.sheets.target import PAPERS, target_pdf, target_png
from anagen.interchange.words import words_in
from tests.imaging.scale.photographed import Photo, from_mm, photographed, true_px_per_mm

TILTS = (0, 5, 10, 15, 20, 25)
#: Sharp and even; blurred and dark on one side; a small poor picture.
HELD = (
    Photo(px_per_mm=50, turn_degrees=10),
    Photo(px_per_mm=50, turn_degrees=77, blur_px=2, jpeg=60, dark_side=0.4),
    Photo(px_per_mm=20, turn_degrees=200, blur_px=1.5, noise=5, jpeg=50, size=(640, 512)),
)


@pytest.mark.parametrize("tilt", TILTS)
@pytest.mark.parametrize("held", range(len(HELD)))
def test_the_target_is_read_within_a_hundredth_at_every_tilt(held: int, tilt: int) -> None:
    photo = replace(HELD[held], tilt_degrees=tilt)
    reading = read_scale(photographed(photo))
    assert reading is not None
    assert reading.source is ScaleSource.TARGET
    assert reading.px_per_mm == pytest.approx(true_px_per_mm(photo), rel=0.01)
    assert reading.tilt_degrees == pytest.approx(tilt, abs=6 if tilt < 10 else 3)


def test_the_window_is_laid_flat_and_every_place_leads_back() -> None:
    photo = Photo(px_per_mm=40, tilt_degrees=25, turn_degrees=33)
    page_mm = np.array([[[-3.0, -2.0]], [[4.0, 1.0]]])
    reading = read_scale(photographed(photo))
    assert reading is not None
    flat = reading.flat
    assert flat is not None
    given = cv2.perspectiveTransform(page_mm, from_mm(photo)).reshape(2, 2)
    first, second = np.array(flat.laid_flat([(x, y) for x, y in given]))
    apart_mm = np.linalg.norm(first - second) / flat.px_per_mm
    assert apart_mm == pytest.approx(np.hypot(7, 3), rel=0.01)
    assert np.array(flat.as_given(flat.laid_flat([(10.0, 20.0)]))) == pytest.approx(
        np.array([[10.0, 20.0]]), abs=1e-6
    )
    assert flat.flattened(photographed(photo)).shape[:2] == (flat.height, flat.width)
    assert flat.px_per_mm == reading.px_per_mm
    assert flat.width / flat.px_per_mm == pytest.approx(9.6, abs=0.1)


def test_a_page_printed_too_small_is_put_right_by_the_line() -> None:
    pixels = photographed(Photo(px_per_mm=48))
    unchecked = read_scale(pixels)
    shrunk = read_scale(pixels, Known(printed_50_mm=48.0))
    assert unchecked is not None
    assert shrunk is not None
    assert shrunk.px_per_mm == pytest.approx(unchecked.px_per_mm * CHECK_LINE_MM / 48.0)
    assert shrunk.relative_error < unchecked.relative_error
    assert unchecked.relative_error >= 0.02


def test_two_corner_marks_are_enough_and_one_is_not() -> None:
    photo = Photo(px_per_mm=50)
    pixels = photographed(photo)
    middle = pixels.shape[1] // 2
    half = pixels.copy()
    half[:, middle:] = 150
    reading = read_scale(half)
    assert reading is not None
    assert reading.px_per_mm == pytest.approx(true_px_per_mm(photo), rel=0.01)
    half[: pixels.shape[0] // 2] = 150
    assert read_scale(half) is None


def test_nothing_printed_lies_outside_the_paper_or_in_the_window() -> None:
    for one in drawn():
        x, y = one.x + one.wide / 2, one.y + one.high / 2
        assert max(abs(x), abs(y)) < SIDE_MM / 2
        assert max(abs(x), abs(y)) > 5.0
    assert len({corners_mm(marker) for marker in MARKERS}) == 4


@pytest.mark.parametrize("paper", PAPERS)
def test_the_page_as_drawn_is_true_to_three_thousandths(paper: str) -> None:
    png = target_png(words_in("en"), paper, 20.0)
    page = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)
    read = 0
    for top in range(60 * 20, page.shape[0] - 30 * 20, 26 * 20):
        reading = read_scale(np.ascontiguousarray(page[top : top + 36 * 20, : 44 * 20, ::-1]))
        if reading is not None:
            read += 1
            assert reading.px_per_mm == pytest.approx(20.0, rel=0.003)
    assert read >= 5


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_is_one_page_that_a_screen_reader_can_read(paper: str, language: str) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    content = target_pdf(words_in(language), paper)
    read = PdfReader(BytesIO(content))
    assert len(read.pages) == 1
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert read.metadata is not None
    assert read.metadata.title
    assert "50" in read.pages[0].extract_text()
    assert content == target_pdf(words_in(language), paper)


def test_the_line_to_check_is_fifty_millimetres_long() -> None:
    png = target_png(words_in("en"), "a4", 10.0)
    grey = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_GRAYSCALE)
    rows = [np.flatnonzero(row < 120) for row in grey[:760]]
    spans = [row[-1] - row[0] for row in rows if len(row) > 450 and np.ptp(row) < len(row) + 20]
    assert spans
    assert np.median(spans) / 10.0 == pytest.approx(50.0, abs=0.4)

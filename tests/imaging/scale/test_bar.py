"""A bar that a device burnt in is read within a hundredth, or not at all."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from anagen.imaging.scale import Known, look_for_scale, read_scale
from anagen.imaging.scale.label import label_in
from anagen.imaging.scalp import ScaleSource
from tests.imaging.scale.drawn_bars import Drawn, scalp, with_bar

WHITE = (250, 250, 250)
BARS = {
    "an L with a boxed label": (Drawn(shape="corner", boxed=True), 300.0),
    "black, with ticks": (Drawn(shape="ticked", thick_px=3, label="1 mm"), 297.0),
    "white, with ticks": (Drawn(shape="ticked", thick_px=3, ink=WHITE, label="1 mm"), 297.0),
    "half a millimetre": (Drawn(length_px=180, label="0.5 mm", ink=WHITE), 360.0),
    "500 µm": (Drawn(length_px=160, label="500 µm", ink=WHITE, thick_px=4), 320.0),
    "200 µm": (Drawn(length_px=120, label="200 µm", ink=WHITE, below=True), 600.0),
    "a boxed label": (Drawn(length_px=120, label="200 µm", letters_px=30, boxed=True), 600.0),
    "2 mm, label below": (Drawn(length_px=400, label="2 mm", below=True), 200.0),
    "small print": (Drawn(length_px=150, thick_px=1, label="1.0 mm", letters_px=14), 150.0),
}


@pytest.mark.parametrize("name", BARS)
def test_a_bar_is_read_within_a_hundredth(name: str) -> None:
    drawn, true_px_per_mm = BARS[name]
    reading = read_scale(with_bar(drawn))
    assert reading is not None
    assert reading.source is ScaleSource.BAR
    assert reading.px_per_mm == pytest.approx(true_px_per_mm, rel=0.01)
    assert 0 < reading.relative_error < 0.03


def test_the_bar_says_which_part_of_the_picture_it_hides() -> None:
    drawn = Drawn(shape="corner", boxed=True)
    reading = read_scale(with_bar(drawn))
    assert reading is not None
    hidden = np.zeros((600, 900), bool)
    for box in reading.covers:
        hidden[box.top : box.bottom + 1, box.left : box.right + 1] = True
    assert hidden[480, 60:360].mean() > 0.98
    assert hidden[200:480, 60].mean() > 0.95
    assert hidden.mean() < 0.05


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5, 48, 51])
def test_a_hair_over_the_end_of_an_l_changes_nothing(seed: int) -> None:
    """In 4, 48 and 51 a hair lies over its middle too, or level beside its label."""
    pixels = with_bar(Drawn(shape="corner", boxed=True), seed)
    cv2.line(pixels, (330, 430), (375, 520), (22, 20, 20), 24)
    reading = read_scale(pixels)
    assert reading is not None
    assert reading.px_per_mm == pytest.approx(300, rel=0.01)


@pytest.mark.parametrize("seed", [35, 46])
def test_an_l_that_hair_lies_along_is_not_read_rather_than_misread(seed: int) -> None:
    assert read_scale(with_bar(Drawn(shape="corner", boxed=True), seed)) is None


@pytest.mark.parametrize("label", ["", "mm", "A 19.934 mm²", "7:45", "HV 15 kV"])
def test_a_bar_without_a_label_of_its_own_is_reported_and_never_used(label: str) -> None:
    seen = look_for_scale(with_bar(Drawn(label=label)))
    assert seen.reading is None
    assert seen.unread_bar_px == pytest.approx(300, rel=0.01)


def test_scalp_without_a_bar_has_no_scale() -> None:
    for seed in range(4):
        assert read_scale(scalp(seed)) is None


@pytest.mark.parametrize(
    ("font", "least"), [("noto-sans.ttf", 0.8), ("plain-regular.ttf", 0.2), ("voice.ttf", 0.0)]
)
def test_no_digit_is_taken_for_another(font: str, least: float) -> None:
    """Every length is read as itself or not at all, in letters our own were not drawn with.

    The second font strikes its zeros through, and the third has serifs: fewer are read.
    """
    read = 0
    labels = ("0.1 mm", "0.2 mm", "0.5 mm", "1 mm", "2 mm", "3 mm", "4 mm", "5 mm", "10 mm")
    labels += ("50 µm", "100 µm", "200 µm", "250 µm", "300 µm", "400 µm", "500 µm", "1 cm")
    for label in labels:
        pixels = with_bar(Drawn(label=label, font=font, ink=WHITE, letters_px=30))
        found = label_in(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)[440:540, 340:700])
        number, unit = label.split()
        true_mm = float(number) * {"mm": 1, "µm": 0.001, "cm": 10}[unit]
        assert found is None or found.mm == pytest.approx(true_mm), label
        read += found is not None
    assert read >= least * len(labels)


@pytest.mark.parametrize("shape", [(1, 1, 3), (2, 900, 3), (900, 2, 3), (30, 30, 3)])
def test_the_smallest_pictures_have_no_scale(shape: tuple[int, int, int]) -> None:
    rng = np.random.default_rng(1)
    assert read_scale(rng.integers(0, 256, shape).astype(np.uint8)) is None


def test_two_scales_that_disagree_are_a_doubt() -> None:
    pixels = with_bar(Drawn(shape="corner", boxed=True))
    agreeing = read_scale(pixels, Known(device_px_per_mm=301))
    assert agreeing is not None
    assert not agreeing.is_in_doubt
    doubted = read_scale(pixels, Known(device_px_per_mm=150))
    assert doubted is not None
    assert doubted.source is ScaleSource.BAR
    assert [one.source for one in doubted.against] == [ScaleSource.DEVICE]


def test_what_a_person_says_counts_before_the_bar_and_alone_where_there_is_none() -> None:
    pixels = with_bar(Drawn(shape="corner", boxed=True))
    said = read_scale(pixels, Known(given_px_per_mm=250))
    assert said is not None
    assert (said.source, said.px_per_mm, said.is_in_doubt) == (ScaleSource.GIVEN, 250, True)
    alone = read_scale(scalp(), Known(given_px_per_mm=150))
    assert alone is not None
    assert alone.scale.source is ScaleSource.GIVEN
    assert replace(alone, covers=()) == alone

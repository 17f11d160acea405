"""Sharpness, brightness and glare: what spoils a picture moves its figure, and no other way."""

from __future__ import annotations

import pytest
from PIL import Image, ImageEnhance, ImageFilter

from anagen.imaging import quality
from anagen.imaging.quality import Apart, Fault, Quality, quality_of
from tests.house.tree import ROOT
from tests.imaging.drawn import scalp

GOOD = Quality(sharpness=400, brightness_percent=50, glare_percent=0.5)


def test_a_drawn_scalp_is_fit_to_compare() -> None:
    assert quality_of(scalp()).faults == ()


def test_more_blur_never_looks_sharper() -> None:
    figures = [
        quality_of(scalp().filter(ImageFilter.GaussianBlur(radius))).sharpness
        for radius in (0, 0.5, 1, 2, 4, 8)
    ]
    assert figures == sorted(figures, reverse=True)
    assert Fault.BLURRED in quality_of(scalp().filter(ImageFilter.GaussianBlur(8))).faults


def test_light_moves_the_brightness_and_says_so() -> None:
    figures = [
        quality_of(ImageEnhance.Brightness(scalp()).enhance(factor)).brightness_percent
        for factor in (0.1, 0.3, 1, 1.4)
    ]
    assert figures == sorted(figures)
    assert Fault.DARK in quality_of(ImageEnhance.Brightness(scalp()).enhance(0.2)).faults
    assert Fault.BRIGHT in quality_of(Image.new("RGB", (400, 300), (240, 240, 240))).faults


def test_burnt_out_skin_is_glare() -> None:
    shining = scalp()
    shining.paste((255, 255, 255), (0, 0, 200, 200))
    share = 100 * 200 * 200 / (640 * 480)
    assert quality_of(shining).glare_percent == pytest.approx(share, abs=0.5)
    assert Fault.GLARE in quality_of(shining).faults


def test_the_figures_hardly_depend_on_how_many_points_a_camera_has() -> None:
    small, large = quality_of(scalp(1024, 768)), quality_of(scalp(1024, 768).resize((3072, 2304)))
    assert large.brightness_percent == pytest.approx(small.brightness_percent, abs=1)
    assert small.sharpness / large.sharpness == pytest.approx(1, abs=0.35)


@pytest.mark.parametrize(
    ("other", "apart"),
    [
        (GOOD, ()),
        (Quality(150, 50, 0.5), ()),
        (Quality(120, 50, 0.5), (Apart.SHARPNESS,)),
        (Quality(400, 66, 0.5), (Apart.BRIGHTNESS,)),
        (Quality(400, 64, 0.5), ()),
        (Quality(400, 50, 5), (Apart.GLARE,)),
        (Quality(1300, 20, 6), (Apart.SHARPNESS, Apart.BRIGHTNESS, Apart.GLARE)),
    ],
)
def test_two_pictures_are_apart_whichever_comes_first(
    other: Quality, apart: tuple[Apart, ...]
) -> None:
    assert GOOD.apart_from(other) == apart
    assert other.apart_from(GOOD) == apart


def test_a_flat_picture_divides_by_nothing() -> None:
    flat = quality_of(Image.new("RGB", (300, 300)))
    assert flat == Quality(0, 0, 0)
    assert Apart.SHARPNESS in flat.apart_from(GOOD)


def test_the_guide_names_the_bounds_as_they_are() -> None:
    guide = (ROOT / "docs" / "how-to" / "photos.md").read_text()
    dark, bright = quality.LEAST_BRIGHTNESS_PERCENT, quality.MOST_BRIGHTNESS_PERCENT
    for said in (
        f"sharpness below {quality.LEAST_SHARPNESS:g} ",
        f"below {dark:g} % or above {bright:g} %",
        f"more than {quality.MOST_GLARE_PERCENT:g} % of the points",
        f"more than {quality.MOST_TIMES_AS_SHARP:g} times as sharp",
        f"more than {quality.MOST_BRIGHTNESS_APART_PERCENT:g} percentage points",
        f"more than {quality.MOST_GLARE_APART_PERCENT:g} percentage points",
        f"{quality.LONGEST_SIDE_PX} points at the longest side",
    ):
        assert said in guide, said

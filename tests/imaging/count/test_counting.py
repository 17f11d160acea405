"""Units, frame and density: every root counts once, in one place, with its error."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from anagen.imaging.captions import captions_in
from anagen.imaging.density import COUNTING_ERROR, density_interval, placement_error
from anagen.imaging.frame import Box, Frame, around, inverse, moved
from anagen.imaging.framing import GUARD_MM, frame_of, picture_box
from anagen.imaging.hairs import Hair
from anagen.imaging.inside import inside
from anagen.imaging.scalp import Scale, ScaleSource, Scalp
from anagen.imaging.units import UNIT_MM, units_of

PX_PER_MM = 100.0


def skin(high: int = 300, wide: int = 400) -> np.ndarray:
    noise = np.random.default_rng(1).normal(0, 8, (high, wide, 3))
    return np.clip(np.array([200, 160, 140]) + noise, 0, 255).astype(np.uint8)


def scalp(pixels: np.ndarray) -> Scalp:
    return Scalp(pixels, Scale(PX_PER_MM, ScaleSource.GIVEN, 0.01))


# Units


def test_roots_close_together_are_one_unit() -> None:
    assert units_of([(10, 10), (20, 12), (200, 200), (14, 22)], PX_PER_MM) == (0, 0, 1, 0)


def test_a_chain_of_neighbours_is_not_one_long_unit() -> None:
    step = 0.9 * UNIT_MM * PX_PER_MM
    units = units_of([(n * step, 0.0) for n in range(9)], PX_PER_MM)
    assert max(units.count(unit) for unit in units) == 2


def test_the_scale_decides_what_is_close() -> None:
    roots = [(0.0, 0.0), (50.0, 0.0)]
    assert units_of(roots, 100.0) == (0, 1)
    assert units_of(roots, 400.0) == (0, 0)


def test_no_roots_have_no_units() -> None:
    assert units_of([], PX_PER_MM) == ()


# Frame


def test_frames_side_by_side_count_every_root_once() -> None:
    cuts = [0.0, 50.0, 120.0, 200.0]
    frames = [
        Frame(Box(left, top, right, bottom), (), 1.0)
        for left, right in itertools.pairwise(cuts)
        for top, bottom in itertools.pairwise(cuts)
    ]
    roots = [(x, y) for x in (0.0, 49.9, 50.0, 120.0, 199.9) for y in (0.0, 50.0, 119.9)]
    assert [sum(frame.holds(root) for frame in frames) for root in roots] == [1] * len(roots)


def test_the_guard_keeps_the_frame_away_from_the_border() -> None:
    box = frame_of(scalp(skin())).box
    guard = GUARD_MM * PX_PER_MM
    assert (box.left, box.top) == (guard - 0.5, guard - 0.5)
    assert (box.right, box.bottom) == (399.5 - guard, 299.5 - guard)


def test_the_area_is_that_of_the_frame() -> None:
    frame = frame_of(scalp(skin()))
    assert frame.area_cm2 == pytest.approx(370 * 270 / 100**2 / 100)


@pytest.mark.parametrize("level", [0, 220, 255])
def test_a_blank_strip_is_no_part_of_the_picture(level: int) -> None:
    pixels = skin()
    pixels[280:] = level
    pixels[:, :30] = level
    assert picture_box(pixels) == Box(29.5, -0.5, 399.5, 279.5)


def test_a_picture_of_one_colour_has_no_frame() -> None:
    assert frame_of(scalp(np.full((300, 400, 3), 128, np.uint8))).area_cm2 == 0


def test_a_caption_is_taken_out_of_area_and_count_once_even_when_two_overlap() -> None:
    whole = frame_of(scalp(skin()))
    hidden = [Box(50, 50, 150, 100), Box(100, 50, 200, 100), Box(-50, 60, 10, 90)]
    frame = frame_of(scalp(skin()), hidden)
    assert frame.area_cm2 == pytest.approx(whole.area_cm2 - 150 * 50 / 100**2 / 100)
    assert not frame.holds((120.0, 60.0))
    assert frame.holds((220.0, 60.0))


def test_a_frame_laid_flat_finds_roots_of_the_picture_as_given() -> None:
    flat = ((1.1, 0.2, -5.0), (0.05, 0.9, 3.0), (1e-4, 2e-4, 1.0))
    frame = Frame(Box(10, 10, 60, 40), (), 1.0, flat)
    for corner, given in zip(frame.box.corners, frame.outline(), strict=True):
        assert moved(given, flat) == pytest.approx(corner)
    inside = moved((30.0, 20.0), inverse(flat))
    assert frame.holds(inside)
    assert not frame.holds(moved((9.0, 20.0), inverse(flat)))


def test_the_box_around_points_is_the_smallest() -> None:
    assert around([(3.0, 1.0), (2.0, 8.0), (5.0, 4.0)]) == Box(2.0, 1.0, 5.0, 8.0)


# Density


def test_the_interval_holds_the_density() -> None:
    low, high = density_interval(60, 0.4, 0.01)
    assert 0 < low < 150 < high


@pytest.mark.parametrize("scale_error", [0.0, 0.02, 0.05, 0.2])
def test_the_error_of_the_scale_counts_twice(scale_error: float) -> None:
    low, high = density_interval(60, 0.4, scale_error)
    spread = np.log(high / low) / (2 * 1.959964)
    other = placement_error(150, 0.4) ** 2 + COUNTING_ERROR**2
    assert spread**2 - other == pytest.approx((2 * scale_error) ** 2, abs=1e-4)


def test_more_area_more_hairs_and_a_persons_look_narrow_the_interval() -> None:
    def width(count: int, area: float, *, is_corrected: bool = False) -> float:
        low, high = density_interval(count, area, 0.01, is_corrected=is_corrected)
        return high / low

    assert width(60, 0.4) > width(120, 0.8)
    assert width(30, 0.4) > width(60, 0.4)
    assert width(60, 0.4) > width(60, 0.4, is_corrected=True)


def test_an_empty_frame_may_still_stand_on_a_scalp_with_hair() -> None:
    assert density_interval(0, 0.5, 0.01) == (0.0, 6.0)


def test_placement_is_what_was_simulated_on_real_roots() -> None:
    assert placement_error(25 / 0.195, 0.195) == pytest.approx(0.097)
    # The same simulation on 0.09 cm² gave 47 % as the smallest change, against 27 %.
    assert placement_error(128, 0.09) / 0.097 == pytest.approx(47 / 27, rel=0.05)


# Border


def test_a_hair_that_leaves_the_picture_ends_at_its_border() -> None:
    path = ((50.0, 50.0), (80.0, 50.0), (120.0, 70.0), (140.0, 70.0))
    (hair,) = inside([Hair(path, 1.0)], (100, 100))
    assert hair.path == ((50.0, 50.0), (80.0, 50.0), (99.5, 59.75))


def test_a_hair_inside_stays_whole_and_one_from_outside_is_none_of_the_picture() -> None:
    whole, outside = Hair(((5.0, 5.0), (9.0, 30.0)), 1.0), Hair(((-4.0, 5.0), (9.0, 5.0)), 1.0)
    assert inside([whole, outside], (100, 100)) == (whole,)


def test_every_border_cuts() -> None:
    ends = [(50.0, -20.0), (50.0, 140.0), (-30.0, 50.0), (150.0, 50.0)]
    cut = [hair.tip for hair in inside([Hair(((50, 50), end), 1.0) for end in ends], (100, 100))]
    assert cut == [(50.0, -0.5), (50.0, 99.5), (-0.5, 50.0), (99.5, 50.0)]


# Captions


def captioned(box: int, letters: int) -> np.ndarray:
    pixels = skin()
    pixels[30:50, 60:160] = (pixels[30:50, 60:160] * 0.2 + box).astype(np.uint8)
    for x in range(66, 150, 9):
        pixels[35:45, x : x + 3] = letters
    return pixels


@pytest.mark.parametrize(("box", "letters"), [(20, 240), (210, 10)])
def test_a_caption_is_seen_where_it_stands(box: int, letters: int) -> None:
    (found,) = captions_in(captioned(box, letters))
    assert (found.left, found.right) == pytest.approx((60, 160), abs=4)
    assert (found.top, found.bottom) == pytest.approx((30, 50), abs=4)


def test_skin_and_hair_are_no_captions() -> None:
    pixels = skin()
    pixels[100:112, 50:140] = 25  # a thick hair that lies level
    pixels[200:203, 200:320] = 230  # a bright one
    assert captions_in(pixels) == ()


def test_a_caption_of_a_large_picture_is_seen_too() -> None:
    large = np.repeat(np.repeat(captioned(20, 240), 5, axis=0), 5, axis=1)
    (found,) = captions_in(large)
    assert (found.left, found.right) == pytest.approx((300, 800), abs=12)

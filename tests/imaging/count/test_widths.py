"""Widths: what is drawn comes back, whatever the blur, the colour and the neighbours."""

from __future__ import annotations

from dataclasses import replace
from statistics import mean

import pytest

from anagen.imaging.hairs import Kind
from anagen.imaging.widths import with_widths
from tests.imaging.count.drawing import DARK, SKIN, Wanted, drawn, scattered, straight

#: The bar: bias in µm from 20 to 120 µm.
BAR_UM = 3.0


def bias_um(wanted: Wanted, blur_px: float | None = None) -> float:
    """By how much the measured widths are too wide on average; no width may be missing."""
    picture = drawn(wanted, scattered())
    hairs = with_widths(picture.scalp, picture.hairs, blur_px).hairs
    assert all(hair.width_um is not None and not hair.width_at_most for hair in hairs)
    return mean(hair.width_um or 0.0 for hair in hairs) - wanted.width_um


@pytest.mark.parametrize("width_um", [20, 30, 40, 80, 120])
def test_a_width_comes_back_when_the_blur_is_known(width_um: float) -> None:
    assert abs(bias_um(Wanted(width_um, blur_px=1.2), blur_px=1.24)) < BAR_UM


@pytest.mark.parametrize(("width_um", "blur_px"), [(30, 0.6), (60, 1.0), (60, 2.0), (110, 1.5)])
def test_a_width_comes_back_when_the_blur_is_read_from_the_hairs(
    width_um: float, blur_px: float
) -> None:
    assert abs(bias_um(Wanted(width_um, blur_px=blur_px))) < BAR_UM


def test_the_blur_of_the_lens_is_read_from_the_edges() -> None:
    picture = drawn(Wanted(80, blur_px=1.5, noise=1.0), scattered())
    assert with_widths(picture.scalp, picture.hairs).blur_px == pytest.approx(1.5, abs=0.15)


def test_light_hair_on_dark_skin_is_as_wide_as_dark_hair_on_light_skin() -> None:
    assert abs(bias_um(Wanted(60, skin=(0.06, 0.04, 0.03), hair=(0.7, 0.68, 0.65)))) < BAR_UM


def test_hair_that_differs_in_colour_alone_is_measured_too() -> None:
    assert abs(bias_um(Wanted(60, hair=(SKIN[0], DARK[1], DARK[2])))) < BAR_UM


def test_a_hair_below_three_pixels_is_at_most_as_wide_as_it_looks() -> None:
    picture = drawn(Wanted(20, px_per_mm=100), scattered())
    hairs = with_widths(picture.scalp, picture.hairs, 1.0).hairs
    assert all(hair.width_at_most for hair in hairs)
    assert min(hair.width_um or 0.0 for hair in hairs) >= 20


def test_at_most_a_width_above_the_cut_says_neither_terminal_nor_vellus() -> None:
    fine = replace(straight(0, 0, 0), width_um=55.0, width_at_most=True)
    assert fine.kind is Kind.UNKNOWN
    assert replace(fine, width_um=35.0).kind is Kind.VELLUS


def test_two_shafts_side_by_side_are_not_measured_as_one() -> None:
    pair = [straight(100, 100, 0, 90.0), straight(100, 109, 0, 90.0)]
    picture = drawn(Wanted(60), pair)
    assert [hair.width_um for hair in with_widths(picture.scalp, pair).hairs] == [None, None]


def test_a_crossing_hair_does_not_widen_the_one_it_crosses() -> None:
    pair = [straight(100, 150, 0, 120.0), straight(160, 100, 90, 120.0)]
    picture = drawn(Wanted(60), pair)
    for hair in with_widths(picture.scalp, pair, 1.0).hairs:
        assert hair.width_um == pytest.approx(60, abs=BAR_UM)


def test_a_path_beside_its_hair_still_gives_its_width() -> None:
    hairs = scattered()
    picture = drawn(Wanted(60), hairs)
    beside = [replace(one, path=tuple((x + 2, y + 2) for x, y in one.path)) for one in hairs]
    for hair in with_widths(picture.scalp, beside, 1.0).hairs:
        assert hair.width_um == pytest.approx(60, abs=BAR_UM + 1)


def test_bare_skin_has_no_width() -> None:
    hairs = scattered()
    picture = drawn(Wanted(60, noise=4.0), hairs[:1])
    measured = with_widths(picture.scalp, hairs[4:], 1.0).hairs
    assert [hair.width_um for hair in measured] == [None] * 4


def test_no_hairs_have_no_widths() -> None:
    assert with_widths(drawn(Wanted(), []).scalp, []).hairs == ()

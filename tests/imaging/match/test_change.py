"""The error of a change: it grows with every doubt, and luck never makes it small."""

from __future__ import annotations

from dataclasses import replace

import pytest

from anagen.imaging.match.change import Tally, change_of
from anagen.imaging.match.compared import ErrorFrom

TALLY = Tally(
    hairs=60, new=4, lost=10, maybe_lost=0, maybe_new=0, area_cm2=0.4, matched_share=0.9,
    agreement=0.9,
)  # fmt: skip


def width(tally, *args):
    low, high = change_of(tally, *args).bounds
    return high - low


def test_the_change_lies_inside_its_interval():
    change = change_of(TALLY)
    assert change.per_cm2 == pytest.approx(-15)
    assert change.bounds[0] < change.per_cm2 < change.bounds[1]
    assert change.error_from is ErrorFrom.BENCH


@pytest.mark.parametrize(
    "worse",
    [
        {"maybe_lost": 2},
        {"maybe_new": 2},
        {"matched_share": 0.5},
        {"agreement": 0.6},
        {"agreement": None},
    ],
)
def test_every_doubt_widens_the_error(worse):
    assert width(replace(TALLY, **worse)) > width(TALLY)
    least = change_of(replace(TALLY, **worse)).smallest_detectable
    assert least >= change_of(TALLY).smallest_detectable


def test_a_doubtful_hair_of_the_first_visit_can_only_have_gone():
    doubted = change_of(replace(TALLY, maybe_lost=3))
    assert doubted.bounds[1] == change_of(TALLY).bounds[1]
    assert doubted.bounds[0] == pytest.approx(change_of(TALLY).bounds[0] - 3 / 0.4)


def test_unsteady_repeats_widen_the_error_and_lucky_ones_do_not_abolish_it():
    steady, unsteady = change_of(TALLY, (0.0, 0.0)), change_of(TALLY, (12.0, -15.0))
    assert unsteady.smallest_detectable > change_of(TALLY).smallest_detectable
    assert steady.smallest_detectable >= 1 / TALLY.area_cm2
    assert width(TALLY, (0.0, 0.0)) > 0
    assert steady.error_from is unsteady.error_from is ErrorFrom.REPEATS


def test_many_repeats_outweigh_the_bench():
    spread = change_of(TALLY, (10.0, -10.0) * 200)
    assert spread.smallest_detectable == pytest.approx(1.96 * 10, rel=0.02)


def test_less_than_one_hair_is_never_seen():
    still = replace(TALLY, hairs=6, new=0, lost=0)
    assert change_of(still).smallest_detectable == pytest.approx(1 / 0.4)

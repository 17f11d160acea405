"""Two counts: may they be compared at all, and is the change more than the error?"""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anagen.care.measure import comparison
from anagen.care.measure.counts import error_95
from tests.spec.measure.visits import count
from tests.story import knowledge

YEAR = 365.25


def compared(before, after):
    return comparison(before, after, knowledge())


def said(found) -> str:
    return " ".join((*found.why, *found.doubts))


def test_two_counts_made_alike_a_year_apart_may_be_compared_without_a_doubt():
    found = compared(
        count(YEAR, 150, standard_error_per_cm2=3.6), count(0, 174, standard_error_per_cm2=3.6)
    )
    assert found.comparable is True
    assert found.doubts == ()
    assert found.change_per_cm2 == 24
    assert found.weeks == pytest.approx(52.2, abs=0.1)


def test_the_interval_comes_from_both_standard_errors():
    found = compared(
        count(YEAR, 150, standard_error_per_cm2=3), count(0, 174, standard_error_per_cm2=4)
    )
    assert found.interval_95 == (pytest.approx(24 - 1.96 * 5), pytest.approx(24 + 1.96 * 5))
    assert found.smallest_detectable_per_cm2 == pytest.approx(1.96 * 5)
    assert "standard errors given" in said(found)


def test_without_any_error_the_root_of_the_count_is_taken_and_said():
    found = compared(count(YEAR, 144, area_cm2=1), count(0, 169, area_cm2=1))
    assert found.smallest_detectable_per_cm2 == pytest.approx(1.96 * sqrt(144 + 169))
    assert "No error was given with either count" in said(found)
    assert "the true error is larger" in said(found)


def test_the_counting_error_is_per_cm2():
    found = compared(count(YEAR, 100, area_cm2=0.5), count(0, 100, area_cm2=0.5))
    assert found.smallest_detectable_per_cm2 == pytest.approx(1.96 * sqrt(200) / 0.5)


def test_a_count_of_none_still_has_the_error_of_one():
    found = compared(count(YEAR, 0), count(0, 1))
    assert found.smallest_detectable_per_cm2 == pytest.approx(1.96 * sqrt(2))
    assert found.is_noise is True


@pytest.mark.parametrize(
    ("hairs", "given", "error"),
    [
        (100, {"standard_error_per_cm2": 5.0}, 9.8),
        (100, {"smallest_detectable_per_cm2": 20.0}, 20 / sqrt(2)),
        (100, {"standard_error_per_cm2": 5.0, "smallest_detectable_per_cm2": 20.0}, 9.8),
        (100, {"standard_error_per_cm2": 0.0}, 19.6),
        (100, {"area_cm2": 0.5}, 39.2),
        (100, {}, 19.6),
        (0, {}, 1.96),
    ],
)
def test_the_error_of_one_count_follows_from_what_is_given(hairs, given, error):
    assert error_95(count(1, hairs, **given)) == pytest.approx(error)


def test_where_one_count_has_an_error_the_other_takes_its_root():
    found = compared(count(YEAR, 144, standard_error_per_cm2=5), count(0, 169))
    assert found.smallest_detectable_per_cm2 == pytest.approx(1.96 * sqrt(25 + 169))
    assert "No error was given with one of the counts" in said(found)


def test_an_error_of_nought_is_no_error():
    found = compared(
        count(YEAR, 144, standard_error_per_cm2=0), count(0, 169, standard_error_per_cm2=0)
    )
    assert found.smallest_detectable_per_cm2 == pytest.approx(1.96 * sqrt(144 + 169))


def test_the_methods_own_figure_stands_in_for_errors_that_were_not_given():
    found = compared(count(YEAR, 150, smallest_detectable_per_cm2=11), count(0, 174))
    assert found.smallest_detectable_per_cm2 == pytest.approx(11)
    assert found.interval_95 == (pytest.approx(13), pytest.approx(35))
    assert "the figure that the method gives for itself" in said(found)


def test_the_larger_of_the_methods_figure_and_the_standard_errors_counts():
    exact = {"standard_error_per_cm2": 1.0}
    found = compared(
        count(YEAR, 150, **exact, smallest_detectable_per_cm2=11),
        count(0, 160, **exact, smallest_detectable_per_cm2=9),
    )
    assert found.smallest_detectable_per_cm2 == 11
    assert found.is_noise is True
    rough = {"standard_error_per_cm2": 10.0}
    wider = compared(
        count(YEAR, 150, **rough, smallest_detectable_per_cm2=11), count(0, 160, **rough)
    )
    assert wider.smallest_detectable_per_cm2 == pytest.approx(1.96 * sqrt(200))


@pytest.mark.parametrize(
    ("hairs", "is_noise"), [(161, True), (162, False), (139, True), (138, False)]
)
def test_a_change_as_large_as_the_error_is_still_noise(hairs, is_noise):
    before = count(YEAR, 150, smallest_detectable_per_cm2=11)
    assert compared(before, count(0, hairs)).is_noise is is_noise


@settings(deadline=None)
@given(st.integers(20, 400), st.integers(20, 400), st.floats(0.5, 30), st.floats(0.5, 30))
def test_a_change_beyond_the_error_has_an_interval_on_one_side_of_nought(before, after, one, other):
    found = compared(
        count(YEAR, before, standard_error_per_cm2=one),
        count(0, after, standard_error_per_cm2=other),
    )
    low, high = found.interval_95
    assert found.is_noise is not (low > 0 or high < 0)


@settings(deadline=None)
@given(st.integers(20, 400), st.integers(20, 400), st.floats(0.5, 30), st.floats(1, 3))
def test_a_larger_error_never_turns_noise_into_a_result(before, after, error, times):
    exact, rough = (
        compared(
            count(YEAR, before, standard_error_per_cm2=one),
            count(0, after, standard_error_per_cm2=one),
        )
        for one in (error, error * times)
    )
    assert exact.is_noise <= rough.is_noise


@settings(deadline=None)
@given(st.integers(20, 400), st.integers(20, 400))
def test_looking_backwards_turns_a_gain_into_a_loss_of_the_same_size(before, after):
    forth = compared(count(YEAR, before), count(0, after))
    back = compared(count(YEAR, after), count(0, before))
    assert forth.change_per_cm2 == pytest.approx(-back.change_per_cm2)
    assert forth.is_noise is back.is_noise


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"site": "hairline"}, "The spots differ: crown dot, then hairline."),
        ({"device": "phone"}, "The devices differ: skin lens, then phone."),
        ({"area_cm2": 0.9}, "The counted areas differ: 1 cm2, then 0.9 cm2."),
        ({"hair_length_mm": 2.0}, "The hair length differs: about 1 mm, then 2 mm."),
    ],
)
def test_counts_made_differently_are_not_compared_and_the_difference_is_named(parts, words):
    found = compared(count(YEAR, 150), count(0, 174, **parts))
    assert found.comparable is False
    assert words in said(found)
    assert found.change_per_cm2 is None
    assert found.interval_95 is None
    assert found.smallest_detectable_per_cm2 is None
    assert found.is_noise is None


def test_another_cut_between_fine_and_thick_hair_is_a_difference():
    found = compared(count(YEAR, 150, cut_um=30), count(0, 174, cut_um=40))
    assert found.comparable is False
    assert "at 30 µm in the first count and at 40 µm in the second" in said(found)


def test_a_cut_written_down_only_once_is_a_doubt():
    found = compared(count(YEAR, 150, cut_um=30), count(0, 174))
    assert found.comparable is True
    assert "Where fine hair ends was written down only once." in found.doubts


def test_the_same_cut_both_times_is_no_doubt():
    assert compared(count(YEAR, 150, cut_um=30), count(0, 174, cut_um=30)).doubts == ()


@pytest.mark.parametrize(
    "parts",
    [
        {"site": " Crown  DOT"},
        {"device": "Skin Lens "},
        {"area_cm2": 0.95},
        {"hair_length_mm": 1.3},
    ],
)
def test_small_differences_of_writing_or_measuring_are_none(parts):
    assert compared(count(YEAR, 150), count(0, 150, **parts)).comparable is True


@pytest.mark.parametrize(
    ("first", "second", "comparable"),
    [(4.0, 3.0, True), (4.0, 2.9, False), (3.0, 4.0, True), (0.5, 0.4, True), (0.5, 0.35, False)],
)
def test_hair_lengths_are_alike_within_a_quarter_of_the_longer(first, second, comparable):
    found = compared(count(YEAR, 150, hair_length_mm=first), count(0, 150, hair_length_mm=second))
    assert found.comparable is comparable


@pytest.mark.parametrize("before", [{"device": ""}, {"site": "unknown"}, {"site": "?"}])
def test_what_was_not_written_down_cannot_be_compared_and_is_not_called_different(before):
    found = compared(count(YEAR, 150, **before), count(0, 174))
    assert found.comparable is None
    assert found.change_per_cm2 is None
    assert "not" in said(found)


def test_two_counts_of_one_day_show_the_error_and_no_growth():
    found = compared(count(0.3, 150), count(0, 174))
    assert found.comparable is False
    assert "the error of measuring, not growth" in said(found)


@pytest.mark.parametrize(
    ("days", "differs"),
    [
        (28, False), (60, False), (61, True), (182, True),
        (304, True), (306, False), (365, False), (730, False),
    ],
)  # fmt: skip
def test_the_season_is_a_doubt_however_many_years_lie_between(days, differs):
    found = compared(count(days, 150), count(0, 174))
    assert found.comparable is True
    assert any("season differs" in doubt for doubt in found.doubts) is differs


def test_fewer_than_three_pictures_are_a_doubt():
    found = compared(count(YEAR, 150), count(0, 174, pictures=1))
    assert found.doubts == ("At one visit or both only 1 of 3 pictures were taken.",)


def test_a_hair_length_nobody_wrote_down_is_a_doubt():
    found = compared(count(YEAR, 150, hair_length_mm=None), count(0, 174))
    assert found.doubts == ("The hair length was not written down each time.",)


def test_the_doubts_of_the_pictures_are_carried_on():
    found = compared(count(YEAR, 150, doubts=("glare",)), count(0, 174, doubts=("out of focus.",)))
    assert found.doubts == ("First count: glare.", "Second count: out of focus.")


def test_a_count_per_square_inch_is_put_into_our_unit_and_still_not_compared():
    before = count(182, 140, smallest_detectable_per_cm2=12)
    found = compared(before, count(0, 910, area_cm2=6.4516, site="unknown"))
    assert found.comparable is False
    assert "6.4516 cm2 (one square inch)" in said(found)
    assert "about 140 and 141 per cm2, about 1 apart, inside the error of 12" in said(found)
    assert "whether the same spot was counted" in said(found)


def test_a_circle_one_inch_wide_is_named():
    found = compared(count(YEAR, 150), count(0, 800, area_cm2=5.07))
    assert "5.07 cm2 (a circle one inch wide)" in said(found)
    assert "inside the error" not in said(found)


@pytest.mark.parametrize(("hairs", "inside"), [(111, True), (112, False)])
def test_densities_as_far_apart_as_the_error_are_inside_it(hairs, inside):
    before = count(YEAR, 50, area_cm2=0.5, smallest_detectable_per_cm2=11)
    assert ("inside the error" in said(compared(before, count(0, hairs)))) is inside


def test_small_fields_are_held_to_the_same_share():
    assert compared(count(YEAR, 75, area_cm2=0.5), count(0, 69, area_cm2=0.46)).comparable is False
    assert compared(count(YEAR, 600, area_cm2=4), count(0, 585, area_cm2=3.9)).comparable is True


@pytest.mark.parametrize(("days", "comparable"), [(0.9, False), (1, True), (1.5, True)])
def test_a_day_apart_is_another_visit(days, comparable):
    assert compared(count(days, 150), count(0, 150)).comparable is comparable


def test_areas_far_apart_in_density_are_not_called_inside_the_error():
    before = count(YEAR, 150, smallest_detectable_per_cm2=5)
    assert "inside the error" not in said(compared(before, count(0, 100, area_cm2=0.5)))

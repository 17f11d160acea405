"""Which counts are forecast from: one device, each spot apart, repeats together, the rest named."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from anagen.outlook.visits import stated_error
from tests.outlook.told import at_week, looked, moved, refused, steady
from tests.story import NOW

PLAIN = steady((150, 152, 160, 163), (-1, 12, 24, 47))


def test_counts_before_and_after_the_start_become_visits_in_weeks():
    visits = looked(PLAIN).visits
    assert [round(one.weeks) for one in visits.counts] == [-1, 12, 24, 47]
    assert visits.spots == ["crown dot"]
    assert visits.level_per_cm2 == 150


def test_a_count_from_another_device_is_named_and_changes_nothing():
    other = at_week(40, 300, device="phone")
    mixed, alone = looked([*PLAIN, other]), looked(PLAIN)
    assert mixed.plain == alone.plain
    assert any("phone" in doubt and "never mixed" in doubt for doubt in map(str, mixed.doubts))
    assert not any("phone" in doubt for doubt in map(str, alone.doubts))


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        ({"cut_um": 30.0}, "30 µm"),
        ({"area_cm2": 2.0}, "2 cm2 instead of 1 cm2"),
        ({"hair_length_mm": 9.0}, "hair 9 mm long instead of 1 mm"),
        ({"site": "front"}, "front, which was counted alike on one day only"),
    ],
)
def test_a_count_made_in_another_way_is_named_and_changes_nothing(parts, word):
    mixed = looked([*PLAIN, at_week(40, 320, **parts)])
    assert mixed.plain == looked(PLAIN).plain
    assert any(word in doubt for doubt in map(str, mixed.doubts))


def test_two_spots_are_kept_apart_and_tell_more_than_one():
    front = steady((90, 92, 100, 103), (-1, 12, 24, 47), site="front")
    both = looked([*PLAIN, *front])
    assert both.visits.spots == ["crown dot", "front"]
    one, two = (looked(counts).plain.effect.interval_80 for counts in (PLAIN, [*PLAIN, *front]))
    assert two[1] - two[0] < one[1] - one[0]


def test_two_counts_on_one_day_are_repeats_and_show_the_error():
    twice = [*PLAIN, *moved(PLAIN, 0.01)]
    apart = [*PLAIN, *(replace(one, hair_count=one.hair_count + 30) for one in moved(PLAIN, 0.01))]
    close, far = looked(twice).visits, looked(apart).visits
    assert len(close.counts) == len(PLAIN)
    assert close.technical.freedom == len(PLAIN)
    assert close.technical.size < 1 < far.technical.size
    assert [one.pictures for one in close.counts] == [6, 6, 6, 6]
    assert not any("untested" in doubt for doubt in map(str, close.doubts))


def test_repeats_that_disagree_widen_the_forecast():
    apart = [*PLAIN, *(replace(one, hair_count=one.hair_count + 30) for one in moved(PLAIN, 0.01))]
    shifted = [replace(one, hair_count=one.hair_count + 15) for one in PLAIN]
    wide, narrow = (looked(counts).plain.effect.interval_95 for counts in (apart, shifted))
    assert wide[1] - wide[0] > narrow[1] - narrow[0]


def test_without_an_error_the_published_one_of_automatic_counts_is_taken():
    bare = at_week(0, 200, standard_error_per_cm2=None)
    assert stated_error(replace(bare, pictures=1), 200) == pytest.approx(18)
    assert stated_error(replace(bare, pictures=9), 200) == pytest.approx(6)
    assert stated_error(replace(bare, standard_error_per_cm2=0.0, pictures=1), 200) == 18
    found = looked(steady((150, 152, 160), (-1, 24, 47), standard_error_per_cm2=None))
    assert any("9 %" in doubt for doubt in map(str, found.doubts))


def test_the_larger_of_a_count_and_its_method_is_believed():
    both = at_week(0, 200, standard_error_per_cm2=2.0, smallest_detectable_per_cm2=27.7)
    assert stated_error(both, 200) == pytest.approx(10, rel=0.01)
    assert stated_error(replace(both, standard_error_per_cm2=20.0), 200) == 20


def test_no_count_is_believed_to_be_better_than_matched_hairs():
    assert stated_error(at_week(0, 200, standard_error_per_cm2=0.01), 200) == 1.0


def test_what_was_not_written_down_is_a_doubt():
    found = looked(steady((150, 160), (1, 40), device="", site="unknown"))
    assert any("device was not written down" in doubt for doubt in map(str, found.doubts))
    assert any("same spot" in doubt for doubt in map(str, found.doubts))
    assert any("before the start" in doubt for doubt in map(str, found.doubts))


def test_an_untreated_patch_is_no_treated_spot():
    patch = steady((120, 119, 118, 117), (-1, 12, 24, 47), site="untreated patch")
    found = looked([*PLAIN, *patch])
    assert [one.is_treated for one in found.visits.counts[:2]] == [True, False]
    assert any("never treated" in doubt for doubt in map(str, found.doubts))
    assert refused(patch).why.startswith("It takes two counts of one treated spot")


@pytest.mark.parametrize(
    ("counts", "word"),
    [
        ([], "Nothing has been counted"),
        ([at_week(0, 150)], "two counts"),
        ([at_week(0, 150), *moved([at_week(0, 152)], 0.01)], "two counts"),
        ([at_week(0, 150), at_week(30, 150, device="phone")], "one device"),
        ([at_week(0, 150), at_week(30, 150, site="front")], "one treated spot"),
    ],
)
def test_too_little_is_an_answer_and_never_an_exception(counts, word):
    assert word in refused(counts).why


def test_without_a_first_day_there_is_no_forecast():
    found = refused(PLAIN, sessions=(), said={"course_began_on": None, "needled_before": None})
    assert "first day of the course" in found.why


def test_counts_dated_after_the_moment_are_left_out_and_named():
    coming = replace(PLAIN[0], at=NOW + timedelta(days=3), hair_count=400)
    found = looked([*PLAIN, coming])
    assert found.plain == looked(PLAIN).plain
    assert "Left out: 1 count dated after this moment." in map(str, found.doubts)


def test_the_season_is_that_of_the_calendar():
    schedule = looked(PLAIN).standing.schedule
    around = schedule.phase(np.array([0.0, 365.25 / 7]))
    assert around[1] - around[0] == pytest.approx(2 * np.pi)

"""Which two visits are laid side by side, and what is told beside them."""

from __future__ import annotations

import pytest

from anagen.care.measure import counted_pair, measures_for, start_of_course
from anagen.records.words import Zone
from tests.spec.measure.visits import count, picture, session
from tests.story import case


def pair(*counts, **parts):
    found = counted_pair(case(measurements=counts, **parts))
    return None if found is None else tuple(one.hair_count for one in found)


def compared(**parts):
    return measures_for(case(**parts)).comparison


def test_nothing_counted_gives_no_pair():
    assert pair() is None


def test_one_day_of_counting_gives_no_pair():
    assert pair(count(0, 150), count(0, 152)) is None


def test_the_last_count_before_the_course_is_the_baseline():
    counts = [count(days, hairs) for days, hairs in [(300, 140), (201, 150), (90, 155), (0, 160)]]
    assert pair(*counts, sessions=(session(200),)) == (150, 160)


def test_a_count_on_the_day_of_the_first_session_is_from_before_it():
    counts = [count(300, 140), count(200, 150), count(0, 160)]
    assert pair(*counts, sessions=(session(200), session(100))) == (150, 160)


def test_a_count_from_between_two_sessions_is_no_baseline():
    counts = [count(300, 140), count(150, 150), count(0, 160)]
    assert pair(*counts, sessions=(session(200), session(100))) == (140, 160)


def test_the_latest_count_is_never_its_own_baseline():
    counts = [count(300, 140), count(201, 150)]
    assert pair(*counts, sessions=(session(200),)) == (140, 150)


def test_without_a_count_before_the_course_the_first_one_serves():
    assert pair(count(90, 155), count(0, 160), sessions=(session(200),)) == (155, 160)


def test_a_spot_that_is_never_treated_does_not_speak_for_the_course():
    treated = [count(90, 150), count(0, 158)]
    for name in ("control", "Crown, untreated", "untreated-1"):
        control = [count(90, 150, site=name), count(0, 120, site=name)]
        assert pair(*treated, *control) == (150, 158)


def test_a_spot_that_only_sounds_untreated_still_speaks():
    treated = [count(90, 150), count(0, 158)]
    other = [count(90, 150, site="uncontrolled"), count(0, 120, site="uncontrolled")]
    assert pair(*treated, *other) == (150, 120)


def test_where_only_an_untreated_spot_was_counted_it_speaks():
    control = [count(90, 150, site="control"), count(0, 120, site="control")]
    assert pair(*control) == (150, 120)


def test_without_a_start_the_first_and_the_last_count_stand_side_by_side():
    assert pair(count(300, 140), count(201, 150), count(0, 160)) == (140, 160)


def test_the_course_begins_when_the_person_says_it_did():
    told = case("home", {"course_began_on": case().today}, sessions=(session(200),))
    assert start_of_course(told) == told.today


def test_the_spot_that_fared_worst_speaks():
    counts = [
        count(200, 150), count(0, 190),
        count(200, 150, site="hairline"), count(0, 120, site="hairline"),
    ]  # fmt: skip
    assert pair(*counts) == (150, 120)


def test_a_fall_counts_more_than_a_low_count():
    counts = [
        count(200, 100), count(0, 120),
        count(200, 180, site="hairline"), count(0, 150, site="hairline"),
    ]  # fmt: skip
    assert pair(*counts) == (180, 150)


def test_a_spot_counted_lately_speaks_before_one_that_was_given_up():
    counts = [
        count(200, 150), count(0, 190),
        count(200, 150, site="hairline"), count(100, 120, site="hairline"),
    ]  # fmt: skip
    assert pair(*counts) == (150, 190)


def test_counts_of_another_device_are_no_part_of_the_series():
    counts = [count(200, 150), count(100, 155), count(0, 190, device="phone")]
    assert pair(*counts) == (150, 155)


def test_counts_that_are_all_different_stand_side_by_side_to_say_why_not():
    found = compared(measurements=(count(200, 150), count(0, 190, device="phone")))
    assert found is not None
    assert found.comparable is False


@pytest.mark.parametrize(("hairs", "middle"), [((150, 158, 154), 154), ((150, 158), 150)])
def test_of_several_counts_on_one_day_the_middle_one_stands(hairs, middle):
    repeats = [count(200, one) for one in hairs]
    found = counted_pair(case(measurements=(*repeats, count(0, 160))))
    assert found is not None
    assert found[0].hair_count == middle


def test_the_spread_of_one_day_is_its_error_and_all_its_pictures_count():
    repeats = [count(200, one, pictures=1, doubts=("glare",)) for one in (150, 154, 158)]
    found = counted_pair(case(measurements=(*repeats, count(0, 160))))
    assert found is not None
    assert found[0].standard_error_per_cm2 == 4
    assert found[0].pictures == 3
    assert found[0].doubts == ("glare",)


def test_a_larger_error_that_was_given_stays():
    repeats = [count(200, one, standard_error_per_cm2=9.0) for one in (150, 151)]
    found = counted_pair(case(measurements=(*repeats, count(0, 160))))
    assert found is not None
    assert found[0].standard_error_per_cm2 == 9


def test_the_same_number_twice_is_no_proof_of_no_error():
    found = counted_pair(case(measurements=(count(200, 150), count(200, 150), count(0, 160))))
    assert found is not None
    assert found[0].standard_error_per_cm2 is None


def test_counts_speak_before_photos():
    photos = (picture(200), picture(0, camera="new phone"))
    counts = (count(200, 150), count(0, 160))
    assert "camera" not in str(compared(photos=photos, measurements=counts))


def test_photos_speak_only_where_nothing_was_counted():
    photos = (picture(200), picture(0, camera="new phone"))
    assert "The camera differs" in str(compared(photos=photos))
    assert compared(photos=photos, measurements=(count(0, 150),)) is None


def test_pictures_of_the_same_part_are_laid_side_by_side():
    photos = (picture(300, zone=Zone.HAIRLINE), picture(200), picture(100), picture(0))
    found = compared(photos=photos)
    assert found is not None
    assert found.comparable is True
    assert found.weeks == pytest.approx(200 / 7)


def test_pictures_of_different_parts_are_still_shown_to_differ():
    found = compared(photos=(picture(300, zone=Zone.HAIRLINE), picture(0)))
    assert found is not None
    assert found.comparable is False


def test_pictures_of_one_day_are_one_set():
    assert compared(photos=(picture(0), picture(0.01))) is None


def test_no_pictures_give_no_comparison():
    assert compared() is None


def points(*told, **parts) -> set[str]:
    return {one.fact for one in measures_for(case(*told, **parts)).points}


def test_everybody_is_told_how_to_measure():
    assert {"same_spot_same_device", "photos_alike", "pictures_each_visit"} <= points()
    assert {"season_gap", "thick_and_fine", "units_of_density"} <= points()


def test_a_man_is_shown_the_scales_for_men_and_a_woman_those_for_women():
    man, woman = points("home", {"sex": "male"}), points("home", {"sex": "female"})
    assert "norwood_hamilton" in man - woman
    assert {"ludwig", "sinclair", "waa_qol"} <= woman - man


def test_patchy_loss_has_a_score_of_its_own():
    assert "salt" in points("home", {"hair_loss": "areata"})
    assert "salt" not in points("home", {"hair_loss": "androgenetic"})


def test_while_nothing_is_known_of_a_person_every_scale_is_shown():
    unknown = {"sex": None, "hair_loss": None}
    assert {"salt", "ludwig", "norwood_hamilton"} <= points("home", unknown)

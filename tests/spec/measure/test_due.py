"""What to measure when: before the first session, at week 12, at week 24, then every 24 weeks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from anagen.care.measure import measures_for, next_look
from tests.spec.measure.visits import count, picture, session
from tests.story import NOW, case

TODAY = date(2026, 11, 20)
NEW = {"needled_before": False, "last_session_on": None, "infections_after_sessions": None}


def due(what: str, *told, **parts):
    """The one thing due of a kind."""
    (found,) = [one for one in measures_for(case(*told, **parts)).due if one.what.startswith(what)]
    return found


def dues(*told, **parts) -> list[str]:
    return [one.what for one in measures_for(case(*told, **parts)).due]


def test_before_a_first_session_the_baseline_is_due_now():
    photos = due("Photo set", "home", NEW)
    assert photos.what == "Photo set, the first"
    assert photos.on is None
    assert not photos.is_overdue
    assert "cannot be made up for later" in photos.point.says


def test_a_clinic_counts_hairs_too_and_a_home_need_not():
    assert dues("clinic", NEW) == ["Hair count, the first", "Photo set, the first"]
    assert dues("home", NEW) == ["Photo set, the first"]


def test_who_has_begun_to_count_at_home_goes_on_counting():
    assert "Hair count, week 12" in dues(
        "home", sessions=(session(10),), measurements=(count(11, 150),)
    )


@pytest.mark.parametrize(("days_ago", "is_due"), [(0, False), (28, False), (29, True)])
def test_a_baseline_counts_for_four_weeks_before_the_first_session(days_ago, is_due):
    assert ("Photo set, the first" in dues("home", NEW, photos=(picture(days_ago),))) is is_due


def test_a_baseline_that_was_missed_is_overdue():
    missed = due("Photo set", sessions=(session(10),))
    assert (missed.what, missed.on, missed.is_overdue) == ("Photo set, the first", None, True)


def test_on_the_day_of_the_first_session_nothing_is_overdue():
    assert not due("Photo set", sessions=(session(0.1),)).is_overdue


def test_a_late_first_set_leads_on_to_week_12():
    late = due("Photo set", sessions=(session(10),), photos=(picture(5),))
    assert (late.what, late.on) == ("Photo set, week 12", TODAY + timedelta(days=74))


@pytest.mark.parametrize(
    ("days", "what", "is_overdue"),
    [
        (1, "week 12", False),
        (76, "week 12", False),
        (84, "week 12", False),
        (112, "week 12", False),
        (113, "week 12", True),
        (160, "week 12", True),
        (161, "week 24", False),
        (196, "week 24", False),
        (197, "week 24", True),
        (329, "week 48", False),
        (168 + 3 * 168, "week 96", False),
    ],
)
def test_each_look_is_due_on_its_day_and_overdue_four_weeks_later(days, what, is_overdue):
    found = due("Photo set", sessions=(session(days),), photos=(picture(days + 1),))
    assert found.what == f"Photo set, {what}"
    assert found.is_overdue is is_overdue
    week = int(what.removeprefix("week "))
    assert found.on == TODAY - timedelta(days=days) + timedelta(weeks=week)


@pytest.mark.parametrize(("taken", "what"), [(77, "week 24"), (84, "week 24"), (76, "week 12")])
def test_photos_may_be_taken_a_week_early(taken, what):
    photos = (picture(91), picture(90 - taken))
    assert due("Photo set", sessions=(session(90),), photos=photos).what == f"Photo set, {what}"


@pytest.mark.parametrize(("counted", "what"), [(167, "week 24"), (168, "week 48")])
def test_a_count_one_day_before_week_24_does_not_stand_for_it(counted, what):
    counts = (count(171, 150), count(170 - counted, 150))
    found = due("Hair count", "clinic", sessions=(session(170),), measurements=counts)
    assert found.what == f"Hair count, {what}"


def test_somebody_whose_start_is_not_known_is_asked_for_a_first_set():
    assert due("Photo set").on is None


def test_what_is_due_now_comes_first():
    found = measures_for(
        case("clinic", sessions=(session(10),), measurements=(count(11, 150),))
    ).due
    assert [one.what for one in found] == ["Photo set, the first", "Hair count, week 12"]


def test_the_next_look_is_a_count_where_hairs_are_counted():
    photos = (picture(86), picture(3))
    one = case("clinic", sessions=(session(85),), photos=photos, measurements=(count(86, 150),))
    assert [due.what for due in measures_for(one).due] == [
        "Hair count, week 12",
        "Photo set, week 24",
    ]
    assert next_look(one) == TODAY


def test_the_next_look_is_never_in_the_past():
    one = case(sessions=(session(120),), photos=(picture(121),))
    assert next_look(one) == TODAY


def test_without_any_date_the_next_look_is_today():
    assert next_look(case("home", NEW)) == TODAY


def test_moving_every_date_moves_what_is_due_with_it():
    late = NOW + timedelta(days=400)
    moved = case(now=late, sessions=(session(10 - 400),), photos=(picture(11 - 400),))
    still = case(sessions=(session(10),), photos=(picture(11),))
    gaps = [
        [(one.what, one.is_overdue, one.on - each.today) for one in measures_for(each).due]
        for each in (moved, still)
    ]
    assert gaps[0] == gaps[1]

"""The dates of a plan: from today or the end of a wait, by the person's own calendar."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from anagen.records.session import Session
from tests.spec.plan.telling import EARNED, TODAY, moment, planned, session


def days(plan, what):
    return [one.on for one in plan.schedule if one.what == what]


def test_the_first_session_may_be_today():
    assert days(planned("home"), "session")[0] == TODAY


def test_sessions_follow_at_the_gap_of_the_plan():
    plan = planned("home", {"gap_days_wanted": 10})
    found = days(plan, "session")
    assert len(found) == plan.sessions == 17
    assert {later - sooner for sooner, later in pairwise(found)} == {timedelta(days=10)}


def test_measurements_fall_at_the_start_at_week_12_and_at_week_24():
    assert days(planned("home"), "measure") == [
        TODAY,
        TODAY + timedelta(weeks=12),
        TODAY + timedelta(weeks=24),
    ]


def test_the_review_falls_at_week_24_whatever_the_gap():
    for gap in (7, 28, 365):
        plan = planned("clinic", {"gap_days_wanted": gap})
        assert days(plan, "review") == [TODAY + timedelta(weeks=24)]
        assert max(days(plan, "session")) < TODAY + timedelta(weeks=24)


def test_the_baseline_is_measured_before_the_needles_touch():
    first, second = planned("home").schedule[:2]
    assert (first.what, second.what) == ("measure", "session")
    assert first.on == second.on
    assert first.says.startswith("Before the first session")


def test_dates_stand_in_order_and_each_says_what_it_is():
    schedule = planned("clinic").schedule
    assert [one.on for one in schedule] == sorted(one.on for one in schedule)
    assert schedule[-1].what == "review"
    assert "Week 24" in schedule[-1].says
    told = [one.says for one in schedule if one.what == "session"]
    assert all(f"Session {n} of 12, 1 mm" in says for n, says in enumerate(told, 1))


@pytest.mark.parametrize(
    ("needle", "ago", "first"), [(0.25, 3, 4), (0.25, 7, 0), (0.25, 30, 0), (0.5, 8, 6)]
)
def test_the_first_session_keeps_the_gap_to_the_last_one(needle, ago, first):
    said = {
        "needle_mm": needle,
        "last_needle_mm": needle,
        "last_session_on": TODAY - timedelta(days=ago),
        **EARNED,
    }
    assert days(planned("home", said), "session")[0] == TODAY + timedelta(days=first)


def test_the_gap_of_the_last_depth_counts_when_it_is_the_longer():
    said = {"last_session_on": TODAY - timedelta(days=8)}
    assert days(planned("home", {**said, "last_needle_mm": 0.5}), "session")[0] == TODAY + (
        timedelta(days=6)
    )
    assert days(planned("home", {**said, "last_needle_mm": 1.0}), "session")[0] == TODAY + (
        timedelta(days=20)
    )
    unknown = days(planned("home", {**said, "last_needle_mm": None}), "session")[0]
    assert unknown == TODAY + timedelta(days=20), "a depth nobody knows counts as the deepest"


def test_nobody_needled_before_starts_today():
    said = {"needled_before": False, "last_session_on": None, "last_needle_mm": None}
    assert days(planned("home", said), "session")[0] == TODAY


def test_a_wait_with_a_date_moves_the_whole_course():
    stopped = TODAY - timedelta(days=90)
    said = {"isotretinoin": "stopped", "isotretinoin_stopped_on": stopped}
    plan = planned("home", said)
    first = days(plan, "session")[0]
    assert first > stopped + timedelta(days=182)
    assert days(plan, "measure")[0] == first
    assert days(plan, "review") == [first + timedelta(weeks=24)]


def test_a_wait_without_a_date_moves_nothing():
    assert days(planned("home", {"skin_today": ("sunburn",)}), "session")[0] == TODAY


def test_days_are_those_of_the_persons_own_calendar():
    late = moment("2026-11-20", "23:30")
    assert days(planned("home", now=late), "session")[0] == date(2026, 11, 20)
    assert days(planned("home", now=late, timezone="Asia/Tokyo"), "session")[0] == date(
        2026, 11, 21
    )


@pytest.mark.parametrize("start", ["2026-03-25", "2026-10-22"])
def test_a_change_of_the_clocks_moves_no_date(start):
    plan = planned("home", now=moment(start, "23:45"))
    first = date.fromisoformat(start)
    found = days(plan, "session")
    assert found == [first + timedelta(days=7 * number) for number in range(24)]


def test_a_late_session_before_the_clocks_change_counts_from_its_own_day():
    ended = moment("2026-10-24", "23:50")
    last = replace(session(0), started=ended - timedelta(minutes=15), ended=ended)
    assert isinstance(last, Session)
    plan = planned("home", {"last_session_on": None}, sessions=(last,), now=moment("2026-10-26"))
    assert days(plan, "session")[0] == date(2026, 10, 31)


def in_course(*days_ago):
    """The plan of somebody who has needled on these days, and may again today."""
    return planned("home", {"needled_before": True}, sessions=tuple(map(session, days_ago)))


def test_in_a_course_that_has_begun_the_count_of_sessions_goes_on():
    told = [one.says for one in in_course(21, 14, 7).schedule if one.what == "session"]
    assert told[0].startswith("Session 4 of ")
    assert "fully healed" in told[0]
    assert len(told) == in_course(21, 14, 7).sessions - 3


def test_no_session_moves_the_day_to_look_back():
    began = TODAY - timedelta(days=70)
    for sessions in ((70,), (70, 35), (70, 35, 14, 7)):
        assert days(in_course(*sessions), "review") == [began + timedelta(weeks=24)]


def test_what_was_to_be_measured_in_the_past_is_no_date_to_come():
    began = TODAY - timedelta(days=70)
    assert days(in_course(70, 7), "measure") == [
        began + timedelta(weeks=12),
        began + timedelta(weeks=24),
    ]


def test_a_course_has_no_session_after_its_day_to_look_back():
    plan = in_course(24 * 7 - 3, 7)
    assert days(plan, "review") == [TODAY + timedelta(days=3)]
    assert days(plan, "session") == [TODAY]


def test_after_the_day_to_look_back_a_new_course_begins():
    plan = in_course(24 * 7)
    assert days(plan, "review") == [days(plan, "session")[0] + timedelta(weeks=24)]
    assert "Session 1 of " in next(one.says for one in plan.schedule if one.what == "session")

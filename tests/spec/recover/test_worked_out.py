"""What a record tells of healing and shedding by arithmetic alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from anagen.records.session import ZonePasses
from anagen.records.treatment import Treatment
from anagen.records.words import Zone
from tests.spec.recover.telling import combed, pulled, session, washed, weeks_ago
from tests.story import NOW, case

SESSIONS = (
    replace(session(24 * 20), zones=(ZonePasses(Zone.CROWN, 6, 0.25),), pressure="Firm"),
    replace(session(24 * 9), zones=(ZonePasses(Zone.CROWN, 12, 0.25),), pressure="hard"),
    replace(session(24 * 2), pressure="as always"),
)
NOTHING = {"last_session_on": None, "course_began_on": None, "shed_minoxidil_since": None}


@pytest.mark.parametrize(
    "question",
    [
        "hours_since_session", "weeks_since_first_session", "weeks_since_minoxidil_start",
        "pull_came_out", "pull_held", "comb_mean", "comb_mornings", "comb_baseline_mean",
        "comb_ratio", "wash_hairs", "wash_short_share", "wash_unwashed_days", "recorded_passes",
        "recorded_gap_days", "recorded_pressure",
    ],
)  # fmt: skip
def test_nothing_recorded_is_not_known(question):
    assert case("home", NOTHING).known(question) is None


def test_technique_is_taken_from_the_recorded_sessions_at_its_worst():
    one = case("home", NOTHING, sessions=SESSIONS)
    assert one.number("recorded_passes") == 12
    assert one.number("recorded_gap_days") == 7
    assert one.known("recorded_pressure") == "hard"


@pytest.mark.parametrize(
    ("written", "known"),
    [("Gentle ", "light"), ("firm", "firm"), ("strong", "hard"), ("heavy", "hard"), ("", None)],
)
def test_other_words_for_pressure_are_understood(written, known):
    one = case("home", NOTHING, sessions=(replace(session(30), pressure=written),))
    assert one.known("recorded_pressure") == known


def test_a_single_session_has_no_gap():
    assert case("home", NOTHING, sessions=SESSIONS[:1]).known("recorded_gap_days") is None


def test_weeks_count_from_the_earliest_day_that_is_known():
    assert case("home", NOTHING, sessions=SESSIONS).number("weeks_since_first_session") == 20 / 7
    told = {**NOTHING, "course_began_on": weeks_ago(4)}
    assert case("home", told, sessions=SESSIONS).number("weeks_since_first_session") == 4
    assert case("home", told).number("weeks_since_first_session") == 4


def test_weeks_of_minoxidil_come_from_the_list_or_the_answer_the_longer_of_both():
    listed = (
        Treatment("Minoxidil 5 %", started=weeks_ago(5)),
        Treatment("Regaine", started=weeks_ago(3)),
        Treatment("minoxidil"),
        Treatment("finasteride", started=weeks_ago(50)),
    )
    one = case("home", NOTHING, treatments=listed)
    assert one.number("weeks_since_minoxidil_start") == 5
    told = {**NOTHING, "minoxidil": "now", "shed_minoxidil_since": weeks_ago(8)}
    assert case("home", told, treatments=listed).number("weeks_since_minoxidil_start") == 8


def test_minoxidil_that_begins_tomorrow_has_not_begun():
    listed = (Treatment("minoxidil", started=NOW.date() + timedelta(days=1)),)
    one = case("home", {**NOTHING, "minoxidil": None}, treatments=listed)
    assert one.known("weeks_since_minoxidil_start") is None


def test_comb_counts_are_averaged_and_compared_with_the_first():
    one = case("home", reports=(combed(12, 12, 12, days_ago=200), combed(60, 63, 57)))
    assert one.number("comb_mean") == 60
    assert one.number("comb_mornings") == 3
    assert one.number("comb_baseline_mean") == 12
    assert one.number("comb_ratio") == 5


def test_a_single_morning_makes_no_baseline():
    one = case("home", reports=(combed(12, days_ago=20), combed(60, 63, 57)))
    assert one.known("comb_baseline_mean") is None


def test_counts_older_than_four_weeks_are_a_baseline_and_no_present():
    one = case("home", reports=(combed(12, 12, 12, days_ago=29),))
    assert one.known("comb_mean") is None
    assert one.known("comb_ratio") is None


def test_reports_from_the_future_count_for_nothing():
    one = case("home", reports=(pulled(5, days_ago=-1), combed(9, 9, 9, days_ago=-1)))
    assert one.known("pull_held") is None
    assert one.known("comb_mean") is None


def test_pull_and_wash_keep_what_was_counted():
    one = case("home", reports=(pulled(1, 55), washed(50, 5, 4)))
    assert (one.number("pull_came_out"), one.number("pull_held")) == (1, 55)
    assert (one.number("wash_hairs"), one.number("wash_short_share")) == (50, 10)
    assert one.number("wash_unwashed_days") == 4


def test_two_hairs_of_thirty_are_no_pull_test_either():
    assert case("home", reports=(pulled(2, 30),)).known("pull_came_out") is None
    assert case("home", reports=(pulled(3, 30),)).number("pull_came_out") == 3


def test_a_single_short_hair_is_a_share_of_all():
    assert case("home", reports=(washed(1, 1),)).number("wash_short_share") == 100


def test_half_an_hour_is_half_an_hour():
    assert case("home", NOTHING, sessions=(session(0.5),)).number("hours_since_session") == 0.5


def test_minoxidil_begun_today_is_no_week_old():
    listed = (Treatment("minoxidil", started=NOW.date()),)
    one = case("home", {**NOTHING, "minoxidil": "now"}, treatments=listed)
    assert one.number("weeks_since_minoxidil_start") == 0


def test_the_month_is_that_of_the_person():
    assert case("home").number("month_of_year") == 11


def test_a_session_told_for_today_is_no_time_ago_at_least():
    one = case("home", {"last_session_on": date(2026, 11, 20)})
    assert one.number("hours_since_session") == 13

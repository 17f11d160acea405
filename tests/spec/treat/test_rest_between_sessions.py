"""May I needle today? First: has the skin had its rest?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from anagen.care.asking import missing_answers
from anagen.care.case import case_of
from anagen.care.treat import treat_judgement
from anagen.records.answers import Answer, Unknown
from anagen.records.record import Record
from anagen.records.report import Report
from anagen.records.words import Setting
from tests.spec.treat.telling import (
    ASK,
    NEEDS,
    NEVER,
    PROCEED,
    SETTINGS,
    TODAY,
    WAIT,
    ago,
    asked,
    clock,
    moment,
    reason,
    rules_of,
    session,
    verdict,
    weighed,
)
from tests.story import NOW, case, knowledge

SHORT, LONGER = {"needle_mm": 0.25}, {"needle_mm": 0.5}


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_person_whom_nothing_stands_in_the_way_of_may_needle(setting):
    assert verdict(setting) is PROCEED


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_blank_record_cannot_be_judged(setting):
    blank = Record(setting=Setting(setting), timezone="UTC")
    assert treat_judgement(case_of(blank, knowledge(), NOW)).verdict is NEEDS


def test_somebody_who_was_never_needled_has_nothing_to_wait_for():
    assert verdict("home", NEVER) is PROCEED


@pytest.mark.parametrize(("needle", "gap"), [(0.25, 7), (0.3, 14), (0.5, 14)])
def test_the_rest_at_home_ends_to_the_minute(needle, gap):
    one = ago(needle, days=gap)
    for minutes, expected in ((-1, WAIT), (0, PROCEED), (1, PROCEED)):
        now = NOW + timedelta(minutes=minutes)
        said = {"needle_mm": needle}
        assert verdict("home", said, sessions=(one,), now=now) is expected, minutes


def test_at_half_a_millimetre_eight_days_are_too_few():
    judgement = weighed("home", LONGER, sessions=(ago(0.5, days=8),))
    too_soon = reason(judgement, "too_soon")
    assert judgement.verdict is WAIT
    assert clock(judgement.until) == "2026-11-26T13:00+01:00"
    for words in ("0.5 mm", "at least 14 days", "8 days ago", "26 November 2026, 13:00", "6 days"):
        assert words in too_soon.says
    assert "More often has not been shown to work better" in too_soon.says
    assert {"house_policy", "search_gaps", "frequency_pages"} <= {
        basis.source for basis in too_soon.basis
    }


def test_a_longer_needle_today_asks_for_the_longer_rest():
    sessions = (ago(0.25, days=8),)
    assert verdict("home", SHORT, sessions=sessions) is PROCEED
    assert verdict("home", LONGER, sessions=sessions) is WAIT


def test_a_shorter_needle_today_does_not_shorten_the_rest_of_the_last_one():
    assert verdict("home", SHORT, sessions=(ago(0.5, days=8),)) is WAIT


def test_while_the_needle_of_today_is_not_named_the_last_one_counts():
    sessions = (ago(0.25, days=8),)
    assert verdict("home", {"needle_mm": None}, sessions=sessions) is PROCEED


def test_a_deep_clinic_session_makes_home_wait_four_weeks():
    deep = ago(1.5, days=27, setting="clinic")
    assert verdict("home", SHORT, sessions=(deep,)) is WAIT


def test_only_the_latest_session_counts_whatever_the_order_of_the_list():
    sessions = (ago(0.25, days=2), ago(0.25, days=40))
    assert verdict("home", sessions=sessions) is WAIT
    assert verdict("home", sessions=sessions[::-1]) is WAIT


def test_a_session_that_ends_a_minute_ahead_of_our_clock_is_over():
    soon = session(NOW + timedelta(seconds=50), 0.25)
    assert verdict("home", sessions=(soon,)) is WAIT


def test_a_rest_is_counted_by_the_calendar_on_the_wall():
    """Fourteen days over a change of the clocks end at the same hour of the day."""
    one = session(moment("2026-03-20", "21:00"), 0.5, occluded=False)
    judgement = weighed("home", LONGER, sessions=(one,), now=moment("2026-03-30"))
    assert clock(judgement.until) == "2026-04-03T21:00+02:00"


def test_an_hour_that_the_clocks_skip_ends_the_rest_an_hour_later():
    one = session(moment("2026-03-15", "02:30"), 0.5, occluded=False)
    judgement = weighed("home", LONGER, sessions=(one,), now=moment("2026-03-20"))
    assert clock(judgement.until) == "2026-03-29T03:30+02:00"


@pytest.mark.parametrize(
    ("zone", "until"),
    [
        ("Pacific/Kiritimati", "2026-11-27T02:00+14:00"),
        ("Etc/GMT+12", "2026-11-26T00:00-12:00"),
        ("Asia/Kathmandu", "2026-11-26T17:45+05:45"),
    ],
)
def test_the_end_of_a_rest_keeps_the_persons_own_zone(zone, until):
    judgement = weighed("home", LONGER, sessions=(ago(0.5, days=8),), timezone=zone)
    assert clock(judgement.until) == until


def test_a_rest_over_the_leap_day_counts_it():
    one = session(moment("2028-02-20", "10:00"), 0.5, occluded=False)
    judgement = weighed("home", LONGER, sessions=(one,), now=moment("2028-03-01"))
    assert clock(judgement.until) == "2028-03-05T10:00+01:00"


def named(days: int, needle: float | None = 0.5, **more: object) -> dict[str, object]:
    """Somebody who names the day of the last session, and the needles."""
    day = TODAY - timedelta(days=days)
    return {"last_session_on": day, "last_needle_mm": needle, "needle_mm": 0.25, **more}


def test_a_day_without_an_hour_is_counted_from_day_to_day():
    judgement = weighed("home", named(8))
    assert clock(judgement.until) == "2026-11-26T00:00+01:00"
    says = reason(judgement, "too_soon").says
    assert "from 26 November 2026, 6 days from now" in says
    assert "00:00" not in says
    assert verdict("home", named(13)) is WAIT
    assert verdict("home", named(14)) is PROCEED


def test_a_session_earlier_today_is_told_as_today():
    assert "Your last session was today" in reason(weighed("home", named(0)), "too_soon").says


def test_a_needle_nobody_remembers_counts_as_the_longest_and_is_asked_about():
    judgement = weighed("home", named(15, None))
    assert judgement.verdict is NEEDS
    assert asked(judgement) == {"last_needle_mm"}
    assert "a needle length we do not know leave at least 28 days" in (
        reason(judgement, "too_soon").says
    )
    assert verdict("home", named(28, None)) is PROCEED


def test_what_is_open_is_asked_even_while_a_wait_runs():
    one = case("home", named(15, None))
    missing = missing_answers(treat_judgement(one), one)
    assert [question.question for question in missing] == ["last_needle_mm"]


def test_a_later_day_named_by_the_person_counts_more_than_the_record():
    sessions = (ago(0.25, days=30),)
    said = {"last_session_on": TODAY - timedelta(days=3), "last_needle_mm": 0.5}
    judgement = weighed("home", said, sessions=sessions)
    assert clock(judgement.until) == "2026-12-01T00:00+01:00"


def test_a_later_session_elsewhere_has_no_depth_of_ours():
    sessions = (ago(0.25, days=30),)
    judgement = weighed("home", {"last_session_on": TODAY - timedelta(days=9)}, sessions=sessions)
    assert asked(judgement) == {"last_needle_mm"}


def test_the_record_answers_how_long_the_last_needles_were():
    one = case("home", sessions=(ago(0.5, days=30),))
    assert one.number("last_needle_mm") == 0.5


def test_a_session_on_record_does_not_say_that_there_was_none_since():
    old = (ago(0.25, days=60),)
    judgement = weighed("home", {"last_session_on": None}, sessions=old)
    assert (judgement.verdict, asked(judgement)) == (NEEDS, {"last_session_on"})
    unsure = weighed("home", {"last_session_on": Unknown.DOES_NOT_KNOW}, sessions=old)
    assert asked(unsure) == {"last_session_on"}


def test_what_was_said_of_the_last_session_counts_for_a_day():
    old = (ago(0.25, days=60),)
    later = NOW + timedelta(hours=25)
    said = {id: Answer(value, NOW) for id, value in (("last_session_on", date(2020, 1, 1)),)}
    stale = replace(case("home", sessions=old, now=later).record, answers=said)
    judgement = treat_judgement(case_of(stale, knowledge(), later))
    assert "last_session_on" in asked(judgement)


def test_a_day_named_in_a_check_in_counts_too():
    day = TODAY - timedelta(days=300)
    report = Report(NOW, {"last_session_on": Answer(day, NOW)})
    old = (ago(0.25, days=301),)
    assert verdict("home", {"last_session_on": None}, sessions=old, reports=(report,)) is PROCEED


def test_inside_the_rest_nothing_more_has_to_be_asked():
    judgement = weighed("home", {"last_session_on": None}, sessions=(ago(0.25, days=2),))
    assert (judgement.verdict, judgement.open) == (WAIT, ())


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ({"needled_before": None, "last_session_on": None}, "needled_before"),
        ({"needled_before": None}, "needled_before"),
        ({"last_session_on": None}, "last_session_on"),
        ({"last_session_on": Unknown.DOES_NOT_KNOW}, "last_session_on"),
        ({**NEVER, "last_session_on": TODAY + timedelta(days=3)}, "last_session_on"),
        ({"last_session_on": TODAY + timedelta(days=3)}, "last_session_on"),
    ],
)
def test_without_the_last_session_nobody_proceeds(said, question):
    judgement = weighed("home", said)
    assert judgement.verdict is NEEDS
    assert question in asked(judgement)


def test_never_needled_and_a_recent_session_cannot_both_be_right():
    judgement = weighed("home", {"needled_before": False, "last_session_on": date(2026, 11, 18)})
    assert judgement.verdict is NEEDS


@pytest.mark.parametrize("recovered", [False, None, Unknown.DOES_NOT_KNOW])
@pytest.mark.parametrize("setting", SETTINGS)
def test_nobody_is_needled_on_skin_that_has_not_recovered(setting, recovered):
    judgement = weighed(setting, {"skin_recovered": recovered})
    assert judgement.verdict is (WAIT if recovered is False else NEEDS)
    assert judgement.until is None


def test_skin_that_has_not_recovered_waits_for_the_skin_and_not_for_a_day():
    judgement = weighed("home", {"skin_recovered": False}, sessions=(ago(0.25, days=3),))
    assert rules_of(judgement) == {"skin_not_recovered", "too_soon"}
    assert judgement.until is None
    assert reason(judgement, "skin_not_recovered").until_says


def test_a_clinic_is_told_when_it_is_sooner_than_planned():
    said = {"needle_mm": 1.0}
    early = weighed("clinic", said, sessions=(ago(1.0, days=8, setting="clinic"),))
    assert early.verdict is PROCEED
    assert "14 days or more is what we recommend" in reason(early, "sooner_than_usual").says
    later = weighed("clinic", said, sessions=(ago(1.0, days=14, setting="clinic"),))
    assert rules_of(later) == set()


def test_a_week_is_the_least_in_a_clinic():
    judgement = weighed(
        "clinic", {"needle_mm": 1.0}, sessions=(ago(1.0, days=6, setting="clinic"),)
    )
    assert judgement.verdict is WAIT


def test_after_an_unknown_depth_a_clinic_hears_no_usual_gap():
    judgement = weighed("clinic", {**named(30, None), "needle_mm": 1.0})
    assert judgement.verdict is PROCEED
    assert rules_of(judgement) == set()


def test_more_rest_is_never_stricter():
    for needle in (0.1, 0.25, 0.26, 0.5, 1.0, 1.5, 2.0):
        verdicts = [verdict("home", sessions=(ago(needle, days=days),)) for days in range(0, 40)]
        assert verdicts == sorted(verdicts, reverse=True), needle
        assert set(verdicts) == {WAIT, PROCEED}


def test_a_deeper_last_session_never_shortens_the_rest():
    ends = [
        weighed("home", sessions=(ago(needle, hours=1),)).until
        for needle in (0.1, 0.25, 0.3, 0.5, 0.6, 1.0, 1.5, 2.0, 3.0)
    ]
    assert None not in ends
    assert ends == sorted(ends)


def test_a_wait_is_no_question_for_a_clinician():
    assert verdict("home", sessions=(ago(0.25, days=1),)) < ASK


def test_the_whole_of_it_is_the_same_at_any_offset_of_the_clock():
    one = (ago(0.5, days=8),)
    utc = {
        weighed("home", LONGER, sessions=one, timezone=zone).until.astimezone(UTC)
        for zone in ("Pacific/Kiritimati", "UTC", "Etc/GMT+12", "Asia/Kathmandu")
    }
    assert utc == {datetime(2026, 11, 26, 12, tzinfo=UTC)}

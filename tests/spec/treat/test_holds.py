"""What to leave alone after a session, and until when, to the minute."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from anagen.care.case import case_of
from anagen.care.treat import holds_for
from anagen.knowledge.hold import LeaveOff
from anagen.records.answers import Answer, Unknown
from anagen.records.words import Endpoint, Step
from tests.spec.treat.telling import (
    NEVER,
    NOT_TODAY,
    PROCEED,
    TODAY,
    USUAL_DOSE,
    WAIT,
    ago,
    clock,
    hold,
    holds,
    moment,
    session,
)
from tests.story import NOW, case, knowledge

MINOXIDIL = "hold_minoxidil"


def test_without_a_session_nothing_has_to_be_left_off():
    assert holds_for(case("home")) == ()
    assert holds_for(case("home", NEVER)) == ()


def test_minoxidil_waits_a_full_day():
    one = hold(MINOXIDIL, "home", USUAL_DOSE, sessions=(ago(hours=12),))
    assert (one.verdict, one.hours) == (WAIT, 24)
    assert clock(one.since) == "2026-11-20T01:00+01:00"
    assert clock(one.until) == "2026-11-21T01:00+01:00"
    assert "12 hours from now, if the skin is calm and not sore" in one.says
    assert "do not double the next one" in one.says


@pytest.mark.parametrize(("minutes", "expected"), [(-1, WAIT), (0, PROCEED), (1, PROCEED)])
def test_a_hold_ends_on_its_minute(minutes, expected):
    now = NOW + timedelta(minutes=minutes)
    one = hold(MINOXIDIL, "home", NOT_TODAY, sessions=(ago(hours=24),), now=now)
    assert one.verdict is expected


@pytest.mark.parametrize(
    ("said", "parts", "because"),
    [
        ({}, {"occluded": True}, "the skin was covered after the session"),
        ({}, {"needle_mm": 1.6}, "the needles went deeper than 1.5 mm"),
        ({"heart_or_pressure": True}, {}, "there is a heart or blood pressure history"),
        (
            {"heart_or_pressure": None},
            {},
            "we do not know whether there is a heart or blood pressure history",
        ),
        (
            {"occluded": None},
            {"occluded": None},
            "we do not know whether the skin was covered after the session",
        ),
    ],
)
def test_minoxidil_waits_two_days_when_more_could_get_in(said, parts, because):
    parts = dict(parts)
    needle = parts.pop("needle_mm", 1.0)
    one = hold(
        MINOXIDIL,
        "clinic",
        {**USUAL_DOSE, **said},
        sessions=(ago(needle, hours=26, setting="clinic", **parts),),
    )
    assert (one.verdict, one.hours) == (WAIT, 48)
    assert clock(one.until) == "2026-11-21T11:00+01:00"
    assert f"It is 48 hours, not 24 hours, because {because}." in one.says


def test_at_exactly_one_and_a_half_millimetres_a_day_is_enough():
    sessions = (ago(1.5, hours=1, setting="clinic"),)
    assert hold(MINOXIDIL, "clinic", USUAL_DOSE, sessions=sessions).hours == 24


def test_an_answer_about_the_cover_counts_only_for_the_session_before_it():
    one = case("home", USUAL_DOSE, sessions=(ago(hours=2, occluded=None),))
    assert holds(one)[MINOXIDIL].hours == 24
    before = Answer(False, NOW - timedelta(hours=5))
    earlier = replace(one.record, answers={**one.record.answers, "occluded": before})
    assert holds(case_of(earlier, one.knowledge, NOW))[MINOXIDIL].hours == 48


def test_a_flight_does_not_shorten_a_hold():
    """Ended at 19:00 in one zone; it is 20:00 the next day in another, 17 hours later."""
    one = hold(
        MINOXIDIL,
        "home",
        USUAL_DOSE,
        sessions=(session(moment("2026-11-19", "19:00", ZoneInfo("UTC")), 0.25, occluded=False),),
        timezone="Asia/Singapore",
        now=moment("2026-11-20", "20:00", ZoneInfo("Asia/Singapore")),
    )
    assert clock(one.until) == "2026-11-21T03:00+08:00"
    assert "7 hours from now" in one.says
    assert "17 hours of 24 hours have really passed, whatever the clock shows" in one.says


@pytest.mark.parametrize(
    ("ended", "now", "until", "left"),
    [
        ("2026-03-28", "2026-03-29", "2026-03-29T22:00+02:00", "45 minutes"),
        ("2026-10-24", "2026-10-25", "2026-10-25T20:00+01:00", None),
    ],
)
def test_a_change_of_the_clocks_moves_no_hold(ended, now, until, left):
    one = hold(
        MINOXIDIL,
        "home",
        NOT_TODAY,
        sessions=(session(moment(ended, "21:00"), 0.5, occluded=False),),
        now=moment(now, "21:15"),
    )
    assert clock(one.until) == until
    assert one.verdict is (WAIT if left else PROCEED)
    assert f"{left} from now" in one.says or left is None


def test_a_hold_over_the_leap_day_is_no_longer():
    now = moment("2028-02-29", "20:59")
    sessions = (session(moment("2028-02-28", "21:00"), 0.5, occluded=False),)
    one = hold(MINOXIDIL, "home", USUAL_DOSE, sessions=sessions, now=now)
    assert (one.verdict, clock(one.until)) == (WAIT, "2028-02-29T21:00+01:00")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "UTC", "Asia/Kathmandu"])
def test_the_same_hold_ends_at_the_same_moment_everywhere(zone):
    one = hold(MINOXIDIL, "home", USUAL_DOSE, sessions=(ago(hours=12),), timezone=zone)
    assert one.until == NOW + timedelta(hours=12)
    assert one.until.utcoffset() == NOW.astimezone(ZoneInfo(zone)).utcoffset()


def named(days: int, **more: object) -> dict[str, object]:
    """Somebody on minoxidil who names the day of the last session and nothing else."""
    day = TODAY - timedelta(days=days)
    return {**NOT_TODAY, "last_session_on": day, "last_needle_mm": 0.5, **more}


def test_a_session_known_by_its_day_counts_from_the_end_of_that_day():
    one = hold(MINOXIDIL, "home", named(1))
    assert clock(one.since) == "2026-11-20T00:00+01:00"
    assert (one.verdict, clock(one.until)) == (WAIT, "2026-11-21T00:00+01:00")
    assert "we count from the end of that day" in one.says


def test_a_session_of_today_without_an_hour_counts_from_midnight():
    one = hold(MINOXIDIL, "home", named(0))
    assert (one.verdict, clock(one.until)) == (WAIT, "2026-11-22T00:00+01:00")
    assert "0 minutes of 24 hours" in one.says


def test_knowing_the_hour_never_lengthens_a_hold():
    by_day = hold(MINOXIDIL, "home", named(1))
    by_hour = hold(MINOXIDIL, "home", NOT_TODAY, sessions=(ago(hours=14),))
    assert by_hour.until <= by_day.until


def test_a_session_named_by_its_day_and_not_described_waits_longest():
    by_day = holds(case("home", named(1, last_needle_mm=None, occluded=None)))
    assert by_day[MINOXIDIL].hours == 48
    assert by_day["hold_retinoids"].hours == 336


def test_a_day_long_past_holds_nothing():
    assert holds_for(case("home", named(70, apply_today=()))) == ()


def test_the_longest_of_several_sessions_counts():
    deep = ago(1.5, days=5, setting="clinic")
    both = (deep, ago(0.25, hours=30))
    one = hold("hold_retinoids", "home", sessions=both)
    assert one.until == deep.ended + timedelta(hours=336)
    assert hold("hold_retinoids", "home", sessions=both[::-1]) == one


def test_a_session_more_never_shortens_a_hold():
    first = (ago(1.0, hours=40, setting="clinic"),)
    more = (*first, ago(0.25, hours=20), ago(0.5, hours=1))
    for id, one in holds(case("home", USUAL_DOSE, sessions=first)).items():
        assert holds(case("home", USUAL_DOSE, sessions=more))[id].until >= one.until, id


@pytest.mark.parametrize(
    ("id", "home", "clinic"),
    [
        ("hold_retinoids", 72, 336),
        ("hold_acids", 72, 336),
        ("hold_serums", 72, 336),
        ("hold_styling", 72, 336),
        ("hold_hair_dye", 72, 336),
        ("hold_sun", 336, 336),
        ("hold_exercise", 48, 48),
        ("hold_swimming_and_sauna", 72, 72),
        ("hold_scalp_medicines", 24, 24),
    ],
)
def test_how_long_each_thing_is_left_off(id, home, clinic):
    at_home = hold(id, "home", sessions=(ago(0.5, hours=1),))
    there = hold(id, "clinic", sessions=(ago(0.5, hours=1, setting="clinic"),))
    assert (at_home.hours, there.hours) == (home, clinic)


def test_deeper_than_half_a_millimetre_counts_as_deep_at_home_too():
    assert hold("hold_acids", "home", sessions=(ago(0.6, hours=1),)).hours == 336


@pytest.mark.parametrize(
    ("seen", "hours"),
    [
        (Endpoint.NOTHING, 24),
        (Endpoint.MILD_REDNESS, 24),
        (Endpoint.PINPOINT_BLEEDING, 48),
        (Endpoint.HEAVIER_BLEEDING, 48),
        (None, 48),
    ],
)
def test_washing_waits_longer_when_there_was_blood_or_nobody_noted(seen, hours):
    assert hold("hold_washing", "home", sessions=(ago(hours=1, endpoint=seen),)).hours == hours


def test_retinoid_and_acid_wait_two_weeks_after_a_deep_session():
    said = {"apply_today": ("retinoid", "acid")}
    found = holds(case("clinic", said, sessions=(ago(1.5, days=5, setting="clinic"),)))
    for id in ("hold_retinoids", "hold_acids"):
        assert found[id].verdict is WAIT
        assert found[id].until == NOW + timedelta(days=9)
        assert "9 days from now" in found[id].says
    assert "Slight flaking is expected" in found["hold_retinoids"].says
    assert "Do not scrub flakes off" in found["hold_acids"].says


def test_nothing_is_ever_pressed_into_needled_skin():
    one = hold("hold_serums", "home", {"apply_today": ("vitamin_c",)}, sessions=(ago(hours=1),))
    assert one.says.count("Never press") == 1
    assert "friedmann_2024" in {basis.source for basis in one.point.basis}


def test_tablets_do_not_wait():
    said = {"apply_today": ("minoxidil_tablet",), "minoxidil": "now"}
    found = holds(case("home", said, sessions=(ago(hours=1),)))
    assert found["hold_minoxidil_tablets"].verdict is PROCEED
    assert found["hold_minoxidil_tablets"].until_says == ""
    assert found[MINOXIDIL].verdict is WAIT
    assert "hold_minoxidil_tablets" not in holds(case("home", sessions=(ago(hours=1),)))


def test_a_finished_hold_is_shown_for_a_day():
    said = {"minoxidil": "now"}
    for hours, is_shown in ((24, True), (47.9, True), (48, False)):
        found = holds(case("home", said, sessions=(ago(0.25, hours=hours),)))
        assert (MINOXIDIL in found) is is_shown, hours
    over = hold(MINOXIDIL, "home", said, sessions=(ago(0.25, hours=30),))
    assert over.verdict is PROCEED
    assert over.says.startswith("Over since 20 November 2026, 07:00.")
    assert "double" not in over.says


def test_somebody_who_never_uses_minoxidil_hears_nothing_of_it():
    found = holds(case("home", {"minoxidil": "never"}, sessions=(ago(hours=1),)))
    assert MINOXIDIL not in found
    unknown = holds(case("home", {"minoxidil": None}, sessions=(ago(hours=1),)))
    assert unknown[MINOXIDIL].verdict is WAIT


def test_what_runs_comes_first_and_what_ends_first_leads():
    found = holds_for(case("home", {"minoxidil": "now"}, sessions=(ago(0.25, hours=30),)))
    is_over = [one.verdict is PROCEED for one in found]
    assert is_over == sorted(is_over)
    running = [one.until for one in found if one.verdict is WAIT]
    assert running == sorted(running)


def test_every_hold_carries_its_sources_and_says_who_has_not_reviewed_it():
    for one in knowledge().of_kind(LeaveOff, Step.TREAT):
        assert one.basis
        assert not one.clinician_reviewed
        assert one.strength.value in ("practice", "contested")


def test_no_hold_is_without_end():
    longest = max(length.hours for one in knowledge().of_kind(LeaveOff) for length in one.lasts)
    assert longest <= 14 * 24


@pytest.mark.parametrize("use", ["never", "wanted", None])
@pytest.mark.parametrize("today", [True, None, Unknown.DOES_NOT_KNOW])
def test_minoxidil_is_never_tried_for_the_first_time_on_a_session_day(use, today):
    said = {**NEVER, **USUAL_DOSE, "minoxidil": use, "session_today": today}
    one = hold(MINOXIDIL, "home", said)
    assert (one.verdict, one.until, one.since) == (WAIT, None, None)
    assert one.until_says == (
        "a day without a session, at least 24 hours after needling, on calm skin"
    )
    assert "Never try minoxidil for the first time on a session day" in one.says
    assert "Stop and seek help" in one.says


@pytest.mark.parametrize(
    "sore",
    [
        {"skin_today": ("sunburn",)},
        {"scalp_signs": ("redness",)},
        {"scalp_warnings": ("pus",)},
    ],
)
def test_on_red_or_sore_skin_no_hour_ends_a_hold(sore):
    for said, sessions in (
        ({**NOT_TODAY, **sore}, ()),
        ({"minoxidil": "now", **sore}, ()),
        ({**NOT_TODAY, **sore}, (ago(hours=30),)),
    ):
        one = hold(MINOXIDIL, "home", said, sessions=sessions)
        assert (one.verdict, one.until) == (WAIT, None)
        assert one.until_says == "the skin is calm: not red, sore, broken or peeling"
    running = hold(MINOXIDIL, "home", {**NOT_TODAY, **sore}, sessions=(ago(hours=1),))
    assert (running.verdict, running.until) == (WAIT, None)
    assert running.until_says.endswith("and 24 hours have passed")


def test_a_hold_does_not_ask_how_old_the_person_is():
    young = case("home", {**USUAL_DOSE, "birth_year": 2000}, sessions=(ago(hours=1),))
    old = case("home", {**USUAL_DOSE, "birth_year": 1950}, sessions=(ago(hours=1),))
    assert holds(young)[MINOXIDIL] == holds(old)[MINOXIDIL]


def test_the_day_a_hold_counts_from_is_the_persons_own():
    said = {**named(1), "last_session_on": date(2026, 11, 19)}
    east = hold(MINOXIDIL, "home", said, timezone="Pacific/Kiritimati")
    assert clock(east.until) == "2026-11-21T00:00+14:00"

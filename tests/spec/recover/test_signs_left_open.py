"""A sign that nobody took back, and lumps of which nobody knows the age, are never soothed."""

import pytest

from anagen.care.history.recover import URGENT
from anagen.records.answers import Unknown
from tests.spec.recover.telling import (
    ASK,
    CHECK_IN,
    EMERGENCY,
    EXPECTED,
    NO,
    SAME_DAY,
    SELF_CARE,
    TWO_WEEKS,
    recovery,
    report,
    rules_of,
    session,
    verdict,
)
from tests.story import knowledge

NOTHING = dict.fromkeys((*CHECK_IN, "shed_more"))
PUS = {"scalp_warnings": ("pus",)}


def test_every_word_that_is_called_urgent_can_be_answered():
    for question, words in URGENT.items():
        assert set(words or ()) <= set(knowledge().questions[question].words)


@pytest.mark.parametrize(
    "signs",
    [PUS, {"alarm_signs": ("dizzy",)}, {"fever": "at_least_38"}, {"fever": "feels_hot"}],
)
def test_an_urgent_sign_of_three_days_ago_is_still_seen_today(signs):
    found = recovery(NOTHING, reports=(report(3, signs),))
    assert found.triage is SAME_DAY
    assert "sign_unresolved" in rules_of(found)
    assert verdict(NOTHING, reports=(report(3, signs),)) is NO


@pytest.mark.parametrize("unknown", Unknown)
def test_i_do_not_know_takes_no_sign_back(unknown):
    later = report(0, {"scalp_warnings": unknown})
    assert recovery(NOTHING, reports=(report(3, PUS), later)).triage is SAME_DAY


def test_a_clear_word_takes_a_sign_back():
    later = report(0, {"scalp_warnings": ()})
    assert "sign_unresolved" not in rules_of(recovery({}, reports=(report(3, PUS), later)))


@pytest.mark.parametrize(("days_ago", "level"), [(7, SAME_DAY), (7.1, SELF_CARE)])
def test_after_a_week_an_old_sign_is_asked_about_and_no_longer_hurried(days_ago, level):
    assert recovery(NOTHING, reports=(report(days_ago, PUS),)).triage is level


def test_an_old_sign_that_was_never_urgent_hurries_nobody():
    found = recovery(NOTHING, reports=(report(3, {"scalp_warnings": ("dark_patches",)}),))
    assert found.triage is SELF_CARE
    assert "sign_unresolved" not in rules_of(found)


def test_a_sign_of_today_speaks_for_itself():
    assert "sign_unresolved" not in rules_of(recovery(PUS))


@pytest.mark.parametrize(
    ("sign", "hours", "level"),
    [
        ("glands", 96, SELF_CARE),
        ("glands", 216, TWO_WEEKS),
        ("firm_bumps", 216, SELF_CARE),
        ("firm_bumps", 504, TWO_WEEKS),
    ],
)
@pytest.mark.parametrize("age", [None, Unknown.DOES_NOT_KNOW])
def test_lumps_of_unknown_age_are_as_old_as_they_can_be(sign, hours, level, age):
    said = {"scalp_warnings": (sign,), "lump_days": age, "last_session_on": None}
    assert recovery(said, sessions=(session(hours),)).triage is level


@pytest.mark.parametrize("sign", ["pus", "red_streaks", "heat", "worse_pain", "soft_patch"])
@pytest.mark.parametrize("ill", ["shaking", "very_ill"])
def test_an_infected_scalp_and_a_shaking_person_are_an_emergency(sign, ill):
    said = {"scalp_warnings": (sign,), "alarm_signs": (ill,), "fever": "below_38"}
    assert recovery(said).triage is EMERGENCY


@pytest.mark.parametrize(
    ("fever", "alarm", "level"),
    [
        ("at_least_38", (), EMERGENCY),
        ("below_38", ("shaking",), EMERGENCY),
        ("feels_hot", (), SAME_DAY),
        ("below_38", (), SAME_DAY),
    ],
)
def test_redness_that_spreads_need_not_feel_hot_to_be_feared(fever, alarm, level):
    said = {"scalp_warnings": ("growing_redness",), "fever": fever, "alarm_signs": alarm}
    assert recovery(said).triage is level


@pytest.mark.parametrize("fever", ["at_least_38", "below_38"])
def test_a_needle_left_in_the_skin_is_seen_today(fever):
    found = recovery({"scalp_warnings": ("needle_left",), "fever": fever})
    assert found.triage is SAME_DAY
    assert "needle_left" in rules_of(found)


def test_calm_skin_stays_expected():
    assert recovery({}, reports=(report(3, {"scalp_warnings": ()}),)).triage is EXPECTED
    assert verdict({"scalp_warnings": ("glands",), "lump_days": None}) is ASK

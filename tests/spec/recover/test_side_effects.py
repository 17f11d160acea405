"""Side effects: what is usual for how long, and from when on somebody should look."""

from datetime import date

import pytest

from anagen.care.recover import recovery_for
from anagen.care.recover.effects import HOURS_IN
from anagen.knowledge.effect import SideEffect
from anagen.records.words import Step
from tests.spec.recover.telling import (
    ASK,
    EMERGENCY,
    EXPECTED,
    NEEDS,
    NO,
    SAME_DAY,
    SELF_CARE,
    SETTINGS,
    TWO_WEEKS,
    WAIT,
    after,
    asked,
    judgement,
    recovery,
    rules_of,
    session,
    verdict,
    words,
)
from tests.story import case, knowledge

EFFECTS = knowledge().of_kind(SideEffect, Step.RECOVER)
HEALING = ("redness", "swelling", "itch", "dryness", "tightness", "soreness")
NAMED_IN_THE_SOURCES = {
    "redness", "swelling", "itch", "dryness", "tightness", "soreness", "pinpoint_bleeding",
    "bruise", "spots", "greasy_scale", "glands", "firm_bumps", "infection", "herpes",
    "contact_dermatitis", "allergy", "numbing_poisoning", "colour_change", "track_scars",
    "lasting_hair_loss", "shedding", "minoxidil_shedding", "minoxidil_hair",
    "minoxidil_headache", "minoxidil_heart",
}  # fmt: skip


def of(sign, hours, **parts):
    return recovery_for(after(hours, {"scalp_signs": (sign,)}, **parts))


def test_every_side_effect_the_sources_name_has_its_course():
    assert {effect.id.removeprefix("effect_") for effect in EFFECTS} == NAMED_IN_THE_SOURCES


@pytest.mark.parametrize("sign", HEALING)
@pytest.mark.parametrize(
    ("hours", "level"),
    [(1, EXPECTED), (71.9, EXPECTED), (72, EXPECTED), (72.1, SELF_CARE), (168, SELF_CARE)],
)
def test_ordinary_healing_is_expected_for_three_days_and_watched_for_seven(sign, hours, level):
    assert of(sign, hours).triage is level


@pytest.mark.parametrize("sign", HEALING)
def test_healing_signs_that_stay_longer_than_seven_days_should_be_seen(sign):
    found = of(sign, 168.1)
    assert found.triage is TWO_WEEKS
    assert "longer than usual" in words(found)


@pytest.mark.parametrize(
    ("sign", "hours", "level"),
    [
        ("pinpoint_bleeding", 0.5, EXPECTED),
        ("pinpoint_bleeding", 2, SELF_CARE),
        ("pinpoint_bleeding", 25, SAME_DAY),
        ("bruise", 1, SELF_CARE),
        ("bruise", 240, SELF_CARE),
        ("bruise", 241, TWO_WEEKS),
        ("spots", 24, SELF_CARE),
        ("spots", 337, TWO_WEEKS),
        ("greasy_scale", 336, SELF_CARE),
        ("greasy_scale", 337, TWO_WEEKS),
    ],
)
def test_other_signs_have_their_own_time(sign, hours, level):
    assert of(sign, hours).triage is level


@pytest.mark.parametrize(
    ("sign", "days", "level"),
    [
        ("glands", 0, SELF_CARE),
        ("glands", 7, SELF_CARE),
        ("glands", 8, TWO_WEEKS),
        ("firm_bumps", 3, SELF_CARE),
        ("firm_bumps", 14, SELF_CARE),
        ("firm_bumps", 15, TWO_WEEKS),
    ],
)
def test_lumps_are_judged_by_how_long_they_have_been_there(sign, days, level):
    assert recovery({"scalp_warnings": (sign,), "lump_days": days}).triage is level


@pytest.mark.parametrize("sign", ["glands", "firm_bumps"])
def test_lumps_of_unknown_age_are_never_called_expected(sign):
    found = recovery({"scalp_warnings": (sign,)})
    assert found.triage is TWO_WEEKS
    assert asked(found) == ["lump_days"]
    assert verdict({"scalp_warnings": (sign,)}) is ASK


def test_a_sign_is_never_called_expected_when_nobody_knows_the_day_of_the_session():
    said = {"scalp_signs": ("redness",), "last_session_on": None}
    found = recovery(said)
    assert found.triage is SELF_CARE
    assert asked(found) == ["last_session_on"]
    assert verdict(said) is NEEDS


@pytest.mark.parametrize(
    ("sign", "level"),
    [
        ("rash", TWO_WEEKS),
        ("growing_lump", TWO_WEEKS),
        ("dark_patches", TWO_WEEKS),
        ("lines", TWO_WEEKS),
        ("smooth_patch", TWO_WEEKS),
    ],
)
def test_signs_that_stay_are_seen_within_two_weeks(sign, level):
    assert recovery({"scalp_warnings": (sign,)}).triage is level
    for setting in SETTINGS:
        assert verdict({"scalp_warnings": (sign,)}, setting) >= ASK


@pytest.mark.parametrize("sign", ["lines", "smooth_patch"])
def test_signs_of_scarring_end_needling_at_home(sign):
    assert verdict({"scalp_warnings": (sign,)}) is NO
    assert verdict({"scalp_warnings": (sign,)}, "clinic") is ASK


def test_pink_and_tight_the_next_day_is_expected():
    found = of("tightness", 20)
    assert found.triage is EXPECTED
    assert "within 72 hours" in words(found)
    assert found.missing == ()


def test_skin_that_still_heals_is_not_needled():
    one = after(20, {"scalp_signs": ("redness",)})
    assert judgement(one).verdict is WAIT
    (reason,) = judgement(one).reasons
    assert reason.until_says == "the redness has gone"


def test_swollen_glands_are_left_alone_and_watched():
    said = words(recovery({"scalp_warnings": ("glands",), "lump_days": 2}))
    for piece in ("up to seven days", "No needling until they have gone", "grow", "the same day"):
        assert piece in said


def test_firm_bumps_after_a_serum_are_shown_to_somebody():
    said = words(recovery({"scalp_warnings": ("firm_bumps",), "lump_days": 17}, "clinic"))
    for piece in ("granulomas", "slow infection", "stop the serum", "the lot of the cartridge"):
        assert piece in said


def test_signs_after_a_session_say_nothing_of_somebody_who_was_never_needled():
    said = {"scalp_signs": ("redness",), "needled_before": False, "last_session_on": None}
    assert recovery(said).triage is None


def test_all_effects_are_listed_and_the_reported_ones_marked():
    found = recovery({"scalp_warnings": ("pus",), "scalp_signs": ("itch",)})
    reported = {effect.point.fact for effect in found.effects if effect.is_reported}
    assert reported == {"effect_infection", "effect_itch"}
    assert len(found.effects) == len(EFFECTS)


def test_effects_say_how_long_they_last():
    (redness,) = [e for e in recovery().effects if e.point.fact == "effect_redness"]
    assert (redness.usual_hours_most, redness.see_someone_after_hours) == (72, 168)


@pytest.mark.parametrize("effect", EFFECTS, ids=lambda effect: effect.id)
def test_no_effect_becomes_milder_with_time(effect):
    levels = [effect.triage_at(hours) for hours in (0, 1, 24, 72, 73, 169, 241, 337, 2000)]
    assert levels == sorted(levels)


@pytest.mark.parametrize("effect", EFFECTS, ids=lambda effect: effect.id)
def test_every_clock_counts_hours_or_days(effect):
    if effect.clock:
        assert knowledge().questions[effect.clock].unit in HOURS_IN
        assert effect.until_says
    else:
        assert effect.conditions == ()


def test_effects_judged_by_rules_are_as_urgent_as_the_rules_say():
    levels = {"infection": SAME_DAY, "herpes": SAME_DAY, "allergy": EMERGENCY}
    for name, level in levels.items():
        assert knowledge().fact(f"effect_{name}", SideEffect).triage_at(0) is level


def test_the_day_of_a_session_counts_from_its_start():
    """Without the hour the longest time is counted, so that nothing is called usual too long."""
    one = case("home", {"scalp_signs": ("redness",), "last_session_on": date(2026, 11, 17)})
    assert one.number("hours_since_session") == 85
    assert recovery_for(one).triage is SELF_CARE


def test_the_hour_of_a_recorded_session_counts():
    one = after(71, {"scalp_signs": ("redness",)})
    assert one.number("hours_since_session") == 71
    assert recovery_for(one).triage is EXPECTED


def test_a_later_session_that_was_only_told_counts_instead():
    sessions = (session(30 * 24),)
    said = {"scalp_signs": ("redness",), "last_session_on": date(2026, 11, 19)}
    one = case("home", said, sessions=sessions)
    assert one.number("hours_since_session") == 37
    assert rules_of(recovery_for(one)) == {"effect_redness"}

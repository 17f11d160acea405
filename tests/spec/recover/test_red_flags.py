"""Signs that need somebody now or today, whatever else is the case."""

import pytest

from anagen.care.recover import recovery_for
from anagen.care.recover.effects import VERDICTS
from anagen.records.answers import Unknown
from anagen.records.words import Step
from tests.spec.recover.telling import (
    EMERGENCY,
    NO,
    PROCEED,
    SAME_DAY,
    SELF_CARE,
    SETTINGS,
    after,
    asked,
    recovery,
    rules_of,
    verdict,
    words,
)
from tests.story import knowledge

NOW_SIGNS = {
    "breathing": "alarm_breathing",
    "hives": "alarm_hives",
    "fainted": "alarm_collapse",
    "seizure": "alarm_numbing",
    "blue_lips": "alarm_numbing",
    "confused": "alarm_numbing",
    "numbing_early": "alarm_numbing",
    "chest": "alarm_chest",
    "bleeding": "alarm_bleeding",
    "eye": "alarm_eye",
}
TODAY_SIGNS = {
    "fast_heart": "alarm_heart",
    "body_swelling": "alarm_heart",
    "dizzy": "alarm_dizzy",
    "shaking": "alarm_unwell",
    "very_ill": "alarm_unwell",
}
INFECTION = ("pus", "red_streaks", "heat", "growing_redness", "worse_pain")
HOT = ("growing_redness", "heat")


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize(("sign", "rule"), NOW_SIGNS.items())
def test_an_emergency_is_named_at_once_and_stops_everything(setting, sign, rule):
    found = recovery({"alarm_signs": (sign,)}, setting)
    assert found.triage is EMERGENCY
    assert rule in rules_of(found)
    assert "all the emergency number" in words(found)
    assert verdict({"alarm_signs": (sign,)}, setting) is NO


@pytest.mark.parametrize("sign", [*NOW_SIGNS, "fast_heart"])
def test_an_emergency_never_asks_more_questions_first(sign):
    said = {"alarm_signs": (sign,), "minoxidil": None, "fever": None, "scalp_warnings": None}
    found = recovery(said)
    assert found.triage is EMERGENCY
    assert found.missing == ()


@pytest.mark.parametrize(("sign", "rule"), TODAY_SIGNS.items())
def test_other_alarming_signs_are_seen_the_same_day(sign, rule):
    said = {"alarm_signs": (sign,), "minoxidil": "never"}
    assert recovery(said).triage is SAME_DAY
    assert rules_of(recovery(said)) == {rule}
    assert verdict(said) is NO


def test_every_alarming_sign_has_a_rule():
    signs = set(knowledge().questions["alarm_signs"].words)
    assert signs == NOW_SIGNS.keys() | TODAY_SIGNS.keys()


@pytest.mark.parametrize("minoxidil", ["now", "stopped", None])
@pytest.mark.parametrize("sign", ["chest", "fast_heart", "fainted", "body_swelling"])
def test_heart_trouble_with_minoxidil_is_an_emergency(sign, minoxidil):
    found = recovery({"alarm_signs": (sign,), "minoxidil": minoxidil})
    assert found.triage is EMERGENCY
    assert "alarm_minoxidil_heart" in rules_of(found)


@pytest.mark.parametrize("minoxidil", ["never", "wanted"])
def test_minoxidil_that_was_never_used_is_not_blamed(minoxidil):
    found = recovery({"alarm_signs": ("fast_heart",), "minoxidil": minoxidil})
    assert "alarm_minoxidil_heart" not in rules_of(found)


def test_somebody_alone_with_a_racing_heart_is_told_what_to_do():
    said = words(recovery({"alarm_signs": ("chest", "fast_heart", "fainted"), "minoxidil": "now"}))
    for piece in (
        "Do not drive",
        "unlock the door",
        "Lie down",
        "about the minoxidil and the needling",
        "only if that does not delay help",
        "until a doctor agrees",
    ):
        assert piece in said


def test_poisoning_by_numbing_cream_is_known_before_any_needle_went_in():
    signs = {"alarm_signs": ("blue_lips", "confused", "seizure"), "needled_before": False}
    found = recovery(signs, "clinic")
    assert found.triage is EMERGENCY
    for piece in ("stay with the person", "wipe all of it off", "how long it was on", "oxygen"):
        assert piece in words(found)


@pytest.mark.parametrize("sign", INFECTION)
def test_signs_of_infection_are_seen_the_same_day(sign):
    found = recovery({"scalp_warnings": (sign,), "fever": "below_38"})
    assert found.triage is SAME_DAY
    assert rules_of(found) == {"infection_signs"}
    assert verdict({"scalp_warnings": (sign,), "fever": "below_38"}) is NO
    for piece in ("Stop needling", "stop minoxidil", "Do not squeeze", "throw the roller"):
        assert piece in words(found)


@pytest.mark.parametrize("fever", ["feels_well", *Unknown, None])
def test_a_temperature_nobody_took_is_never_a_normal_one(fever):
    signs = {"scalp_warnings": ("pus", "worse_pain", *HOT), "fever": fever}
    found = recovery(signs)
    assert found.triage is SAME_DAY
    assert "temperature_not_taken" in rules_of(found)
    assert "Take it now" in words(found)
    assert asked(found) == ["fever"]


def test_the_temperature_is_asked_for_before_anything_else():
    signs = {"scalp_warnings": ("pus",), "fever": "feels_well", "alarm_signs": None}
    assert asked(recovery(signs)) == ["fever", "alarm_signs"]


def test_a_measured_temperature_is_not_asked_for_again():
    found = recovery({"scalp_warnings": ("pus",), "fever": "below_38"})
    assert "temperature_not_taken" not in rules_of(found)
    assert "fever" not in asked(found)


@pytest.mark.parametrize(
    "more",
    [
        {"fever": "at_least_38"},
        {"fever": "feels_hot"},
        {"alarm_signs": ("shaking",)},
        {"alarm_signs": ("very_ill",), "fever": None},
    ],
)
def test_spreading_hot_redness_with_fever_or_chills_is_an_emergency(more):
    found = recovery({"scalp_warnings": HOT, **more})
    assert found.triage is EMERGENCY
    assert "Do not wait for an appointment" in words(found)
    assert "the scalp was needled" in words(found)


@pytest.mark.parametrize("fever", ["at_least_38", "feels_hot"])
def test_a_fever_alone_is_seen_the_same_day(fever):
    assert recovery({"fever": fever}).triage is SAME_DAY
    assert verdict({"fever": fever}) is NO


@pytest.mark.parametrize("sign", ["blisters", "soft_patch"])
def test_blisters_and_soft_patches_are_seen_the_same_day(sign):
    found = recovery({"scalp_warnings": (sign,), "fever": "below_38"})
    assert found.triage is SAME_DAY
    assert rules_of(found) == {sign}


def test_a_soft_patch_is_kept_from_others():
    said = words(recovery({"scalp_warnings": ("soft_patch",), "fever": "below_38"}))
    assert "Do not share combs, hats or towels" in said
    assert "lose hair for good" in said


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_first_session_also_waits_for_the_red_flags(setting):
    for question in ("alarm_signs", "scalp_warnings", "fever"):
        assert verdict({question: None, "needled_before": False}, setting) > PROCEED


def test_the_most_urgent_reason_comes_first():
    found = recovery({"alarm_signs": ("dizzy", "chest"), "scalp_warnings": ("rash",)})
    levels = [reason.triage for reason in found.reasons]
    assert levels == sorted(levels, reverse=True)
    assert found.reasons[0].rule == "alarm_chest"
    found = recovery({"scalp_warnings": ("rash", "soft_patch"), "fever": "below_38"})
    assert [reason.rule for reason in found.reasons] == ["soft_patch", "rash"]


def test_the_red_flags_are_listed_for_everybody_most_urgent_first():
    facts = [point.fact for point in recovery().red_flags]
    rules = knowledge().rules(Step.RECOVER)
    urgent = [rule for rule in rules if rule.triage is not None and rule.triage >= SAME_DAY]
    about_signs = {rule.id for rule in urgent} - {"shed_pus", "temperature_not_taken"}
    assert set(facts) == about_signs
    levels = [knowledge().facts[fact].triage for fact in facts]
    assert levels == sorted(levels, reverse=True)
    assert levels[0] is EMERGENCY


@pytest.mark.parametrize("rule", knowledge().rules(Step.RECOVER), ids=lambda rule: rule.id)
def test_urgency_and_verdict_go_together(rule):
    if rule.triage is not None:
        assert all(verdict >= VERDICTS[rule.triage] for verdict in rule.verdicts.values())
    else:
        assert rule.verdicts == {}


def test_an_open_red_flag_beside_a_serious_one_is_still_asked_about():
    found = recovery({"scalp_warnings": ("pus",), "alarm_signs": None, "fever": "below_38"})
    assert found.triage is SAME_DAY
    assert asked(found) == ["alarm_signs"]


@pytest.mark.parametrize("question", ["alarm_signs", "scalp_warnings", "fever"])
def test_nothing_is_expected_while_a_red_flag_is_open(question):
    one = after(20, {"scalp_signs": ("redness",), question: None})
    found = recovery_for(one)
    assert found.triage is SELF_CARE
    assert question in asked(found)

"""What the needles must be like, and how numbing cream may be used."""

from datetime import UTC, datetime

import pytest

from anagen.care.case import case_of
from anagen.care.treat import treat_judgement
from anagen.knowledge.limit import Within
from anagen.records.answers import Unknown
from anagen.records.treatment import Treatment
from anagen.records.words import DeviceKind, Setting, Step
from tests.spec.treat.telling import (
    ASK,
    CLINICS,
    NEEDS,
    NO,
    PROCEED,
    SETTINGS,
    WAIT,
    asked,
    reason,
    rules_of,
    verdict,
    weighed,
)
from tests.story import NOW, case, knowledge, with_setting

CREAM = {"numbing_planned": True}
FOLLOW_UPS = (
    "numbing_minutes", "numbing_area", "numbing_covered", "numbing_heated", "numbing_grams",
    "numbing_risks",
)  # fmt: skip


@pytest.mark.parametrize("fault", ["bent", "dropped", "blunt", "rusty"])
def test_damaged_needles_are_not_used(fault):
    judgement = weighed("home", {"needle_faults": (fault,)})
    assert judgement.verdict is NO
    assert "Do not bend them back" in reason(judgement, "damaged_needles").says


def test_needles_wait_until_they_are_clean_and_cleaning_makes_no_others_safe():
    judgement = weighed("home", {"needle_faults": ("uncleaned",)})
    assert judgement.verdict is WAIT
    assert judgement.until is None
    found = reason(judgement, "uncleaned_needles")
    assert "70 % isopropyl alcohol" in found.until_says
    assert "never makes those of another person safe" in found.says
    assert verdict("home", {"needle_faults": ("uncleaned", "shared")}) is NO


def test_needles_that_somebody_else_used_are_not_used_however_long_they_soak():
    judgement = weighed("home", {"needle_faults": ("shared",)})
    assert judgement.verdict is NO
    says = reason(judgement, "shared_needles").says
    assert "Never share" in says
    assert "however long they soak" in says


@pytest.mark.parametrize("question", ["needle_faults", "needle_uses"])
def test_at_home_nobody_proceeds_without_looking_at_the_needles(question):
    for nothing in (None, *Unknown):
        judgement = weighed("home", {question: nothing})
        assert judgement.verdict is NEEDS, nothing
        assert asked(judgement) == {question}


@pytest.mark.parametrize(("uses", "expected"), [(0, PROCEED), (14, PROCEED), (15, WAIT)])
def test_a_roller_is_replaced_after_about_fifteen_uses(uses, expected):
    judgement = weighed("home", {"needle_uses": uses})
    assert judgement.verdict is expected
    assert judgement.until is None


@pytest.mark.parametrize(("uses", "is_told"), [(9, False), (10, True), (14, True), (15, False)])
def test_from_ten_uses_on_a_new_roller_is_due_soon(uses, is_told):
    assert ("wearing_needles" in rules_of(weighed("home", {"needle_uses": uses}))) is is_told


def test_the_rule_about_worn_needles_agrees_with_the_limit():
    rail = knowledge().guardrail("needle_uses", Setting.HOME, DeviceKind.ROLLER)
    assert rail is not None
    for uses_so_far in range(0, 20):
        allowed = rail.stands(uses_so_far + 1) is not Within.BEYOND_ABSOLUTE
        assert (verdict("home", {"needle_uses": uses_so_far}) is PROCEED) is allowed, uses_so_far


def test_a_pens_cartridge_is_for_one_session_at_home_too():
    pen = {"device_kind": "pen"}
    assert verdict("home", {**pen, "needle_uses": 0}) is PROCEED
    assert verdict("home", {**pen, "needle_uses": 1}) is WAIT
    assert verdict("home", {"device_kind": None, "needle_uses": 1}) is NEEDS


@pytest.mark.parametrize("setting", CLINICS)
@pytest.mark.parametrize(
    ("cartridge", "expected"),
    [("new_sterile", PROCEED), ("damaged", WAIT), ("reused", NO), ("unknown_origin", NEEDS),
     (None, NEEDS)],
)  # fmt: skip
def test_a_clinic_opens_new_needles_for_every_person(setting, cartridge, expected):
    assert verdict(setting, {"cartridge": cartridge}) is expected


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_thin_layer_on_a_small_part_for_half_an_hour_is_allowed(setting):
    assert verdict(setting, CREAM) is PROCEED


@pytest.mark.parametrize("question", FOLLOW_UPS)
@pytest.mark.parametrize("setting", SETTINGS)
def test_cream_that_is_not_fully_described_cannot_be_judged(setting, question):
    judgement = weighed(setting, {**CREAM, question: None})
    assert judgement.verdict is NEEDS
    assert question in asked(judgement)


@pytest.mark.parametrize("setting", SETTINGS)
def test_nobody_proceeds_before_it_is_settled_whether_cream_is_used(setting):
    for nothing in (None, *Unknown):
        said = {**dict.fromkeys(FOLLOW_UPS), "numbing_planned": nothing}
        judgement = weighed(setting, said)
        assert judgement.verdict is NEEDS, nothing
        assert "numbing_planned" in asked(judgement)


@pytest.mark.parametrize("question", FOLLOW_UPS)
def test_without_cream_nobody_is_asked_about_it(question):
    assert verdict("home", {"numbing_planned": False, question: None}) is PROCEED


@pytest.mark.parametrize(
    ("minutes", "at_home", "in_a_clinic"),
    [(0, PROCEED, PROCEED), (45, PROCEED, PROCEED), (45.5, ASK, PROCEED), (60, ASK, PROCEED),
     (60.5, NO, NO), (90, NO, NO)],
)  # fmt: skip
def test_cream_stays_on_for_an_hour_at_the_very_most(minutes, at_home, in_a_clinic):
    said = {**CREAM, "numbing_minutes": minutes}
    assert verdict("home", said) is at_home
    assert verdict("clinic", said) is in_a_clinic


@pytest.mark.parametrize("way", ["numbing_covered", "numbing_heated"])
@pytest.mark.parametrize("setting", SETTINGS)
def test_cream_is_never_covered_or_warmed_however_short(setting, way):
    judgement = weighed(setting, {**CREAM, way: True, "numbing_minutes": 15})
    assert judgement.verdict is NO
    assert "A shorter time does not make it safe" in (
        reason(judgement, "numbing_covered_or_heated").says
    )


@pytest.mark.parametrize("area", ["large", "whole_scalp"])
def test_cream_on_a_large_area_is_not_for_home(area):
    said = {**CREAM, "numbing_area": area}
    assert verdict("home", said) is NO
    assert verdict("clinic", said) is ASK
    assert verdict("trial", said) is ASK


@pytest.mark.parametrize(
    ("area", "grams", "is_fine"),
    [("small", 15, True), ("small", 15.5, False), ("large", 60, True), ("large", 60.5, False)],
)
def test_the_grams_are_held_against_the_area(area, grams, is_fine):
    judgement = weighed("clinic", {**CREAM, "numbing_area": area, "numbing_grams": grams})
    assert ("numbing_too_much" not in rules_of(judgement)) is is_fine


def test_the_rules_about_cream_agree_with_the_limits():
    grams = knowledge().guardrail("numbing_grams", Setting.HOME)
    layer = knowledge().guardrail("numbing_g_per_cm2", Setting.HOME)
    area = knowledge().guardrail("numbing_area_cm2", Setting.HOME)
    minutes = knowledge().guardrail("numbing_minutes", Setting.HOME)
    assert grams
    assert layer
    assert area
    assert minutes
    assert layer.most * area.recommended_most == pytest.approx(grams.recommended_most)
    assert layer.most * area.most == pytest.approx(grams.most)
    assert (minutes.recommended_most, minutes.most) == (45, 60)


def test_no_figure_about_grams_is_given_without_saying_that_it_is_unconfirmed():
    assert (
        "not confirmed"
        in reason(weighed("home", {**CREAM, "numbing_grams": 70}), "numbing_too_much").says
    )


@pytest.mark.parametrize(
    "risk",
    [
        {"allergies": ("anaesthetic",)},
        {"allergies": ("paba",)},
        {"numbing_risks": ("methaemoglobinaemia",)},
        {"numbing_risks": ("antiarrhythmic",)},
    ],
)
@pytest.mark.parametrize("setting", SETTINGS)
def test_some_people_get_no_cream_though_needling_may_go_on(setting, risk):
    judgement = weighed(setting, {**CREAM, **risk})
    assert judgement.verdict is NO
    assert "not the needling" in reason(judgement, "numbing_barred").says
    assert verdict(setting, {"numbing_planned": False, **risk}) is PROCEED


def test_a_heart_rhythm_medicine_on_the_list_counts_although_nobody_answered():
    treatments = (Treatment("Amiodarone 200 mg"),)
    judgement = weighed(
        "home", {**CREAM, "numbing_risks": None, "heart_or_pressure": None}, treatments=treatments
    )
    assert judgement.verdict > PROCEED


@pytest.mark.parametrize("risk", ["liver_disease", "fits"])
@pytest.mark.parametrize("setting", SETTINGS)
def test_with_liver_disease_or_after_a_fit_a_clinician_decides_on_the_cream(setting, risk):
    said = {**CREAM, "numbing_risks": (risk,)}
    assert verdict(setting, said) is ASK
    assert verdict(setting, {**said, "numbing_planned": False}) is PROCEED


@pytest.mark.parametrize("setting", SETTINGS)
def test_somebody_who_reacts_to_a_skin_cleaner_asks_first(setting):
    assert verdict(setting, {"allergies": ("antiseptic",)}) is ASK


def test_at_a_quarter_of_a_millimetre_cream_is_rarely_needed():
    short = weighed("home", CREAM)
    assert "every trace comes off before the needles" in reason(short, "numbing_rarely_needed").says
    assert "numbing_rarely_needed" not in rules_of(weighed("clinic", CREAM))


def test_the_story_of_cream_under_a_cap_with_heat():
    plan = {
        **CREAM,
        "numbing_minutes": 90,
        "numbing_area": "whole_scalp",
        "numbing_covered": True,
        "numbing_heated": True,
        "numbing_grams": None,
    }
    judgement = weighed("home", plan)
    assert judgement.verdict is NO
    assert asked(judgement) == {"numbing_grams"}
    assert {"numbing_too_long", "numbing_large_area", "numbing_covered_or_heated"} <= (
        rules_of(judgement)
    )
    for rule in ("numbing_too_long", "numbing_large_area", "numbing_covered_or_heated"):
        assert "fits or death" in reason(judgement, rule).says
    assert weighed("home", {**plan, "numbing_minutes": 30}).verdict is NO


def test_more_of_anything_about_cream_never_loosens():
    worse = [
        {"numbing_minutes": 61}, {"numbing_area": "large"}, {"numbing_covered": True},
        {"numbing_heated": True}, {"numbing_grams": 16}, {"numbing_risks": ("liver_disease",)},
    ]  # fmt: skip
    for setting in SETTINGS:
        said = dict(CREAM)
        before = verdict(setting, said)
        for more in worse:
            said |= more
            after = verdict(setting, said)
            assert after >= before, (setting, more)
            before = after


def test_cats_are_spoken_of_to_everyone_with_a_cat_and_minoxidil():
    both = {"minoxidil": "now", "cat_at_home": True}
    judgement = weighed("home", both)
    assert judgement.verdict is PROCEED
    assert "a lick" in reason(judgement, "minoxidil_and_cats").says
    assert "minoxidil_and_cats" not in rules_of(weighed("home", {**both, "cat_at_home": False}))


def test_a_sore_scalp_keeps_products_off_whatever_screening_says_of_needling():
    judgement = weighed("home", {"skin_today": ("sunburn",)})
    sore = reason(judgement, "sore_scalp")
    assert sore.verdict is PROCEED
    assert "Leave minoxidil" in sore.says
    assert "skin_today" in sore.found
    assert "sore_scalp" not in rules_of(weighed("home"))


def test_every_rule_of_treating_says_something_in_every_setting_it_names():
    for rule in knowledge().rules(Step.TREAT):
        for setting in Setting:
            assert rule.says_at(setting).strip()
            assert "{" not in rule.says_at(setting)


def test_home_is_never_milder_than_a_clinic_about_cream():
    risky = [
        {"numbing_minutes": minutes, "numbing_area": area, "numbing_grams": grams}
        for minutes in (30, 50, 70)
        for area in ("small", "large")
        for grams in (5, 20, 70)
    ]
    for plan in risky:
        home = case("home", {**CREAM, **plan, "cartridge": "new_sterile"})
        there = with_setting(home, Setting.CLINIC)
        assert treat_judgement(home).verdict >= treat_judgement(there).verdict, plan


def test_advice_does_not_depend_on_the_hour_it_is_asked_at():
    one = case("home", CREAM)
    later = case_of(one.record, one.knowledge, datetime(2026, 11, 20, 20, tzinfo=UTC))
    assert treat_judgement(later) == treat_judgement(one)
    assert later.now > NOW

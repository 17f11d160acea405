"""What stands in the way, finding by finding, at home, in a clinic and in a trial."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from anagen.care.rules import bears_on
from anagen.care.screen import screen_judgement
from anagen.knowledge.conditions import Truth
from anagen.knowledge.rule import dated
from anagen.records.words import Setting, Step
from tests.spec.screen.telling import (
    ASK,
    NEEDS,
    NO,
    PROCEED,
    SETTINGS,
    TODAY,
    WAIT,
    reason,
    rules_of,
    screened,
)
from tests.story import case, knowledge

WOMAN = {"sex": "female", "pregnant": "no", "breastfeeding": False}


def ago(days: int) -> Any:
    """A day in the past."""
    return TODAY - timedelta(days=days)


#: What was found, the fact that says so, and the verdict at home, in a clinic and in a trial.
FOUND: list[tuple[dict[str, Any], str, Any, Any, Any]] = [
    ({"birth_year": 2009}, "under_18", NO, ASK, ASK),
    ({"birth_year": 2006}, "aged_18_to_21", PROCEED, PROCEED, PROCEED),
    ({**WOMAN, "pregnant": "yes"}, "pregnant", NO, NO, NO),
    ({**WOMAN, "pregnant": "possible"}, "pregnancy_possible", NEEDS, NEEDS, NEEDS),
    ({**WOMAN, "breastfeeding": True}, "breastfeeding", NO, NO, NO),
    ({"skin_today": ("infection",)}, "skin_infection", WAIT, WAIT, WAIT),
    ({"skin_today": ("open_wound",)}, "skin_wound", WAIT, WAIT, WAIT),
    ({"skin_today": ("rash",)}, "skin_rash", WAIT, WAIT, WAIT),
    ({"skin_today": ("sunburn",)}, "skin_sunburn", WAIT, WAIT, WAIT),
    ({"skin_today": ("herpes",)}, "skin_herpes", WAIT, WAIT, WAIT),
    ({"skin_today": ("psoriasis",)}, "skin_psoriasis", WAIT, WAIT, WAIT),
    ({"skin_today": ("eczema",)}, "skin_eczema", WAIT, WAIT, WAIT),
    ({"skin_today": ("seborrhoeic_dermatitis",)}, "skin_seborrhoeic", WAIT, WAIT, WAIT),
    ({"skin_today": ("fungal_infection",)}, "skin_fungal", WAIT, WAIT, WAIT),
    ({"skin_conditions": ("psoriasis",)}, "psoriasis_or_eczema_history", ASK, ASK, ASK),
    ({"skin_conditions": ("eczema",)}, "psoriasis_or_eczema_history", ASK, ASK, ASK),
    ({"skin_conditions": ("vitiligo",)}, "vitiligo_history", ASK, ASK, ASK),
    ({"skin_conditions": ("lichen_planopilaris",)}, "scarring_disease_history", NO, ASK, ASK),
    ({"skin_conditions": ("seborrhoeic_dermatitis",)}, "seborrhoeic_history", ASK, None, None),
    ({"skin_conditions": ("cold_sores",)}, "cold_sore_history", PROCEED, PROCEED, PROCEED),
    ({"keloid": True}, "keloid", NO, NO, NO),
    ({"marks_in_field": ("skin_cancer",)}, "skin_cancer_in_field", NO, NO, NO),
    ({"marks_in_field": ("actinic_keratosis",)}, "skin_cancer_in_field", NO, NO, NO),
    ({"marks_in_field": ("suspicious_mole",)}, "suspicious_mole", NO, NO, NO),
    ({"marks_in_field": ("mole",)}, "mole_or_birthmark", ASK, ASK, ASK),
    ({"marks_in_field": ("birthmark",)}, "mole_or_birthmark", ASK, ASK, ASK),
    ({"marks_in_field": ("raised_scar",)}, "raised_scar_in_field", ASK, ASK, ASK),
    ({"marks_in_field": ("treated_skin_cancer",)}, "treated_skin_cancer", ASK, ASK, ASK),
    ({"marks_in_field": ("lump",)}, "lump_or_implant", ASK, ASK, ASK),
    ({"marks_in_field": ("tattoo",)}, "tattoo_in_field", ASK, ASK, ASK),
    ({"marks_in_field": ("herpes_before",)}, "herpes_before", ASK, ASK, ASK),
    ({"health_conditions": ("easy_bleeding",)}, "easy_bleeding", ASK, ASK, ASK),
    ({"health_conditions": ("weak_immunity",)}, "weak_immunity", NO, ASK, ASK),
    ({"health_conditions": ("other_serious",)}, "other_serious_illness", ASK, ASK, ASK),
    ({"health_conditions": ("bleeding_disorder",)}, "bleeding_disorder", NO, NO, NO),
    ({"health_conditions": ("hiv",)}, "hiv", NO, ASK, ASK),
    ({"health_conditions": ("hepatitis",)}, "hepatitis", NO, ASK, ASK),
    ({"health_conditions": ("autoimmune",)}, "autoimmune", ASK, ASK, ASK),
    (
        {"health_conditions": ("diabetes",), "diabetes_control": "controlled"},
        "diabetes", ASK, ASK, ASK,
    ),
    (
        {"health_conditions": ("diabetes",), "diabetes_control": "uncontrolled"},
        "diabetes_uncontrolled", NO, NO, NO,
    ),
    ({"anticoagulant": True}, "anticoagulant", NO, ASK, ASK),
    ({"antiplatelet": True}, "antiplatelet", ASK, ASK, ASK),
    ({"isotretinoin": "now"}, "isotretinoin_now", NO, ASK, ASK),
    (
        {"isotretinoin": "stopped", "isotretinoin_stopped_on": ago(91)},
        "isotretinoin_recent", WAIT, ASK, ASK,
    ),
    (
        {"isotretinoin": "stopped", "isotretinoin_stopped_on": ago(400)},
        "isotretinoin_over", PROCEED, PROCEED, PROCEED,
    ),
    ({"cancer_treatment": True}, "cancer_treatment", NO, ASK, ASK),
    ({"immune_medicine": True}, "immune_medicine", NO, ASK, ASK),
    ({"allergies": ("metal",)}, "metal_allergy", NO, NO, NO),
    ({"allergies": ("anaesthetic",)}, "allergic_to_numbing", PROCEED, PROCEED, PROCEED),
    ({"allergies": ("paba",)}, "allergic_to_numbing", PROCEED, PROCEED, PROCEED),
    ({"recent_procedures": ("peel",)}, "recent_peel_or_laser", ASK, ASK, ASK),
    ({"recent_procedures": ("laser",)}, "recent_peel_or_laser", ASK, ASK, ASK),
    ({"recent_procedures": ("filler",)}, "recent_filler_or_toxin", ASK, ASK, ASK),
    ({"recent_procedures": ("toxin",)}, "recent_filler_or_toxin", ASK, ASK, ASK),
    ({"recent_procedures": ("transplant",)}, "recent_transplant", ASK, ASK, ASK),
    (
        {"retinoid_or_acid": True, "retinoid_or_acid_on": ago(2)},
        "retinoid_or_acid", WAIT, WAIT, WAIT,
    ),
    ({"heart_or_pressure": True}, "heart_or_pressure", PROCEED, PROCEED, PROCEED),
    (
        {"heart_or_pressure": True, "minoxidil": "wanted"},
        "minoxidil_with_heart", ASK, None, None,
    ),
    ({"heart_or_pressure": True, "minoxidil": "now"}, "minoxidil_with_heart", ASK, None, None),
    ({"dark_marks": True}, "dark_marks", PROCEED, PROCEED, PROCEED),
    (
        {"hair_loss": "undiagnosed", "hair_loss_diagnosed_by": None},
        "hair_loss_undiagnosed", ASK, ASK, ASK,
    ),
    ({"hair_loss_diagnosed_by": "self"}, "hair_loss_named_by_no_clinician", ASK, ASK, ASK),
    ({"hair_loss_diagnosed_by": "therapist"}, "hair_loss_named_by_no_clinician", ASK, ASK, ASK),
    ({"hair_loss_diagnosed_by": "other"}, "hair_loss_named_by_no_clinician", ASK, ASK, ASK),
    ({"hair_loss_diagnosed_by": "doctor"}, "androgenetic_confirmed", PROCEED, PROCEED, PROCEED),
    ({"hair_loss_diagnosed_by": "nurse"}, "androgenetic_confirmed", PROCEED, PROCEED, PROCEED),
    ({"hair_loss": "areata"}, "areata", ASK, ASK, ASK),
    ({"hair_loss": "telogen_effluvium"}, "telogen_effluvium", ASK, ASK, ASK),
    ({"hair_loss": "scarring"}, "scarring", NO, ASK, ASK),
    ({"hair_loss": "age_or_stress"}, "age_or_stress", ASK, ASK, ASK),
    ({"hair_loss_signs": ("sudden",)}, "sudden_or_patchy_loss", ASK, ASK, ASK),
    ({"hair_loss_signs": ("patchy",)}, "sudden_or_patchy_loss", ASK, ASK, ASK),
    ({"hair_loss_signs": ("painful",)}, "painful_or_scaling_loss", ASK, ASK, ASK),
    ({"hair_loss_signs": ("scaling",)}, "painful_or_scaling_loss", ASK, ASK, ASK),
    ({"hair_loss_signs": ("scarring",)}, "scarring_signs", ASK, ASK, ASK),
    (
        {**WOMAN, "hair_loss_signs": ("after_childbirth",)},
        "loss_after_childbirth", ASK, ASK, ASK,
    ),
    ({"hair_loss_signs": ("diffuse_all_over",)}, "loss_all_over", ASK, None, None),
]  # fmt: skip
NAMES = [f"{rule}-{index}" for index, (_, rule, *_) in enumerate(FOUND)]


@pytest.mark.parametrize("found", FOUND, ids=NAMES)
@pytest.mark.parametrize("setting", SETTINGS)
def test_a_finding_leads_where_its_setting_says(found, setting):
    said, rule, *verdicts = found
    expected = dict(zip(SETTINGS, verdicts, strict=True))[setting]
    judgement = screened(setting, said)
    if expected is None:
        assert rule not in rules_of(judgement)
        assert judgement.verdict is PROCEED
    else:
        assert reason(judgement, rule).verdict is expected
        assert judgement.verdict is expected


def test_every_rule_of_screening_has_a_sentence_here():
    told = {rule for _, rule, *_ in FOUND}
    assert told == {rule.id for rule in knowledge().rules(Step.SCREEN)}


@pytest.mark.parametrize("rule", knowledge().rules(Step.SCREEN), ids=lambda rule: rule.id)
@pytest.mark.parametrize("setting", SETTINGS)
def test_what_is_found_stays_found_whatever_else_is_not_known(rule, setting):
    """The worked cases of each file, told of a person about whom nothing else is known."""
    blank = dict.fromkeys(case(setting).record.answers)
    for one in rule.cases:
        given = {id: dated(value, TODAY) for id, value in one.given.items()}
        if "age_years" in given or not bears_on(rule, case(setting)):
            continue  # an age follows from a birth year; and a rule may leave a setting alone
        judgement = screened(setting, {**blank, **given})
        assert (rule.id in rules_of(judgement)) is (one.expect is Truth.TRUE)
        if rule.verdicts:
            is_open = any(waits.rule == rule.id for waits in judgement.open)
            # A possible pregnancy is found, and stays open until there is a test.
            tested = rule.id == "pregnancy_possible" and one.expect is Truth.TRUE
            assert is_open is (one.expect is Truth.UNKNOWN or tested)


def test_what_a_clinician_may_decide_is_never_looser_at_home():
    for rule in knowledge().rules(Step.SCREEN):
        at_home = rule.verdict_in(Setting.HOME)
        for setting in (Setting.CLINIC, Setting.TRIAL):
            # A dated wait at home stands beside a clinician's earlier decision.
            assert at_home is WAIT or at_home >= rule.verdict_in(setting)


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ({"skin_today": ("sunburn",)}, "redness, soreness and peeling have gone"),
        ({"skin_today": ("psoriasis",)}, "the plaques have healed and a clinician has agreed"),
        ({"skin_today": ("herpes",)}, "the crusts have gone and a clinician has agreed"),
    ],
)
def test_a_wait_for_healing_names_what_must_have_happened_and_no_day(said, until):
    judgement = screened("home", said)
    (found,) = [one for one in judgement.reasons if one.verdict is WAIT]
    assert found.until_says == until
    assert found.until is None
    assert judgement.until is None


def test_a_skin_disease_found_today_waits_in_every_setting_even_when_it_is_an_old_one():
    said = {"skin_today": ("psoriasis",), "skin_conditions": ("psoriasis",)}
    judgement = screened("home", said)
    assert judgement.verdict is ASK
    assert {"skin_psoriasis", "psoriasis_or_eczema_history"} <= rules_of(judgement)


def test_an_unknown_control_of_diabetes_is_asked_for():
    judgement = screened("home", {"health_conditions": ("diabetes",)})
    assert judgement.verdict is ASK
    assert {one.question for one in judgement.open} == {"diabetes_control"}


def test_seven_full_days_pass_after_the_last_acid():
    used = {"retinoid_or_acid": True, "retinoid_or_acid_on": ago(7)}
    judgement = screened("home", used)
    assert judgement.until is not None
    assert judgement.until.date() == TODAY + timedelta(days=1)
    used["retinoid_or_acid_on"] = ago(8)
    assert screened("home", used).verdict is PROCEED


def test_the_day_of_the_last_acid_is_asked_for():
    judgement = screen_judgement(case("home", {"retinoid_or_acid": True}))
    assert judgement.verdict is NEEDS
    assert {one.question for one in judgement.open} == {"retinoid_or_acid_on"}

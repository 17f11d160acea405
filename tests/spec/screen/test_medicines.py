"""The list of medicines: a name we know answers or denies, a name we do not know never helps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from anagen.care.screen import screen_judgement
from anagen.knowledge.medicine import Medicine
from anagen.records.answers import Unknown
from anagen.records.treatment import Treatment
from anagen.records.words import Step
from tests.spec.screen.telling import (
    ASK,
    NEEDS,
    NO,
    PROCEED,
    SETTINGS,
    TODAY,
    asked,
    reason,
    rules_of,
    screened,
    taking,
    took,
)
from tests.story import case, knowledge

MEDICINES = knowledge().of_kind(Medicine, Step.SCREEN)

#: A name people write, the file that knows it, and the answer of a clear person it denies.
DENIES = [
    ("Warfarin 5 mg every evening", "anticoagulants", "anticoagulant"),
    ("XARELTO", "anticoagulants", "anticoagulant"),
    ("Eliquis (apixaban)", "anticoagulants", "anticoagulant"),
    ("aspirin 100mg", "antiplatelets", "antiplatelet"),
    ("clopidogrel", "antiplatelets", "antiplatelet"),
    ("Isotretinoin 10 mg", "isotretinoin_medicines", "isotretinoin"),
    ("Sintrom (acenocumarol)", "anticoagulants", "anticoagulant"),
    ("Methotrexat 15 mg", "immune_medicines", "immune_medicine"),
    ("Methotrexate, weekly", "immune_medicines", "immune_medicine"),
    ("Humira pen", "immune_medicines", "immune_medicine"),
    ("prednisolone 10 mg", "systemic_steroids", "immune_medicine"),
    ("capecitabine", "cancer_medicines", "cancer_treatment"),
    ("Radiotherapy", "cancer_medicines", "cancer_treatment"),
    ("insulin glargine", "diabetes_medicines", "health_conditions"),
    ("Biktarvy", "hiv_medicines", "health_conditions"),
    ("sofosbuvir", "hepatitis_medicines", "health_conditions"),
]


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize(("product", "file", "question"), DENIES)
def test_a_listed_medicine_that_an_answer_denies_is_asked_again(product, file, question, setting):
    person = case(setting, treatments=taking(product))
    judgement = screen_judgement(person)
    assert judgement.verdict is NEEDS
    assert question in asked(judgement, person)
    found = reason(judgement, file)
    assert found.verdict is NEEDS
    assert found.title.endswith("your list and your answer differ")
    assert product in found.says
    assert knowledge().questions[question].ask in found.says


@pytest.mark.parametrize(
    ("product", "question", "verdict"),
    [
        ("warfarin", "anticoagulant", NO),
        ("aspirin", "antiplatelet", ASK),
        ("isotretinoin", "isotretinoin", NO),
        ("azathioprine", "immune_medicine", NO),
        ("cisplatin", "cancer_treatment", NO),
    ],
)
def test_a_listed_medicine_answers_where_nobody_was_asked(product, question, verdict):
    blank = {question: None}
    assert screened("home", blank, treatments=taking(product)).verdict is verdict


def test_several_medicines_of_one_answer_agree():
    said = {"immune_medicine": True, "health_conditions": ("autoimmune",)}
    judgement = screened("home", said, treatments=taking("methotrexate", "prednisolone 10 mg"))
    assert judgement.verdict is NO
    assert not judgement.open
    assert {"immune_medicine", "autoimmune"} <= rules_of(judgement)


def test_an_illness_on_the_list_does_not_answer_for_the_other_illnesses():
    blank = {"health_conditions": None}
    judgement = screened("home", blank, treatments=taking("insulin"))
    assert judgement.verdict is NEEDS
    assert "bleeding_disorder" in {one.rule for one in judgement.open}


def test_an_illness_that_was_named_and_its_medicine_fit():
    said = {"health_conditions": ("diabetes",), "diabetes_control": "controlled"}
    judgement = screened("clinic", said, treatments=taking("insulin"))
    assert judgement.verdict is ASK
    assert not judgement.open


def test_an_answer_that_was_declined_is_not_called_a_disagreement():
    said = {"health_conditions": Unknown.DECLINED}
    judgement = screened("home", said, treatments=taking("insulin"))
    assert rules_of(judgement).isdisjoint({"diabetes_medicines"})


def test_a_disagreement_that_no_rule_waits_for_is_said_and_stops_nobody():
    judgement = screened("home", treatments=taking("bisoprolol"))
    assert reason(judgement, "heart_and_pressure_medicines").verdict is PROCEED
    assert judgement.verdict is PROCEED
    with_minoxidil = screened("home", {"minoxidil": "wanted"}, treatments=taking("bisoprolol"))
    assert reason(with_minoxidil, "heart_and_pressure_medicines").verdict is NEEDS
    assert with_minoxidil.verdict is NEEDS


def test_taking_back_a_denial_never_lets_anybody_through():
    for product, _, question in DENIES:
        treatments = taking(product)
        assert screened("home", {question: None}, treatments=treatments).verdict > PROCEED


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("product", ["Zyxolan", "grandmother's drops", "  "])
def test_a_medicine_nobody_knows_needs_a_clinician(product, setting):
    judgement = screened(setting, treatments=taking(product))
    assert judgement.verdict is ASK
    found = reason(judgement, "unknown_medicine")
    assert product in found.says
    assert "Go on taking it" in found.then
    assert "{" not in found.says + found.then


def test_two_unknown_medicines_are_named_once_each():
    found = reason(
        screened("home", treatments=taking("Zyxolan", "Abcdefin", "Zyxolan")), "unknown_medicine"
    )
    assert found.says.count("Zyxolan") == 1
    assert "Zyxolan and Abcdefin" in found.says


@pytest.mark.parametrize(
    "product", ["paracetamol", "Finasteride 1 mg", "biotin", "Nizoral shampoo", "PRP", "vitamin D"]
)
def test_a_medicine_that_no_source_warns_of_stops_nobody(product):
    assert screened("home", treatments=taking(product)).verdict is PROCEED


def test_what_is_not_in_use_does_not_count():
    begins = (Treatment("warfarin", started=TODAY + timedelta(days=9)),)
    assert screened("home", treatments=begins).verdict is PROCEED
    assert screened("home", treatments=took("warfarin", date(2026, 5, 1))).verdict is PROCEED
    assert screened("home", treatments=took("Zyxolan", date(2026, 5, 1))).verdict is PROCEED


def test_the_last_day_of_a_medicine_still_counts():
    assert screened("home", treatments=took("warfarin", TODAY)).verdict is NEEDS


def test_chemotherapy_that_ended_within_six_months_denies_a_no():
    recent, past = TODAY - timedelta(days=183), TODAY - timedelta(days=184)
    judgement = screened("home", treatments=took("chemotherapy", recent))
    assert judgement.verdict is NEEDS
    assert reason(judgement, "cancer_medicines").found == ("cancer_treatment",)
    assert screened("home", treatments=took("chemotherapy", past)).verdict is PROCEED
    blank = {"cancer_treatment": None}
    assert screened("home", blank, treatments=took("chemotherapy", recent)).verdict is NO


def test_a_name_is_found_whole_or_not_at_all():
    (thinners,) = [one for one in MEDICINES if one.id == "anticoagulants"]
    assert thinners.is_named("my Warfarin (5mg)")
    assert not thinners.is_named("warfarinol")


def test_no_file_names_a_medicine_twice():
    for medicine in MEDICINES:
        assert len(medicine.names) == len(set(medicine.names))
        assert all(name == name.casefold().strip() for name in medicine.names)


def test_every_file_of_medicines_knows_its_own_names_and_no_other():
    """Except that a file may go by the route, where the other says nothing of its own."""
    for medicine in MEDICINES:
        for name in medicine.names:
            known_by = [one for one in MEDICINES if one.is_named(name)]
            by_route = [one for one in known_by if one.routes]
            by_name = [one for one in known_by if not one.routes]
            assert medicine in known_by
            assert len(by_route) <= 1
            assert len(by_name) <= 1
            assert not by_route or not any(one.means or one.once_stopped for one in by_name)


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("product", ["Tretinoin 0.05 % lotion", "salicylic acid", "Retin-A"])
def test_a_retinoid_or_acid_listed_for_the_scalp_denies_that_there_is_none(product, setting):
    person = case(setting, treatments=(Treatment(product, route="scalp, at night"),))
    judgement = screen_judgement(person)
    assert judgement.verdict is NEEDS
    assert "retinoid_or_acid" in asked(judgement, person)
    on_the_face = screened(setting, treatments=(Treatment(product, route="face"),))
    assert on_the_face.verdict is PROCEED


#: A medicine paused for the needling, the question it speaks to, and for how many days it does.
PAUSED = [
    ("Eliquis", "anticoagulant", 14),
    ("Aldocumar", "anticoagulant", 14),
    ("Plavix", "antiplatelet", 14),
    ("Humira", "immune_medicine", 28),
    ("prednisolone 30 mg", "immune_medicine", 28),
]


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize(("product", "question", "days"), PAUSED)
def test_a_medicine_paused_for_the_needling_opens_no_door(product, question, days, setting):
    for ago in (1, days):
        person = case(setting, treatments=took(product, TODAY - timedelta(days=ago)))
        judgement = screen_judgement(person)
        assert judgement.verdict is NEEDS
        assert question in asked(judgement, person)
        silent = {question: None}
        untold = screened(setting, silent, treatments=took(product, TODAY - timedelta(days=ago)))
        assert untold.verdict is screened(setting, {question: True}).verdict
    over = took(product, TODAY - timedelta(days=days + 1))
    assert screened(setting, treatments=over).verdict is PROCEED

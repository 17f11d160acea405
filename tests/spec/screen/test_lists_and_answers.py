"""A medicine on the list against what was said: only the one that is denied is named."""

from __future__ import annotations

from anagen.care.screen import screen_judgement
from tests.spec.screen.telling import NEEDS, asked, reason, rules_of, screened, taking
from tests.story import case

DIABETES = {"health_conditions": ("diabetes",), "diabetes_control": "controlled"}


def test_of_two_medicines_only_the_one_that_an_answer_denies_is_named():
    judgement = screened("clinic", DIABETES, treatments=taking("insulin", "Biktarvy"))
    assert judgement.verdict is NEEDS
    assert "hiv_medicines" in rules_of(judgement)
    assert "diabetes_medicines" not in rules_of(judgement)


def test_a_medicine_that_fits_one_of_several_illnesses_is_not_called_denied():
    said = {**DIABETES, "health_conditions": ("diabetes", "autoimmune")}
    judgement = screened("clinic", said, treatments=taking("insulin", "Biktarvy"))
    assert "hiv_medicines" in rules_of(judgement)
    assert "diabetes_medicines" not in rules_of(judgement)


def test_a_cream_that_was_stopped_by_answer_and_is_in_use_by_list_is_asked_again():
    for said in ("never", "stopped"):
        person = case("home", {"minoxidil": said}, treatments=taking("minoxidil 5 %"))
        found = reason(screen_judgement(person), "minoxidil_medicines")
        assert found.title.endswith("your list and your answer differ")
        assert found.found == ("minoxidil",)


def test_a_question_nobody_answered_is_answered_by_the_list_and_not_asked_again():
    person = case("home", {"anticoagulant": None}, treatments=taking("warfarin"))
    judgement = screen_judgement(person)
    assert "anticoagulant" not in asked(judgement, person)
    assert "anticoagulants" not in rules_of(judgement)


def test_of_two_names_in_one_group_the_first_on_the_list_is_told():
    found = reason(screened("home", treatments=taking("Xarelto", "warfarin")), "anticoagulants")
    assert "names Xarelto." in found.says


def test_a_medicine_that_an_answer_fits_is_never_called_a_disagreement():
    unrelated = {"anticoagulant": True, "antiplatelet": False}
    judgement = screened("home", unrelated, treatments=taking("warfarin", "aspirin 100 mg"))
    assert "antiplatelets" in rules_of(judgement)
    assert "anticoagulants" not in rules_of(judgement)

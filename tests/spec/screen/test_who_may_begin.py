"""Who may begin: everything asked, fresh and clear. Anything less is not a yes."""

from __future__ import annotations

import pytest

from anagen.care.screen import screen_judgement
from anagen.records.answers import Unknown
from anagen.records.words import Setting
from tests.clear.screen import ANSWERS
from tests.spec.screen.telling import ASK, NEEDS, NO, PROCEED, SETTINGS, aged, asked, screened
from tests.story import case, knowledge

WOMAN = {"sex": "female", "pregnant": "no", "breastfeeding": False}
#: Nobody is held up for want of these: they only add a warning, or matter beside another answer.
ONLY_WARN = {"dark_marks", "heart_or_pressure", "minoxidil"}
EXCLUSIONS = sorted(set(ANSWERS) - ONLY_WARN)


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_man_whom_nothing_stands_in_the_way_of_may_begin(setting):
    judgement = screened(setting)
    assert judgement.verdict is PROCEED
    assert [one.rule for one in judgement.reasons] == ["androgenetic_confirmed"]


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_woman_who_is_neither_pregnant_nor_breastfeeding_may_begin(setting):
    assert screened(setting, WOMAN).verdict is PROCEED


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_blank_form_never_proceeds_and_asks_for_every_exclusion(setting):
    blank = case(setting, dict.fromkeys(ANSWERS))
    judgement = screen_judgement(blank)
    assert judgement.verdict is NEEDS
    assert not judgement.reasons
    follow_up = "hair_loss_diagnosed_by"
    assert {*EXCLUSIONS} - {follow_up} <= asked(judgement, blank)
    assert follow_up not in asked(judgement, blank)


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("unknown", Unknown)
@pytest.mark.parametrize("question", EXCLUSIONS)
def test_an_exclusion_that_is_not_known_never_counts_as_no(question, unknown, setting):
    person = case(setting, {question: unknown})
    judgement = screen_judgement(person)
    assert judgement.verdict is NEEDS
    assert question in asked(judgement, person)


@pytest.mark.parametrize("question", EXCLUSIONS)
def test_an_exclusion_that_was_taken_away_is_asked_again(question):
    assert screened("home", {question: None}).verdict >= NEEDS


@pytest.mark.parametrize("question", sorted(ONLY_WARN))
@pytest.mark.parametrize("setting", SETTINGS)
def test_nobody_is_held_up_for_want_of_a_warning(question, setting):
    assert screened(setting, {question: None}).verdict is PROCEED


def test_someone_recorded_male_is_never_asked_about_pregnancy():
    judgement = screened("home", {"pregnant": None, "breastfeeding": None})
    assert judgement.verdict is PROCEED
    asks = {id for id, one in knowledge().questions.items() if case("home").asks(one)}
    assert {"pregnant", "breastfeeding"}.isdisjoint(asks)


@pytest.mark.parametrize("sex", ["female", "intersex"])
@pytest.mark.parametrize("question", ["pregnant", "breastfeeding"])
def test_someone_who_could_be_pregnant_is_asked(sex, question):
    person = case("home", {**WOMAN, "sex": sex, question: None})
    judgement = screen_judgement(person)
    assert judgement.verdict is NEEDS
    assert asked(judgement, person) == {question}


@pytest.mark.parametrize("setting", SETTINGS)
def test_answers_of_fifteen_months_ago_count_as_unknown_and_are_all_named(setting):
    old = ("anticoagulant", "antiplatelet", "isotretinoin", "cancer_treatment", "immune_medicine",
           "skin_today", "skin_conditions", "health_conditions", "marks_in_field")  # fmt: skip
    person = aged(case(setting), dict.fromkeys(old, 457.0))
    judgement = screen_judgement(person)
    assert judgement.verdict is NEEDS
    assert asked(judgement, person) == set(old)


@pytest.mark.parametrize(
    ("question", "days"),
    [("skin_today", 1), ("retinoid_or_acid", 7), ("anticoagulant", 60), ("keloid", 365)],
)
def test_an_answer_counts_until_it_is_too_old_and_not_a_day_longer(question, days):
    assert screen_judgement(aged(case(), {question: days})).verdict is PROCEED
    late = aged(case(), {question: days + 1})
    judgement = screen_judgement(late)
    assert judgement.verdict is NEEDS
    assert asked(judgement, late) == {question}


def test_one_stop_stands_above_everything_that_is_open():
    said = {**dict.fromkeys(ANSWERS), "keloid": True}
    judgement = screened("home", said)
    assert judgement.verdict is NO
    assert judgement.open


def test_several_findings_come_to_the_strictest():
    said = {"skin_today": ("sunburn",), "antiplatelet": True}
    assert screened("home", said).verdict is ASK
    assert screened("home", {**said, "keloid": True}).verdict is NO


def test_a_person_at_home_meets_at_most_thirty_screening_questions():
    mine = [
        one
        for one in knowledge().questions.values()
        if one.step.value == "screen" and not one.derived and Setting.HOME in one.settings
    ]
    everybody = [one for one in mine if one.asked_when is None]
    assert len(mine) <= 30
    assert len(everybody) <= 22


def test_a_stop_comes_early():
    order = {id: one.order for id, one in knowledge().questions.items()}
    early = ("birth_year", "sex", "pregnant", "skin_today", "keloid", "health_conditions")
    assert max(order[id] for id in early) < min(
        order[id] for id in ("hair_loss", "recent_procedures", "minoxidil", "dark_marks")
    )


def test_a_follow_up_comes_after_the_question_that_leads_to_it():
    for id, first in {
        "pregnant": "sex",
        "diabetes_control": "health_conditions",
        "isotretinoin_stopped_on": "isotretinoin",
        "hair_loss_diagnosed_by": "hair_loss",
        "retinoid_or_acid_on": "retinoid_or_acid",
    }.items():
        questions = knowledge().questions
        assert questions[first].order < questions[id].order
        assert questions[id].asked_when is not None

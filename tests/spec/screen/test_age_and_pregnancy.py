"""Age and pregnancy: the young are protected, and a missing test is no "no"."""

from __future__ import annotations

from datetime import date

import pytest

from anagen.care.entering import check_record
from anagen.care.screen import screen_judgement
from anagen.records.mistakes import RecordError
from anagen.records.person import Person
from anagen.records.words import Sex
from tests.spec.screen.telling import (
    ASK,
    NEEDS,
    NO,
    PROCEED,
    SETTINGS,
    asked,
    reason,
    rules_of,
    screened,
)
from tests.story import NOW, case, knowledge, record

WOMAN = {"sex": "female", "pregnant": "no", "breastfeeding": False}


def born(*day: int) -> Person:
    """A person with a birth date."""
    return Person(birth_date=date(*day))


def test_the_younger_of_the_two_ages_that_fit_a_birth_year_counts():
    assert screened("home", {"birth_year": 2008}).verdict is NO  # 17 or 18
    assert screened("home", {"birth_year": 2007}).verdict is PROCEED  # 18 or 19


def test_the_eighteenth_birthday_is_the_first_day_at_home():
    blank = {"birth_year": None}
    assert screened("home", blank, person=born(2008, 11, 21)).verdict is NO
    assert screened("home", blank, person=born(2008, 11, 20)).verdict is PROCEED


def test_the_young_are_sent_to_a_doctor_with_a_parent_and_not_to_another_birth_year():
    found = reason(screened("home", {"birth_year": 2009}), "under_18")
    assert "parent or guardian" in found.then
    assert "true birth year" in found.then
    assert "adults only" in found.says


def test_the_device_label_is_named_up_to_21():
    for year, named in ((2005, True), (2004, True), (2003, False)):
        assert ("aged_18_to_21" in rules_of(screened("clinic", {"birth_year": year}))) is named


def test_a_missing_age_asks_for_the_birth_year():
    nameless = case("home", {"birth_year": None})
    judgement = screen_judgement(nameless)
    assert judgement.verdict is NEEDS
    assert asked(judgement, nameless) == {"birth_year"}


def test_two_birth_years_that_disagree_are_not_believed():
    judgement = screened("home", {"birth_year": 1989}, person=born(2010, 3, 1))
    assert judgement.verdict is NEEDS
    assert "under_18" in {one.rule for one in judgement.open}


@pytest.mark.parametrize("year", [1905, 2026, 2031])
def test_a_birth_year_that_describes_nobody_is_refused_and_never_proceeds(year):
    judgement = screened("home", {"birth_year": year})
    assert judgement.verdict is NEEDS
    assert reason(judgement, "impossible_age").verdict is NEEDS
    assert {one.question for one in judgement.open if one.rule == "impossible_age"} == {
        "birth_year"
    }
    with pytest.raises(RecordError, match="birth_year"):
        check_record(record("home", {"birth_year": year}), knowledge(), NOW)


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_possible_pregnancy_leaves_the_question_open_until_a_test(setting):
    late = case(setting, {**WOMAN, "pregnant": "possible"})
    judgement = screen_judgement(late)
    assert judgement.verdict is NEEDS
    assert asked(judgement, late) == {"pregnant"}
    found = reason(judgement, "pregnancy_possible")
    assert "not the same as not being pregnant" in found.says
    assert "test" in found.then


def test_someone_who_cannot_become_pregnant_may_begin():
    assert screened("home", {**WOMAN, "pregnant": "cannot"}).verdict is PROCEED


def test_nobody_is_told_to_end_breastfeeding_for_this():
    found = reason(screened("home", {**WOMAN, "breastfeeding": True}), "breastfeeding")
    assert found.verdict is NO
    assert "no need to end it" in found.then


@pytest.mark.parametrize(
    "said",
    [
        {"pregnant": "yes"},
        {"pregnant": "possible"},
        {"breastfeeding": True},
    ],
)
@pytest.mark.parametrize("setting", SETTINGS)
def test_answers_about_pregnancy_from_someone_recorded_male_are_refused(said, setting):
    judgement = screened(setting, said)
    assert judgement.verdict is NEEDS
    assert {"sex", *said} <= {one.question for one in judgement.open}
    with pytest.raises(RecordError, match="recorded male at birth"):
        check_record(record(setting, said), knowledge(), NOW)


def test_a_birth_and_recorded_male_is_asked_again_and_keeps_its_doctor():
    person = case("home", {"hair_loss_signs": ("after_childbirth",)})
    judgement = screen_judgement(person)
    assert judgement.verdict is ASK
    assert {"childbirth_and_male", "loss_after_childbirth"} <= rules_of(judgement)
    assert "sex" in {one.question for one in judgement.open}


def test_a_sex_that_two_places_give_differently_is_asked_again():
    person = case("home", {"sex": "female"}, person=Person(sex=Sex.MALE))
    judgement = screen_judgement(person)
    assert judgement.verdict is NEEDS
    assert asked(judgement, person) == {"sex"}

"""A record at the door: what describes nobody is turned away, and everything else comes in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from anagen.care.entering import check_record, entered_record
from anagen.records.answers import Answer
from anagen.records.mistakes import RecordError
from anagen.records.record import Record
from anagen.records.words import Setting
from anagen.records.writing import written_record
from tests.spec.small import altered, small
from tests.story import NOW, knowledge, record

IMPOSSIBLE = {"illnesses": ("hepatitis",), "scar": False}


def telling(values) -> Record:
    answers = {id: Answer(value, NOW) for id, value in values.items()}
    return Record(Setting.HOME, "Europe/Madrid", answers=answers)


def test_two_answers_that_describe_nobody_are_turned_away_and_both_are_named(tmp_path):
    with pytest.raises(RecordError, match=r"answers\.illnesses and answers\.scar"):
        check_record(telling(IMPOSSIBLE), small(tmp_path), NOW)


@pytest.mark.parametrize("id", IMPOSSIBLE)
def test_either_of_them_alone_comes_in(tmp_path, id):
    one = telling({id: IMPOSSIBLE[id]})
    assert entered_record(written_record(one), small(tmp_path), NOW) == one


def test_a_contradiction_that_may_be_a_mistake_comes_in_and_is_asked_again(tmp_path):
    milder = altered("screen/scar_and_sex.toml", "is_refused = true", "is_refused = false")
    one = telling(IMPOSSIBLE)
    assert entered_record(written_record(one), small(tmp_path, milder), NOW) == one


def test_an_answer_that_fits_no_question_is_turned_away(tmp_path):
    with pytest.raises(RecordError, match="scar"):
        check_record(telling({"scar": "perhaps"}), small(tmp_path), NOW)


def test_a_pregnant_man_is_turned_away_and_a_pregnant_woman_comes_in():
    pregnant = {"pregnant": "yes", "sex": "female"}
    woman = record("home", pregnant)
    assert entered_record(written_record(woman), knowledge(), NOW) == woman
    answers = {**woman.answers, "sex": Answer("male", NOW)}
    with pytest.raises(RecordError, match="pregnant"):
        check_record(replace(woman, answers=answers), knowledge(), NOW)

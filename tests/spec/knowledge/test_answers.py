"""An answer fits its question, or is refused with its place, its unit and what to do."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from anagen.knowledge.asking import check_answers
from anagen.knowledge.medicine import Medicine
from anagen.records.answers import Answer, Unknown
from anagen.records.mistakes import RecordError
from anagen.records.record import Record
from anagen.records.report import Report
from anagen.records.words import Setting
from tests.spec.small import small

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def check(folder, name: str, value, unit: str = "") -> None:
    """Whether one answer is accepted."""
    record = Record(Setting.HOME, "UTC", answers={name: Answer(value, NOW, unit=unit)})
    check_answers(record, small(folder), TODAY)


def refusal(folder, name: str, value, unit: str = "") -> RecordError:
    with pytest.raises(RecordError) as caught:
        check(folder, name, value, unit)
    assert caught.value.where == f"answers.{name}"
    return caught.value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("scar", True),
        ("sex", "female"),
        ("illnesses", ()),
        ("illnesses", ("hiv", "diabetes")),
        ("needle_mm", 0.1),
        ("needle_mm", 3),
        ("stopped_on", TODAY),
        ("story", "Long ago."),
        *[("scar", missing) for missing in Unknown],
    ],
)
def test_an_answer_that_fits_is_accepted(tmp_path, name, value):
    check(tmp_path, name, value)
    with pytest.raises(RecordError):
        check(tmp_path, f"{name}_not", value)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("scar", "no", "true or false"),
        ("scar", 0, "true or false"),
        ("sex", "man", "one of female, male"),
        ("sex", ("female",), "one of female, male"),
        ("illnesses", "hiv", "a list of diabetes, hiv, hepatitis"),
        ("illnesses", ("aids",), "a list of diabetes, hiv, hepatitis"),
        ("needle_mm", 15, "0.1 to 3 mm"),
        ("needle_mm", 0.03, "0.1 to 3 mm"),
        ("needle_mm", True, "0.1 to 3 mm"),
        ("needle_mm", "0.5", "0.1 to 3 mm"),
        ("stopped_on", "last year", "a date such as 2026-11-20"),
        ("stopped_on", date(2026, 11, 21), "a day that has passed"),
        ("story", True, "a text"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(tmp_path, name, value, expected):
    assert refusal(tmp_path, name, value).expected == expected


def test_a_misspelt_question_is_refused_with_the_right_spelling(tmp_path):
    error = refusal(tmp_path, "scra", True)
    assert error.found == "a question nobody asks"
    assert error.then == "Did you mean scar?"


def test_what_we_work_out_ourselves_cannot_be_answered(tmp_path):
    assert refusal(tmp_path, "age_years", 36).found == "an answer we work out ourselves"


@pytest.mark.parametrize(
    ("value", "unit", "then"),
    [
        (0.03, "inch", "0.03 inch is about 0.76 mm."),
        (0.03, "Inches", "0.03 Inches is about 0.76 mm."),
        (0.05, "cm", "0.05 cm is about 0.5 mm."),
        (500, "µm", "500 µm is about 0.5 mm."),
        (500, "furlong", "Give it in mm."),
        ("half", "inch", "Give it in mm."),
    ],
)
def test_a_length_in_another_unit_is_never_read_as_millimetres(tmp_path, value, unit, then):
    error = refusal(tmp_path, "needle_mm", value, unit)
    assert error.expected == "mm"
    assert error.then == then


def test_a_length_with_its_right_unit_is_accepted(tmp_path):
    check(tmp_path, "needle_mm", 0.5, "mm")
    assert refusal(tmp_path, "needle_mm", 0.5, "cm").found == "0.5 'cm'"


def test_a_unit_where_none_belongs_is_refused(tmp_path):
    error = refusal(tmp_path, "scar", True, "mm")
    assert error.expected == "no unit"
    assert error.then == "Leave the unit out."


def test_a_year_in_another_unit_is_not_turned_into_millimetres(tmp_path):
    assert refusal(tmp_path, "birth_year", 1990, "cm").then == "Give it in year."


def test_the_signs_of_a_check_in_are_checked_too(tmp_path):
    report = Report(NOW, signs={"scar": Answer("yes", NOW)})
    record = Record(Setting.HOME, "UTC", reports=(Report(NOW), report))
    with pytest.raises(RecordError) as caught:
        check_answers(record, small(tmp_path), TODAY)
    assert caught.value.where == "reports[1].signs.scar"


@pytest.mark.parametrize(
    ("product", "is_named"),
    [
        ("warfarin", True),
        ("Warfarin 5 mg, evenings", True),
        ("WARFARIN", True),
        ("Co-Coumarin", True),
        ("co coumarin forte", True),
        ("coumarin", False),
        ("warfarina", False),
        ("vitamin D", False),
        ("", False),
    ],
)
def test_a_medicine_is_known_by_its_name_whatever_stands_around_it(tmp_path, product, is_named):
    assert small(tmp_path).fact("warfarin", Medicine).is_named(product) is is_named

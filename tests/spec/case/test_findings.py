"""What is known about a person today: put together, never guessed, and no unknown is a "no"."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anagen.care.case import case_of
from anagen.records.answers import Answer, Unknown
from anagen.records.person import Concern, Person
from anagen.records.record import Record
from anagen.records.report import Report
from anagen.records.session import Session
from anagen.records.treatment import Treatment
from anagen.records.words import DeviceKind, HairLoss, Setting, Sex, Who
from tests.spec.small import altered, small
from tests.story import case as story

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = date(2026, 11, 20)
EMPTY = Record(Setting.HOME, "Europe/Madrid")


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory):
    return small(tmp_path_factory.mktemp("knowledge"))


@pytest.fixture
def found(knowledge):
    """What is known of one question in a record."""

    def of(id: str, record: Record, now: datetime = NOW):
        return case_of(record, knowledge, now).findings.of(id)

    return of


def said(value, days_ago: float = 0, **more) -> Record:
    """A record with one answer about scars, and whatever else."""
    answers = {"scar": Answer(value, NOW - timedelta(days=days_ago))}
    return replace(EMPTY, answers=answers | more.pop("answers", {}), **more)


def session(days_ago: float) -> Session:
    at = NOW - timedelta(days=days_ago)
    return Session(at, at, Setting.HOME, DeviceKind.ROLLER, 0.25)


# One answer


def test_what_was_said_lately_is_known(found):
    assert found("scar", said(False)) is False
    assert found("scar", said(True)) is True


def test_what_nobody_asked_is_not_known(found):
    assert found("scar", EMPTY) is Unknown.NOT_ASKED


@pytest.mark.parametrize("missing", list(Unknown))
def test_a_reason_for_no_answer_is_kept_as_it_was_given(found, missing):
    assert found("scar", said(missing)) is missing


@pytest.mark.parametrize(("days", "value"), [(29.9, False), (30, False), (30.1, Unknown.STALE)])
def test_an_answer_counts_as_long_as_its_question_allows(found, days, value):
    assert found("scar", said(False, days)) is value


def test_an_answer_from_the_future_is_not_believed(found):
    assert found("scar", said(False, -0.01)) is Unknown.CONTRADICTORY


def test_a_clock_half_a_minute_ahead_is_believed(found):
    assert found("scar", said(False, -0.5 / 1440)) is False


def test_an_answer_that_cannot_be_one_is_not_believed(found):
    assert found("scar", said("no")) is Unknown.CONTRADICTORY


def test_a_day_that_has_not_come_is_not_believed(found):
    record = replace(EMPTY, answers={"stopped_on": Answer(TODAY + timedelta(days=1), NOW)})
    assert found("stopped_on", record) is Unknown.CONTRADICTORY


def test_the_day_is_the_day_where_the_person_is(knowledge):
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert case_of(EMPTY, knowledge, late).today == date(2026, 11, 21)


# Several answers


def test_the_latest_answer_counts_in_the_check_or_in_a_check_in(found):
    report = Report(NOW, signs={"scar": Answer(True, NOW)})
    older = Report(NOW, signs={"scar": Answer(True, NOW - timedelta(days=9))})
    assert found("scar", replace(said(False, 1), reports=(Report(NOW), report))) is True
    assert found("scar", replace(said(False, 1), reports=(older,))) is False


def test_a_later_refusal_takes_an_earlier_answer_back(found):
    report = Report(NOW, signs={"scar": Answer(Unknown.DECLINED, NOW)})
    assert found("scar", replace(said(False, 1), reports=(report,))) is Unknown.DECLINED


def test_two_answers_that_exclude_each_other_are_both_set_aside(found):
    both = {"illnesses": Answer(("hepatitis",), NOW)}
    assert found("scar", said(False, answers=both)) is Unknown.CONTRADICTORY
    assert found("illnesses", said(False, answers=both)) is Unknown.CONTRADICTORY
    assert found("scar", said(True, answers=both)) is True


# Medicines


def taking(product: str, value=None, stopped: date | None = None, id: str = "thinner") -> Record:
    answers = {} if value is None else {id: Answer(value, NOW)}
    treatment = Treatment(product, date(2026, 1, 1), stopped)
    return replace(EMPTY, answers=answers, treatments=(treatment,))


def test_a_listed_medicine_answers_what_nobody_asked(found):
    assert found("thinner", taking("warfarin")) is True


def test_a_listed_medicine_that_denies_an_answer_makes_it_contradictory(found):
    assert found("thinner", taking("warfarin", value=False)) is Unknown.CONTRADICTORY
    assert found("thinner", taking("warfarin", value=True)) is True


def test_a_medicine_that_was_stopped_says_nothing_of_today(found):
    assert found("thinner", taking("warfarin", value=False, stopped=date(2026, 6, 1))) is False


def test_a_medicine_never_answers_for_the_rest_of_a_list(found):
    assert found("illnesses", taking("insulin")) is Unknown.NOT_ASKED


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ((), Unknown.CONTRADICTORY),
        (("hiv",), Unknown.CONTRADICTORY),
        (("diabetes",), ("diabetes",)),
        (("hiv", "diabetes"), ("hiv", "diabetes")),
    ],
)
def test_a_medicine_is_held_against_a_list_that_was_answered(found, value, expected):
    assert found("illnesses", taking("insulin", value=value, id="illnesses")) == expected


# The rest of the record


def test_the_record_answers_who_the_person_is(found):
    record = replace(EMPTY, person=Person(birth_year=1990, sex=Sex.MALE))
    assert found("birth_year", record) == 1990
    assert found("sex", record) == "male"


def test_a_record_and_an_answer_that_differ_are_both_set_aside(found):
    record = replace(EMPTY, person=Person(sex=Sex.MALE), answers={"sex": Answer("female", NOW)})
    assert found("sex", record) is Unknown.CONTRADICTORY


def test_a_stale_answer_gives_way_to_what_the_record_shows(found):
    record = replace(
        EMPTY,
        person=Person(sex=Sex.MALE),
        answers={"sex": Answer("female", NOW - timedelta(days=31))},
    )
    assert found("sex", record) == "male"


def test_an_answer_that_cannot_be_believed_is_not_replaced_by_the_record(found):
    record = replace(EMPTY, person=Person(sex=Sex.MALE), answers={"sex": Answer("man", NOW)})
    assert found("sex", record) is Unknown.CONTRADICTORY


@pytest.mark.parametrize(
    ("concern", "loss", "by"),
    [
        (None, None, None),
        (Concern(HairLoss.AREATA), "areata", None),
        (Concern(HairLoss.AREATA, diagnosed_by=Who.DOCTOR), "areata", "doctor"),
        (Concern(HairLoss.UNDIAGNOSED, diagnosed_by=Who.DOCTOR), "undiagnosed", None),
    ],
)
def test_the_diagnosis_in_the_record_answers_its_questions(concern, loss, by):
    nothing = {"hair_loss": None, "hair_loss_diagnosed_by": None}
    one = story("home", nothing, concern=concern)
    assert (one.known("hair_loss"), one.known("hair_loss_diagnosed_by")) == (loss, by)


def test_a_session_in_the_record_is_the_last_one_when_it_is_later_than_what_was_said():
    told = {"last_session_on": date(2026, 11, 1)}
    assert story("home", told).day("last_session_on") == date(2026, 11, 1)
    assert story("home", told, sessions=(session(40), session(2))).day("last_session_on") == (
        date(2026, 11, 18)
    )
    assert story("home", told, sessions=(session(40),)).day("last_session_on") == (
        date(2026, 11, 1)
    )


def test_who_has_a_session_in_the_record_has_been_needled_before():
    nothing = {"needled_before": None, "last_session_on": None}
    assert story("home", nothing).known("needled_before") is None
    assert story("home", nothing, sessions=(session(2),)).known("needled_before") is True
    assert story("home", nothing, sessions=(session(-1),)).known("needled_before") is None


# What is worked out


def test_the_age_follows_from_a_birth_date_to_the_day(found):
    young = Person(birth_date=date(2008, 11, 21))
    assert found("age_years", replace(EMPTY, person=young)) == 17
    old = Person(birth_date=date(2008, 11, 20))
    assert found("age_years", replace(EMPTY, person=old)) == 18


def test_with_a_birth_year_alone_the_younger_of_two_ages_counts(found):
    record = replace(EMPTY, answers={"birth_year": Answer(2008, NOW)})
    assert found("age_years", record) == 17


def test_nobody_is_younger_than_nothing(found):
    assert found("age_years", replace(EMPTY, person=Person(birth_year=2026))) == 0


def test_no_birth_gives_no_age(found):
    assert found("age_years", EMPTY) is Unknown.NOT_ASKED


def test_two_births_that_differ_give_no_age(found):
    record = replace(
        EMPTY, person=Person(birth_year=1990), answers={"birth_year": Answer(2012, NOW)}
    )
    assert found("age_years", record) is Unknown.NOT_ASKED


def test_days_since_the_last_session_are_counted_where_the_person_is():
    late = {"sessions": (session(2),), "timezone": "Pacific/Kiritimati"}
    assert story("home", {"last_session_on": None}, **late).number("days_since_session") == 2
    nothing = {"last_session_on": None}
    assert story("home", nothing).number("days_since_session") is None


def test_a_worked_out_value_that_knowledge_does_not_ask_for_is_not_worked_out(tmp_path):
    bare = small(tmp_path, {"questions/age_years.toml": None})
    record = replace(EMPTY, person=Person(birth_year=1990))
    assert "age_years" not in case_of(record, bare, NOW).findings.values


# Looking things up


def test_only_fresh_answers_of_the_right_kind_are_given_out(knowledge):
    answers = {
        "scar": Answer(Unknown.DECLINED, NOW),
        "needle_mm": Answer(0.5, NOW),
        "stopped_on": Answer(TODAY, NOW),
    }
    one = case_of(replace(EMPTY, answers=answers), knowledge, NOW)
    assert one.known("scar") is None
    assert (one.number("needle_mm"), one.day("needle_mm")) == (0.5, None)
    assert (one.number("stopped_on"), one.day("stopped_on")) == (None, TODAY)
    assert one.setting is Setting.HOME


@pytest.mark.parametrize(
    ("id", "setting", "thinner", "asks"),
    [
        ("scar", Setting.HOME, None, True),
        ("story", Setting.HOME, None, False),
        ("story", Setting.CLINIC, None, True),
        ("age_years", Setting.HOME, None, False),
        ("stopped_on", Setting.HOME, None, False),
        ("stopped_on", Setting.HOME, True, False),
        ("stopped_on", Setting.HOME, False, True),
    ],
)
def test_a_question_is_put_to_those_it_is_for(knowledge, id, setting, thinner, asks):
    answers = {} if thinner is None else {"thinner": Answer(thinner, NOW)}
    one = case_of(Record(setting, "UTC", answers=answers), knowledge, NOW)
    assert one.asks(knowledge.questions[id]) is asks


# Laws


VALUES = {
    "scar": st.booleans(),
    "thinner": st.booleans(),
    "sex": st.sampled_from(["female", "male"]),
    "illnesses": st.lists(st.sampled_from(["hiv", "diabetes", "hepatitis"]), max_size=2).map(tuple),
    "needle_mm": st.floats(0.1, 3),
}
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        id: st.builds(
            Answer,
            values | st.sampled_from(Unknown),
            st.integers(0, 60).map(lambda days: NOW - timedelta(days=days)),
        )
        for id, values in VALUES.items()
    },
)
#: The two that can contradict each other.
DISAGREE = ("scar", "illnesses")
PRODUCTS = st.lists(st.sampled_from(["warfarin", "insulin", "tea"]), max_size=2)


@settings(deadline=None)
@given(ANSWERS)
def test_time_that_passes_never_answers_anything(knowledge, answers):
    record = replace(EMPTY, answers=answers)
    now, later = (case_of(record, knowledge, NOW + timedelta(days=days)) for days in (0, 20))
    for id in VALUES:
        if id in DISAGREE and now.findings.of(id) is Unknown.CONTRADICTORY:
            # one of the two may have gone stale, and must then be asked again
            assert any(later.known(other) is None for other in DISAGREE)
        elif now.known(id) is None:
            assert later.known(id) is None


@settings(deadline=None)
@given(ANSWERS, PRODUCTS)
def test_a_medicine_on_the_list_never_makes_a_no_out_of_what_was_not_answered(
    knowledge, answers, products
):
    treatments = tuple(Treatment(product) for product in products)
    listed = case_of(replace(EMPTY, answers=answers, treatments=treatments), knowledge, NOW)
    bare = case_of(replace(EMPTY, answers=answers), knowledge, NOW)
    for id in VALUES:
        if bare.known(id) is None:
            assert listed.known(id) in (None, True)


@settings(deadline=None)
@given(ANSWERS)
def test_moving_every_date_changes_nothing(knowledge, answers):
    shift = timedelta(days=1000)
    moved = {id: replace(answer, at=answer.at + shift) for id, answer in answers.items()}
    still = case_of(replace(EMPTY, answers=answers), knowledge, NOW)
    later = case_of(replace(EMPTY, answers=moved), knowledge, NOW + shift)
    assert still.findings.values == later.findings.values


def test_a_contradiction_that_is_not_refused_is_asked_again_all_the_same(tmp_path):
    changes = altered("screen/scar_and_sex.toml", "is_refused = true", "is_refused = false")
    both = {"illnesses": Answer(("hepatitis",), NOW)}
    one = case_of(said(False, answers=both), small(tmp_path, changes), NOW)
    assert one.findings.of("scar") is Unknown.CONTRADICTORY

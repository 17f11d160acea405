"""A record that is written and read again is the same record, to the byte."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from anagen.records.answers import Answer, Unknown
from anagen.records.decision import Decision
from anagen.records.event import Event
from anagen.records.fields import ISO_DATE
from anagen.records.measurement import Measurement, Photo
from anagen.records.person import Concern, Person
from anagen.records.reading import read_record
from anagen.records.record import Record
from anagen.records.report import CombCount, PullTest, Report, WashTest
from anagen.records.session import Anaesthetic, Applied, Session, ZonePasses
from anagen.records.treatment import Treatment
from anagen.records.words import (
    DeviceKind,
    Endpoint,
    EventKind,
    HairLoss,
    Outcome,
    Setting,
    Sex,
    Verdict,
    Who,
    Zone,
)
from anagen.records.writing import plain, written_record

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def maybe(strategy: SearchStrategy) -> SearchStrategy:
    return st.none() | strategy


def numbers(least: float, most: float) -> SearchStrategy:
    return st.floats(least, most)


def words(most: int) -> SearchStrategy:
    signs = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    return st.text(signs, min_size=1, max_size=most).filter(
        lambda text: bool(text.strip()) and not ISO_DATE.fullmatch(text)
    )


def optional_words(most: int) -> SearchStrategy:
    return st.just("") | words(most)


def lists(strategy: SearchStrategy) -> SearchStrategy:
    return st.lists(strategy, max_size=2).map(tuple)


moments = st.datetimes(datetime(1990, 1, 1), datetime(2026, 11, 19)).map(  # noqa: DTZ001 - made aware
    lambda moment: moment.replace(tzinfo=UTC)
)
days = st.dates(date(1990, 1, 1), date(2026, 11, 19))
values = (
    st.booleans()
    | numbers(-1e9, 1e9)
    | words(40)
    | days
    | st.lists(words(20), max_size=3).map(tuple)
)
answers = st.builds(
    Answer,
    st.sampled_from(Unknown) | values,
    moments,
    by=st.sampled_from(Who),
    unit=optional_words(10),
)
names = st.from_regex(r"[a-z_]{1,20}", fullmatch=True)
people = st.builds(
    Person,
    birth_date=maybe(st.dates(date(1930, 1, 1), TODAY)),
    sex=maybe(st.sampled_from(Sex)),
    weight_kg=maybe(numbers(20, 400)),
) | st.builds(Person, birth_year=maybe(st.integers(1920, 2026)))
concerns = st.builds(
    Concern,
    st.sampled_from(HairLoss),
    scale=optional_words(40),
    grade=optional_words(40),
    diagnosed_by=maybe(st.sampled_from(Who)),
    diagnosed_on=maybe(days),
)


@st.composite
def treatments(draw):
    begun, over = draw(maybe(days)), draw(maybe(days))
    if begun and over:
        begun, over = sorted((begun, over))
    return Treatment(
        draw(words(40)), begun, over, draw(optional_words(20)), draw(optional_words(20))
    )


@st.composite
def creams(draw):
    on, minutes = draw(maybe(moments)), draw(maybe(st.integers(0, 720)))
    off = on + timedelta(minutes=minutes) if on and minutes is not None else None
    return Anaesthetic(
        product=draw(words(40)),
        grams=draw(maybe(numbers(0, 500))),
        area_cm2=draw(maybe(numbers(0.1, 2000))),
        on=on,
        off=off,
        covered=draw(maybe(st.booleans())),
        heated=draw(maybe(st.booleans())),
    )


@st.composite
def sessions(draw):
    started, needle = draw(moments), draw(numbers(0.1, 3))
    zone = st.builds(ZonePasses, st.sampled_from(Zone), st.integers(1, 100), numbers(0.1, needle))
    return Session(
        started=started,
        ended=started + timedelta(minutes=draw(st.integers(0, 720))),
        setting=draw(st.sampled_from(Setting)),
        device=draw(st.sampled_from(DeviceKind)),
        needle_mm=needle,
        zones=draw(lists(zone)),
        lot=draw(optional_words(20)),
        uses=draw(maybe(st.integers(0, 1000))),
        anaesthetic=draw(maybe(creams())),
        antiseptic=draw(optional_words(20)),
        endpoint=draw(maybe(st.sampled_from(Endpoint))),
        pain=draw(maybe(st.integers(0, 10))),
        pressure=draw(optional_words(20)),
        occluded=draw(maybe(st.booleans())),
        applied=draw(lists(st.builds(Applied, words(20), moments))),
        operator=draw(maybe(st.sampled_from(Who))),
    )


combs = st.lists(st.integers(0, 2000), min_size=1, max_size=3).map(tuple).map(CombCount)
pulls = st.builds(PullTest, st.integers(0, 10), st.integers(10, 200), maybe(st.sampled_from(Zone)))
washes = st.builds(WashTest, st.integers(100, 5000), st.integers(0, 100), numbers(0.5, 30))
reports = st.builds(
    Report,
    moments,
    signs=st.dictionaries(names, answers, max_size=2),
    comb=maybe(combs),
    pull=maybe(pulls),
    wash=maybe(washes),
    photos=lists(words(20)),
)
photos = st.builds(
    Photo,
    words(20),
    moments,
    zone=maybe(st.sampled_from(Zone)),
    camera=optional_words(20),
    light=optional_words(20),
    place=optional_words(20),
    hair_length_mm=maybe(numbers(0, 2000)),
    hair_wet=maybe(st.booleans()),
    has_scale=maybe(st.booleans()),
)
measurements = st.builds(
    Measurement,
    moments,
    words(20),
    numbers(1, 30),
    st.integers(50, 1000),
    device=optional_words(20),
    pictures=st.integers(1, 100),
    standard_error_per_cm2=maybe(numbers(0, 500)),
    smallest_detectable_per_cm2=maybe(numbers(0, 500)),
    hair_length_mm=maybe(numbers(0, 2000)),
    terminal_count=maybe(st.integers(0, 25)),
    vellus_count=maybe(st.integers(0, 25)),
    cut_um=maybe(numbers(10, 100)),
    mean_width_um=maybe(numbers(5, 250)),
    doubts=lists(words(20)),
)
events = st.builds(Event, days, st.sampled_from(EventKind), optional_words(200))
decisions = st.builds(
    Decision,
    moments,
    st.sampled_from(Verdict),
    maybe(st.sampled_from(Outcome)),
    words(20),
    words(20),
)


def by_time(strategy: SearchStrategy, name: str) -> SearchStrategy:
    return lists(strategy).map(
        lambda found: tuple(sorted(found, key=lambda one: getattr(one, name)))
    )


records = st.builds(
    Record,
    st.sampled_from(Setting),
    st.sampled_from(["UTC", "Europe/Madrid", "America/St_Johns", "Pacific/Kiritimati"]),
    person=people,
    concern=maybe(concerns),
    answers=st.dictionaries(names, answers, max_size=3),
    treatments=lists(treatments()),
    sessions=by_time(sessions(), "started"),
    reports=by_time(reports, "at"),
    photos=by_time(photos, "at"),
    measurements=by_time(measurements, "at"),
    events=by_time(events, "on"),
    decisions=by_time(decisions, "at"),
)


@settings(deadline=None)
@given(records)
def test_a_record_that_is_written_and_read_is_the_same_record(record):
    assert read_record(written_record(record), NOW) == record


@settings(deadline=None)
@given(records)
def test_the_same_record_always_gives_the_same_bytes(record):
    text = written_record(record)
    assert written_record(read_record(text, NOW)) == text


def test_a_record_says_which_form_it_is_written_in():
    assert json.loads(written_record(Record(Setting.HOME, "UTC")))["schema"] == 1


def test_what_is_not_known_is_left_out():
    tree = json.loads(written_record(Record(Setting.HOME, "UTC")))
    assert sorted(tree) == ["person", "schema", "setting", "timezone"]


def test_every_time_is_written_in_utc():
    winter = datetime.fromisoformat("2026-01-20T19:00:00+01:00")
    record = Record(Setting.HOME, "Europe/Madrid", answers={"redness": Answer(True, winter)})
    assert json.loads(written_record(record))["answers"]["redness"]["at"] == "2026-01-20T18:00:00Z"


def test_a_whole_number_is_written_without_a_point():
    assert plain(0.25) == 0.25
    assert plain(12.0) == 12
    assert isinstance(plain(12.0), int)


def test_a_word_of_a_closed_set_is_written_as_the_word():
    assert plain(Verdict.DO_NOT_TREAT) == "do_not_treat"
    assert plain(Outcome.TOO_EARLY) == "too_early"


def test_an_empty_list_of_choices_stays_an_answer():
    answer = Answer((), NOW)
    assert plain(answer)["value"] == []


@pytest.mark.parametrize("missing", list(Unknown))
def test_a_missing_answer_is_written_with_its_reason(missing):
    assert plain(Answer(missing, NOW)) == {
        "unknown": missing.value,
        "at": "2026-11-20T12:00:00Z",
        "by": "self",
    }


def test_answers_in_any_kind_of_table_are_written():
    given_answers = MappingProxyType({"redness": Answer(False, NOW)})
    record = Record(Setting.HOME, "UTC", answers=given_answers)
    assert read_record(written_record(record), NOW).answers == dict(given_answers)

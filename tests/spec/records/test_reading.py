"""What a record says once it has been read: nothing guessed, everything in order of time."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from anagen.records.answers import Unknown
from anagen.records.fields import closest
from anagen.records.mistakes import Mistake, RecordError, shown
from anagen.records.person import Person
from anagen.records.reading import read_record
from anagen.records.record import Record
from anagen.records.report import CombCount
from anagen.records.session import Session, ZonePasses
from anagen.records.treatment import Treatment
from anagen.records.words import DeviceKind, Setting, Triage, Verdict, Who, Zone
from tests.spec.records.whole import ABSENT, NOW, WHOLE, changed, read


def test_a_whole_record_is_read():
    record = read()
    assert record.setting is Setting.HOME
    assert record.person.birth_date == date(1990, 5, 4)
    assert record.sessions[0].zones == (ZonePasses(Zone.CROWN, 4, 0.5),)
    assert record.reports[0].comb == CombCount((10, 12, 9))
    assert record.decisions[0].verdict is Verdict.PROCEED


def test_a_record_needs_no_more_than_its_form_a_setting_and_a_time_zone():
    bare = read_record('{"schema": 1, "setting": "clinic", "timezone": "UTC"}', NOW)
    assert bare == Record(Setting.CLINIC, "UTC")


def test_an_answer_is_read_with_its_kind():
    answers = read().answers
    assert answers["keloid"].value is False
    assert answers["allergies"].value == ("nickel",)
    assert answers["needle_mm"].value == 0.25
    assert answers["needle_mm"].unit == "mm"
    assert answers["last_session_on"].value == date(2026, 11, 1)
    assert answers["hair_loss"].value == "androgenetic"


def test_a_refusal_to_answer_is_kept_as_such():
    assert read().answers["skin_today"].value is Unknown.DECLINED


def test_an_answer_is_the_persons_own_unless_it_says_who_gave_it():
    answers = read().answers
    assert answers["keloid"].by is Who.SELF
    assert answers["allergies"].by is Who.NURSE


def test_a_time_is_kept_in_utc():
    assert read().answers["keloid"].at == datetime(2026, 11, 20, 8, tzinfo=UTC)


def test_a_bare_sign_counts_from_the_time_of_its_check_in():
    report = read().reports[0]
    assert report.signs["redness"].value is True
    assert report.signs["redness"].at == report.at


def test_a_sign_may_be_a_day_a_word_or_a_number():
    signs = {"fever_since": "2026-11-01", "place": "crown", "temperature_c": 37.5, "marks": ["a"]}
    told = read(("reports.0.signs", signs)).reports[0].signs
    assert [told[name].value for name in signs] == [date(2026, 11, 1), "crown", 37.5, ("a",)]


LISTS = ["sessions", "reports", "photos", "measurements", "events", "decisions"]


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_put_in_order_of_time(name):
    earlier = json.loads(json.dumps(WHOLE[name][0]).replace("2026-11-0", "2025-11-0"))
    record = read((name, [WHOLE[name][0], earlier]))
    first, second = getattr(record, name)
    at = {"sessions": "started", "events": "on"}.get(name, "at")
    assert getattr(first, at) < getattr(second, at)


def test_an_entry_that_is_null_counts_as_absent():
    assert read(("person.sex", None)).person.sex is None


def test_a_check_in_without_tests_has_none():
    changes = [(f"reports.0.{name}", ABSENT) for name in ("comb_counts", "pull", "wash")]
    report = read(*changes).reports[0]
    assert (report.comb, report.pull, report.wash) == (None, None, None)


def test_a_time_a_few_seconds_ahead_of_our_clock_is_now():
    assert read(("answers.keloid.at", "2026-11-20T12:00:50Z")).answers["keloid"].value is False


def test_a_density_follows_from_count_and_area():
    record = read(("measurements.0.hair_count", 910), ("measurements.0.area_cm2", 6.4516))
    assert record.measurements[0].density_per_cm2 == pytest.approx(141.05, abs=0.01)


def test_a_comb_count_is_a_mean_of_its_mornings():
    assert CombCount((10, 12, 8)).mean == 10


def test_a_birth_date_gives_the_age_to_the_day():
    person = Person(birth_date=date(2008, 11, 21))
    assert person.youngest_age_years(date(2026, 11, 20)) == 17
    assert person.youngest_age_years(date(2026, 11, 21)) == 18


def test_a_birth_year_alone_gives_the_younger_of_two_ages():
    assert Person(birth_year=2008).youngest_age_years(date(2026, 11, 20)) == 17


def test_somebody_born_this_year_is_not_younger_than_nothing():
    assert Person(birth_year=2026).youngest_age_years(date(2026, 11, 20)) == 0


def test_no_birth_gives_no_age():
    assert Person().youngest_age_years(date(2026, 11, 20)) is None


@pytest.mark.parametrize(
    ("started", "stopped", "is_running"),
    [
        (None, None, True),
        (date(2026, 11, 20), None, True),
        (date(2026, 11, 21), None, False),
        (date(2026, 1, 1), date(2026, 11, 20), True),
        (date(2026, 1, 1), date(2026, 11, 19), False),
    ],
)
def test_a_treatment_runs_from_its_first_day_to_its_last(started, stopped, is_running):
    treatment = Treatment("minoxidil", started, stopped)
    assert treatment.is_running(date(2026, 11, 20)) is is_running


def test_the_deepest_of_several_zones_counts():
    session = read().sessions[0]
    assert session.deepest_mm == 0.5
    zones = (ZonePasses(Zone.CROWN, 4, 0.25), ZonePasses(Zone.BACK, 4, 0.4))
    assert _session(zones).deepest_mm == 0.4


def test_where_no_depth_was_set_the_whole_needle_counts():
    assert _session(()).deepest_mm == 0.5


def _session(zones: tuple[ZonePasses, ...]) -> Session:
    return Session(NOW, NOW, Setting.HOME, DeviceKind.ROLLER, 0.5, zones=zones)


def test_a_day_is_the_day_where_the_person_is():
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert Record(Setting.HOME, "Europe/Madrid").local_day(late) == date(2026, 11, 21)
    assert Record(Setting.HOME, "America/New_York").local_day(late) == date(2026, 11, 20)


def test_the_stricter_of_two_verdicts_is_the_greater():
    assert max(Verdict.WAIT, Verdict.NEEDS_ANSWERS) is Verdict.NEEDS_ANSWERS
    assert max(Verdict) is Verdict.DO_NOT_TREAT
    assert max(Triage) is Triage.EMERGENCY_NOW


def test_a_level_has_its_word():
    assert Verdict.ASK_A_CLINICIAN.word == "ask_a_clinician"


def test_a_misspelt_word_brings_the_nearest_one_we_know():
    assert closest("croon", ["crown", "back"]) == "Did you mean crown?"
    assert closest("zzz", ["crown", "back"]) == "Use one of these words."


def test_a_mistake_says_where_what_was_found_what_was_expected_and_what_next():
    mistake = Mistake("answers.pus", "5", "true or false", "Answer it again.")
    assert str(mistake) == "answers.pus: found 5; expected true or false. Answer it again."


def test_a_mistake_stays_on_one_line_whatever_it_is_about():
    assert "\n" not in str(Mistake("a\nb", shown("c\nd"), "e", "f"))


def test_a_long_value_is_shortened_in_a_message():
    assert len(shown("x" * 500)) == 58
    assert shown("x" * 58) == repr("x" * 58)


def test_half_a_sign_in_a_message_can_still_be_printed():
    assert Mistake("\ud83d", "a", "b", "c").where.encode()


def test_reading_leaves_the_text_as_it_was():
    text = changed()
    read_record(text, NOW)
    assert json.loads(text) == json.loads(changed())


def test_a_record_error_is_a_mistake_a_person_can_put_right():
    with pytest.raises(Mistake):
        raise RecordError("a", "b", "c", "d")

"""What is refused, and that each refusal says where, what was found, expected, and what next."""

from __future__ import annotations

import json
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anagen.records.fields import Fields
from anagen.records.mistakes import RecordError
from anagen.records.reading import MOST_CHARACTERS, read_record
from tests.spec.records.whole import ABSENT, NOW, changed, read

AT = "2026-11-20T09:00:00+01:00"
LATER = "2026-11-21T09:00:00+01:00"


def refusal(text: str) -> RecordError:
    """The one error that reading this text raises."""
    with pytest.raises(RecordError) as caught:
        read_record(text, NOW)
    message = str(caught.value)
    assert "\n" not in message
    assert caught.value.where
    assert caught.value.found
    assert caught.value.expected
    assert caught.value.then
    return caught.value


def place_of(path: str) -> str:
    """The place of an entry as a message names it: sessions[0].pain."""
    parts = [f"[{part}]" if part.isdigit() else f".{part}" for part in path.split(".")]
    return "".join(parts).lstrip(".")


def check_refused(path: str, value: object, expected: str) -> None:
    """Reading is refused at the entry that was changed, and says what is expected there."""
    error = refusal(changed((path, value)))
    assert error.where == place_of(path)
    assert expected in error.expected


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("schema", 2, "1"),
        ("schema", True, "1"),
        ("schema", "1", "1"),
        ("schema", ABSENT, "1"),
        ("setting", "barber", "home, clinic, trial"),
        ("setting", ["home"], "home, clinic, trial"),
        ("setting", ABSENT, "home, clinic, trial"),
        ("timezone", ABSENT, "a text"),
        ("timezone", "Europe/Atlantis", "a time zone"),
        ("timezone", "America", "a time zone"),
        ("timezone", "../../etc/passwd", "a time zone"),
        ("timezone", "Madrid\ud83d", "a text that can be saved"),
        ("timezone", 1, "a text"),
        ("person", [], "a table"),
        ("person.birth_year", 1990.5, "a whole number"),
        ("person.birth_year", 1890, "from 1906 to 2026"),
        ("person.birth_year", 2027, "from 1906 to 2026"),
        ("person.birth_year", 1991, "1990, as in birth_date"),
        ("person.birth_date", "1901-01-01", "in the last 120 years"),
        ("person.birth_date", "1990-02-30", "a date such as"),
        ("person.birth_date", "04/05/1990", "a date such as"),
        ("person.birth_date", 1990, "a date such as"),
        ("person.birth_date", "0090-05-04", "a date from 1900 on"),
        ("person.sex", "m", "female, male, intersex"),
        ("person.weight_kg", "80 kg", "a number from 20 to 400 kg"),
        ("person.weight_kg", True, "a number from 20 to 400 kg"),
        ("person.weight_kg", 8, "a number from 20 to 400 kg"),
        ("person.name", "somebody", "one of birth_date, birth_year"),
        ("concern.kind", "bald", "androgenetic"),
        ("concern.stage", "III", "one of diagnosed_by"),
        ("concern.diagnosed_on", "2026-13-01", "a date such as"),
        ("concern.grade", "x" * 41, "at most 40 characters"),
        ("concern.grade", "  ", "a text"),
        ("answers", [], "a table"),
        ("answers.keloid", False, "a table"),
        ("answers.keloid.at", "2026-11-20T09:00:00", "a time with its zone"),
        ("answers.keloid.at", "2026-11-20", "a time with its zone"),
        ("answers.keloid.at", "yesterday", "a time with its zone"),
        ("answers.keloid.at", 20261120, "a time with its zone"),
        ("answers.keloid.at", "1026-11-20T09:00:00Z", "a time from 1900 on"),
        ("answers.keloid.at", "9999-12-31T23:59:59-12:00", "a time from 1900 on"),
        ("answers.keloid.by", "mum", "one of self"),
        ("answers.keloid.sure", True, "one of at, by"),
        ("treatments", {}, "a list"),
        ("treatments.0", "minoxidil", "a table"),
        ("treatments.0.product", "", "a text"),
        ("treatments.0.stopped", "2026-04-30", "a day from 2026-05-01 on"),
        ("treatments.0.since", "2026", "one of"),
        ("sessions.0.needle_mm", 15, "a number from 0.1 to 3 mm"),
        ("sessions.0.needle_mm", 0.03, "a number from 0.1 to 3 mm"),
        ("sessions.0.needle_mm", "0.5 mm", "a number from 0.1 to 3 mm"),
        ("sessions.0.needle_inch", 0.03, "one of anaesthetic"),
        ("sessions.0.ended", "2026-11-01T18:00:00+01:00", "a time up to 12 hours after"),
        ("sessions.0.ended", "2026-11-02T18:00:00+01:00", "a time up to 12 hours after"),
        ("sessions.0.pain", 11, "a number from 0 to 10"),
        ("sessions.0.occluded", "yes", "true or false"),
        ("sessions.0.device", "laser", "roller, stamp, pen"),
        ("sessions.0.zones.0.passes", 0, "a number from 1 to 100"),
        ("sessions.0.zones.0.zone", "beard", "one of hairline"),
        ("sessions.0.zones.0.speed", 3, "one of depth_mm"),
        ("sessions.0.anaesthetic.off", "2026-11-01T17:00:00+01:00", "a time up to 12 hours after"),
        ("sessions.0.anaesthetic.strength", 5, "one of area_cm2"),
        ("sessions.0.applied.0.amount", 1, "one of at"),
        ("reports.0.signs", [], "a table"),
        ("reports.0.signs.redness", None, "yes or no, a number"),
        ("reports.0.comb_counts", [], "a list of whole numbers"),
        ("reports.0.comb_counts", [2001], "a list of whole numbers"),
        ("reports.0.comb_counts", [True], "a list of whole numbers"),
        ("reports.0.comb_counts", [-1], "a list of whole numbers"),
        ("reports.0.comb_counts", [9.5], "a list of whole numbers"),
        ("reports.0.comb_counts", "9", "a list of whole numbers"),
        ("reports.0.pull.came_out", 56, "a number from 0 to 55"),
        ("reports.0.pull.held", 5, "a number from 10 to 200"),
        ("reports.0.pull.hurt", True, "one of came_out"),
        ("reports.0.wash.short", 41, "a number from 0 to 40"),
        ("reports.0.wash.day", 1, "one of hairs"),
        ("reports.0.photos", "p1", "a list of texts"),
        ("reports.0.mood", "fine", "one of at"),
        ("photos.0.id", ABSENT, "a text"),
        ("photos.0.hair_wet", 1, "true or false"),
        ("photos.0.file", "p.jpg", "one of at"),
        ("measurements.0.area_cm2", 0, "a number from 0.05 to 30 cm2"),
        ("measurements.0.hair_count", 140.5, "a whole number"),
        ("measurements.0.hair_count", 1001, "at most 1000 hairs per cm2"),
        ("measurements.0.density_per_inch2", 910, "hair_count and area_cm2"),
        ("measurements.0.density_per_inch2", "910", "a number from 0 to 5000"),
        ("measurements.0.density", 141, "one of area_cm2"),
        ("events.0.kind", "full_moon", "one of haircut"),
        ("events.0.on", "2026-02-30", "a date such as"),
        ("events.0.where", "x", "one of kind"),
        ("decisions.0.verdict", "maybe", "one of proceed, wait"),
        ("decisions.0.outcome", "cured", "one of too_early"),
        ("decisions.0.reason", "x", "one of at"),
        ("notes", "x", "one of answers"),
    ],
)
def test_an_entry_that_cannot_be_used_is_refused_at_its_place(path, value, expected):
    check_refused(path, value, expected)


@pytest.mark.parametrize(
    ("answer", "place", "expected"),
    [
        ({"at": AT}, "", "exactly one of value and unknown"),
        ({"value": 1, "unknown": "declined", "at": AT}, "", "exactly one of value and unknown"),
        ({"value": {}, "at": AT}, ".value", "yes or no, a number"),
        ({"value": [1], "at": AT}, ".value", "a list of texts"),
        ({"value": ["\ud83d"], "at": AT}, ".value", "a list of texts"),
        ({"value": "nul\0", "at": AT}, ".value", "a text that can be saved"),
        ({"value": "", "at": AT}, ".value", "a text"),
        ({"value": "2026-02-30", "at": AT}, ".value", "a date such as"),
        ({"value": "0026-02-03", "at": AT}, ".value", "a date from 1900 on"),
        ({"value": 1e10, "at": AT}, ".value", "a number from"),
        ({"unknown": "perhaps", "at": AT}, ".unknown", "not_asked, declined"),
        ({"value": True}, ".at", "a time with its zone"),
    ],
)
def test_an_answer_that_cannot_be_used_is_refused_at_its_place(answer, place, expected):
    error = refusal(changed(("answers.keloid", answer)))
    assert error.where == f"answers.keloid{place}"
    assert expected in error.expected


def test_a_zone_cannot_be_needled_deeper_than_the_needle_is_long():
    error = refusal(changed(("sessions.0.needle_mm", 0.25)))
    assert error.where == "sessions[0].zones"
    assert error.expected == "depths up to the needle's 0.25 mm"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("person.birth_date", "2026-11-21"),
        ("concern.diagnosed_on", "2026-11-21"),
        ("answers.keloid.at", LATER),
        ("treatments.0.stopped", "2026-11-21"),
        ("sessions.0.applied.0.at", LATER),
        ("sessions.0.anaesthetic.off", "2026-11-20T20:00:00+01:00"),
        ("reports.0.at", LATER),
        ("reports.0.signs.itch.at", LATER),
        ("photos.0.at", LATER),
        ("measurements.0.at", LATER),
        ("events.0.on", "2026-11-21"),
        ("decisions.0.at", LATER),
    ],
)
def test_nothing_may_lie_in_the_future(path, value):
    changes = [(path, value)]
    if path.endswith("anaesthetic.off"):
        changes.append(("sessions.0.anaesthetic.on", "2026-11-20T11:00:00+01:00"))
    error = refusal(changed(*changes))
    assert error.where == place_of(path)
    assert "which lies in the future" in error.found


def test_a_treatment_cannot_begin_tomorrow():
    changes = [("treatments.0.started", "2026-11-21"), ("treatments.0.stopped", ABSENT)]
    assert refusal(changed(*changes)).where == "treatments[0].started"


def test_a_session_cannot_be_over_before_it_has_happened():
    changes = [("sessions.0.started", LATER), ("sessions.0.ended", LATER)]
    assert refusal(changed(*changes)).where == "sessions[0].ended"


def test_a_future_time_is_shown_as_the_persons_own_clock_has_it():
    error = refusal(changed(("photos.0.at", "2026-11-21T00:30:00Z")))
    assert error.found.startswith("2026-11-21T01:30+01:00")


def test_a_density_per_square_inch_is_answered_with_its_value_per_cm2():
    error = refusal(changed(("measurements.0.density_per_inch2", 910)))
    assert error.then == "About 141 per cm2: an inch2 has 6.4516 cm2."


def test_the_parts_of_a_count_cannot_be_more_than_the_whole():
    changes = [("measurements.0.terminal_count", 100), ("measurements.0.vellus_count", 41)]
    error = refusal(changed(*changes))
    assert error.expected == "at least 141, the sum of its parts"


def test_the_parts_of_a_count_may_leave_some_hairs_between_them():
    changes = [("measurements.0.terminal_count", 100), ("measurements.0.vellus_count", 30)]
    assert read(*changes).measurements[0].vellus_count == 30


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "broken JSON"),
        ("{", "broken JSON"),
        ('{"schema": 1', "broken JSON"),
        ('{"schema": 1}}', "broken JSON"),
        ("[1]", "[1]"),
        ("null", "None"),
        ('{"schema": 1, "schema": 1}', "the same entry twice"),
        ('{"schema": NaN}', "NaN"),
        ('{"schema": -Infinity}', "-Infinity"),
        ("[" * 100_000, "nested too deeply"),
        ('{"schema": ' + "1" * 5000 + "}", "a number with thousands of digits"),
        (" " * (MOST_CHARACTERS + 1), "20,000,001 characters"),
    ],
)
def test_a_damaged_file_is_refused_in_one_line(text, found):
    assert found in refusal(text).found


def test_a_broken_line_is_named_by_its_number():
    assert refusal('{\n"schema": 1,\n"setting" "home"}').where == "line 3, column 11"


def test_an_entry_given_twice_deep_inside_is_refused_too():
    text = changed().replace('"keloid": {', '"keloid": {"value": true, ')
    assert refusal(text).where == "'value'"


def test_a_misspelt_entry_brings_the_right_spelling():
    error = refusal(changed(("mesurements", [])))
    assert error.where == "mesurements"
    assert error.then == "Did you mean measurements?"


def test_a_number_too_large_for_any_machine_is_refused():
    text = changed(("person.weight_kg", 0)).replace('"weight_kg": 0', '"weight_kg": 1e999')
    assert refusal(text).where == "person.weight_kg"


def test_a_refusal_shows_no_more_of_a_person_than_the_value_it_is_about():
    error = refusal(changed(("person.weight_kg", 9999)))
    rest = str(error).replace("9999", "")
    for private in ("1990", "male", "minoxidil", "keloid", "Madrid", "androgenetic"):
        assert private not in rest


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(string.printable),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["value", "at", "schema", "person", "x"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)
PLACES = [
    "schema", "setting", "timezone", "person", "person.sex", "person.birth_date", "concern",
    "concern.kind", "answers", "answers.keloid", "answers.keloid.value", "answers.keloid.at",
    "treatments", "treatments.0", "treatments.0.started", "sessions", "sessions.0",
    "sessions.0.started", "sessions.0.zones", "sessions.0.anaesthetic", "sessions.0.applied",
    "reports", "reports.0.signs", "reports.0.signs.redness", "reports.0.comb_counts",
    "reports.0.pull", "reports.0.wash", "photos", "measurements", "measurements.0", "events",
    "events.0", "decisions",
]  # fmt: skip


@settings(deadline=None)
@given(st.sampled_from(PLACES), JSON)
def test_anything_at_all_is_either_read_or_refused_in_one_line(path, value):
    try:
        record = read((path, value))
    except RecordError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either way is allowed, a crash is not
    else:
        assert record.setting.value in ("home", "clinic", "trial")


@settings(deadline=None)
@given(st.text())
def test_any_text_at_all_is_either_a_record_or_refused(text):
    try:
        json.loads(text)
        found = read_record(text, NOW)
    except ValueError:
        assert refusal(text).where
    except RecordError as error:
        assert str(error)  # noqa: PT017 - a crash would be another error
    else:
        assert found


def test_an_entry_of_a_list_is_named_by_its_number():
    fields = Fields({"zones": [{}, {"x": 1}]}, "sessions[2]", RecordError)
    with pytest.raises(RecordError) as caught:
        fields.items("zones", lambda inner: inner.finish())
    assert caught.value.where == "sessions[2].zones[1].x"

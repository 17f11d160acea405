"""`anagen calendar`: the dates of a record as a file, or a word that there are none."""

import pytest
from icalendar import Calendar

from tests.cli.conftest import AT


def events(path):
    return Calendar.from_ical(path.read_bytes()).walk("VEVENT")


def test_it_writes_every_date_and_says_how_many(anagen, written, tmp_path):
    out = tmp_path / "plan.ics"
    said = anagen("calendar", written(), "--out", str(out), "--at", AT)
    assert (said.code, said.err) == (0, "")
    assert said.out == f"{out}: {len(events(out))} dates\n"


def test_the_hour_and_the_details_can_be_chosen(anagen, written, tmp_path):
    out = tmp_path / "plan.ics"
    options = ("--out", str(out), "--at", AT, "--hour", "07:30", "--detailed", "--language", "es")
    assert anagen("calendar", written(), *options).code == 0
    text = out.read_text().replace("\n ", "")
    assert "T063000Z" in text
    assert "0\\,25 mm" in text


def test_the_same_file_name_keeps_the_ids_and_another_name_has_its_own(anagen, written, tmp_path):
    found = []
    for id in ((), (), ("--id", "other")):
        out = tmp_path / "plan.ics"
        anagen("calendar", written(), "--out", str(out), "--at", AT, *id)
        found.append({str(event["UID"]) for event in events(out)})
    assert found[0] == found[1]
    assert not found[0] & found[2]


@pytest.mark.parametrize("hour", ["25:00", "noon", "19:00+01:00"])
def test_an_hour_that_is_none_is_refused_in_one_line(anagen, written, tmp_path, hour):
    out = tmp_path / "plan.ics"
    said = anagen("calendar", written(), "--out", str(out), "--hour", hour)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "--hour" in said.err
    assert not out.exists()


def test_no_date_is_an_answer_and_writes_nothing(anagen, written, tmp_path, monkeypatch):
    monkeypatch.setattr("anagen.interchange.calendar.appointments", lambda *_: ())
    out = tmp_path / "plan.ics"
    said = anagen("calendar", written(), "--out", str(out), "--at", AT)
    assert said.code == 0
    assert said.out.startswith("No date to put into a calendar.")
    assert not out.exists()

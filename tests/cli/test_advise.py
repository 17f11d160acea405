"""`anagen advise`: the contract scripts rely on."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import AT

KEYS = {
    "verdict", "until", "missing", "reasons", "plan", "session", "holds", "triage", "shedding",
    "outcome", "costs", "knowledge", "version",
}  # fmt: skip


def test_it_works(anagen, written):
    said = anagen("advise", written(), "--at", AT, "--json")
    assert (said.code, said.err) == (0, "")
    assert said.tree["verdict"] == "proceed"
    assert said.tree.keys() >= KEYS
    assert said.tree["plan"]["needle_mm"] == 0.25


def test_a_clinical_no_is_an_answer_and_exits_with_zero(anagen, written):
    said = anagen("advise", written(said={"keloid": True}), "--at", AT, "--json")
    assert (said.code, said.tree["verdict"]) == (0, "do_not_treat")
    first = said.tree["reasons"][0]
    assert first.keys() >= {"rule", "step", "verdict", "says", "basis"}
    assert first["basis"][0]["citation"]


def test_the_same_record_gives_the_same_bytes(anagen, written):
    first, second = (anagen("advise", written(), "--at", AT, "--json").out for _ in range(2))
    assert first == second


def test_without_json_it_reads_as_text(anagen, written):
    said = anagen("advise", written(), "--at", AT)
    assert said.code == 0
    assert said.out.startswith("You can needle today.")
    assert "no medical device" in said.out
    assert max(map(len, said.out.splitlines())) <= 80


def test_the_letter_fits_one_page(anagen, written):
    said = anagen("advise", written(), "--at", AT, "--letter")
    assert said.code == 0
    assert 10 < len(said.out.splitlines()) <= 60


def test_a_record_can_come_through_a_pipe(anagen, monkeypatch, written):
    monkeypatch.setattr(sys, "stdin", io.StringIO(Path(written()).read_text()))
    assert anagen("advise", "-", "--at", AT, "--json").tree["verdict"] == "proceed"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"schema": 99}, "schema"),
        ({"setting": "spa"}, "setting"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"answers": {"keloids": {"value": False, "at": AT}}}, "answers.keloids"),
        ({"answers": {"needle_mm": {"value": 15, "at": AT}}}, "answers.needle_mm"),
        ({"answers": {"needle_mm": {"value": 0.03, "unit": "inch", "at": AT}}}, "0.76 mm"),
        ({"answers": {"keloid": {"value": False, "at": "2031-01-01T00:00Z"}}}, "future"),
        ({"person": {"birth_date": "2026-02-30"}}, "person.birth_date"),
        ({"person": {"sex": "male"}, "answers": {"pregnant": {"value": "yes", "at": AT}}}, "preg"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(anagen, written, change, place):
    tree = {"schema": 1, "setting": "home", "timezone": "UTC", **change}
    said = anagen("advise", written(json.dumps(tree)), "--at", AT)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("anagen: ")
    assert said.err.count("\n") == 1
    assert place in said.err


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"schema": 1, "schema": 1}', "\x00"])
def test_a_damaged_file_is_refused_in_one_line(anagen, written, text):
    said = anagen("advise", written(text), "--at", AT)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)


def test_a_file_that_is_not_there_is_refused(anagen, tmp_path):
    said = anagen("advise", str(tmp_path / "nobody.json"))
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "no such file" in said.err


def test_bytes_that_are_no_text_are_refused(anagen, tmp_path):
    path = tmp_path / "picture.json"
    path.write_bytes(b"\xff\xd8\xff\xe0")
    said = anagen("advise", str(path))
    assert said.code == 2
    assert "no text" in said.err


@pytest.mark.parametrize("time", ["yesterday", "2026-11-20T13:00"])
def test_a_time_without_its_zone_is_refused(anagen, written, time):
    said = anagen("advise", written(), "--at", time)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "--at" in said.err


def test_nothing_of_the_record_but_the_faulty_entry_is_in_the_message(anagen, written):
    tree = {
        "schema": 1, "setting": "home", "timezone": "UTC",
        "treatments": [{"product": "a private medicine"}],
        "answers": {"needle_mm": {"value": 15, "at": AT}},
    }  # fmt: skip
    assert "private" not in anagen("advise", written(json.dumps(tree)), "--at", AT).err


def test_a_reader_that_has_had_enough_ends_it_quietly(written):
    command = [sys.executable, "-m", "anagen", "advise", written(), "--at", AT]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0


def test_advice_changes_nothing_in_the_file(anagen, written):
    path = Path(written())
    before = path.read_bytes()
    assert anagen("advise", str(path), "--at", AT).code == 0
    assert path.read_bytes() == before

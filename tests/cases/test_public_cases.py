"""The public cases: what a clinician would check, where they lie beside this checkout."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bench import public_cases as compared
from bench.answers import got
from bench.entries import entries
from bench.public_cases import PAGE, main, page, public_cases, result, results
from bench.sayings import saying_faults

beside = pytest.mark.skipif(
    not public_cases(), reason="the public cases do not lie beside this checkout"
)
every_entry = pytest.mark.parametrize("id", sorted(entries()))
every_case = pytest.mark.parametrize("id", sorted(public_cases()))


@beside
def test_every_public_case_is_entered_and_no_other():
    assert sorted(entries()) == sorted(public_cases())


@beside
@every_case
def test_a_public_case_gets_an_accepted_answer_and_says_what_it_must(id):
    assert result(public_cases()[id], entries()[id]).faults == ()


@beside
@every_case
def test_an_entry_stands_in_the_setting_of_its_case_under_a_title_of_our_own(id):
    assert entries()[id]["setting"] == public_cases()[id]["setting"]
    assert entries()[id]["title"] != public_cases()[id]["title"]


@beside
def test_the_page_of_cases_is_fresh():
    assert PAGE.read_text(encoding="utf-8") == page(results())


@every_entry
def test_an_entry_names_who_says_each_thing_and_what_may_never_be_said(id):
    entry = entries()[id]
    assert all(saying["by"] and saying["has"] for saying in entry["says"])
    assert entry["never"]


@every_entry
def test_no_expression_of_an_entry_finds_everything(id):
    entry = entries()[id]
    written = [words for saying in entry["says"] for words in saying["has"]] + entry["never"]
    assert [words for words in written if re.search(words, "")] == []


@every_entry
def test_an_entry_hears_what_it_must_and_nothing_else_without_the_folder_of_cases(id):
    entry = entries()[id]
    assert list(saying_faults({"must_say": entry["says"]}, entry, got(entry))) == []


def test_without_the_folder_the_script_says_so_and_writes_nothing(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(compared, "CASES", Path(tmp_path))
    monkeypatch.setattr(compared, "public_cases", public_cases.__wrapped__)
    monkeypatch.setattr(compared, "PAGE", tmp_path / "cases.md")
    assert main() == 0
    assert capsys.readouterr().out.startswith("The public cases do not lie beside this checkout")
    assert not (tmp_path / "cases.md").exists()


# What the comparison itself notices: one case made up here, which agrees until it is bent.

CASE = {
    "id": "edge-02",
    "expect": ["wait until 22:00 today, 45 minutes from now"],
    "must_say": ["when it ends", "and if what"],
}


def faults(case=None, **entry):
    """The faults of a case and its entry, with something bent."""
    return result({**CASE, **(case or {})}, {**entries()["edge-02"], **entry}).faults


def test_a_case_that_agrees_has_no_fault():
    assert faults() == ()


def test_another_answer_than_the_expected_is_a_fault():
    assert faults(case={"expect": ["proceed", "do not treat"]}) == (
        "expected proceed or do not treat, got wait until",
    )


@pytest.mark.parametrize("minutes", [-60, -1, 1])
def test_a_wait_that_ends_a_minute_off_is_a_fault(minutes):
    until = entries()["edge-02"]["until"] + timedelta(minutes=minutes)
    assert len(faults(until=until)) == 1


def test_a_wait_that_ends_on_another_day_is_a_fault():
    until = entries()["edge-02"]["until"]
    assert isinstance(until, datetime)
    assert faults(until=until.date()) == ()
    assert len(faults(until=until.date() + timedelta(days=1))) == 1


def test_a_saying_that_nobody_says_is_a_fault():
    says = [{"by": ["hold_minoxidil"], "has": ["22:00"]}, {"by": ["no_such_rule"], "has": ["calm"]}]
    assert faults(says=says) == (
        "saying 2: nothing is said by no_such_rule",
        "saying 2: no 'calm' in no_such_rule",
    )


def test_a_thing_that_must_be_said_and_is_not_entered_is_a_fault():
    assert len(faults(case={"must_say": ["one", "two", "three"]})) == 1


def test_words_that_must_not_be_said_are_found_wherever_they_stand():
    assert len(faults(never=["freshly needled skin"])) == 1


def test_a_part_that_must_be_empty_and_is_not_is_a_fault():
    assert faults(empty=["holds", "plan"]) == ("holds must be empty",)


def test_a_question_that_must_be_asked_and_is_not_is_a_fault():
    case = {"expect": ["cannot say yet: ask for a pregnancy test result"], "must_say": []}
    bent = {**entries()["screen-07"], "says": [], "asks": ["pregnant", "keloid"]}
    assert result({**CASE, **case}, bent).faults == ("not asked: keloid",)


def test_a_slip_that_the_door_lets_through_is_a_fault():
    refused = {"answers": {"sex": "female"}, "words": "."}
    assert faults(refused=refused) == ("the door said 'nothing'",)

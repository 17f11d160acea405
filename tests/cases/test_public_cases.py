"""The public cases: what a clinician would check, where they lie beside this checkout."""

from __future__ import annotations

import re

import pytest

from bench.entries import entries
from bench.public_cases import PAGE, got, page, public_cases, result, results

beside = pytest.mark.skipif(
    not public_cases(), reason="the public cases do not lie beside this checkout"
)


@beside
def test_every_public_case_is_entered_and_no_other():
    assert sorted(entries()) == sorted(public_cases())


@beside
@pytest.mark.parametrize("id", sorted(public_cases()))
def test_a_public_case_gets_an_accepted_answer_and_says_what_it_must(id):
    assert result(public_cases()[id], entries()[id]).faults == ()


@beside
@pytest.mark.parametrize("id", sorted(public_cases()))
def test_an_entry_stands_in_the_setting_of_its_case(id):
    assert entries()[id]["setting"] == public_cases()[id]["setting"]


@beside
def test_the_page_of_cases_is_fresh():
    assert PAGE.read_text(encoding="utf-8") == page(results())


@pytest.mark.parametrize("id", sorted(entries()))
def test_an_entry_names_who_says_each_thing_and_what_may_never_be_said(id):
    entry = entries()[id]
    assert all(saying["by"] and saying["has"] for saying in entry["says"])
    assert entry["never"]


@pytest.mark.parametrize("id", sorted(entries()))
def test_every_expression_of_an_entry_can_be_read(id):
    entry = entries()[id]
    written = [words for saying in entry["says"] for words in saying["has"]] + entry["never"]
    assert [words for words in written if re.compile(words).search("")] == []


@pytest.mark.parametrize("id", sorted(entries()))
def test_an_entry_comes_through_the_door_without_the_folder_of_cases(id):
    assert got(entries()[id]).tree["setting"] == entries()[id]["setting"]

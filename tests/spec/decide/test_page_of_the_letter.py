"""How the page is shared out: every line is used, nothing is lost unseen, and words stay whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from anagen.care.advise import advise
from anagen.care.letter import COLUMNS, letter
from anagen.knowledge.fact import Stance
from anagen.records.treatment import Treatment
from anagen.records.words import Outcome, Triage, Verdict
from tests.story import NOW, knowledge, record

SHARED_LINES = 40
SAID = "WHAT ANAGEN SAYS, AND WHY"
BEGAN = date(2026, 1, 1)


def written(*told: Any, **parts: Any) -> str:
    one = record(*told, **parts)
    return letter(advise(one, knowledge(), NOW), one, knowledge())


def lines_under(text: str, heading: str) -> list[str]:
    return text.split(f"{heading}\n")[1].split("\n\n")[0].splitlines()


def shared(text: str) -> list[str]:
    """The lines of all parts, without head, headings, empty lines and foot."""
    body = text.split("QUESTION\n")[1].rsplit("\n* Not yet reviewed", 1)[0]
    parts = f"QUESTION\n{body}".strip().split("\n\n")
    return [line for part in parts for line in part.splitlines()[1:]]


def creams(number: int) -> tuple[Treatment, ...]:
    return tuple(Treatment(f"cream {one}", BEGAN) for one in range(number))


def test_the_day_stands_at_the_right_edge_of_a_page_eighty_wide():
    head = written().splitlines()[0]
    assert head.startswith("LETTER FOR A CONSULTATION ")
    assert head.endswith(" 20 November 2026")
    assert len(head) == COLUMNS == 80


def test_who_has_more_to_tell_than_fits_gets_every_line_that_others_leave():
    assert len(shared(written(treatments=creams(60)))) == SHARED_LINES


def test_one_more_line_to_tell_takes_one_more_line():
    counts = [len(shared(written(treatments=creams(number)))) for number in range(2, 9)]
    assert [later - sooner for sooner, later in pairwise(counts)] == [1] * 6


def test_what_just_fits_is_told_whole():
    told = [written(treatments=creams(number)) for number in range(1, 61)]
    history = [lines_under(text, "HISTORY") for text in told]
    whole = [lines for lines in history if not lines[-1].endswith(" more")]
    cut = [lines for lines in history if lines[-1].endswith(" more")]
    longest = max(map(len, whole))
    assert {len(lines) for lines in cut} == {longest}
    assert len(whole) + len(cut) == 60


def test_a_part_that_comes_first_is_served_first():
    many = {
        "health_conditions": ("bleeding_disorder", "autoimmune", "hiv", "hepatitis"),
        "keloid": True,
        "anticoagulant": True,
        "immune_medicine": True,
        "isotretinoin": "now",
        "cancer_treatment": True,
    }
    text = written("clinic", many, treatments=creams(60))
    found = lines_under(text, "WHAT WAS FOUND, BY ANSWER")
    assert not found[-1].endswith(" more")
    assert len(found) > 8
    assert len(shared(text)) <= SHARED_LINES


def test_a_long_entry_keeps_its_first_words_whole_and_fills_its_lines():
    words = [f"word{number:03}" for number in range(80)]
    long = (Treatment("minoxidil", BEGAN, dose=" ".join(words)),)
    lines = [one for one in lines_under(written(treatments=long), "HISTORY") if "word" in one]
    assert len(lines) == 3
    kept = " ".join(lines).replace("- minoxidil,", "").split()
    assert kept[-1] == "…"
    assert kept[:-1] == words[: len(kept) - 1]
    assert all(COLUMNS - 2 * len("word000 ") <= len(line) <= COLUMNS for line in lines)


def test_an_entry_without_a_blank_stays_on_the_page():
    text = written(treatments=(Treatment("x" * 700, BEGAN),))
    assert max(map(len, text.splitlines())) <= COLUMNS
    assert "…" in text


def with_reason(**parts: Any) -> str:
    """What Anagen says of somebody with one reason, changed in some parts."""
    one = record("home", {"keloid": True})
    given = advise(one, knowledge(), NOW)
    plain = next(reason for reason in given.reasons if reason.verdict is Verdict.DO_NOT_TREAT)
    changed = replace(plain, title="A finding of its own", **parts)
    recovery = replace(given.recovery, reasons=())
    text = letter(replace(given, reasons=(changed,), recovery=recovery), one, knowledge())
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("parts", "is_told"),
    [
        ({"verdict": Verdict.PROCEED}, False),
        ({"verdict": Verdict.PROCEED, "triage": Triage.EXPECTED}, False),
        ({"verdict": Verdict.PROCEED, "triage": Triage.SELF_CARE}, True),
        ({"verdict": Verdict.PROCEED, "triage": Triage.EMERGENCY_NOW}, True),
        ({"verdict": Verdict.PROCEED, "outcome": Outcome.STOP}, True),
        ({"verdict": Verdict.WAIT}, True),
        ({"verdict": Verdict.DO_NOT_TREAT}, True),
    ],
)
def test_a_reason_is_told_when_it_leads_to_something(parts, is_told):
    assert ("A finding of its own (" in with_reason(**parts)) is is_told


@pytest.mark.parametrize(
    ("verdict", "is_asked"),
    [
        (Verdict.WAIT, False),
        (Verdict.NEEDS_ANSWERS, False),
        (Verdict.ASK_A_CLINICIAN, True),
        (Verdict.DO_NOT_TREAT, True),
    ],
)
def test_only_what_a_clinician_can_settle_is_put_to_one(verdict, is_asked):
    asked = "Please judge: a finding of its own." in with_reason(verdict=verdict)
    assert asked is is_asked


def test_only_the_sources_that_speak_against_are_marked():
    one = record("home", {"keloid": True})
    (basis, *_) = advise(one, knowledge(), NOW).reasons[0].basis
    short = knowledge().sources[basis.source].short
    for stance in Stance:
        text = with_reason(basis=(replace(basis, stance=stance),))
        assert (f"(against: {short}" in text) is (stance is Stance.AGAINST)
        assert (f"({short}" in text) is (stance is not Stance.AGAINST)

"""The letter puts a case before a professional: on one page, without a name, with its sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anagen.care.advise import advise
from anagen.care.letter import letter
from anagen.records.person import Concern, Person
from anagen.records.report import PullTest, Report
from anagen.records.treatment import Treatment
from anagen.records.words import HairLoss, Sex
from tests.properties.people import random_record
from tests.spec.measure.visits import count, picture, session
from tests.story import NOW, knowledge, record

METHOD = {"smallest_detectable_per_cm2": 11.0}


def written(*told: Any, **parts: Any) -> str:
    one = record(*told, **parts)
    return letter(advise(one, knowledge(), NOW), one, knowledge())


def part(text: str, heading: str) -> str:
    """The lines under one heading, as running words."""
    after = text.split(f"{heading}\n")[1]
    return " ".join(after.split("\n\n")[0].split())


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**6))
def test_a_letter_fits_on_one_page_whoever_it_is_about(seed):
    one = random_record(Random(seed))
    lines = letter(advise(one, knowledge(), NOW), one, knowledge()).splitlines()
    assert len(lines) <= 60
    assert max(len(line) for line in lines) <= 80


def test_the_same_case_gives_the_same_letter():
    assert written() == written()


def test_a_letter_has_all_its_parts_in_order():
    text = written()
    headings = [
        "LETTER FOR A CONSULTATION", "QUESTION", "WHAT WAS FOUND, BY ANSWER", "HISTORY",
        "MEASURED", "WHAT ANAGEN SAYS, AND WHY", "STILL OPEN", "WE ASK YOU",
        "Anagen is no medical device and makes no diagnosis.",
    ]  # fmt: skip
    places = [text.index(heading) for heading in headings]
    assert places == sorted(places)


def test_a_letter_begins_with_the_day_and_the_person_without_a_name():
    person = Person(birth_date=date(1990, 5, 4), sex=Sex.MALE)
    text = written("clinic", {"birth_year": None}, person=person)
    assert text.splitlines()[0].endswith("20 November 2026")
    assert text.splitlines()[1].startswith("Male, 36 years; needling in a clinic. Hair loss:")


def test_what_is_not_known_of_a_person_is_said_to_be_unknown():
    text = written("home", {"sex": None, "birth_year": None, "hair_loss": None})
    assert "Sex not known, age not known" in text
    assert "Hair loss: not known." in text


@pytest.mark.parametrize(
    ("scale", "grade", "words"),
    [
        ("Norwood-Hamilton", "III", "Norwood-Hamilton III, on a scale from I to VII."),
        ("Norwood-Hamilton", "IX", "Norwood-Hamilton IX."),
        ("Savin", "4", "Savin 4."),
        ("", "4", "Hair loss: androgenetic alopecia (pattern hair loss)."),
    ],
)
def test_a_grade_is_told_in_the_words_of_its_scale(scale, grade, words):
    concern = Concern(HairLoss.ANDROGENETIC, scale=scale, grade=grade)
    head = written(concern=concern).split("QUESTION")[0]
    assert words in " ".join(head.split())


def test_the_question_depends_on_where_somebody_stands():
    new = {"needled_before": False, "last_session_on": None}
    assert "May this person have scalp microneedling" in written("home", new)
    begun = written()
    assert "May scalp microneedling for hair loss go on" in begun
    assert "Why has more hair fallen" not in begun
    worse = written("home", {"shed_more": "a_lot", "scalp_warnings": ("pus",)})
    assert "Why has more hair fallen since the sessions?" in worse
    assert "What are the signs that came after the last session?" in worse


def test_the_answers_that_counted_are_told_with_their_question():
    told = {"keloid": True, "health_conditions": ("bleeding_disorder",)}
    found = part(written("home", told), "WHAT WAS FOUND, BY ANSWER")
    assert f"{knowledge().questions['keloid'].ask} Yes" in found
    assert "leeding disorder" in found
    assert "answers are known in all" in found


def test_numbers_dates_and_choices_are_told_in_words():
    told = {
        "infections_after_sessions": 3.0,
        "isotretinoin": "stopped",
        "isotretinoin_stopped_on": date(2026, 10, 1),
        "keloid": None,
        "allergies": (),
    }
    found = written("home", told)
    assert "3 sessions" in found
    assert "1 October 2026" in found


def test_what_was_declined_is_open_and_not_a_finding():
    text = written("home", {"keloid": None})
    ask = knowledge().questions["keloid"].ask
    assert ask in part(text, "STILL OPEN")
    assert ask not in part(text, "WHAT WAS FOUND, BY ANSWER")


def test_with_everything_answered_nothing_is_open():
    assert part(written(), "STILL OPEN") == "- Nothing."


def test_sessions_and_treatments_are_the_history():
    treatments = (
        Treatment("minoxidil 5 %", date(2025, 1, 1), dose="1 ml twice a day"),
        Treatment("finasteride", None, date(2026, 1, 1)),
    )
    text = part(written(sessions=(session(60), session(30)), treatments=treatments), "HISTORY")
    assert "2 sessions from 21 September 2026 to 21 October 2026, the last with a roller" in text
    assert "minoxidil 5 %, 1 ml twice a day, since 1 January 2025" in text
    assert "finasteride, start not known, stopped 1 January 2026" in text
    assert "The course is in week 8." in text


def test_one_session_and_none_are_told_plainly():
    assert "One session, on 21 October 2026, with a roller, 0.25 mm." in written(
        sessions=(session(30),)
    )
    assert "No session is recorded." in written()


def counted(change: int) -> dict[str, Any]:
    counts = (count(183, 150, **METHOD), count(0, 150 + change, **METHOD))
    return {"sessions": (session(182),), "measurements": counts}


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (counted(5), "Change +5 hairs per cm2 over 26 weeks, 95 % interval -6 to +16"),
        (counted(5), "inside the error, noise."),
        (counted(-24), "beyond the error."),
        (counted(5), "Doubt: The season differs"),
        ({"measurements": (count(0, 150),)}, "One count, nothing to compare it with."),
        ({}, "Nothing that can be compared."),
        ({"photos": (picture(200), picture(0))}, "These two pictures were taken alike"),
    ],
)
def test_what_was_measured_is_told_with_its_error(parts, words):
    assert words in part(written(**parts), "MEASURED")


def test_shedding_tests_are_told_where_they_were_made():
    report = Report(NOW - timedelta(days=1), pull=PullTest(5, 60))
    text = written("home", {"shed_more": "a_lot"}, reports=(report,))
    assert "5 of 60 hairs" in part(text, "MEASURED")


def test_the_verdict_is_told_with_reasons_sources_and_who_has_not_read_them():
    text = part(written("home", {"keloid": True}), "WHAT ANAGEN SAYS, AND WHY")
    assert text.startswith("- Do not needle.")
    assert "*)" in text
    assert "Not yet reviewed by a clinician." in written()


def test_a_source_that_speaks_against_is_marked():
    told = {"isotretinoin": "stopped", "isotretinoin_stopped_on": date(2026, 10, 1)}
    assert "against: " in written("home", told)


def test_a_reason_that_a_clinician_has_read_carries_no_star():
    one = record("home", {"keloid": True})
    given = advise(one, knowledge(), NOW)
    signed = replace(
        given, reasons=tuple(replace(each, clinician_reviewed=True) for each in given.reasons)
    )
    assert "*)" not in letter(signed, one, knowledge())


def test_the_outcome_of_the_course_is_told_once_there_is_one():
    assert "The course: undecidable." in written(**counted(5))
    new = {"needled_before": False, "last_session_on": None}
    assert "The course:" not in written("home", new)


def test_the_professional_is_asked_about_every_reason_for_asking():
    asked = part(written("home", {"keloid": True}), "WE ASK YOU")
    assert "What is the diagnosis" in asked
    assert "Please judge: " in asked


def test_what_does_not_fit_is_counted_and_never_dropped_in_silence():
    many = tuple(Treatment(f"cream {number}", date(2026, 1, 1)) for number in range(60))
    history = part(written(treatments=many), "HISTORY")
    told = history.count("cream ")
    assert f"- and {60 - told} more" in history
    assert told > 5, "room that other parts leave empty is used"


def test_a_very_long_entry_is_cut_where_everybody_can_see_it():
    long = (Treatment("minoxidil", date(2026, 1, 1), dose="often " * 60),)
    history = part(written(treatments=long), "HISTORY")
    assert "often …" in history
    assert "January" not in history

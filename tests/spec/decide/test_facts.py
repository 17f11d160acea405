"""Conclusions and courses without treatment as files: what they hold, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anagen.knowledge.conclusion import Conclusion
from anagen.knowledge.mistakes import KnowledgeError
from anagen.knowledge.untreated import Untreated
from anagen.records.words import Outcome, Verdict
from tests.spec.small import BASIS, small
from tests.story import knowledge

HEAD = 'title = "A"\nreviewed = 2026-11-20\nstrength = "practice"\n'
NOISE = (
    'kind = "conclusion"\nsays = "A change of {change}."\nthen = "Again on {next_on}."\n'
    'outcome = "undecidable"\nverdict = "ask_a_clinician"\n'
)
COURSE = 'kind = "untreated"\nsays = "B."\nsex = "male"\nweeks = 100\nchange_percent = -10\n'


def loaded(folder, text: str, kind):
    """The fact that a file with these lines becomes."""
    return small(folder, {"decide/x.toml": text + HEAD + BASIS}).fact("x", kind)


def test_a_conclusion_puts_figures_into_its_words(tmp_path):
    one = loaded(tmp_path, NOISE, Conclusion)
    assert one.says_with({"change": "5"}) == "A change of 5."
    assert one.then_with({"next_on": "Friday"}) == "Again on Friday."
    assert (one.outcome, one.verdict) == (Outcome.UNDECIDABLE, Verdict.ASK_A_CLINICIAN)


def test_a_remark_has_no_outcome_and_leaves_the_verdict_alone(tmp_path):
    lines = NOISE.replace('outcome = "undecidable"\nverdict = "ask_a_clinician"\n', "")
    one = loaded(tmp_path, lines, Conclusion)
    assert (one.outcome, one.verdict) == (None, Verdict.PROCEED)


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        (NOISE, "{change}", "{chnage}", "one of after"),
        (NOISE, "{next_on}", "{next_on", "one of after"),
        (NOISE, '"undecidable"', '"open"', "one of too_early"),
        (NOISE, '"ask_a_clinician"', '"ask"', "one of proceed"),
        (NOISE, "then", "next", "one of"),
        (COURSE, "change_percent = -10", "", "change_percent or change_per_cm2"),
        (COURSE, "weeks", "change_per_cm2 = 1\nweeks", "change_percent or change_per_cm2"),
        (COURSE, '"male"', '"men"', "female, male, intersex"),
        (COURSE, "weeks = 100", "years = 2", "a number from 1 to 1000 weeks"),
        (COURSE, "weeks = 100", "weeks = 100\nyears = 2", "one of"),
    ],
)
def test_a_file_that_could_be_misread_is_refused(tmp_path, text, old, new, expected):
    assert text.count(old) == 1
    with pytest.raises(KnowledgeError) as caught:
        loaded(tmp_path, text.replace(old, new), Conclusion)
    assert caught.value.where.startswith("decide/x.toml")
    assert expected in caught.value.expected


def test_a_steady_loss_is_scaled_to_the_start_and_the_time(tmp_path):
    course = loaded(tmp_path, COURSE, Untreated)
    assert course.expected_per_cm2(200, 100) == -20
    assert course.expected_per_cm2(100, 50) == -5


@given(st.floats(10, 400), st.floats(1, 500))
def test_what_a_placebo_group_gained_in_a_year_is_never_scaled(start, weeks):
    placebo = knowledge().fact("untreated_placebo_women", Untreated)
    assert placebo.expected_per_cm2(start, weeks) is None


@pytest.mark.parametrize(
    ("id", "percent", "per_cm2", "weeks"),
    [
        ("untreated_two_years", -11.9, None, 104),
        ("untreated_five_years", -26.3, None, 260),
        ("untreated_placebo_men", None, 3.9, 48),
        ("untreated_placebo_women", None, 9.4, 48),
    ],
)
def test_the_courses_without_treatment_are_those_of_their_sources(id, percent, per_cm2, weeks):
    fact = knowledge().fact(id, Untreated)
    assert (fact.change_percent, fact.change_per_cm2, fact.weeks) == (percent, per_cm2, weeks)


def test_no_conclusion_promises_anything_or_calls_shedding_a_good_sign():
    for one in knowledge().of_kind(Conclusion):
        words = f"{one.title} {one.says} {one.then}".casefold()
        for hope in ("will grow", "proven", "guarantee", "success", "shedding means"):
            assert hope not in words, one.id

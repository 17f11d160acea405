"""Days and numbers in the words of a language."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from anagen.interchange.words import words_in

DAY = date(2026, 11, 20)


def test_a_day_and_a_moment_are_written_out() -> None:
    words = words_in("en")
    assert words.day(DAY) == "Friday 20\u00a0November 2026"
    assert words.moment(datetime(2026, 11, 20, 9, 5)) == "Friday 20\u00a0November 2026, 09:05"  # noqa: DTZ001


@pytest.mark.parametrize(
    ("language", "mm", "says"),
    [("en", 0.25, "0.25\u00a0mm"), ("es", 0.25, "0,25\u00a0mm"), ("es", 2, "2\u00a0mm")],
)
def test_a_length_has_the_mark_of_its_language(language: str, mm: float, says: str) -> None:
    assert words_in(language).millimetres(mm) == says


def test_a_language_we_do_not_speak_is_english() -> None:
    assert words_in("xx").day(DAY) == words_in("en").day(DAY)


def test_what_is_escaped_in_a_pattern_stays_a_letter() -> None:
    assert words_in("en")._dated(DAY, r"j \d\e F") == "20 de November"


def test_only_the_language_made_by_rule_is_written_from_the_right() -> None:
    assert words_in("ar-XB").is_right_to_left
    assert not words_in("es").is_right_to_left


def test_counts_take_the_form_that_belongs_to_them() -> None:
    words = words_in("en")
    says = [words.ngettext("at least {days} day", "at least {days} days", n) for n in (1, 2)]
    assert says == ["at least {days} day", "at least {days} days"]

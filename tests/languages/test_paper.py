"""The sheets and the calendar in Spanish: whoever prints one takes no English along."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import Any

from anagen.care.advise import advise
from anagen.care.entering import entered_record
from anagen.interchange.appointments import Wishes, appointments
from anagen.interchange.sheets import (
    Sheet,
    Telling,
    aftercare_sheet,
    letter_sheet,
    plan_sheet,
    session_sheet,
)
from anagen.interchange.words import words_in
from tests.golden.cases import NAMES, expected_outline, record_file
from tests.story import knowledge

#: Everyday English that is no Spanish; "has" is both.
ENGLISH = re.compile(
    r"\b(?:the|of|and|with|you|your|is|was|are|not|from|to|for|this|that|it|what|when|how|days?|"
    r"needles?|hours|hair|scalp|session|passes|none|open|today|until|by)\b",
    re.IGNORECASE,
)
#: What a sheet holds that no person reads as words.
SILENT = {"language", "address", "svg", "png", "picture"}


@cache
def tellings() -> tuple[Telling, ...]:
    """Every written-out case, told in Spanish."""
    return tuple(_telling(name) for name in NAMES)


def _telling(name: str) -> Telling:
    now = datetime.fromisoformat(expected_outline(name)["at"])
    record = entered_record(record_file(name).read_text(encoding="utf-8"), knowledge(), now)
    return Telling(advise(record, knowledge(), now), record, knowledge(), words_in("es"))


def sheets(telling: Telling) -> Iterator[Sheet]:
    """Every sheet that can be printed for a case."""
    for draw in (aftercare_sheet, letter_sheet, plan_sheet):
        yield draw(telling)
    for number in range(1, len(telling.record.sessions) + 1):
        yield session_sheet(telling, number)


def texts_of(value: Any, name: str = "") -> Iterator[str]:
    """Every text of a sheet."""
    if is_dataclass(value):
        for one in fields(value):
            yield from texts_of(getattr(value, one.name), one.name)
    elif isinstance(value, tuple | list):
        for inside in value:
            yield from texts_of(inside, name)
    elif isinstance(value, str) and name not in SILENT:
        yield value


def english_in(texts: Iterable[str], told: Telling) -> set[str]:
    """The texts with everyday English in them, apart from the words of the person."""
    own = [word for one in told.record.treatments for word in (one.product, one.dose) if word]
    typed = re.compile("|".join(map(re.escape, own)) or "(?!)")
    return {text for text in texts if ENGLISH.search(typed.sub("", text))}


def test_no_sheet_in_spanish_says_anything_in_english() -> None:
    drawn = [(sheet, one) for one in tellings() for sheet in sheets(one)]
    assert len(drawn) > 3 * len(NAMES)
    assert {text for sheet, one in drawn for text in english_in(texts_of(sheet), one)} == set()


def test_no_date_of_a_calendar_in_spanish_is_told_in_english() -> None:
    found = [(text, one) for one in tellings() for text in dated(one)]
    assert len(found) > 50
    assert {text for text, one in found if english_in([text], one)} == set()


def dated(told: Telling) -> Iterator[str]:
    """What the dates of a calendar say, to everybody and in detail."""
    for is_detailed in (False, True):
        wishes = Wishes(is_detailed=is_detailed)
        for one in appointments(told.advice, told.record, told.words, wishes):
            yield from (one.title, one.says)


def test_english_on_a_sheet_would_be_noticed() -> None:
    told = tellings()[0]
    english = Telling(told.advice, told.record, told.knowledge, words_in("en"))
    drawn = [draw(english) for draw in (aftercare_sheet, letter_sheet, plan_sheet)]
    assert all(english_in(texts_of(sheet), english) for sheet in drawn)

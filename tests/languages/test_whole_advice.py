"""No person reads half a page in English: whole advice, over written-out and random people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from itertools import islice
from random import Random
from typing import Any

import pytest

from anagen.care.advise import advise
from anagen.care.entering import entered_record
from anagen.care.tree import advice_tree
from anagen.languages import texts_in, translated, translated_tree, untranslated
from tests.golden.cases import NAMES, expected_outline, record_file
from tests.languages.catalogues import english_numbers, spanish_numbers
from tests.properties.people import random_record
from tests.story import NOW, knowledge

PEOPLE = 300
#: Everyday words that no Spanish text has, but for a person's own.
ENGLISH = re.compile(r"\b(?:the|of|and|with|you|your|is|was|not|from|to|needles?|hours|days?)\b")


@cache
def trees() -> tuple[dict[str, Any], ...]:
    """The advice to every written-out case and to some hundred random people."""
    return (*_golden(), *islice(_random(), PEOPLE))


def _golden() -> Iterator[dict[str, Any]]:
    for name in NAMES:
        now = datetime.fromisoformat(expected_outline(name)["at"])
        record = entered_record(record_file(name).read_text(encoding="utf-8"), knowledge(), now)
        yield advice_tree(advise(record, knowledge(), now), record, knowledge())


def _random() -> Iterator[dict[str, Any]]:
    random = Random(3)
    while True:
        record = random_record(random)
        yield advice_tree(advise(record, knowledge(), NOW), record, knowledge())


@cache
def texts() -> tuple[str, ...]:
    """Everything those people read, each text once."""
    return tuple(dict.fromkeys(text for tree in trees() for text in texts_in(tree)))


def test_there_is_much_to_read():
    assert len(texts()) > 2_000


def test_nothing_a_person_reads_stays_english():
    assert untranslated(texts(), "es") == ()


def test_nothing_english_hides_in_a_translation():
    assert [spanish for text in texts() if ENGLISH.search(spanish := translated(text, "es"))] == []


def test_no_figure_changes_on_the_way():
    assert [
        (text, spanish)
        for text in texts()
        if (spanish := translated(text, "es")) != text
        and english_numbers(text) != spanish_numbers(spanish)
    ] == []


@pytest.mark.parametrize("name", ["verdict", "until", "triage", "at", "setting", "knowledge"])
def test_what_machines_read_is_the_same_in_every_language(name):
    assert [tree[name] for tree in trees()] == [
        translated_tree(tree, "es")[name] for tree in trees()
    ]


def test_nothing_is_left_out_of_the_language_made_by_rule():
    plain = re.compile(r"(?<![\u202e\w{%<&])[A-Za-z]{2,}")
    assert [text for text in texts()[:500] if plain.search(translated(text, "ar-XB"))] == []

"""The catalogues: whole, compiled, in step with what is said, and exact in what they translate."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from anagen.languages.compiling import compiled
from anagen.languages.gathering import CARE, EVIDENCE, PAGES, evidence_texts, knowledge_texts
from anagen.languages.pages import page_texts
from anagen.languages.sentence import slots
from tests.languages.catalogues import (
    SLOT,
    advice_forms,
    english_numbers,
    entries,
    forms,
    said_by_care,
    spanish_numbers,
    words_of,
    written_files,
)

every_file = pytest.mark.parametrize("name", written_files())
every_folder = pytest.mark.parametrize("name", knowledge_texts())

ENGLISH_NO = re.compile(
    r"\b(?:not|never|no|nobody|none|nothing|without|cannot|nor|neither)\b", re.IGNORECASE
)
SPANISH_NO = re.compile(
    r"\b(?:no|nunca|ni|sin|nada|nadie|ningún|ning[uú]n[oa]s?|tampoco|salvo)\b", re.IGNORECASE
)
#: English that says no, where Spanish says the same without one.
OTHER_WORDS = re.compile(
    r"\bnot (?:sure|well studied)\b|\bno more than\b|^Not before <em>%\(when\)s</em>$"
)
#: A number with its unit is put together while it is said, so it stands in no file.
COUNTED = re.compile(r"(?:\{count\}|1) [a-z ]+")
CURRENCY = re.compile(r"\b[A-Z]{3}\b")


def test_every_compiled_catalogue_is_what_its_files_compile_to():
    assert [str(path) for path, made in compiled() if path.read_bytes() != made] == []


@every_file
def test_every_text_is_translated_and_none_is_in_doubt(name):
    assert [one.msgid for one in entries(name) if not one.translated()] == []


@every_folder
def test_a_folder_is_translated_whole_and_nothing_more(name):
    said = {text.msgid for text in knowledge_texts()[name]}
    assert {one.msgid for one in entries(name)} == said


def test_the_evidence_is_translated_whole_and_nothing_more():
    assert {one.msgid for one in entries(EVIDENCE)} == {text.msgid for text in evidence_texts()}


def test_the_pages_are_translated_whole_and_nothing_more():
    said = {(text.context, text.msgid, text.plural) for text in page_texts()}
    kept = {(one.msgctxt or "", one.msgid, one.msgid_plural or "") for one in entries(PAGES)}
    assert kept == said


def still_said(sentence: str, said: str) -> bool:
    """Whether every word of a sentence is said, and half of its neighbours side by side.

    Not all of them: care puts sentences together from pieces, and the joints stand in no file.
    """
    pieces = [words_of(piece) for piece in SLOT.split(CURRENCY.sub("", sentence))]
    apart = [" ".join(pair) not in said for words in pieces for pair in pairwise(words)]
    known = {word for words in pieces for word in words} <= set(said.split())
    return known and sum(apart) <= max(1, len(apart) // 2)


def test_care_still_says_every_sentence_that_is_translated_for_it():
    said = said_by_care()
    assert [
        one.msgid
        for one in entries(CARE)
        if not COUNTED.fullmatch(one.msgid) and not still_said(one.msgid, said)
    ] == []


def test_a_sentence_that_care_no_longer_says_is_caught():
    assert still_said("You named a needle of {length}.", said_by_care())
    assert not still_said("You chose some needle longer than {length}.", said_by_care())


@every_file
def test_slots_keep_their_names(name):
    assert [
        english
        for one in entries(name)
        for english, spanish in forms(one)
        if sorted(SLOT.findall(english)) != sorted(SLOT.findall(spanish))
    ] == []


@every_file
def test_no_number_changes_in_translation(name):
    assert [
        (english, spanish)
        for one in entries(name)
        for english, spanish in forms(one)
        if english != spanish and english_numbers(english) != spanish_numbers(spanish)
    ] == []


def test_a_changed_number_is_caught():
    assert english_numbers("1,500 to 2,000 at 0.25 mm") == spanish_numbers(
        "de 1500 a 2000 con 0,25 mm"
    )
    assert english_numbers("at 0.25 mm") != spanish_numbers("con 0,5 mm")
    assert english_numbers("at 0.25 mm") != spanish_numbers("con 0.25 mm")


@every_file
def test_what_says_no_in_english_says_no_in_spanish(name):
    assert [
        (english, spanish)
        for one in entries(name)
        for english, spanish in forms(one)
        if ENGLISH_NO.search(OTHER_WORDS.sub("", english)) and not SPANISH_NO.search(spanish)
    ] == []


def test_a_sentence_stays_a_sentence_and_a_title_a_title():
    assert [
        (english, spanish)
        for english, spanish in advice_forms()
        if english.endswith((".", ":")) != spanish.endswith((".", ":"))
    ] == []


@every_file
def test_spanish_speaks_to_the_reader_as_tu(name):
    formal = re.compile(r"\b[Uu]sted(?:es)?\b|\bvosotros\b")
    assert [
        spanish for one in entries(name) for _, spanish in forms(one) if formal.search(spanish)
    ] == []


def test_no_sentence_is_all_slot():
    assert [
        english
        for english, _ in advice_forms()
        if slots(english) and english[1:-1] in slots(english)
    ] == []

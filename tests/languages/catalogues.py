"""The catalogues that people write, as the tests see them."""

from __future__ import annotations

import ast
import re
from calendar import month_name
from collections.abc import Iterator
from functools import cache

import polib

from anagen.languages.gathering import PAGES, knowledge_texts, opened, po_file, po_names
from anagen.records.words import Outcome, Zone
from tests.house.tree import PACKAGE

#: A number as English writes it, and as Spanish does; units and signs stay outside.
ENGLISH_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
SPANISH_NUMBER = re.compile(r"\d+(?:\u00a0\d{3})*(?:,\d+)?")
#: The number of a section of law has a point in every language.
SECTION = re.compile(r"\b878\.4430\b")
WORD = re.compile(r"[^\W\d_]+")
SLOT = re.compile(r"\{\w+\}|%\(\w+\)[a-z]|%[a-z]")


def written_files() -> tuple[str, ...]:
    """The names of every .po file of a language."""
    return (*po_names(), PAGES)


@cache
def entries(name: str) -> tuple[polib.POEntry, ...]:
    """The entries of one Spanish .po file."""
    return tuple(opened(po_file("es", name)))


def forms(entry: polib.POEntry) -> Iterator[tuple[str, str]]:
    """Each English form of an entry with its Spanish one; none while it has no translation."""
    if not entry.translated():
        return
    if not entry.msgid_plural:
        yield entry.msgid, entry.msgstr
        return
    yield entry.msgid, entry.msgstr_plural[0]
    yield entry.msgid_plural, entry.msgstr_plural[1]


def advice_forms() -> Iterator[tuple[str, str]]:
    """Every form in the catalogue of advice."""
    for name in po_names():
        for entry in entries(name):
            yield from forms(entry)


def english_numbers(text: str) -> list[float]:
    """The numbers in an English text, in order of size."""
    found = ENGLISH_NUMBER.findall(SECTION.sub("", SLOT.sub("", text)))
    return sorted(float(one.replace(",", "")) for one in found)


def spanish_numbers(text: str) -> list[float]:
    """The numbers in a Spanish text, in order of size."""
    found = SPANISH_NUMBER.findall(SECTION.sub("", SLOT.sub("", text)))
    return sorted(float(one.replace("\u00a0", "").replace(",", ".")) for one in found)


@cache
def said_by_care() -> str:
    """What care may say, in small letters: its code, and the words it takes from elsewhere."""
    pieces = [*month_name, *(text.msgid for texts in knowledge_texts().values() for text in texts)]
    for path in sorted([*(PACKAGE / "care").rglob("*.py"), PACKAGE / "knowledge" / "asking.py"]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                pieces.append(node.value)
    for closed_set in (Outcome, Zone):
        pieces += [one.value.replace("_", " ") for one in closed_set]
    return "\n".join(" ".join(words_of(piece)) for piece in pieces)


def words_of(text: str) -> list[str]:
    """The words of a text, in small letters and without what stands between them."""
    return WORD.findall(text.lower())

"""The letter as parts of a page. The core writes it as plain text in one fixed form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

WIDE_GAP = re.compile(r"\s{3,}")


@dataclass(slots=True)
class Part:
    """One part of the letter: its heading ("" for none), its paragraphs and its items."""

    heading: str = ""
    paragraphs: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LetterPage:
    """The letter: its title, its day, and its parts."""

    title: str
    day: str
    parts: list[Part]


def letter_page(text: str) -> LetterPage:
    """The letter of a text. Every word of the text stands in one of its parts."""
    first, *lines = text.strip().split("\n")
    title, *day = WIDE_GAP.split(first, maxsplit=1)
    parts = [Part()]
    for line in lines:
        _read(line, parts)
    said = [part for part in parts if _says(part)]
    return LetterPage(in_sentence_case(title), "".join(day), said)


def _read(line: str, parts: list[Part]) -> None:
    """Puts one line where it belongs: a heading, an item, a paragraph, or more of the last."""
    last = parts[-1]
    if not line.strip():
        parts.append(Part())
    elif line.startswith("- "):
        last.items.append(line[2:])
    elif line.startswith("  ") and (last.items or last.paragraphs):
        grown = last.items or last.paragraphs
        grown[-1] = f"{grown[-1]} {line.strip()}"
    elif line.isupper():
        parts.append(Part(in_sentence_case(line)))
    else:
        last.paragraphs.append(line.strip())


def _says(part: Part) -> bool:
    return bool(part.heading or part.paragraphs or part.items)


def in_sentence_case(heading: str) -> str:
    """A heading of the plain text, which is all capitals, as a page writes it."""
    return heading.strip().capitalize().replace("anagen", "Anagen")

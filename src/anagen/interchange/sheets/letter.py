"""The consultation letter on paper: the core's letter, with all of each part."""

from __future__ import annotations

from collections.abc import Iterator

from anagen.care.case import case_of
from anagen.care.letter import letter_opening, letter_parts
from anagen.interchange.sheets.page import Block, Bullets, Line, Paragraph, Part, Sheet
from anagen.interchange.sheets.telling import Telling
from anagen.interchange.words import Words


def letter_sheet(telling: Telling) -> Sheet:
    """The letter that puts a case before a professional."""
    words = telling.words
    head = telling.local_day(telling.advice.at)
    return telling.sheet(words.gettext("Letter for a consultation"), head, _blocks(telling))


def _blocks(telling: Telling) -> Iterator[Block]:
    words, record, knowledge = telling.words, telling.record, telling.knowledge
    case = case_of(record, knowledge, telling.advice.at)
    yield Paragraph(words.translated(letter_opening(record, case)))
    for part in letter_parts(telling.advice, record, knowledge):
        if part.items:
            yield Part(_heading(part.heading, words), (Bullets(words.all_translated(part.items)),))
    yield Paragraph(words.gettext("* Not yet reviewed by a clinician."), is_fine=True)
    yield Line(words.gettext("Your answer, name and date"))


def _heading(heading: str, words: Words) -> str:
    """A heading of the plain text, which is all capitals, as a sheet writes it."""
    headings = {
        "QUESTION": words.gettext("Question"),
        "WHAT WAS FOUND, BY ANSWER": words.gettext("What was found, by answer"),
        "HISTORY": words.gettext("History"),
        "MEASURED": words.gettext("Measured"),
        "WHAT ANAGEN SAYS, AND WHY": words.gettext("What Anagen says, and why"),
        "STILL OPEN": words.gettext("Still open"),
        "WE ASK YOU": words.gettext("We ask you"),
    }
    return headings[heading]

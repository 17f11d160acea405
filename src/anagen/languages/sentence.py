"""A sentence with slots, such as "Your last session was {day}.", found again in finished text.

A slot takes any words of one sentence, also none. Four names are stricter: {count} is a number,
and {date_day}, {date_month} and {date_year} are the parts of a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

NUMBER = r"[+\-−]?\d+(?:,\d{3})*(?:\.\d+)?"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHAPES = {
    "count": NUMBER,
    "date_day": r"\d{1,2}",
    "date_month": _MONTHS,
    "date_year": r"\d{4}",
}
_SLOT = re.compile(r"\{(\w+)\}")
#: A word that no slot touches: "{unit}s" has none.
_WORD = re.compile(r"(?<![\w}])[^\W\d_]+(?![\w{])")
#: Slots that hold whole sentences. Every other stops where a sentence ends, or it would swallow
#: the sentences beside it.
_PARAGRAPHS = frozenset({"compare", "differences", "noticeable"})
_PARAGRAPH = ".*?"
_PHRASE = r"(?:(?![.?!]\s).)*?"


@dataclass(frozen=True)
class Sentence:
    """One form of a sentence; `plural` is None where the sentence has one form only."""

    text: str
    singular: str
    plural: str | None

    @cached_property
    def weight(self) -> int:
        """How much of the sentence is its own: the letters outside its slots."""
        return len(_SLOT.sub("", self.text))

    @property
    def anchor(self) -> str:
        """The longest word that must stand in the text; "" where there is none."""
        return max(_WORD.findall(_SLOT.sub("{}", self.text)), key=len, default="")

    def figures_in(self, text: str) -> Mapping[str, str] | None:
        """What fills the slots, if the text is this sentence."""
        found = self._pattern.fullmatch(text)
        return {name: value.strip() for name, value in found.groupdict().items()} if found else None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("".join(self._pieces()), re.DOTALL)

    def _pieces(self) -> Iterator[str]:
        seen: set[str] = set()
        for number, piece in enumerate(_SLOT.split(self.text)):
            if number % 2 == 0:
                yield _loose_ends(piece)
            elif piece in seen:
                yield f"(?P={piece})"
            else:
                seen.add(piece)
                yield f"(?P<{piece}>{_shape(piece)})"


def _shape(slot: str) -> str:
    return _SHAPES.get(slot, _PARAGRAPH if slot in _PARAGRAPHS else _PHRASE)


def _loose_ends(piece: str) -> str:
    """Words as they stand; the spaces at their ends may be missing beside an empty slot."""
    inside = re.escape(piece.strip())
    before = " ?" if piece[:1].isspace() else ""
    after = " ?" if inside and piece[-1:].isspace() else ""
    return f"{before}{inside}{after}"


def slots(text: str) -> frozenset[str]:
    """The names of the slots in a sentence."""
    return frozenset(_SLOT.findall(text))


def filled(text: str, figures: Mapping[str, str]) -> str:
    """A sentence with its slots filled; an empty slot leaves no gap."""
    return " ".join(_SLOT.sub(lambda found: figures[found[1]], text).split())


def sentences_in(line: str) -> Iterator[Sentence]:
    """The forms of one listed sentence: one, or singular and plural with a tab between."""
    singular, _, plural = line.partition("\t")
    for text in (singular, plural) if plural else (singular,):
        yield Sentence(text, singular, plural or None)

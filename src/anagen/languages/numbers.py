"""Numbers and lists as a language writes them: 0,25 mm; 1500 EUR; picos e hinchazón."""

from __future__ import annotations

import re
from collections.abc import Sequence

from anagen.languages.offered import SPANISH, Language
from anagen.languages.sentence import NUMBER

#: A number that is no part of a name, a version or a time of day.
_NUMBER = re.compile(rf"(?<![\w.:]){NUMBER}(?![\w:]|\.\d)")
_UNIT = r"(?:mm|cm|cm2|µm|mg|g|kg|ml|%|°C|[A-Z]{3})"
_AMOUNT = re.compile(rf"{NUMBER} {_UNIT}")
_LETTER = re.compile(r"[^\W\d_]")
#: Shorter whole numbers are written in one piece in Spanish.
_GROUPED_FROM_DIGITS = 5
#: "y" becomes "e" before the sound of an i.
_SOUNDS_LIKE_I = re.compile(r"(?:i|hi(?!e))", re.IGNORECASE)


def amount(text: str, language: Language) -> str | None:
    """An amount as the language writes it; None where the text has words."""
    if _LETTER.search(text) and not _AMOUNT.fullmatch(text):
        return None
    return with_numbers(text, language)


def with_numbers(text: str, language: Language) -> str:
    """The text with every number in it as the language writes it."""
    return _NUMBER.sub(lambda found: _number(found[0], language), text)


def _number(text: str, language: Language) -> str:
    whole, point, part = text.partition(".")
    digits = sum(map(str.isdigit, whole))
    mark = language.group_mark if digits >= _GROUPED_FROM_DIGITS else ""
    return whole.replace(",", mark) + (language.decimal_mark if point else "") + part


def joined(parts: Sequence[str], word: str, language: Language) -> str:
    """Words in a row, with the language's word for "and" before the last."""
    *first, last = parts
    if language is SPANISH and word == "y" and _SOUNDS_LIKE_I.match(last):
        word = "e"
    return f"{', '.join(first)} {word} {last}"

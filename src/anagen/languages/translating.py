"""A finished English text in another language, or the English where there is no translation.

First the whole text is looked up. Then it may be an amount, a sentence with slots, several texts
one after the other, or a row of words; what fills a slot is translated in the same way. A text
is translated whole or not at all: a sentence that is half in one language may hide a "not".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from anagen.languages.catalogue import Catalogue, catalogue_of
from anagen.languages.numbers import amount, joined
from anagen.languages.offered import ENGLISH, PSEUDO, Language, language_of
from anagen.languages.pseudo import pseudo
from anagen.languages.sentence import filled

#: Slots that may hold a person's own words. Those stay as they were written.
OWN_WORDS = frozenset({"product", "dose", "own", "own_after", "own_least", "own_most"})
#: What is kept of finished texts; a page shows some hundred.
_KEPT = 16_384
_BETWEEN_SENTENCES = re.compile(r"(?<=[.?!:”»])\s+")
_ROW = re.compile(r", | and ")


def translated(text: str, language: str) -> str:
    """A finished text in another language; the text itself where there is no translation."""
    found = _translation(text, language_of(language))
    return text if found is None else found


def untranslated(texts: Iterable[str], language: str) -> tuple[str, ...]:
    """The texts that have no translation, each once."""
    spoken = language_of(language)
    return tuple(text for text in dict.fromkeys(texts) if _translation(text, spoken) is None)


def _translation(text: str, language: Language) -> str | None:
    if language is ENGLISH:
        return text
    return pseudo(text) if language is PSEUDO else _translator(language).whole(text)


@cache
def _translator(language: Language) -> _Translator:
    return _Translator(language, catalogue_of(language.code))


class _Translator:
    """One language and its catalogue. `whole` keeps what it has found."""

    def __init__(self, language: Language, catalogue: Catalogue) -> None:
        self._language = language
        self._catalogue = catalogue
        self._and = catalogue.exact("and") or "and"
        self.whole = lru_cache(maxsize=_KEPT)(self._whole)

    def _whole(self, text: str) -> str | None:
        if not text:
            return text
        return self._one(text) or self._several(text) or self._row(text)

    def _one(self, text: str) -> str | None:
        """A text that is one entry of the catalogue, or an amount."""
        return (
            self._catalogue.exact(text)
            or self._respelt(text)
            or amount(text, self._language)
            or self._sentence(text)
        )

    def _respelt(self, text: str) -> str | None:
        """A title with a full stop after it, or words that care began with another case."""
        if text.endswith(".") and (found := self._catalogue.exact(text[:-1])):
            return f"{found}."
        first, rest = text[0], text[1:]
        if first.islower() and (found := self._catalogue.exact(first.upper() + rest)):
            return found[0].lower() + found[1:]
        if first.isupper() and (found := self._catalogue.exact(first.lower() + rest)):
            return found[0].upper() + found[1:]
        return None

    def _sentence(self, text: str) -> str | None:
        """A sentence with slots, each of them translated."""
        for sentence in self._catalogue.candidates(text):
            figures = sentence.figures_in(text)
            spoken = None if figures is None else self._figures(figures, text)
            if figures is not None and spoken is not None:
                return filled(self._catalogue.wording(sentence, figures), spoken)
        return None

    def _figures(self, figures: Mapping[str, str], text: str) -> Mapping[str, str] | None:
        spoken = {}
        for name, value in figures.items():
            found = None if len(value) >= len(text) else self.whole(value)
            if found is None and name not in OWN_WORDS:
                return None
            spoken[name] = value if found is None else found
        return spoken

    def _several(self, text: str) -> str | None:
        """Texts one after the other, as few as will do."""
        starts = [0, *(found.end() for found in _BETWEEN_SENTENCES.finditer(text))]
        if len(starts) == 1:
            return None
        ends = [*(found.start() for found in _BETWEEN_SENTENCES.finditer(text)), len(text)]
        return self._covered(text, list(zip(starts, ends, strict=True)))

    def _covered(self, text: str, spans: list[tuple[int, int]]) -> str | None:
        """The spans from the last to the first: from each on, the fewest parts to the end."""
        rest: list[tuple[str, ...] | None] = [None] * len(spans) + [()]
        for first in reversed(range(len(spans))):
            for last in reversed(range(first, len(spans))):
                after, best = rest[last + 1], rest[first]
                if after is None or (best is not None and len(best) <= len(after) + 1):
                    continue
                found = self._part(text[spans[first][0] : spans[last][1]], text)
                rest[first] = best if found is None else (found, *after)
        return None if rest[0] is None else " ".join(rest[0])

    def _part(self, part: str, text: str) -> str | None:
        return None if part == text else self._one(part)

    def _row(self, text: str) -> str | None:
        """A row of words: hairline, crown and back."""
        words = _ROW.split(text)
        if len(words) == 1 or "" in words:
            return None
        parts = [self.whole(word) for word in words]
        if None in parts:
            return None
        return joined([part for part in parts if part], self._and, self._language)

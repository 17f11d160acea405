"""One language's catalogue of advice: the compiled file, and its sentences with slots.

The file is read with the standard library. Which of its entries have slots stands in the file
itself, under `SLOTTED`, for a compiled catalogue does not tell what it holds.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from anagen.languages.sentence import Sentence, sentences_in

HERE = Path(__file__).parent
ADVICE = "advice.mo"
#: The entry that lists the sentences with slots: one a line, a plural after a tab.
SLOTTED_CONTEXT, SLOTTED = "catalogue", "sentences with slots"
_WORD = re.compile(r"[^\W\d_]+")
#: A fraction is told like many.
_FRACTION = 2


class _Missing(gettext.NullTranslations):
    """Says "" for what no catalogue holds; the usual answer would be the English itself."""

    def gettext(self, message: str) -> str:  # noqa: ARG002 - the answer is the same for all
        return ""

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002
        return ""


class Catalogue:
    """What one language has for the sentences of advice."""

    def __init__(self, entries: gettext.NullTranslations) -> None:
        entries.add_fallback(_Missing())
        self._entries = entries
        listed = entries.pgettext(SLOTTED_CONTEXT, SLOTTED).splitlines()
        self._by_word = _by_word(one for line in listed for one in sentences_in(line))

    def exact(self, text: str) -> str | None:
        """The translation of exactly this text; None where there is none."""
        return (self._entries.gettext(text) or None) if text else None

    def candidates(self, text: str) -> list[Sentence]:
        """The sentences that may be this text, the one with the most words of its own first."""
        words = {*_WORD.findall(text), ""}
        found = [one for word in words for one in self._by_word.get(word, ())]
        return sorted(found, key=lambda one: (-one.weight, one.text))

    def wording(self, sentence: Sentence, figures: Mapping[str, str]) -> str:
        """The translation of a sentence, its slots still open and its plural chosen."""
        if sentence.plural is None:
            return self._entries.gettext(sentence.text)
        count = float(figures["count"].replace(",", "").replace("−", "-"))
        whole = int(count) if count.is_integer() else _FRACTION
        return self._entries.ngettext(sentence.singular, sentence.plural, whole)


def catalogue_of(code: str) -> Catalogue:
    """The compiled catalogue of a language."""
    with (HERE / code / ADVICE).open("rb") as file:
        return Catalogue(gettext.GNUTranslations(file))


def _by_word(sentences: Iterable[Sentence]) -> Mapping[str, list[Sentence]]:
    found: dict[str, list[Sentence]] = {}
    for one in sentences:
        found.setdefault(one.anchor, []).append(one)
    return found

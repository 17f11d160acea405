"""The words of a sheet or a calendar in one language, and how it writes days and numbers.

The texts stand in the catalogue of the pages; it is read with the standard library, so that a
command can write Spanish without starting the pages.
"""

from __future__ import annotations

import gettext as catalogues
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from anagen import languages
from anagen.languages import Direction, Language, language_of
from anagen.languages.numbers import with_numbers

CATALOGUES = Path(languages.__file__).parent
DOMAIN = "django"


@dataclass(frozen=True, slots=True)
class Words:
    """One language. `gettext` says our own texts, `translated` what the core has said."""

    language: Language

    def gettext(self, text: str) -> str:
        """A text of ours."""
        return _catalogue(self.language.code).gettext(text)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """A text of ours about so many things."""
        return _catalogue(self.language.code).ngettext(one, many, count)

    def pgettext(self, context: str, text: str) -> str:
        """A text of ours that another place says differently."""
        return _catalogue(self.language.code).pgettext(context, text)

    def translated(self, text: str) -> str:
        """A finished text of the core."""
        return languages.translated(text, self.language.code)

    def all_translated(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Several texts of the core."""
        return tuple(self.translated(text) for text in texts)

    @property
    def is_right_to_left(self) -> bool:
        """Whether the language is written from right to left."""
        return self.language.direction is Direction.RIGHT_TO_LEFT

    def number(self, value: float) -> str:
        """A number as short as it goes, with the marks of the language."""
        return with_numbers(f"{value:,.10g}", self.language)

    def millimetres(self, mm: float) -> str:
        """A length, which never parts from its unit."""
        return f"{self.number(mm)}\u00a0mm"

    def day(self, found: date) -> str:
        """Friday 20 November 2026."""
        return self._dated(found, self.pgettext("date", "l j\u00a0F Y"))

    def moment(self, found: datetime) -> str:
        """Friday 20 November 2026, 19:40, by the clock that `found` carries."""
        return self._dated(found, self.pgettext("date", "l j\u00a0F Y, H:i"))

    def soon(self, found: datetime) -> str:
        """Friday 20 November, 19:40: for what is over within the year."""
        return self._dated(found, self.pgettext("date", "l j\u00a0F, H:i"))

    def _dated(self, found: date, pattern: str) -> str:
        """A day as a pattern asks: the letters are those that the pages use as well."""
        write = _letters(self.gettext)
        parts: list[str] = []
        letters = iter(pattern)
        for letter in letters:
            if letter == "\\":
                parts.append(next(letters, ""))
            else:
                parts.append(write[letter](found) if letter in write else letter)
        return "".join(parts)


def words_in(language: str) -> Words:
    """The words of a language; English for one we do not speak."""
    return Words(language_of(language))


@cache
def _catalogue(code: str) -> catalogues.NullTranslations:
    folder = code.replace("-", "_")  # ar-XB lies in ar_XB
    return catalogues.translation(DOMAIN, CATALOGUES, [folder], fallback=True)


def _letters(gettext: Callable[[str], str]) -> dict[str, Callable[[date], str]]:
    weekdays = (
        gettext("Monday"), gettext("Tuesday"), gettext("Wednesday"), gettext("Thursday"),
        gettext("Friday"), gettext("Saturday"), gettext("Sunday"),
    )  # fmt: skip
    months = (
        gettext("January"), gettext("February"), gettext("March"), gettext("April"),
        gettext("May"), gettext("June"), gettext("July"), gettext("August"),
        gettext("September"), gettext("October"), gettext("November"), gettext("December"),
    )  # fmt: skip
    return {
        "l": lambda found: weekdays[found.weekday()],
        "j": lambda found: str(found.day),
        "F": lambda found: months[found.month - 1],
        "Y": lambda found: str(found.year),
        "H": lambda found: f"{found:%H}",
        "i": lambda found: f"{found:%M}",
    }

"""Reads a form field by field, and gathers one line beside each slip. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from anagen.records.fields import is_writable
from anagen.web.look.templatetags.words import amount
from anagen.web.screen.days import Slip, day_from
from anagen.web.screen.typed import MOST_TYPED

Typed = Mapping[str, str]
DAY = ("day", "month", "year")


def typed_in(form: QueryDict, names: Iterable[str]) -> Typed:
    """What was sent in these fields."""
    return {name: form.get(name, "").strip()[:MOST_TYPED] for name in names}


@dataclass(slots=True)
class Reader:
    """The form as typed, the day it is filled in, and the slips found so far."""

    typed: Typed
    today: date
    slips: dict[str, str] = field(default_factory=dict)

    def is_begun(self, *names: str) -> bool:
        """Whether something stands in one of these fields."""
        return any(self.typed[name] for name in names)

    def text(self, name: str, most: int, empty: str = "") -> str:
        """A short text; `empty` is what to say when it must not be empty."""
        text = self.typed[name]
        if not text and empty:
            self.slips[name] = empty
        if len(text) > most:
            self.slips[name] = _("That is too long. We can keep %(most)d characters.") % {
                "most": most
            }
        elif not is_writable(text):
            self.slips[name] = _(
                "There is a sign in it that we cannot keep. Type it again by hand."
            )
        return text

    def pick(self, name: str, among: Iterable[str], empty: str = "") -> str:
        """One word of a closed set, or ""."""
        word = self.typed[name]
        if word in among:
            return word
        if word or empty:
            self.slips[name] = empty or _("Choose one of these.")
        return ""

    def whole(self, name: str, least: int, most: int, empty: str = "") -> int | None:
        """A whole number in range, or None."""
        text = self.typed[name]
        if not text:
            self._empty(name, empty)
            return None
        if text.isascii() and text.isdigit() and len(text) <= 6 and least <= int(text) <= most:
            return int(text)
        bounds = {"least": least, "most": most}
        self.slips[name] = (
            _("We need a whole number from %(least)d to %(most)d, in digits.") % bounds
        )
        return None

    def number(self, name: str, bounds: tuple[float, float], empty: str = "") -> float | None:
        """A number in range, with a point or a comma, or None."""
        text = self.typed[name].replace(",", ".")
        if not text:
            self._empty(name, empty)
            return None
        least, most = bounds
        if text.isascii() and text.replace(".", "", 1).isdigit() and len(text) <= 9:
            number = float(text)
            if least <= number <= most:
                return number
        self.slips[name] = _("We need a number from %(least)s to %(most)s, in digits.") % {
            "least": amount(least),
            "most": amount(most),
        }
        return None

    def day(self, empty: str = "") -> date | None:
        """The day in the three fields of a date, not after today; or None."""
        day, month, year = (self.typed[name] for name in DAY)
        if not self.is_begun(*DAY):
            self._empty(DAY[0], empty)
            return None
        read = day_from(day, month, year, self.today)
        if isinstance(read, Slip):
            self.slips[read.field or DAY[0]] = read.says
            return None
        return read

    def _empty(self, name: str, says: str) -> None:
        if says:
            self.slips[name] = says

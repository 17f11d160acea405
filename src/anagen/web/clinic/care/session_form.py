"""The form of a session: from what was typed to values, or one line beside each field.

Nothing is guessed and nothing is cut in silence; what cannot be used stays in the form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.translation import gettext

NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,3})?")
LONGEST_FIELD = 200
LONGEST_TEXT = 4000
#: A session is written down on its day or shortly after.
OLDEST = timedelta(days=7)
LONGEST = timedelta(hours=12)
SLACK = timedelta(minutes=1)


@dataclass(slots=True)
class Reader:
    """Takes entries out of a form, and gathers what to say about those it cannot use."""

    form: QueryDict | Mapping[str, str]
    zone: ZoneInfo
    now: datetime
    slips: dict[str, str] = field(default_factory=dict)

    def text(self, name: str, most: int = LONGEST_FIELD) -> str:
        """What was typed, without spaces around it."""
        typed = str(self.form.get(name, "")).strip()
        if len(typed) > most:
            self.slips[name] = gettext("Write at most %(most)d letters.") % {"most": most}
        if any(ord(letter) < 32 and letter not in "\r\n\t\x1d" for letter in typed):
            self.slips[name] = gettext("There is a character in it that we cannot keep.")
        return typed

    def needed(self, name: str, says: str, most: int = LONGEST_FIELD) -> str:
        """What was typed; something must stand there."""
        typed = self.text(name, most)
        if not typed:
            self.slips[name] = says
        return typed

    def number(self, name: str, least: float, most: float, unit: str) -> float | None:
        """A number between two bounds; None when the field is empty or cannot be used."""
        typed = self.text(name)
        if not typed:
            return None
        value = float(typed.replace(",", ".")) if NUMBER.fullmatch(typed) else None
        if value is None or not least <= value <= most:
            self.slips[name] = _wanted(least, most, unit)
            return None
        return value

    def needed_number(self, name: str, least: float, most: float, unit: str) -> float | None:
        """A number that must stand there."""
        if not self.text(name):
            self.slips[name] = _wanted(least, most, unit)
            return None
        return self.number(name, least, most, unit)

    def day(self, name: str) -> date | None:
        """A day, as the field of a browser sends it; None when it is empty."""
        typed = self.text(name)
        if not typed:
            return None
        try:
            found = date.fromisoformat(typed)
        except ValueError:
            found = None
        if found is None or not 2000 <= found.year <= 2100 or len(typed) != 10:
            self.slips[name] = gettext("Write the day like 2027-11-30.")
            return None
        return found

    def moment(self, name: str, says: str) -> datetime | None:
        """A time by the clinic's clock: day and hour, as the field of a browser sends it."""
        typed = self.text(name)
        try:
            found = datetime.fromisoformat(typed) if typed else None
        except ValueError:
            found = None
        if found is None or found.tzinfo is not None or not 2000 <= found.year <= 2100:
            self.slips[name] = says
            return None
        return found.replace(tzinfo=self.zone)

    def hour(self, name: str, near: datetime | None) -> datetime | None:
        """An hour shortly before `near`: on its day, or on the evening before."""
        typed = self.text(name)
        if not typed or near is None:
            return None
        try:
            clock = time.fromisoformat(typed)
        except ValueError:
            self.slips[name] = gettext("Write the time like 14:30.")
            return None
        local = near.astimezone(self.zone)
        found = datetime.combine(local.date(), clock.replace(tzinfo=None), self.zone)
        return found if found - near < LONGEST else found - timedelta(days=1)

    def choice(self, name: str, among: Mapping[str, object], says: str) -> str:
        """One of several words; "" when none of them was chosen."""
        picked = self.text(name)
        if picked not in among:
            self.slips[name] = says
            return ""
        return picked


def _wanted(least: float, most: float, unit: str) -> str:
    told = {"least": f"{least:g}", "most": f"{most:g}", "unit": unit}
    if not unit:
        return gettext("We need a number from %(least)s to %(most)s.") % told
    return gettext("We need a number from %(least)s to %(most)s %(unit)s.") % told

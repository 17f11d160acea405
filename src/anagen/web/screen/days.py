"""A day as people write it, in three fields."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily
from django.utils.translation import pgettext

MONTHS = (
    lazily("January"),
    lazily("February"),
    lazily("March"),
    lazily("April"),
    lazily("May"),
    lazily("June"),
    lazily("July"),
    lazily("August"),
    lazily("September"),
    lazily("October"),
    lazily("November"),
    lazily("December"),
)
OLDEST_YEARS = 120
MISSING = {
    "day": lazily("The day is missing."),
    "month": lazily("The month is missing."),
    "year": lazily("The year is missing."),
}


@dataclass(frozen=True, slots=True)
class Slip:
    """One line beside a field.

    `field` is the one it belongs to ("" for the first); `others` are the questions whose
    answers do not fit with this one.
    """

    says: str
    field: str = ""
    others: tuple[str, ...] = ()


def day_from(day: str, month: str, year: str, today: date) -> date | Slip:
    """The day that was written, or what to say about it."""
    if not (day or month or year):
        return Slip(_("Write day, month and year, or tick “I don’t know”."), "day")
    for name, text in (("day", day), ("month", month), ("year", year)):
        if not text:
            return Slip(str(MISSING[name]), name)
    month_number = month_from(month)
    if month_number is None:
        return Slip(_("Write the month as a number from 1 to 12, or as its name."), "month")
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        return Slip(_("Write the year with four digits, such as %s.") % today.year, "year")
    if not today.year - OLDEST_YEARS <= int(year) <= today.year:
        years = {"first": today.year - OLDEST_YEARS, "last": today.year}
        return Slip(_("We need a year from %(first)s to %(last)s.") % years, "year")
    return existing_day(day, month_number, int(year), today)


def existing_day(day: str, month: int, year: int, today: date) -> date | Slip:
    """The day, if the calendar has it and it has come."""
    if not (day.isascii() and day.isdigit() and len(day) <= 2):
        return Slip(_("Write the day as a number, such as 7."), "day")
    if not 1 <= int(day) <= monthrange(year, month)[1]:
        named = {"day": int(day), "month": MONTHS[month - 1], "year": year}
        return Slip(_("There is no %(day)s %(month)s in %(year)s.") % named, "day")
    found = date(year, month, int(day))
    if found > today:
        return Slip(_("%s has not come yet.") % day_in_words(found), "day")
    return found


def month_from(text: str) -> int | None:
    """The number of a month written as number, name or the first letters of its name."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 2 and 1 <= int(text) <= 12 else None
    letters = text.rstrip(".").casefold()
    names = [(n, str(name).casefold()) for n, name in enumerate(MONTHS, 1)]
    fits = [n for n, name in names if name.startswith(letters)]
    return fits[0] if len(letters) >= 3 and len(fits) == 1 else None


def day_in_words(day: date) -> str:
    """20 November 2026."""
    return formatted(day, pgettext("date", "j\u00a0F Y"))

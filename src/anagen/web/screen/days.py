"""A day as people write it, in three fields."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
OLDEST_YEARS = 120


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
        return Slip("Write day, month and year, or tick “I don’t know”.", "day")
    for name, text in (("day", day), ("month", month), ("year", year)):
        if not text:
            return Slip(f"The {name} is missing.", name)
    month_number = month_from(month)
    if month_number is None:
        return Slip("Write the month as a number from 1 to 12, or as its name.", "month")
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        return Slip(f"Write the year with four digits, such as {today.year}.", "year")
    if not today.year - OLDEST_YEARS <= int(year) <= today.year:
        return Slip(f"We need a year from {today.year - OLDEST_YEARS} to {today.year}.", "year")
    return existing_day(day, month_number, int(year), today)


def existing_day(day: str, month: int, year: int, today: date) -> date | Slip:
    """The day, if the calendar has it and it has come."""
    if not (day.isascii() and day.isdigit() and len(day) <= 2):
        return Slip("Write the day as a number, such as 7.", "day")
    if not 1 <= int(day) <= monthrange(year, month)[1]:
        return Slip(f"There is no {int(day)} {MONTHS[month - 1]} in {year}.", "day")
    found = date(year, month, int(day))
    if found > today:
        return Slip(f"{found.day} {MONTHS[month - 1]} {year} has not come yet.", "day")
    return found


def month_from(text: str) -> int | None:
    """The number of a month written as number, name or the first letters of its name."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 2 and 1 <= int(text) <= 12 else None
    letters = text.rstrip(".").casefold()
    fits = [n for n, name in enumerate(MONTHS, 1) if name.casefold().startswith(letters)]
    return fits[0] if len(letters) >= 3 and len(fits) == 1 else None

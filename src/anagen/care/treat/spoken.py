"""Times and amounts in words, as a person would say them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from anagen.care.case import Case

MINUTE = timedelta(minutes=1)
#: From here on a time left is told in days.
DAYS_FROM_HOURS = 48
#: A hold up to this long is told in hours, as the sources tell it.
HOLD_IN_HOURS = 72


def moment_in_words(case: Case, moment: datetime) -> str:
    """A moment as the person's own clock shows it: 21 November 2026, 03:00."""
    local = case.record.local(moment)
    return f"{day_in_words(local.date())}, {local:%H:%M}"


def day_in_words(day: date) -> str:
    """A day: 21 November 2026."""
    return f"{day.day} {day:%B %Y}"


def time_left(delta: timedelta) -> str:
    """A time still to go, never told shorter than it is: 45 minutes, 7 hours, 9 days."""
    return _span(math.ceil(delta / MINUTE), up=True)


def time_passed(delta: timedelta) -> str:
    """A time gone by, never told longer than it is."""
    return _span(math.floor(delta / MINUTE), up=False)


def _span(minutes: int, up: bool) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return counted(minutes, "minute")
    if hours < DAYS_FROM_HOURS:
        return _two(counted(hours, "hour"), rest, "minute")
    days, left = divmod(hours + (1 if up and rest else 0), 24)
    return _two(counted(days, "day"), left, "hour")


def _two(first: str, rest: int, unit: str) -> str:
    return f"{first} {counted(rest, unit)}" if rest else first


def counted(number: float, unit: str) -> str:
    """A number with its unit: 1 day, 14 days, 6.5 hours."""
    return f"{number:g} {unit}" + ("" if number == 1 else "s")


def hold_length(hours: float) -> str:
    """The length of a hold: 24 hours, 14 days."""
    if hours > HOLD_IN_HOURS and hours % 24 == 0:
        return counted(hours / 24, "day")
    return counted(hours, "hour")


def depth_in_words(depth_mm: float | None) -> str:
    """A needle length: 0.25 mm."""
    return "a needle length we do not know" if depth_mm is None else f"{depth_mm:g} mm"


def listed(words: Iterable[str]) -> str:
    """Words in a row: hairline, crown and back."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last

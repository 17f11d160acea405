"""A budget from a person's own prices: in a clinic and at home, for the course and for a year.

Nothing is guessed. A price that nobody gave is left out of the sum, and named.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anagen.care.plan.costs import DAYS_A_MONTH

MONTHS_A_YEAR = 12
MOST_MONEY = 100_000.0
MOST_TIMES = 200.0
TYPED = re.compile(r"\d{1,6}(?:[.,]\d{1,2})?")
WHOLE = re.compile(r"\d{1,3}")

#: Fields that hold money, and those that hold how often; each with its name on the page.
PRICES: Mapping[str, Promise] = {
    "session": _("One session in a clinic"),
    "plasma": _("Plasma (PRP), each time"),
    "device": _("A device for home"),
    "needles": _("New needles or cartridges, each time"),
    "minoxidil": _("Minoxidil, a month"),
}
TIMES: Mapping[str, Promise] = {
    "sessions": _("Sessions in the course"),
    "plasmas": _("Of these with plasma"),
    "changes": _("New needles in the course"),
}
EVERY: Mapping[str, Promise] = {**PRICES, **TIMES}
#: The fields in the order of the page: a clinic, home, and what both need.
ORDER = ("session", "sessions", "plasma", "plasmas", "device", "needles", "changes", "minoxidil")
NAMES: Mapping[str, Promise] = {name: EVERY[name] for name in ORDER}
#: What each side of the comparison is made of: the price, and how often it is paid.
CLINIC = (("session", "sessions"), ("plasma", "plasmas"))
HOME = (("device", ""), ("needles", "changes"))


@dataclass(frozen=True, slots=True)
class Told:
    """The numbers of a form, those that could be read; and what was typed in the others."""

    numbers: Mapping[str, float]
    typed: Mapping[str, str]
    slips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One price, paid so many times."""

    name: Promise
    times: int
    each: float

    @property
    def sum(self) -> float:
        """What it comes to."""
        return self.times * self.each


@dataclass(frozen=True, slots=True)
class Side:
    """What one way of doing it costs. `course` and `year` are None while the main price is open."""

    lines: tuple[Line, ...]
    left_out: tuple[Promise, ...]
    course: float | None
    year: float | None


def told_in(form: QueryDict) -> Told:
    """The numbers somebody typed; an empty field is a number nobody gave."""
    numbers: dict[str, float] = {}
    typed = {name: form.get(name, "").strip()[:20] for name in NAMES}
    slips = []
    for name, text in typed.items():
        found = number_from(text, name in TIMES)
        if found is not None:
            numbers[name] = found
        elif text:
            slips.append(name)
    return Told(numbers, typed, tuple(slips))


def number_from(text: str, is_count: bool) -> float | None:
    """A price or a count; None where it is neither."""
    if not (WHOLE if is_count else TYPED).fullmatch(text):
        return None
    number = float(text.replace(",", "."))
    return number if number <= (MOST_TIMES if is_count else MOST_MONEY) else None


def months_in(weeks: int) -> int:
    """The months that a course of so many weeks touches, as the core counts them."""
    return math.ceil(weeks * 7 / DAYS_A_MONTH)


def side_of(parts: tuple[tuple[str, str], ...], numbers: Mapping[str, float], weeks: int) -> Side:
    """One side of the comparison. Minoxidil goes on, so a year holds twelve months of it."""
    lines = tuple(_lines(parts, numbers))
    minoxidil = numbers.get("minoxidil")
    months = months_in(weeks)
    monthly = () if minoxidil is None else (Line(NAMES["minoxidil"], months, minoxidil),)
    main, main_times = parts[0]
    is_open = main not in numbers or (main_times != "" and main_times not in numbers)
    fixed = sum(line.sum for line in lines)
    month = minoxidil or 0.0
    return Side(
        lines=(*lines, *monthly),
        left_out=tuple(_left_out(parts, numbers)),
        course=None if is_open else fixed + months * month,
        year=None if is_open else fixed + max(months, MONTHS_A_YEAR) * month,
    )


def _lines(parts: tuple[tuple[str, str], ...], numbers: Mapping[str, float]) -> Iterator[Line]:
    for price, times in parts:
        count = 1 if not times else int(numbers.get(times, 0))
        if price in numbers and count:
            yield Line(NAMES[price], count, numbers[price])


def _left_out(
    parts: tuple[tuple[str, str], ...], numbers: Mapping[str, float]
) -> Iterator[Promise]:
    """What is not in the sum for want of a price, or of how often."""
    for price, times in parts:
        if times and numbers.get(times) == 0:
            continue
        if price not in numbers:
            yield NAMES[price]
        elif times and times not in numbers:
            yield NAMES[times]
    if "minoxidil" not in numbers:
        yield NAMES["minoxidil"]

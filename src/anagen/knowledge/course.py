"""A course: how long it runs, when to measure, and when to look at the result."""

from __future__ import annotations

from dataclasses import dataclass

from anagen.knowledge.fact import Fact, Header, read_settings
from anagen.records.fields import Fields
from anagen.records.words import Setting, Zone


@dataclass(frozen=True, slots=True)
class Course(Fact):
    """A course of so many weeks; `zones` are treated where nobody said where hair is thinning."""

    settings: tuple[Setting, ...]
    weeks: int
    measure_weeks: tuple[int, ...]
    review_week: int
    zones: tuple[Zone, ...]


def read_course(fields: Fields, header: Header) -> Course:
    """A fact of kind "course"."""
    course = Course(
        **header,
        settings=read_settings(fields),
        weeks=fields.whole("weeks", 1, 520),
        measure_weeks=_weeks(fields),
        review_week=fields.whole("review_week", 1, 520),
        zones=_zones(fields),
    )
    fields.finish()
    return course


def _weeks(fields: Fields) -> tuple[int, ...]:
    weeks = fields.raw("measure_weeks")
    if not isinstance(weeks, list) or not all(type(week) is int and week >= 0 for week in weeks):
        raise fields.wrong("measure_weeks", "a list of whole weeks", "Write it as [0, 12, 24].")
    return tuple(sorted(weeks))


def _zones(fields: Fields) -> tuple[Zone, ...]:
    words = fields.words("zones")
    known = {zone.value: zone for zone in Zone}
    if not words or any(word not in known for word in words):
        raise fields.wrong("zones", "words among " + ", ".join(known), "Name at least one zone.")
    return tuple(known[word] for word in words)

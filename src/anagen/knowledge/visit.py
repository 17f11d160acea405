"""When to measure what: days of a course on which pictures are taken or hairs counted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from anagen.knowledge.fact import Fact, Header, read_settings
from anagen.knowledge.mistakes import KnowledgeError
from anagen.records.fields import Fields
from anagen.records.words import Setting


class Measured(Enum):
    """What is looked at."""

    PHOTOS = "photos"
    HAIRS = "hairs"


@dataclass(frozen=True, slots=True)
class Visit(Fact):
    """A series of looks at the same thing.

    It falls on each of `days` after the start, then every `then_every_days`. A look up to
    `early_days` before its day counts; `late_days` after it, it is overdue. It is asked for in
    `settings`; elsewhere only once someone has begun with it. The first look counts as one from
    before the course up to `baseline_days` before its first session.
    """

    measured: Measured
    what: str
    days: tuple[int, ...]
    then_every_days: int
    baseline_days: int
    early_days: int
    late_days: int
    settings: tuple[Setting, ...]

    def day(self, number: int) -> int:
        """The day of look `number`, counted from 0, in days after the start."""
        last = len(self.days) - 1
        return self.days[min(number, last)] + max(0, number - last) * self.then_every_days


def read_visit(fields: Fields, header: Header) -> Visit:
    """A fact of kind "visit"."""
    visit = Visit(
        **header,
        measured=fields.choice("measured", Measured),
        what=fields.text("what", 60),
        days=_days(fields),
        then_every_days=fields.whole("then_every_days", 1, 3650),
        baseline_days=fields.whole("baseline_days", 0, 365),
        early_days=fields.whole("early_days", 0, 365),
        late_days=fields.whole("late_days", 0, 365),
        settings=read_settings(fields),
    )
    fields.finish()
    return visit


def _days(fields: Fields) -> tuple[int, ...]:
    days = fields.raw("days")
    whole = isinstance(days, list) and all(isinstance(day, int) for day in days)
    if not whole or days[:1] != [0] or sorted(set(days)) != days:
        raise KnowledgeError(
            fields.at("days"),
            "no rising list of whole days",
            "[0, …], beginning with the baseline",
            "Write the days after the start in order.",
        )
    return tuple(days)

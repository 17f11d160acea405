"""The counts that the plan asks for: the last before the start, the nearest to its week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from anagen.interchange.cdash.people import Subject
from anagen.outlook.trial.design import Design
from anagen.outlook.trial.estimating import Row
from anagen.outlook.trial.protocol import Protocol
from anagen.records.measurement import Measurement

#: A field may differ a little from the planned one before it is another field.
SAME_AREA = 0.1


@dataclass(frozen=True, slots=True)
class Counted:
    """A row of the analysis with what the tables say beside it."""

    row: Row
    arm: str
    weeks: float | None
    doubts: tuple[str, ...]


def counted(people: Sequence[Subject], plan: Protocol) -> tuple[Counted, ...]:
    """A row for each person (for each side, when the scalp is split), counted or not."""
    return tuple(one for person in people for one in _of(person, plan))


def _of(person: Subject, plan: Protocol) -> Iterator[Counted]:
    if plan.design is Design.SPLIT_SCALP:
        for site in plan.compared:
            yield _row(person, plan, site, site == person.arm)
    elif person.arm in plan.compared:
        yield _row(person, plan, plan.site, person.arm == plan.compared[0])


def _row(person: Subject, plan: Protocol, site: str, is_treated: bool) -> Counted:
    here = [one for one in person.record.measurements if site in ("", one.site)]
    base, first = _mean(here, person, plan, before=True)
    value, last = _mean(here, person, plan, before=False)
    weeks = person.weeks_since(last[0].at) if last else None
    row = Row(person.name, person.stratum, site or "all", is_treated, base, value)
    return Counted(row, person.arm, weeks, tuple(_doubts(first, last, plan)))


def _mean(
    here: Sequence[Measurement], person: Subject, plan: Protocol, before: bool
) -> tuple[float | None, list[Measurement]]:
    """The mean density of the sites counted on the day that counts, and those counts."""
    wanted = 0.0 if before else plan.week
    reach = plan.window_days / 7
    near = [
        one
        for one in here
        if (reach - abs(person.weeks_since(one.at) - wanted)) >= -1e-9
        and (not before or person.weeks_since(one.at) <= 0)
    ]
    if not near:
        return None, []
    # Two days as near: the earlier one, so that waiting can never move the answer.
    day = min(
        {person.record.local_day(one.at) for one in near},
        key=lambda d: (abs((d - person.record.local_day(person.drawn)).days / 7 - wanted), d),
    )
    taken = [one for one in near if person.record.local_day(one.at) == day]
    return sum(one.density_per_cm2 for one in taken) / len(taken), taken


def _doubts(
    first: Sequence[Measurement], last: Sequence[Measurement], plan: Protocol
) -> Iterator[str]:
    if not first:
        yield "no count in the window before the start"
    if not last:
        yield "no count in the window of the planned week"
    if any(abs(one.area_cm2 / plan.area_cm2 - 1) > SAME_AREA for one in (*first, *last)):
        yield "another area than planned"
    if len({one.device for one in (*first, *last)}) > 1:
        yield "another device than at the start"
    if first and last and {one.site for one in first} != {one.site for one in last}:
        yield "other sites than at the start"
    if any(one.doubts for one in (*first, *last)):
        yield "the count itself has doubts"

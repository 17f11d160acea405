"""What to measure next, and what is late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from anagen.care.advice import Due, point_from
from anagen.care.case import Case
from anagen.care.measure.visits import start_of_course
from anagen.knowledge.visit import Measured, Visit
from anagen.records.words import Step


def due_for(case: Case) -> tuple[Due, ...]:
    """The next look of each series, soonest first; one that is due now has no date."""
    found = [due for visit in _visits(case) for due in _due(visit, case)]
    return tuple(sorted(found, key=lambda due: (due.on or date.min, due.what)))


def next_look(case: Case) -> date:
    """The day of the next look that can carry a verdict: a count, else photos, else today."""
    visits = sorted(_visits(case), key=lambda visit: visit.measured is not Measured.HAIRS)
    days = [due.on for visit in visits for due in _due(visit, case) if due.on is not None]
    return max(days[0], case.today) if days else case.today


def _visits(case: Case) -> tuple[Visit, ...]:
    return tuple(
        visit
        for visit in case.knowledge.of_kind(Visit, Step.MEASURE)
        if case.setting in visit.settings or _done(visit, case)
    )


def _done(visit: Visit, case: Case) -> frozenset[date]:
    record = case.record
    seen = record.photos if visit.measured is Measured.PHOTOS else record.measurements
    return frozenset(record.local_day(one.at) for one in seen)


def _due(visit: Visit, case: Case) -> Iterator[Due]:
    start, done = start_of_course(case), _done(visit, case)
    if start is None:
        if not _has_look(done, case.today - timedelta(days=visit.baseline_days), case.today):
            yield Due(f"{visit.what}, the first", None, False, point_from(visit))
        return
    if not done:
        yield Due(f"{visit.what}, the first", None, start < case.today, point_from(visit))
        return
    number = _current(visit, start, case.today)
    since = start + timedelta(days=visit.day(number) - visit.early_days)
    if number == 0 or _has_look(done, since, case.today):
        number += 1
    on = start + timedelta(days=visit.day(number))
    late = case.today > on + timedelta(days=visit.late_days)
    yield Due(f"{visit.what}, week {visit.day(number) // 7}", on, late, point_from(visit))


def _current(visit: Visit, start: date, today: date) -> int:
    """The latest look whose time has come."""
    number = 0
    while start + timedelta(days=visit.day(number + 1) - visit.early_days) <= today:
        number += 1
    return number


def _has_look(done: frozenset[date], since: date, until: date) -> bool:
    return any(since <= day <= until for day in done)

"""What a record says of the course so far: when it began, what was seen, counted and infected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from anagen.care.history.person import past_sessions
from anagen.care.history.recover import MINOXIDIL
from anagen.records.answers import Unknown, Value
from anagen.records.record import Record

Told = Mapping[str, Value | Unknown]


def _started_on(record: Record, told: Told, now: datetime) -> date | None:
    """The first day of the course: as told, else the first session, else minoxidil's start.

    Of several starts of minoxidil the latest counts: before week 24 there is no verdict.
    """
    answered = told.get("course_began_on")
    if isinstance(answered, date):
        return answered
    sessions = past_sessions(record, now)
    if sessions:
        return min(record.local_day(session.started) for session in sessions)
    today = record.local_day(now)
    begun = [
        treatment.started
        for treatment in record.treatments
        if treatment.started is not None
        and treatment.is_running(today)
        and any(name in treatment.product.casefold() for name in MINOXIDIL)
    ]
    has_needled = told.get("needled_before") is True
    return max(begun) if begun and has_needled else None


def _days_since_start(record: Record, told: Told, now: datetime) -> Value | None:
    day = _started_on(record, told, now)
    return None if day is None else float((record.local_day(now) - day).days)


def _weeks_since_start(_record: Record, told: Told, _now: datetime) -> Value | None:
    days = told.get("days_since_start")
    return float(days // 7) if isinstance(days, int | float) else None


def _photos_count(record: Record, _told: Told, _now: datetime) -> Value | None:
    return float(len(record.photos))


def _measurements_count(record: Record, _told: Told, _now: datetime) -> Value | None:
    return float(len({record.local_day(one.at) for one in record.measurements}))


def _infections_recorded(record: Record, _told: Told, now: datetime) -> Value | None:
    """Sessions after which a check-in told of pus, before the next session began."""
    sessions = sorted(past_sessions(record, now), key=lambda session: session.ended)
    ends = [*(session.started for session in sessions[1:]), now]
    return float(
        sum(
            any(
                session.ended <= report.at <= over and _tells_of_pus(report.signs)
                for report in record.reports
            )
            for session, over in zip(sessions, ends, strict=False)
        )
    )


def _tells_of_pus(signs: Mapping[str, object]) -> bool:
    warnings = getattr(signs.get("scalp_warnings"), "value", ())
    return isinstance(warnings, tuple) and "pus" in warnings


#: Derived questions: worked out here, never put to anybody. Weeks follow from days.
DERIVED: Mapping[str, Callable[[Record, Told, datetime], Value | None]] = {
    "days_since_start": _days_since_start,
    "weeks_since_start": _weeks_since_start,
    "photos_count": _photos_count,
    "measurements_count": _measurements_count,
    "infections_recorded": _infections_recorded,
}

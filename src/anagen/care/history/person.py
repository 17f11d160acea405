"""What a record says of the person, the diagnosis and the last session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from anagen.records.answers import Unknown, Value
from anagen.records.record import Record
from anagen.records.session import Session
from anagen.records.words import HairLoss

Told = Mapping[str, Value | Unknown]


def past_sessions(record: Record, now: datetime) -> tuple[Session, ...]:
    """The sessions that are over, oldest first."""
    return tuple(session for session in record.sessions if session.ended <= now)


def last_session(record: Record, now: datetime) -> Session | None:
    """The latest session that is over."""
    sessions = past_sessions(record, now)
    return max(sessions, key=lambda session: session.ended) if sessions else None


def _birth_year(record: Record, _now: datetime) -> Value | None:
    person = record.person
    return person.birth_date.year if person.birth_date else person.birth_year


def _sex(record: Record, _now: datetime) -> Value | None:
    return record.person.sex.value if record.person.sex else None


def _hair_loss(record: Record, _now: datetime) -> Value | None:
    return record.concern.kind.value if record.concern else None


def _diagnosed_by(record: Record, _now: datetime) -> Value | None:
    concern = record.concern
    if concern is None or concern.kind is HairLoss.UNDIAGNOSED:
        return None
    return concern.diagnosed_by.value if concern.diagnosed_by else None


def _last_session_on(record: Record, now: datetime) -> Value | None:
    session = last_session(record, now)
    return record.local_day(session.ended) if session else None


def _needled_before(record: Record, now: datetime) -> Value | None:
    return True if past_sessions(record, now) else None


#: Asked questions that another part of the record may answer too.
FROM_RECORD: Mapping[str, Callable[[Record, datetime], Value | None]] = {
    "birth_year": _birth_year,
    "sex": _sex,
    "hair_loss": _hair_loss,
    "hair_loss_diagnosed_by": _diagnosed_by,
    "last_session_on": _last_session_on,
    "needled_before": _needled_before,
}


def _age_years(record: Record, told: Told, now: datetime) -> Value | None:
    """The youngest age that fits: the limits on age protect the young."""
    year = told.get("birth_year")
    if not isinstance(year, int | float):
        return None  # not known, or two entries that disagree
    today = record.local_day(now)
    exact = record.person.youngest_age_years(today) if record.person.birth_date else None
    return float(max(0, today.year - int(year) - 1) if exact is None else exact)


def _days_since_session(record: Record, told: Told, now: datetime) -> Value | None:
    day = told.get("last_session_on")
    return float((record.local_day(now) - day).days) if isinstance(day, date) else None


#: Derived questions: worked out here, never put to anybody.
DERIVED: Mapping[str, Callable[[Record, Told, datetime], Value | None]] = {
    "age_years": _age_years,
    "days_since_session": _days_since_session,
}

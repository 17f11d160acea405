"""What the record says of the last session's needles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from anagen.care.history.person import last_session
from anagen.records.answers import Value
from anagen.records.record import Record


def _last_needle_mm(record: Record, now: datetime) -> Value | None:
    """The depth of the last session on record, unless a later one was named.

    Somebody who names a later day was needled elsewhere, at a depth that no record shows.
    """
    session = last_session(record, now)
    if session is None:
        return None
    named = record.answers.get("last_session_on")
    day = named.value if named else None
    if isinstance(day, date) and record.local_day(session.ended) < day <= record.local_day(now):
        return None
    return session.deepest_mm


#: Asked questions that the record of sessions may answer too.
FROM_RECORD: Mapping[str, Callable[[Record, datetime], Value | None]] = {
    "last_needle_mm": _last_needle_mm,
}

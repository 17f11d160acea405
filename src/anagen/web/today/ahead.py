"""A clock that went back: the record holds something from after the moment the clock shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import wraps
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from anagen.records.mistakes import RecordError
from anagen.records.record import Record
from anagen.store.models import Case
from anagen.store.rows import record_of
from anagen.web.clock import as_seen, now
from anagen.web.opening import find_case

Page = Callable[..., HttpResponse]

#: Far enough ahead for any clock that was set wrong, and near enough that nobody grows too old.
FAR = timedelta(days=3650)


def saying_when_the_clock_is_behind(page: Page) -> Page:
    """The page; or, where only the clock stands in its way, what the clock shows and should show.

    A record that is damaged is left to the guard.
    """

    @wraps(page)
    def opened(request: HttpRequest, case_id: UUID, **more: str) -> HttpResponse:
        try:
            return page(request, case_id, **more)
        except RecordError:
            said = clock_page(request, case_id)
            if said is None:
                raise
            return said

    return opened


def clock_page(request: HttpRequest, case_id: UUID) -> HttpResponse | None:
    """What the clock shows and should show; None when the clock is not the trouble."""
    case, moment = find_case(request, case_id), now()
    latest = latest_ahead(case, moment)
    if latest is None:
        return None
    record = record_of(case, max(moment, case.changed) + FAR)
    told = {
        "shown": as_seen(moment, record.zone),
        "latest": as_seen(latest, record.zone),
        "case_id": case_id,
    }
    return render(request, "today/clock.html", told, status=422)


def latest_ahead(case: Case, moment: datetime) -> datetime | None:
    """The latest time in a record that lies ahead of now; None when that is not the trouble."""
    try:
        record = record_of(case, max(moment, case.changed) + FAR)
    except RecordError:
        return None
    later = [one for one in (*moments_of(record), *days_of(record)) if one > moment]
    return max(later, default=None)


def moments_of(record: Record) -> list[datetime]:
    """Every hour that a record holds."""
    found = [session.ended for session in record.sessions]
    found += [one.at for session in record.sessions for one in session.applied]
    found += [report.at for report in record.reports]
    found += [sign.at for report in record.reports for sign in report.signs.values()]
    found += [answer.at for answer in record.answers.values()]
    found += [one.at for one in record.photos]
    found += [one.at for one in record.measurements]
    found += [one.at for one in record.decisions]
    return found


def days_of(record: Record) -> list[datetime]:
    """Every day that a record holds, as its first hour where the person is."""
    found = [one.started for one in record.treatments] + [one.stopped for one in record.treatments]
    found += [one.on for one in record.events]
    days = [day for day in found if isinstance(day, date)]
    return [datetime.combine(day, time(), record.zone) for day in days]

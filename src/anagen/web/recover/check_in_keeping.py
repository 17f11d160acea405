"""Keeps a check-in in the record, once, and tells those who wait for it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.http import HttpRequest

from anagen.records.record import Record
from anagen.records.report import Report
from anagen.store.models import Case
from anagen.store.rows import change_record
from anagen.web.recover.after import AFTER_CHECK_IN
from anagen.web.recover.asked import with_report


def keep_check_in(
    request: HttpRequest, case: Case, report: Report, since: datetime, now: datetime
) -> None:
    """Puts the report into the record. A form that was sent twice is kept once.

    A check-in takes nothing away, so one from another window stands beside it: neither is lost.
    """
    fresh: list[Report] = []

    def change(record: Record) -> Record:
        if is_kept(record, report, since):
            return record
        fresh.append(report)
        return with_report(record, report)

    with transaction.atomic():
        changed = change_record(case.public_id, change, now)
        for one in fresh:
            for act in AFTER_CHECK_IN:
                act(request, changed, one)


def is_kept(record: Record, sent: Report, since: datetime) -> bool:
    """Whether these very answers were kept since then, and no later than they can tell of.

    A later check-in with the same answers is another one: it must not swallow one that had to
    wait for a connection.
    """
    told = _told(sent)
    until = sent.at + (sent.at - since)
    return any(
        _told(report) == told
        for report in record.reports
        if since <= report.at <= until and report.signs
    )


def _told(report: Report) -> dict[str, object]:
    return {id: answer.value for id, answer in report.signs.items()}

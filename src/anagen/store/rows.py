"""Row to record and back: every change in one transaction, every erasure final."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from anagen.records.reading import read_record
from anagen.records.record import Record
from anagen.records.writing import written_record
from anagen.store.models import Case, Decision

#: What else must go when a case is erased, such as its pictures on disk. Each is called with
#: the case inside the transaction, and returns what to do once the rows are gone for good.
ALSO_ERASED: list[Callable[[Case], Callable[[], None]]] = []

#: A change to a record: the record as it stands in, the record as it shall stand out.
Change = Callable[[Record], Record]

#: What is told of every write to a case, inside its transaction and as its last step: the case,
#: and the kind of write. The audit listens here.
AFTER_WRITE: list[Callable[[Case, str], None]] = []


class ChangedMeanwhile(Exception):  # noqa: N818 - it names what happened, not a fault
    """Somebody else changed this case after it was read; nothing was written."""


@dataclass(frozen=True, slots=True)
class Advised:
    """One piece of advice as the store keeps it; `advice` and `record` are JSON texts."""

    verdict: str
    advice: str
    knowledge: str
    code_version: str
    record: str


def open_case(record: Record, now: datetime, once: UUID) -> Case:
    """A new case under the id `once`, saved. Asked twice, it opens one case."""
    with transaction.atomic():
        case, is_new = Case.objects.get_or_create(
            public_id=once,
            defaults={
                "created": now,
                "changed": now,
                "setting": record.setting.value,
                "record": written_record(record),
            },
        )
        if is_new:
            _tell(case, "opened")
    return case


def record_of(case: Case, now: datetime) -> Record:
    """The record of a case. Raises RecordError when the row has been damaged."""
    return read_record(case.record, now)


def change_record(public_id: UUID, change: Change, now: datetime, seen: int | None = None) -> Case:
    """Reads a case, changes its record and saves it, as one transaction.

    `seen` is the version the change was made from; when the case has moved on since, nothing
    is written and ChangedMeanwhile is raised. Raises Case.DoesNotExist for an unknown id.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update().get(public_id=public_id)
        if seen is not None and case.version != seen:
            raise ChangedMeanwhile
        before = record_of(case, now)
        after = change(before)
        if after != before:
            _write(case, after, now)
    return case


def _write(case: Case, record: Record, now: datetime) -> None:
    case.record = written_record(record)
    case.setting = record.setting.value
    case.changed = now
    # The version is part of the condition, so a write that slipped in between finds no row.
    written = Case.objects.filter(pk=case.pk, version=case.version).update(
        record=case.record, setting=case.setting, changed=now, version=case.version + 1
    )
    if written != 1:
        raise ChangedMeanwhile
    case.version += 1
    _tell(case, "record")


def _tell(case: Case, what: str) -> None:
    for listener in AFTER_WRITE:
        listener(case, what)


def keep_decision(case: Case, advised: Advised, now: datetime, once: UUID) -> Decision:
    """The decision under the id `once`, saved with all that is needed to work it out again.

    Asked twice, it keeps one. Raises Decision.DoesNotExist when the id belongs to another case.
    """
    with transaction.atomic():
        _, is_new = Decision.objects.get_or_create(
            public_id=once,
            defaults={
                "case": case,
                "at": now,
                "verdict": advised.verdict,
                "advice": advised.advice,
                "knowledge": advised.knowledge,
                "code_version": advised.code_version,
                "record": advised.record,
            },
        )
        found = Decision.objects.get(public_id=once, case=case)
        if is_new:
            _tell(case, "decision")
    return found


def erase_case(public_id: UUID) -> None:
    """Deletes a case with every decision, and wipes what it left in the database files.

    Raises Case.DoesNotExist for an unknown id.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update().get(public_id=public_id)
        afterwards = [also(case) for also in ALSO_ERASED]
        case.delete()
        _tell(case, "erased")
        for step in (*afterwards, wipe_the_log):
            transaction.on_commit(step)


def wipe_the_log() -> None:
    """Empties SQLite's write-ahead log, which still holds what was erased."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

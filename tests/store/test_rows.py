"""Records and decisions in the database: nothing lost, nothing written twice, erasure final."""

from __future__ import annotations

import threading
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, connections

from anagen.records.answers import Answer, Unknown
from anagen.records.mistakes import RecordError
from anagen.records.record import Record
from anagen.records.words import Setting
from anagen.records.writing import written_record
from anagen.store.models import Case, Decision
from anagen.store.rows import (
    Advised,
    ChangedMeanwhile,
    change_record,
    erase_case,
    keep_decision,
    open_case,
    record_of,
)

NOW = datetime(2026, 11, 20, 18, 40, tzinfo=UTC)
EMPTY = Record(setting=Setting.HOME, timezone="Europe/Madrid")
pytestmark = pytest.mark.django_db(transaction=True)


def answered(record: Record, **values: str | bool | Unknown) -> Record:
    said = {name: Answer(value, NOW) for name, value in values.items()}
    return replace(record, answers={**record.answers, **said})


def opened(record: Record = EMPTY) -> Case:
    return open_case(record, NOW, uuid.uuid4())


def kept(case: Case, said: Advised) -> Decision:
    return keep_decision(case, said, NOW, uuid.uuid4())


def advised(record: Record, words: str = "{}") -> Advised:
    return Advised("wait", words, "hash-1", "0.1.0", written_record(record))


def test_it_works_and_keeps_what_was_said() -> None:
    case = opened()
    change_record(case.public_id, lambda record: answered(record, keloid=False), NOW)
    row = Case.objects.get(public_id=case.public_id)
    assert record_of(row, NOW) == answered(EMPTY, keloid=False)
    assert row.record == written_record(answered(EMPTY, keloid=False))
    assert row.version == 2


def test_a_change_that_changes_nothing_writes_nothing() -> None:
    case = opened()
    later = NOW + timedelta(days=1)
    row = change_record(case.public_id, lambda record: record, later)
    assert (row.version, row.changed) == (1, NOW)


def test_a_setting_follows_the_record() -> None:
    case = opened()
    change_record(case.public_id, lambda record: replace(record, setting=Setting.CLINIC), NOW)
    assert Case.objects.get().setting == "clinic"


def test_a_change_from_an_old_copy_is_refused_and_nothing_is_written() -> None:
    case = opened()
    change_record(case.public_id, lambda record: answered(record, keloid=False), NOW, seen=1)
    with pytest.raises(ChangedMeanwhile):
        change_record(case.public_id, lambda record: answered(record, keloid=True), NOW, seen=1)
    assert record_of(Case.objects.get(), NOW).answers["keloid"].value is False


def test_a_change_that_fails_leaves_the_record_as_it_was() -> None:
    case = opened(answered(EMPTY, keloid=False))

    def breaks(_record: Record) -> Record:
        raise RecordError("here", "this", "that", "Then.")

    with pytest.raises(RecordError):
        change_record(case.public_id, breaks, NOW)
    assert record_of(Case.objects.get(), NOW) == answered(EMPTY, keloid=False)


def test_an_unknown_case_cannot_be_changed_or_erased() -> None:
    stranger = uuid.uuid4()
    with pytest.raises(Case.DoesNotExist):
        change_record(stranger, lambda record: record, NOW)
    with pytest.raises(Case.DoesNotExist):
        erase_case(stranger)


def test_a_damaged_row_is_refused_and_never_guessed_at() -> None:
    case = opened()
    Case.objects.filter(pk=case.pk).update(record=case.record[:-20])
    with pytest.raises(RecordError):
        record_of(Case.objects.get(), NOW)


def test_twenty_writers_at_once_lose_no_answer() -> None:
    case = opened()

    def write(number: int) -> None:
        try:
            change_record(
                case.public_id, lambda record: answered(record, **{f"q{number}": True}), NOW
            )
        finally:
            connections.close_all()

    writers = [threading.Thread(target=write, args=(number,)) for number in range(20)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    row = Case.objects.get()
    assert len(record_of(row, NOW).answers) == 20
    assert row.version == 21


def test_a_decision_keeps_all_that_it_needs_to_be_worked_out_again() -> None:
    case = opened()
    kept(case, advised(EMPTY, '{"verdict": "wait"}'))
    one = Decision.objects.get()
    assert (one.verdict, one.knowledge, one.code_version) == ("wait", "hash-1", "0.1.0")
    assert (one.advice, one.record, one.at) == ('{"verdict": "wait"}', case.record, NOW)


def test_the_same_request_twice_opens_one_case_and_keeps_one_decision() -> None:
    once = uuid.uuid4()
    first, second = (open_case(EMPTY, NOW, once) for _ in range(2))
    keep_decision(first, advised(EMPTY), NOW, once)
    keep_decision(second, advised(EMPTY, '{"later": 1}'), NOW, once)
    assert Case.objects.count() == 1
    assert [one.advice for one in Decision.objects.all()] == ["{}"]


def test_the_id_of_another_cases_decision_is_refused() -> None:
    once = uuid.uuid4()
    keep_decision(opened(), advised(EMPTY), NOW, once)
    with pytest.raises(Decision.DoesNotExist):
        keep_decision(opened(), advised(EMPTY), NOW, once)


def test_advice_worked_out_again_is_kept_beside_the_earlier_one() -> None:
    case = opened()
    kept(case, advised(EMPTY))
    kept(case, advised(answered(EMPTY, keloid=True)))
    assert Decision.objects.count() == 2


def test_erasing_takes_every_decision_along() -> None:
    case = opened()
    kept(case, advised(EMPTY))
    other = opened()
    erase_case(case.public_id)
    assert list(Case.objects.all()) == [other]
    assert not Decision.objects.exists()


def database_bytes() -> bytes:
    stem = Path(str(connection.settings_dict["NAME"]))
    files = [stem, Path(f"{stem}-wal"), Path(f"{stem}-shm"), Path(f"{stem}-journal")]
    return b"".join(file.read_bytes() for file in files if file.exists())


def test_nothing_of_an_erased_case_is_left_in_the_database_files() -> None:
    canary = f"canary-{uuid.uuid4().hex}"
    case = opened()
    # Long enough for overflow pages, and written twice, so that old versions exist too.
    for turn in range(2):
        text = f"{canary} " * 400 + str(turn)
        change_record(
            case.public_id, lambda record, text=text: answered(record, note=text[:1900]), NOW
        )
    kept(case, advised(record_of(case, NOW), f'{{"says": "{canary * 300}"}}'))
    assert canary.encode() in database_bytes(), "the canary must be there before it is erased"
    erase_case(case.public_id)
    assert canary.encode() not in database_bytes()


def test_the_database_is_set_to_keep_what_it_acknowledged() -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
    with connection.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert found == wanted


def test_nothing_personal_stands_in_the_name_of_a_row() -> None:
    case = opened(answered(EMPTY, note="something private"))
    one = kept(case, advised(EMPTY, "something private"))
    assert "private" not in f"{case} {one} {case!r} {one!r}"

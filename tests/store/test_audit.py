"""The audit: lines are only added, tie into each other, and any tampering shows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anagen.records.record import Record
from anagen.records.words import Setting
from anagen.store.audit.actions import Action
from anagen.store.audit.anchor import FILE, Head, anchored, drop_anchor, read_head
from anagen.store.audit.chain import START, hash_after
from anagen.store.audit.guards import TABLE, unseal
from anagen.store.audit.models import AuditHead, AuditLine, AuditSealed
from anagen.store.audit.noting import Actor, acting, note
from anagen.store.audit.proving import entry_of, prove
from anagen.store.rows import change_record, erase_case, open_case
from tests.store.audit_ground import a_chain, wipe_the_audit

NOW = datetime(2026, 11, 20, 18, 40, tzinfo=UTC)
EMPTY = Record(setting=Setting.CLINIC, timezone="Europe/Madrid")
CLINICIAN = Actor(1, 7, "clinician", "record")
LENGTH = 12


@pytest.fixture
def folder(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Where the anchor lies. The lines of the test are wiped in the end."""
    settings.DATA = tmp_path
    yield tmp_path
    wipe_the_audit()


def sql(statement: str, *values: object, column: str = "") -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement.format(table=TABLE, column=column), values)


def test_an_empty_audit_is_whole(folder: Path) -> None:
    assert prove(folder).head == Head(0, START)
    assert prove(folder).is_whole


def test_a_chain_as_it_was_written_is_whole(folder: Path) -> None:
    head = a_chain(LENGTH)
    proof = prove(folder, head)
    assert (proof.broken, proof.head) == (None, head)
    assert head.count == LENGTH


def test_every_line_holds_the_one_before_it(folder: Path) -> None:
    a_chain(3)
    first, second, third = AuditLine.objects.order_by("number")
    assert first.previous == START
    assert (second.previous, third.previous) == (first.hash, second.hash)
    assert third.hash == hash_after(second.hash, entry_of(third))


def test_a_line_is_never_changed_and_never_deleted_by_this_code(folder: Path) -> None:
    a_chain(2)
    line = AuditLine.objects.first()
    assert line is not None
    line.detail = "something else"
    for tamper in (
        line.save,
        line.delete,
        lambda: AuditLine.objects.update(detail="x"),
        lambda: AuditLine.objects.filter(number=1).delete(),
        lambda: AuditLine.objects.bulk_update([line], ["detail"]),
    ):
        with pytest.raises(AuditSealed):
            tamper()
    assert prove(folder).is_whole


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET detail = 'x'",
        "UPDATE {table} SET who = 3 WHERE number = 1",
        "DELETE FROM {table} WHERE number = 1",
        "DELETE FROM {table}",
    ],
)
def test_the_database_itself_refuses_to_change_or_delete(folder: Path, statement: str) -> None:
    a_chain(2)
    with pytest.raises(DatabaseError, match="never changed and never deleted"):
        sql(statement)
    assert prove(folder).is_whole


Tamper = Callable[[int, int], None]


def edited(column: str, value: object) -> Tamper:
    def tamper(line: int, _other: int) -> None:
        sql("UPDATE {table} SET {column} = %s WHERE number = %s", value, line, column=column)

    return tamper


def delete(line: int, _other: int) -> None:
    sql("DELETE FROM {table} WHERE number = %s", line)


def swap(line: int, other: int) -> None:
    for number, to in ((line, -1), (other, line), (-1, other)):
        sql("UPDATE {table} SET number = %s WHERE number = %s", to, number)


def insert(line: int, _other: int) -> None:
    """A line put in between, itself well made, the later ones moved up by one."""
    for number in range(LENGTH, line - 1, -1):
        sql("UPDATE {table} SET number = %s WHERE number = %s", number + 1, number)
    before = AuditLine.objects.filter(number=line - 1).first()
    forged = AuditLine.objects.get(number=line + 1)
    forged.pk, forged.number, forged.who = None, line, 99
    forged.previous = before.hash if before else START
    forged.hash = hash_after(forged.previous, entry_of(forged))
    forged._state.adding = True
    forged.save()


def cut(line: int, _other: int) -> None:
    """The end cut off, and the head in the database set back with it."""
    sql("DELETE FROM {table} WHERE number >= %s", line)
    last = AuditLine.objects.first()
    AuditHead.objects.update(count=line - 1, hash=last.hash if last else START)


def rewrite(line: int, _other: int) -> None:
    """A line changed and every hash after it worked out anew, head included."""
    sql("UPDATE {table} SET who = 99 WHERE number = %s", line)
    previous = START
    for one in AuditLine.objects.order_by("number"):
        digest = hash_after(previous, entry_of(one))
        sql(
            "UPDATE {table} SET previous = %s, hash = %s WHERE number = %s",
            previous,
            digest,
            one.number,
        )
        previous = digest
    AuditHead.objects.update(hash=previous)


TAMPERS: dict[str, Tamper] = {
    "who": edited("who", 99),
    "nobody": edited("who", None),
    "clinic": edited("clinic", 99),
    "role": edited("role", "owner"),
    "action": edited("action", "other"),
    "route": edited("route", "elsewhere"),
    "detail": edited("detail", "nothing"),
    "at": edited("at", "2020-01-01 00:00:00+00:00"),
    "hash": edited("hash", "f" * 64),
    "previous": edited("previous", "f" * 64),
    "deleted": delete,
    "swapped": swap,
    "inserted": insert,
    "cut": cut,
    "rewritten": rewrite,
}


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_whatever_is_tampered_with_is_found(folder: Path, data: st.DataObject) -> None:
    if not AuditLine.objects.exists():
        a_chain(LENGTH)
    kind = data.draw(st.sampled_from(sorted(TAMPERS)))
    line = data.draw(st.integers(1, LENGTH))
    other = data.draw(st.integers(1, LENGTH).filter(lambda one: one != line))
    with transaction.atomic():
        unseal(connection)
        TAMPERS[kind](line, other)
        proof = prove(folder)
        transaction.set_rollback(True)
    assert proof.broken is not None, f"{kind} of line {line} was not found"
    if kind not in {"swapped", "cut", "rewritten", "inserted"}:
        assert proof.broken.number in {line, line + 1}
    assert prove(folder).is_whole


@pytest.mark.parametrize("kind", sorted(TAMPERS))
def test_each_kind_of_tampering_is_found_at_the_first_and_the_last_line(
    folder: Path, kind: str
) -> None:
    a_chain(LENGTH)
    for line, other in ((1, 2), (LENGTH, 1)):
        with transaction.atomic():
            unseal(connection)
            TAMPERS[kind](line, other)
            proof = prove(folder)
            transaction.set_rollback(True)
        assert not proof.is_whole


def test_a_head_on_paper_finds_what_a_lost_anchor_cannot(folder: Path) -> None:
    head = a_chain(LENGTH)
    (folder / FILE).unlink()
    with transaction.atomic():
        unseal(connection)
        rewrite(3, 0)
        unaware, aware = prove(folder), prove(folder, head)
        transaction.set_rollback(True)
    assert unaware.is_whole
    assert aware.broken is not None
    assert "wrote down" in aware.broken.what


def test_a_damaged_anchor_is_said_and_not_guessed_at(folder: Path) -> None:
    a_chain(2)
    (folder / FILE).write_text("two lines, I think")
    broken = prove(folder).broken
    assert broken is not None
    assert FILE in broken.what


def test_an_anchor_never_goes_back(folder: Path) -> None:
    long, short = Head(5, "a" * 64), Head(3, "b" * 64)
    drop_anchor(folder, long)
    drop_anchor(folder, short)
    assert anchored(folder) == long
    assert (folder / FILE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("text", ["", "3", "3:", "x:" + "a" * 64, "3:" + "g" * 64, "3:" + "a" * 63])
def test_what_is_no_head_is_not_taken_for_one(text: str) -> None:
    assert read_head(text) is None


def test_a_line_and_the_write_it_describes_stand_or_fall_together(folder: Path) -> None:
    case = open_case(EMPTY, NOW, uuid4())

    def breaks(_record: Record) -> Record:
        raise RuntimeError

    @transaction.atomic
    def write() -> None:
        note(Action.WRITE, case.public_id)
        change_record(case.public_id, breaks, NOW)

    with acting(CLINICIAN), pytest.raises(RuntimeError):
        write()
    assert not AuditLine.objects.exists()
    assert anchored(folder) is None
    assert prove(folder).is_whole


def test_every_write_to_a_case_is_noted_in_its_transaction(folder: Path) -> None:
    with acting(CLINICIAN):
        case = open_case(EMPTY, NOW, uuid4())
        change_record(case.public_id, lambda _: Record(setting=Setting.TRIAL, timezone="UTC"), NOW)
        change_record(case.public_id, lambda record: record, NOW)
        erase_case(case.public_id)
    noted = AuditLine.objects.order_by("number").values_list("detail", "case", "who", "route")
    assert list(noted) == [
        (what, case.public_id, 7, "record") for what in ("opened", "record", "erased")
    ]


def test_at_home_nothing_is_noted(folder: Path) -> None:
    case = open_case(EMPTY, NOW, uuid4())
    erase_case(case.public_id)
    assert not AuditLine.objects.exists()


def test_writers_at_once_make_one_chain_without_a_fork(folder: Path) -> None:
    faults: list[Exception] = []

    def write(writer: int) -> None:
        try:
            with acting(Actor(1, writer, "clinician", "record")):
                for _ in range(10):
                    note(Action.READ, UUID(int=writer))
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    writers = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert faults == []
    proof = prove(folder)
    assert (proof.broken, proof.head.count) == (None, 80)
    assert anchored(folder) == proof.head


def test_nothing_personal_stands_in_the_name_of_a_line(folder: Path) -> None:
    a_chain(1)
    line = AuditLine.objects.get()
    assert str(line) == "audit line 1"

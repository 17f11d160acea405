"""The disk is full: it is said so, nothing is half written, and it can all be sent again."""

from __future__ import annotations

import json
import os
import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from errno import ENOSPC
from pathlib import Path
from threading import Event
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from anagen.store.models import Case
from anagen.store.pictures import files
from anagen.store.pictures.models import Picture
from anagen.store.pictures.sweeping import misfits
from tests.crash.test_kill import Server, family, world
from tests.crash.writers import KINDS
from tests.web.after_a_session import somebody
from tests.web.measure.album import JPEG, PHOTO, upload

__all__ = ["world"]
FULL = "There is no room left on this computer"
WRITING = ("INSERT", "UPDATE", "DELETE")


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "pages"


@contextmanager
def full_at(step: int) -> Iterator[list[str]]:
    """The disk fills up at this write to the database; what was written before is listed."""
    done: list[str] = []

    def write(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        if sql.startswith(WRITING):
            if len(done) == step:
                raise OperationalError("database or disk is full")
            done.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(write):
        yield done


def a_check_in(case: Case) -> tuple[str, dict[str, Any]]:
    calm = {
        "whole": "1", "alarm_signs": "none_of_these", "scalp_warnings": "none_of_these",
        "fever": "below_38", "scalp_signs": "none_of_these", "shed_more": "no",
        "begun": "2026-11-20T08:00:00+00:00",
    }  # fmt: skip
    return reverse("check_in", args=[case.public_id]), calm


def a_count(case: Case) -> tuple[str, dict[str, Any]]:
    form = {"once": str(uuid4()), "seen": "0", "comb_1": "8", "comb_when": "now"}
    return reverse("shedding_tests", args=[case.public_id]), form


def a_photo(case: Case) -> tuple[str, dict[str, Any]]:
    form = {**PHOTO, "once": str(uuid4()), "picture": upload()}
    return reverse("photo_take", args=[case.public_id]), form


def a_device(case: Case) -> tuple[str, dict[str, Any]]:
    form = {"once": str(uuid4()), "kind": "roller", "needle_mm": "0.25", "owner": "me"}
    form |= {"kept_since": "2026-01-05", "uses_before": "0"}
    return reverse("kept_devices", args=[case.public_id]), form


def rows() -> dict[str, Any]:
    """Everything in the tables of a person."""
    with connection.cursor() as cursor:
        names = [one for one in connection.introspection.table_names() if "session" not in one]
        found = {}
        for name in names:
            cursor.execute(f'select * from "{name}"')  # noqa: S608 - names from the database
            found[name] = sorted(map(repr, cursor.fetchall()))
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", [a_check_in, a_count, a_photo, a_device])
def test_a_database_that_fills_up_at_any_step_keeps_all_or_nothing(
    client: Client, kind: Callable[[Case], tuple[str, dict[str, Any]]]
) -> None:
    case = somebody(hours_ago=200)
    address, form = kind(case)
    client.get(address)
    before = rows()
    for step in range(50):
        for field in form.values():
            if hasattr(field, "seek"):
                field.seek(0)
        with full_at(step) as done:
            answer = client.post(address, form, headers={"X-Queue": "1"})
        if len(done) == step and answer.status_code != 507:
            break
        assert answer.status_code == 507
        assert FULL in answer.content.decode()
        assert rows() == before
        assert misfits().files_without_row == ()
    assert step > 0
    assert answer.json()["to"]
    assert rows() != before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("step", "turn"),
    [("mkdir", 0), ("open", 0), ("open", 1), ("fsync", 0), ("fsync", 2), ("replace", 1)],
)
def test_a_photo_that_finds_no_room_leaves_nothing_behind(
    client: Client, monkeypatch: pytest.MonkeyPatch, step: str, turn: int
) -> None:
    case = somebody()
    address, form = a_photo(case)
    real = {"mkdir": Path.mkdir, "open": os.open, "fsync": os.fsync, "replace": os.replace}[step]
    seen = []

    def no_room(*words: Any, **more: Any) -> Any:
        seen.append(words)
        if len(seen) == turn + 1:
            raise OSError(ENOSPC, "No space left on device")
        return real(*words, **more)

    monkeypatch.setattr(Path if step == "mkdir" else files.os, step, no_room)
    answer = client.post(address, form)
    monkeypatch.undo()
    assert Picture.objects.count() == (1 if answer.status_code == 302 else 0)
    if answer.status_code != 302:
        assert answer.status_code in (422, 507)
        assert "room" in answer.content.decode()
        assert form["once"] in answer.content.decode() or answer.status_code == 507
    found = misfits()
    assert (found.rows_without_file, found.files_without_row) == ((), ())
    form["picture"] = upload(JPEG)
    assert client.post(address, form).status_code == 302
    assert Picture.objects.count() == 1


def test_a_server_without_room_says_so_and_goes_on_once_there_is_some(
    world: tuple[Server, dict[str, str]],
) -> None:
    server, cases = world
    writer = KINDS["log"](server.home, cases["log"], Event())
    assert server.process
    form, day = writer.form(writer.page(), 0)
    limits = {}
    for pid in family(server.process.pid):
        limits[pid] = resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    address = server.home + writer.address()
    with pytest.raises(HTTPError) as told:
        writer.browser.open(Request(address, urlencode(form).encode()), timeout=10)  # noqa: S310
    said = told.value.read().decode()
    told.value.close()
    assert told.value.code == 507
    assert FULL in said
    for pid, limit in limits.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, limit)
    writer.post(form)
    assert writer.refused == []
    server.kill()
    with closing(sqlite3.connect(server.folder / "anagen.sqlite3")) as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        records = dict(database.execute("select public_id, record from store_case"))
    sessions = json.loads(records[cases["log"].replace("-", "")])["sessions"]
    assert [one["started"][:10] for one in sessions] == [day]

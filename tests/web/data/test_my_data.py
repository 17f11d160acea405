"""My data: everything comes along, a backup comes back, and deleted is deleted."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from anagen.records.reading import read_record
from anagen.store.backup import PENDING, check_backup, make_backup
from anagen.store.models import Case
from anagen.store.rows import open_case
from anagen.web.clock import now
from anagen.web.sample.person import sample_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return open_case(sample_record(now(), "Europe/Madrid"), now(), uuid4())


def test_the_export_holds_the_record_as_it_is_and_as_tables(client: Client, case: Case) -> None:
    client.post(reverse("work_out", args=[case.public_id]), {"once": str(uuid4())})
    answer = client.get(reverse("export", args=[case.public_id]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        record = archive.read("record.json").decode()
        sessions = list(csv.DictReader(io.StringIO(archive.read("tables/sessions.csv").decode())))
        advice = [name for name in archive.namelist() if name.startswith("advice/")]
    assert record == case.record
    kept = read_record(record, now() + timedelta(minutes=1))
    assert len(sessions) == len(kept.sessions)
    assert {line["needle_mm"] for line in sessions} == {"0.25", "0.5"}
    assert len(advice) == 1


def test_the_export_of_nobody_is_no_page(client: Client) -> None:
    assert client.get(reverse("export", args=[uuid4()])).status_code == 404


def test_my_data_says_where_it_lies(client: Client, case: Case, settings: Any) -> None:
    page = client.get(reverse("my_data", args=[case.public_id])).content.decode()
    assert str(settings.DATA) in page


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """A data folder with a small database of its own."""
    import sqlite3

    database = sqlite3.connect(tmp_path / "anagen.sqlite3")
    database.execute("create table some (thing text)")
    database.commit()
    database.close()
    settings.DATA = tmp_path
    return tmp_path


def test_a_backup_is_sent_whole_and_leaves_nothing_behind(
    client: Client, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    answer = client.post(reverse("backup"))
    sent = tmp_path_factory.mktemp("sent") / "backup.zip"
    sent.write_bytes(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    assert check_backup(sent).files == 1
    assert sorted(path.name for path in folder.iterdir()) == ["anagen.sqlite3"]


def test_a_backup_that_is_sent_in_waits_for_the_next_start(client: Client, folder: Path) -> None:
    whole = folder / "backup.zip"
    make_backup(folder, whole, now(), "0.2.0")
    sent = SimpleUploadedFile("backup.zip", whole.read_bytes())
    answer = client.post(reverse("put_back"), {"backup": sent})
    assert answer.status_code == 200
    assert "whole and waits" in answer.content.decode()
    assert (folder / PENDING).read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("content", [b"", b"no backup at all", b"PK\x03\x04half of one"])
def test_another_file_is_refused_and_nothing_waits(
    client: Client, folder: Path, content: bytes
) -> None:
    sent = SimpleUploadedFile("backup.zip", content)
    answer = client.post(reverse("put_back"), {"backup": sent})
    assert answer.status_code == 422
    assert "Nothing was changed" in answer.content.decode() or not content
    assert sorted(path.name for path in folder.iterdir()) == ["anagen.sqlite3"]


@pytest.mark.usefixtures("folder")
def test_a_backup_is_only_taken_from_our_own_form(strict_client: Client) -> None:
    sent = SimpleUploadedFile("backup.zip", b"x")
    assert strict_client.post(reverse("put_back"), {"backup": sent}).status_code == 403


@pytest.mark.usefixtures("folder")
def test_everything_is_deleted_only_when_the_word_is_typed(client: Client, case: Case) -> None:
    assert client.post(reverse("delete_everything"), {"sure": "yes"}).status_code == 422
    assert Case.objects.filter(pk=case.pk).exists()
    assert client.post(reverse("delete_everything"), {"sure": " Delete "}).status_code == 302
    assert not Case.objects.exists()


def test_the_advice_in_the_export_is_what_was_given(client: Client, case: Case) -> None:
    client.post(reverse("work_out", args=[case.public_id]), {"once": str(uuid4())})
    answer = client.get(reverse("export", args=[case.public_id]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        name = next(one for one in archive.namelist() if one.startswith("advice/"))
        kept = json.loads(archive.read(name))
    assert kept["advice"]["verdict"] == case.decisions.get().verdict

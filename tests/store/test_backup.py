"""A backup holds everything, proves itself, and comes back; a damaged one changes nothing."""

from __future__ import annotations

import json
import random
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from anagen.store.backup import (
    DATABASE,
    PENDING,
    BackupError,
    check_backup,
    make_backup,
    restore_backup,
    restore_pending,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def filled(folder: Path, rows: int = 50) -> Path:
    """A data folder with a database and two pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("create table answers (id integer primary key, text text)")
        words = [(f"answer {number}",) for number in range(rows)]
        database.executemany("insert into answers (text) values (?)", words)
        database.commit()
    for name in ("ab/one.jpg", "cd/two.jpg"):
        picture = folder / "pictures" / name
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(random.Random(name).randbytes(2000))
    return folder


def rows_in(folder: Path) -> int:
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        return int(database.execute("select count(*) from answers").fetchone()[0])


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    out = tmp_path / "backup.zip"
    make_backup(filled(tmp_path / "data"), out, NOW, "0.2.0")
    return out


def test_what_was_saved_comes_back_to_the_byte(tmp_path: Path, backup: Path) -> None:
    home = tmp_path / "new"
    home.mkdir()
    kept = restore_backup(backup, home, NOW)
    assert kept.files == 3
    assert rows_in(home) == 50
    for name in ("pictures/ab/one.jpg", "pictures/cd/two.jpg"):
        assert (home / name).read_bytes() == (tmp_path / "data" / name).read_bytes()


def test_a_backup_is_one_moment_also_while_somebody_writes(tmp_path: Path) -> None:
    folder = filled(tmp_path / "data")
    with closing(sqlite3.connect(folder / DATABASE)) as writer:
        writer.execute("insert into answers (text) values ('kept')")
        writer.commit()
        writer.execute("insert into answers (text) values ('not acknowledged')")
        make_backup(folder, tmp_path / "backup.zip", NOW, "0.2.0")
        writer.rollback()
    restore_backup(tmp_path / "backup.zip", tmp_path / "new", NOW)
    assert rows_in(tmp_path / "new") == 51


def test_what_was_there_is_moved_aside_and_not_deleted(tmp_path: Path, backup: Path) -> None:
    home = filled(tmp_path / "home", rows=7)
    restore_backup(backup, home, NOW)
    assert rows_in(home) == 50
    assert rows_in(home / "before-20261120T120000") == 7


def test_a_flipped_byte_anywhere_is_found(tmp_path: Path, backup: Path) -> None:
    """Every byte of the content counts; the ZIP's own labels may hold a few that do not."""
    whole = backup.read_bytes()
    chance = random.Random(20261120)
    missed = 0
    for _ in range(500):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        backup.write_bytes(damaged)
        try:
            check_backup(backup)
        except BackupError:
            continue
        restore_backup(backup, tmp_path / "home", NOW)
        missed += 1
        # What slipped through was a label: the content is still right to the byte.
        assert rows_in(tmp_path / "home") == 50
    assert missed <= 50


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.99])
def test_half_a_backup_is_refused_and_changes_nothing(
    tmp_path: Path, backup: Path, part: float
) -> None:
    home = filled(tmp_path / "home", rows=7)
    whole = backup.read_bytes()
    backup.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(BackupError, match="Nothing was changed"):
        restore_backup(backup, home, NOW)
    assert rows_in(home) == 7
    assert not list(home.glob("before-*"))


@pytest.mark.parametrize("name", ["../escaped.txt", "pictures/../../escaped.txt", "/escaped"])
def test_a_file_that_leads_out_of_the_folder_is_refused(
    tmp_path: Path, backup: Path, name: str
) -> None:
    with zipfile.ZipFile(backup) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        content = {one: archive.read(one) for one in manifest["files"]}
    manifest["files"][name] = "0" * 64
    with zipfile.ZipFile(backup, "w") as archive:
        for one, data in {**content, name: b"out"}.items():
            archive.writestr(one, data)
        archive.writestr("manifest.json", json.dumps(manifest))
    with pytest.raises(BackupError, match="does not name"):
        restore_backup(backup, tmp_path / "home", NOW)
    assert not (tmp_path / "escaped.txt").exists()


@pytest.mark.parametrize("manifest", ["", "[]", '{"form": 2}', '{"form": 1, "files": {}}'])
def test_another_kind_of_file_is_refused(tmp_path: Path, manifest: str) -> None:
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("manifest.json", manifest)
    with pytest.raises(BackupError, match="no backup"):
        check_backup(other)


def test_a_folder_without_a_database_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="no database"):
        make_backup(tmp_path, tmp_path / "backup.zip", NOW, "0.2.0")


def test_a_place_that_cannot_be_written_to_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="Choose another place"):
        make_backup(filled(tmp_path / "data"), tmp_path / "no" / "b.zip", NOW, "0.2.0")


def test_a_backup_that_waits_is_put_back_once(tmp_path: Path, backup: Path) -> None:
    home = filled(tmp_path / "home", rows=7)
    (home / PENDING).write_bytes(backup.read_bytes())
    assert restore_pending(home, NOW)
    assert rows_in(home) == 50
    assert restore_pending(home, NOW) is None


def test_the_head_of_an_audit_goes_aside_with_its_database(tmp_path: Path, backup: Path) -> None:
    home = filled(tmp_path / "home", rows=7)
    (home / "audit-head").write_text("7:abc")
    restore_backup(backup, home, NOW)
    assert not (home / "audit-head").exists()
    assert (home / "before-20261120T120000" / "audit-head").read_text() == "7:abc"

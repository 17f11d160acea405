"""Backups that are made while people write: each comes back whole, as it stood at one moment."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread

import pytest

from anagen.store.backup import DATABASE, PICTURES, make_backup, restore_backup
from tests.crash.test_kill import Server, named, world
from tests.crash.writers import KINDS

__all__ = ["world"]
BACKUPS = 50 if os.environ.get("ANAGEN_SOAK") == "1" else 20
AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


def rows(database: Path) -> dict[str, list[str]]:
    """Every row of every table of a person."""
    with closing(sqlite3.connect(database)) as kept:
        assert kept.execute("pragma integrity_check").fetchone() == ("ok",)
        names = ("store_case", "pictures_picture", "needling_guidedsession")
        return {
            name: sorted(map(repr, kept.execute(f"select * from {name}")))  # noqa: S608 - ours
            for name in names
        }


def test_every_backup_of_a_busy_computer_comes_back_whole(
    world: tuple[Server, dict[str, str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server, cases = world
    over = Event()
    writers = [KINDS[kind](server.home, cases[kind], over) for kind in ("answer", "log", "photo")]
    erasing = Thread(target=erase_one_by_one, args=(server.folder, over), daemon=True)
    for one in (*writers, erasing):
        one.start()
    while not writers[2].acknowledged:
        time.sleep(0.01)
    photos = 0
    begun = time.monotonic()
    for number in range(BACKUPS):
        out, clean = tmp_path / f"{number}.zip", tmp_path / f"clean-{number}"
        before = sum(len(one.acknowledged) for one in writers)
        made = make_backup(server.folder, out, AT, "test")
        clean.mkdir()
        assert restore_backup(out, clean, AT) == made
        photos = max(photos, whole(clean))
        logged = "".join(rows(clean / DATABASE)["store_case"]).count('"started"')
        assert logged >= before - sum(len(one.acknowledged) for one in (writers[0], writers[2]))
    over.set()
    for one in (*writers, erasing):
        one.join(timeout=15)
    assert [line for one in writers for line in one.refused] == []
    last = tmp_path / "last"
    last.mkdir()
    make_backup(server.folder, tmp_path / "last.zip", AT, "test")
    restore_backup(tmp_path / "last.zip", last, AT)
    assert rows(last / DATABASE) == rows(server.folder / DATABASE)
    with capsys.disabled():
        written = sum(len(one.acknowledged) for one in writers)
        print(
            f"\n{BACKUPS} backups in {time.monotonic() - begun:.0f} s while {written} writes came "
            f"in; up to {photos} photos each, all equal"
        )


def whole(folder: Path) -> int:
    """How many pictures a folder holds, each with its row and its own content."""
    with closing(sqlite3.connect(folder / DATABASE)) as kept:
        assert kept.execute("pragma integrity_check").fetchone() == ("ok",)
        known = dict(kept.execute("select public_id, sha256 from pictures_picture"))
    files = {path.name for path in (folder / PICTURES).rglob("*") if path.is_file()}
    assert files == {f"{named(id)}{end}" for id in known for end in (".jpg", ".thumb.jpg")}
    for id, digest in known.items():
        picture = folder / PICTURES / id[:2] / f"{named(id)}.jpg"
        assert sha256(picture.read_bytes()).hexdigest() == digest
    return len(known)


def erase_one_by_one(folder: Path, over: Event) -> None:
    """Somebody deletes the oldest photo now and then, as the pages do: the row, then the files."""
    while not over.wait(0.3):
        with closing(sqlite3.connect(folder / DATABASE, timeout=20)) as database:
            found = database.execute(
                "select public_id from pictures_picture order by id"
            ).fetchall()
            if len(found) < 3:
                continue
            database.execute("delete from pictures_picture where public_id = ?", found[0])
            database.commit()
        id = found[0][0]
        for end in (".jpg", ".thumb.jpg"):
            (folder / PICTURES / id[:2] / f"{named(id)}{end}").unlink()

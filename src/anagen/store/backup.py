"""A backup: one file with the whole database and every picture, and the proof that it is whole.

The file is a plain ZIP, so that nobody depends on Anagen to get their data back.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from itertools import chain, count
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from anagen.records.mistakes import Mistake, shown

DATABASE = "anagen.sqlite3"
PICTURES = "pictures"
#: How far the audit of a clinic had come. It belongs to the database that was there, so it is moved
#: aside with it; the one that comes back makes a new one at its next line.
AUDIT_HEAD = "audit-head"
MANIFEST = "manifest.json"
FORM = 1
#: Where a backup waits that was sent through the browser: it is put back at the next start.
PENDING = "restore.pending"
#: How the two files of a picture are named.
PICTURE_ENDS = (".jpg", ".thumb.jpg")
#: How often a copy is made again when a picture was deleted meanwhile.
TRIES = 5
#: More than any household or small clinic has; a file that claims more is refused unread.
MOST_BYTES = 200 * 2**30


#: All that reading a damaged ZIP can end in.
UNREADABLE = (
    OSError,
    EOFError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
)


class BackupError(Mistake):
    """Why a backup cannot be made, or cannot be put back."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What stands in a backup: when it was made, by which version, and how many files."""

    made: str
    version: str
    files: int
    bytes: int


def make_backup(folder: Path, out: Path, now: datetime, version: str) -> Backup:
    """Writes the backup of a data folder, also while Anagen runs.

    The file appears in one move once it is whole. Raises BackupError when there is no database
    to save or the place cannot be written to.
    """
    database = folder / DATABASE
    if not database.exists():
        raise BackupError(
            str(folder), "no database", f"a folder with {DATABASE}", "Start Anagen there once."
        )
    draft = out.with_name(f"{out.name}.{os.getpid()}.part")
    copy = out.with_name(f"{out.name}.{os.getpid()}.sqlite3")
    try:
        kept = _one_moment(folder, (copy, draft), now, version)
        os.replace(draft, out)
    except (OSError, sqlite3.Error) as error:
        raise BackupError(
            str(out),
            str(getattr(error, "strerror", None) or "not writable"),
            "a place with room that this account may write to",
            "Choose another place. Nothing was changed.",
        ) from None
    finally:
        draft.unlink(missing_ok=True)
        copy.unlink(missing_ok=True)
    return kept


def _one_moment(folder: Path, into: tuple[Path, Path], now: datetime, version: str) -> Backup:
    """The database and the pictures that it knows, as they stood together at one moment.

    A picture that is deleted in between makes the copy one of a moment that never was; then it
    is made again.
    """
    copy, draft = into
    for _ in range(TRIES - 1):
        copy.unlink(missing_ok=True)
        _copy_database(folder / DATABASE, copy)
        try:
            return _write(draft, [(DATABASE, copy), *_pictures_of(copy, folder)], now, version)
        except FileNotFoundError:
            continue
    copy.unlink(missing_ok=True)
    _copy_database(folder / DATABASE, copy)
    there = [part for part in _pictures_of(copy, folder) if part[1].exists()]
    return _write(draft, [(DATABASE, copy), *there], now, version)


def _copy_database(database: Path, copy: Path) -> None:
    """One moment of the database, whole, while others go on writing."""
    with closing(sqlite3.connect(database, timeout=20)) as source:
        source.execute("VACUUM INTO ?", (str(copy),))


def _pictures_of(database: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of every picture that a database knows; one that is just coming in is not yet."""
    ids = _pictures_known_to(database)
    if ids is None:
        places = sorted(path for path in (folder / PICTURES).rglob("*") if path.is_file())
    else:
        folders = [(folder / PICTURES / id[:2], id) for id in ids]
        places = [within / f"{id}{end}" for within, id in folders for end in PICTURE_ENDS]
    for place in places:
        yield place.relative_to(folder).as_posix(), place


def _pictures_known_to(database: Path) -> list[str] | None:
    """The id of every picture with a row; None in a database that has no table of them."""
    with closing(sqlite3.connect(database)) as kept:
        table = kept.execute("select 1 from sqlite_master where name = 'pictures_picture'")
        if table.fetchone() is None:
            return None
        rows = kept.execute("select public_id from pictures_picture").fetchall()
    return sorted(str(UUID(id)) for (id,) in rows)


def _write(draft: Path, parts: list[tuple[str, Path]], now: datetime, version: str) -> Backup:
    told: dict[str, str] = {}
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, path in parts:
            with path.open("rb") as file:
                told[name] = _digest(file)
            # Pictures are compressed already; doing it twice only costs time.
            stored = zipfile.ZIP_STORED if name.startswith(PICTURES) else zipfile.ZIP_DEFLATED
            archive.write(path, name, stored)
        manifest = {"form": FORM, "made": now.isoformat(), "version": version, "files": told}
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1, sort_keys=True))
    _settle(draft)
    return Backup(now.isoformat(), version, len(told), draft.stat().st_size)


def _settle(path: Path) -> None:
    """The bytes are on the disk itself before anybody is told so."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _digest(file: IO[bytes]) -> str:
    return file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def check_backup(path: Path) -> Backup:
    """Reads a backup through and proves every file in it. Raises BackupError at the first flaw."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive, path)
            _refuse_strangers(archive, manifest, path)
            for name, expected in manifest["files"].items():
                with archive.open(name) as file:
                    if _digest(file) != expected:
                        raise _damaged(path, name)
    except UNREADABLE as error:
        raise _damaged(path, str(getattr(error, "strerror", None) or "not a whole ZIP")) from None
    files = manifest["files"]
    return Backup(manifest["made"], manifest["version"], len(files), path.stat().st_size)


def _manifest(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(archive.read(MANIFEST))
        whole = manifest["form"] == FORM and DATABASE in manifest["files"]
        words = isinstance(manifest["made"], str) and isinstance(manifest["version"], str)
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile, zlib.error):
        raise _damaged(path, MANIFEST) from None
    if not (whole and words):
        raise _damaged(path, MANIFEST)
    return dict(manifest)


def _refuse_strangers(archive: zipfile.ZipFile, manifest: dict[str, Any], path: Path) -> None:
    """Nothing may lie in the file that it does not name, and nothing may lead out of the folder."""
    files = manifest["files"]
    names = archive.namelist()
    known = isinstance(files, dict) and sorted(names) == sorted([*files, MANIFEST])
    inside = all(
        name in (DATABASE, MANIFEST)
        or (name.startswith(f"{PICTURES}/") and ".." not in name and "\\" not in name)
        for name in names
    )
    if not (known and inside and sum(one.file_size for one in archive.infolist()) < MOST_BYTES):
        raise _damaged(path, "files that it does not name")


def _damaged(path: Path, what: str) -> BackupError:
    return BackupError(
        path.name,
        f"a backup that is damaged or no backup ({shown(what)})",
        "a file that `anagen backup` made, unchanged",
        "Nothing was changed. Take an older backup.",
    )


def restore_backup(path: Path, folder: Path, now: datetime) -> Backup:
    """Puts a backup in the place of what a folder holds; what was there is moved aside.

    Anagen must not be running on that folder. Raises BackupError and changes nothing when the
    backup is not whole.
    """
    kept = check_backup(path)
    fresh = folder / f"restoring.{os.getpid()}"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True, mode=0o700)
    try:
        with zipfile.ZipFile(path) as archive:
            archive.extractall(fresh)
        _refuse_a_broken_database(fresh / DATABASE, path)
        aside = _free_place(folder / f"before-{now:%Y%m%dT%H%M%S}")
        aside.mkdir(mode=0o700)
        for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", AUDIT_HEAD, PICTURES):
            if (folder / name).exists():
                os.replace(folder / name, aside / name)
        for name in (PICTURES, DATABASE):
            if (fresh / name).exists():
                os.replace(fresh / name, folder / name)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return kept


def _free_place(wanted: Path) -> Path:
    """The place itself, or the next one beside it: what was moved aside is never written over."""
    others = (wanted.with_name(f"{wanted.name}-{number}") for number in count(2))
    return next(place for place in chain([wanted], others) if not place.exists())


def _refuse_a_broken_database(database: Path, path: Path) -> None:
    with closing(sqlite3.connect(database)) as found:
        try:
            sound = found.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        except sqlite3.DatabaseError:
            sound = False
    if not sound:
        raise _damaged(path, DATABASE)


def restore_pending(folder: Path, now: datetime) -> Backup | None:
    """Puts back the backup that was sent through the browser, if one waits."""
    waiting = folder / PENDING
    if not waiting.exists():
        return None
    kept = restore_backup(waiting, folder, now)
    waiting.unlink()
    return kept

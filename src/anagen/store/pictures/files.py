"""The files of pictures on disk: written whole or not at all, and never lost track of.

Each picture has a file and a small one beside it, in a folder named by the first two letters of
its id. While a picture comes or goes, a note with its id lies in `open/`. After a crash the notes
say what to look at: a picture with a row keeps its files, one without loses them. Files that no
note names are never touched, so that starting with another database deletes nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

PICTURE, THUMBNAIL = ".jpg", ".thumb.jpg"
OPEN = "open"


def pictures_folder() -> Path:
    """Where the pictures lie: inside the folder of the records."""
    return Path(settings.DATA) / "pictures"


def picture_path(id: UUID) -> Path:
    """The file of a picture, whether it is there or not."""
    return pictures_folder() / id.hex[:2] / f"{id}{PICTURE}"


def thumbnail_path(id: UUID) -> Path:
    """The small file of a picture, whether it is there or not."""
    return pictures_folder() / id.hex[:2] / f"{id}{THUMBNAIL}"


def note(id: UUID) -> None:
    """Notes that a picture is coming or going, before anything is done to it."""
    folder = _made(pictures_folder() / OPEN)
    with _private(folder / str(id)):
        pass
    _settle(folder)


def close_note(id: UUID) -> None:
    """Strikes the note out: files and row agree."""
    (pictures_folder() / OPEN / str(id)).unlink(missing_ok=True)


def noted() -> list[UUID]:
    """Every picture with a note, so after a start each one that a crash interrupted."""
    folder = pictures_folder() / OPEN
    names = (path.name for path in folder.iterdir()) if folder.is_dir() else ()
    return [id for id in map(_id_named, names) if id is not None]


def write(id: UUID, picture: bytes, thumbnail: bytes) -> None:
    """Both files, safe on the disk when this returns. Raises OSError when the disk is full."""
    _write(picture_path(id), picture)
    _write(thumbnail_path(id), thumbnail)


def remove(id: UUID) -> None:
    """Takes both files away, and drafts of them; then the note."""
    for path in (picture_path(id), thumbnail_path(id)):
        path.unlink(missing_ok=True)
        _draft(path).unlink(missing_ok=True)
    if picture_path(id).parent.is_dir():
        _settle(picture_path(id).parent)
    close_note(id)


def pictures_on_disk() -> Iterator[UUID]:
    """The id of every picture that has a file."""
    for folder in sorted(pictures_folder().glob("[0-9a-f][0-9a-f]")):
        for path in folder.glob(f"*{PICTURE}"):
            id = _id_named(path.name.removesuffix(PICTURE))
            if id is not None:
                yield id


def _id_named(name: str) -> UUID | None:
    """The id that a file is named by; None for small pictures and for files of somebody else."""
    try:
        return UUID(name)
    except ValueError:
        return None


def _write(path: Path, data: bytes) -> None:
    folder, draft = _made(path.parent), _draft(path)
    with _private(draft) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    # In one move: whoever looks finds the whole file or none.
    os.replace(draft, path)
    _settle(folder)


def _draft(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


def _private(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _settle(folder: Path) -> None:
    """Names in a folder are safe on the disk only once the folder itself is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""What a batch has measured so far, kept as it comes: a killed run goes on where it was.

One line of JSON for each picture, forced to the disk before the next one is begun. A line that a
kill tore off is not counted. In memory stands only where each line begins, so that a batch of any
size needs little.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from anagen.cli.batch.pictures import Json
from anagen.records.mistakes import Mistake, shown


class Journal:
    """The results of a batch by their key. A context: it holds its file open and to itself."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places: dict[str, int] = {}
        self._file: BinaryIO | None = None

    def __enter__(self) -> Journal:
        try:
            self._file = self._path.open("a+b")
        except OSError as error:
            reason = (error.strerror or "an error").lower()
            raise Mistake(
                str(self._path), reason, "a place we may write to", "Name another file."
            ) from None
        try:
            _hold(self._file, self._path)
            self._read()
        except Mistake:
            self._file.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def __contains__(self, key: str) -> bool:
        return key in self._places

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, key: str) -> Json:
        self._open.seek(self._places[key])
        result: Json = json.loads(self._open.readline())["result"]
        return result

    def keep(self, key: str, result: Json) -> None:
        """Writes one result down, for good."""
        place = self._open.seek(0, os.SEEK_END)
        line = json.dumps({"key": key, "result": result}, separators=(",", ":"))
        self._open.write(line.encode() + b"\n")
        self._open.flush()
        os.fsync(self._open.fileno())
        self._places[key] = place

    @property
    def _open(self) -> BinaryIO:
        assert self._file is not None
        return self._file

    def _read(self) -> None:
        whole = 0
        for place, line in self._lines():
            if not line.endswith(b"\n"):
                break
            try:
                self._places[json.loads(line)["key"]] = place
            except (ValueError, KeyError, TypeError):
                raise Mistake(
                    str(self._path),
                    shown(line[:40].decode(errors="replace")),
                    "the journal of a batch",
                    "Move that file away, or name another --out.",
                ) from None
            whole = place + len(line)
        self._open.truncate(whole)

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        self._open.seek(0)
        place = 0
        while line := self._open.readline():
            yield place, line
            place += len(line)


def _hold(file: BinaryIO, path: Path) -> None:
    """Two batches must not write into one journal."""
    try:
        import fcntl
    except ImportError:  # where the system has no such locks, nothing is held
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Mistake(
            str(path),
            "another batch at work",
            "a journal of our own",
            "Wait, or name another.",
        ) from None

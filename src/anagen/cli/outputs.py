"""What commands write: whole files or none."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from anagen.records.mistakes import Mistake


def write_file(name: str, content: bytes) -> None:
    """Writes a file in one move: a reader sees the old one or the whole new one."""
    with whole_file(name) as part:
        part.write(content)


@contextmanager
def whole_file(name: str) -> Iterator[IO[bytes]]:
    """A file to write piece by piece, which takes its name once it is whole."""
    place = Path(name)
    try:
        with NamedTemporaryFile(dir=place.parent, prefix=f".{place.name}.", delete=False) as part:
            try:
                yield part
            except BaseException:
                os.unlink(part.name)
                raise
        os.replace(part.name, place)
    except OSError as error:
        reason = (error.strerror or "an error").lower()
        raise Mistake(name, reason, "a place we may write to", "Name another file.") from None

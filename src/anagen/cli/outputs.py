"""What commands write: whole files or none."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from anagen.records.mistakes import Mistake


def write_file(name: str, content: bytes) -> None:
    """Writes a file in one move: a reader sees the old one or the whole new one."""
    place = Path(name)
    try:
        with NamedTemporaryFile(dir=place.parent, prefix=f".{place.name}.", delete=False) as part:
            part.write(content)
        os.replace(part.name, place)
    except OSError as error:
        reason = (error.strerror or "an error").lower()
        raise Mistake(name, reason, "a place we may write to", "Name another file.") from None

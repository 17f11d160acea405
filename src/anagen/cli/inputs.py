"""What commands are given: files, times and folders, read once and refused in one line."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from anagen.records.mistakes import Mistake, RecordError, shown


def text_of(name: str, kind: str = "JSON") -> str:
    """The text of a file, or of standard input for "-"."""
    if name == "-":
        return sys.stdin.read()
    try:
        return Path(name).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise RecordError(
            name, "bytes that are no text", f"{kind} in UTF-8", "Save it anew."
        ) from None
    except OSError as error:
        reason = (error.strerror or "an error").lower()
        raise RecordError(name, reason, "a file we may read", "Check its name.") from None


def moment_of(written: str | None) -> datetime:
    """The time a command works at: now, or the one that was given."""
    if written is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Mistake(
            "--at",
            shown(written),
            "a time with its zone, such as 2026-11-20T19:00+01:00",
            "Write the time with its zone.",
        )
    return moment.astimezone(UTC)

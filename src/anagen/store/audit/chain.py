"""How one line holds the next: a SHA-256 over the line and the hash of the line before it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from uuid import UUID

#: What the first line names as the one before it.
START = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line says, apart from its hashes."""

    number: int
    at: datetime
    clinic: int | None
    who: int | None
    role: str
    action: str
    route: str
    case: UUID | None
    detail: str


def hash_after(previous: str, entry: Entry) -> str:
    """The hash of a line that stands after the line with the hash `previous`."""
    return hashlib.sha256(canonical(previous, entry)).hexdigest()


def canonical(previous: str, entry: Entry) -> bytes:
    """The one way to write a line down, the same on every computer and in every database."""
    written = asdict(entry)
    written["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    written["case"] = str(entry.case) if entry.case else None
    written["previous"] = previous
    return json.dumps(written, sort_keys=True, separators=(",", ":")).encode("ascii")

"""The anchor: how long the chain was, kept in a file beside the database.

Somebody who cuts lines off the end of the table leaves a chain that is whole but shorter. The
anchor, and every head that was written down on paper, tells.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no such lock, and one process there
    fcntl = None  # type: ignore[assignment]

FILE = "audit-head"
#: A number of up to 19 digits, a colon, a hash, a newline: always the same length.
WIDTH = 19 + 1 + 64 + 1


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: how many lines, and the hash of the last."""

    count: int
    hash: str

    def __str__(self) -> str:
        """As it is printed to be written down."""
        return f"{self.count}:{self.hash}"


def read_head(written: str) -> Head | None:
    """A head that was written down; None when this is not one."""
    count, _, digest = written.strip().partition(":")
    is_head = count.isdecimal() and len(digest) == 64 and set(digest) <= set("0123456789abcdef")
    return Head(int(count), digest) if is_head else None


def anchored(folder: Path) -> Head | None:
    """The head the anchor holds; None when there is no anchor, ValueError when it is damaged."""
    try:
        written = (folder / FILE).read_text(encoding="ascii")
    except FileNotFoundError:
        return None
    head = read_head(written)
    if head is None:
        raise ValueError(FILE)
    return head


def drop_anchor(folder: Path, head: Head) -> None:
    """Remembers this head, unless a longer chain is already remembered."""
    with _held(folder / FILE) as file:
        known = read_head(os.pread(file, WIDTH, 0).decode("ascii", "replace"))
        if known is None or known.count < head.count:
            # One short write in place: it is there or it is not, never half.
            os.pwrite(file, f"{head.count:019d}:{head.hash}\n".encode("ascii"), 0)


@contextmanager
def _held(path: Path) -> Iterator[int]:
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file
    finally:
        os.close(file)

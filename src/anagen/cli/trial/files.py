"""The files of a trial: the log that only grows, and files that must not be there yet."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from anagen.cli.inputs import moment_of
from anagen.records.mistakes import Mistake, shown

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no such lock, and one process there
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from datetime import datetime

    from anagen.outlook.trial.log import Line, Log

LOG_HELP = "the log of the trial; it is begun when it is not there"


def add_log(part: argparse.ArgumentParser) -> None:
    """Every part of a trial writes into its log, or reads it."""
    part.add_argument("--log", metavar="FILE", required=True, help=LOG_HELP)


def add_time(part: argparse.ArgumentParser) -> None:
    """Lines carry the time of the computer's clock unless another is given."""
    part.add_argument(
        "--at", metavar="TIME", help="the time that goes into the log; now by default"
    )


def whole_log(name: str) -> Log:
    """The log in a file that must be there."""
    from anagen.cli.inputs import text_of
    from anagen.outlook.trial.log import finished, read_log

    return read_log(finished(text_of(name)))


def grown(options: argparse.Namespace, line: Callable[[Log, datetime], Line]) -> Line:
    """The line that was added; two people who add at once come one after the other."""
    from anagen.outlook.trial.log import finished, read_log

    with _held(options.log) as file:
        try:
            there = file.read().decode("ascii")
        except UnicodeDecodeError:
            then = "Name the log of the trial."
            raise Mistake(options.log, "bytes that are no log", "a log", then) from None
        # The clock is read while nobody else may write, or the later line could be the earlier.
        text = finished(there)
        added = line(read_log(text), moment_of(options.at))
        kept = min(len(there), len(text))  # what is there is never written anew
        file.seek(kept)
        file.write((text[kept:] + added.text()).encode("ascii"))
        file.truncate()
        file.flush()
        os.fsync(file.fileno())  # an arm is told only once it is on the disk for good
    return added


@contextmanager
def _held(name: str) -> Iterator[IO[bytes]]:
    try:
        file = os.fdopen(os.open(name, os.O_RDWR | os.O_CREAT, 0o644), "r+b")
    except OSError as error:
        reason = (error.strerror or "an error").lower()
        raise Mistake(name, reason, "a file we may write to", "Check its name.") from None
    with file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def new_file(name: str, text: str, mode: int = 0o644) -> None:
    """Writes a file that must not be there yet."""
    try:
        place = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        then = "Name another file; a key or a secret is never written over."
        raise Mistake(name, "a file that is there already", "a new name", then) from None
    except OSError as error:
        reason = (error.strerror or "an error").lower()
        raise Mistake(name, reason, "a place we may write to", "Name another.") from None
    with os.fdopen(place, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def new_folder(name: str) -> Path:
    """A folder that is made now, or that is there and empty."""
    folder = Path(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        is_empty = not any(folder.iterdir())
    except OSError as error:
        reason = (error.strerror or "an error").lower()
        raise Mistake(name, reason, "a folder we may write to", "Name another.") from None
    if not is_empty:
        raise Mistake(name, "a folder with something in it", "a new folder", "Name another.")
    return folder


def seed_of(written: str | None) -> bytes:
    """A secret as it was given, or one drawn from the operating system."""
    from secrets import token_bytes

    from anagen.outlook.trial.allocation import SECRET_BYTES

    if written is None:
        return token_bytes(SECRET_BYTES)
    try:
        secret = bytes.fromhex(written)
    except ValueError:
        secret = b""
    if len(secret) < SECRET_BYTES // 2:
        found = f"{len(secret)} bytes" if secret else shown(written)
        then = "Leave it out, and one is drawn."
        raise Mistake("--secret", found, "32 to 128 hexadecimal figures", then)
    return secret

"""The log of a trial: lines that only ever grow, each holding the hash of the line before it.

Whoever changes, drops or swaps a line breaks every hash after it. Whoever cuts lines off the end
leaves a chain that is whole but shorter: the end of the chain is printed to be written down.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from anagen.records.mistakes import Mistake, shown

START = "0" * 64


class Event(Enum):
    """What happens in a trial and leaves a line."""

    PLAN_FIXED = "plan fixed"
    SEALED = "order sealed"
    ALLOCATED = "arm revealed"
    QUEUED = "queue made"
    JOINED = "reads joined"
    EXPORTED = "exported"


#: What a line of each kind must say.
NEEDS = {
    Event.PLAN_FIXED: {"sha256"},
    Event.SEALED: {"arms", "seals"},
    Event.ALLOCATED: {"person", "stratum", "number", "arm", "salt"},
    Event.QUEUED: {"key"},
    Event.JOINED: {"key", "reads"},
    Event.EXPORTED: {"tables", "plan"},
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line, with the hash of the line before it."""

    number: int
    at: datetime
    event: Event
    facts: Mapping[str, Any]
    previous: str

    @property
    def hash(self) -> str:
        """SHA-256 over the one way to write this line down."""
        return hashlib.sha256(_written(self._tree())).hexdigest()

    def _tree(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "at": self.at.astimezone(UTC).isoformat(timespec="seconds"),
            "event": self.event.value,
            "facts": self.facts,
            "previous": self.previous,
        }

    def text(self) -> str:
        """The line as it stands in the file."""
        return _written(self._tree() | {"hash": self.hash}).decode("ascii") + "\n"


@dataclass(frozen=True, slots=True)
class Log:
    """A chain that was found whole."""

    lines: tuple[Line, ...] = ()

    @property
    def end(self) -> str:
        """COUNT:HASH, to be written down on paper."""
        return f"{len(self.lines)}:{self.lines[-1].hash if self.lines else START}"

    def of(self, event: Event) -> tuple[Line, ...]:
        """The lines of one kind, in their order."""
        return tuple(line for line in self.lines if line.event is event)

    def next(self, event: Event, facts: Mapping[str, Any], at: datetime) -> Line:
        """The line that would come next. Raises Mistake for a clock that runs backwards."""
        if self.lines and at < self.lines[-1].at:
            raise Mistake(
                "the time",
                at.isoformat(),
                f"a time after the last line of the log, {self.lines[-1].at.isoformat()}",
                "Set the clock right.",
            )
        previous = self.lines[-1].hash if self.lines else START
        return Line(len(self.lines) + 1, at.replace(microsecond=0), event, facts, previous)


def finished(text: str) -> str:
    """The text without a last line that was cut short while it was written.

    The power failed; nothing was told yet, since a line is told only once it is on the disk. A
    line that is whole but for its end of line stays, so that nothing told is ever told anew.
    """
    whole, _, last = text.rpartition("\n")
    try:
        json.loads(last or "{}")
    except ValueError:
        return f"{whole}\n" if whole else ""
    return f"{text}\n" if last else text


def read_log(text: str) -> Log:
    """The log in a text; the first line that does not hold raises Mistake."""
    lines: list[Line] = []
    for number, written in enumerate(text.splitlines(), start=1):
        lines.append(_line(number, written, lines[-1] if lines else None))
    return Log(tuple(lines))


def _line(number: int, written: str, before: Line | None) -> Line:
    try:
        tree = json.loads(written)
        at = datetime.fromisoformat(tree["at"])
        line = Line(tree["number"], at, Event(tree["event"]), tree["facts"], tree["previous"])
        same = line.text() == written + "\n" and NEEDS[line.event] <= line.facts.keys()
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _broken(number, "what is no line of a trial") from None
    if not same:
        raise _broken(number, "a line that was changed after it was written")
    if line.number != number or line.previous != (before.hash if before else START):
        raise _broken(number, "a line that does not follow the one before it")
    if at.tzinfo is None or (before is not None and at < before.at):
        raise _broken(number, "a time before that of the line above")
    return line


def _broken(number: int, what: str) -> Mistake:
    then = "Keep the file as it is, and find out who could write to it."
    return Mistake(f"line {number} of the log", what, "a chain that is whole", then)


def check_end(log: Log, written_down: str) -> None:
    """Refuses a log that does not hold an end of the chain that was written down earlier."""
    count, _, digest = written_down.strip().partition(":")
    if not count.isdecimal() or len(digest) != len(START):
        raise Mistake("--end", shown(written_down), "COUNT:HASH", "Type it as it was printed.")
    length = int(count)
    found = log.lines[length - 1].hash if 0 < length <= len(log.lines) else None
    if found != digest and not (length == 0 and digest == START):
        raise Mistake(
            "the log",
            f"{len(log.lines)} lines that do not hold the end you wrote down",
            f"line {length} with that hash",
            "Lines were cut off or written anew: ask who could write to the file.",
        )


def _written(tree: Mapping[str, Any]) -> bytes:
    return json.dumps(tree, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()

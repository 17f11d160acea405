"""What readers wrote down, checked against the key before a single picture is unveiled."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anagen.outlook.trial.queue import Place
from anagen.records.mistakes import Mistake, shown

COLUMNS = ("picture", "count", "note")
#: Written in place of a count when nobody could count the picture.
UNREADABLE = "unreadable"
MOST_HAIRS = 5000


@dataclass(frozen=True, slots=True)
class Read:
    """One count by one reader; None when the picture could not be read."""

    reader: str
    name: str
    count: float | None


@dataclass(frozen=True, slots=True)
class Joined:
    """A read with what it was of."""

    read: Read
    place: Place


def empty_sheet(places: Sequence[Place]) -> str:
    """The sheet a reader fills in, in the order of the queue."""
    return "".join(f"{line}\r\n" for line in (",".join(COLUMNS), *(f"{p.name},," for p in places)))


def reads_of(text: str, reader: str) -> tuple[Read, ...]:
    """The reads on one sheet. The first row that cannot be used raises Mistake."""
    rows = csv.DictReader(io.StringIO(text))
    if not {"picture", "count"} <= set(rows.fieldnames or ()):
        then = "Keep the head line of the sheet."
        raise Mistake(reader, shown(rows.fieldnames), "the columns picture and count", then)
    found: dict[str, Read] = {}
    for number, row in enumerate(rows, start=2):
        name, written = (row["picture"] or "").strip(), (row["count"] or "").strip()
        place = f"{reader}, line {number}"
        if name in found:
            then = "Keep one of the two."
            raise Mistake(place, f"{shown(name)} for the second time", "each name once", then)
        if written:
            found[name] = Read(reader, name, _count(place, written))
    return tuple(found.values())


def _count(place: str, written: str) -> float | None:
    if written.lower() == UNREADABLE:
        return None
    try:
        count = float(written)
    except ValueError:
        count = math.nan
    if not 0 <= count <= MOST_HAIRS:
        then = f"Write {UNREADABLE} for a picture that nobody could count."
        raise Mistake(place, shown(written), f"a count from 0 to {MOST_HAIRS}", then)
    return count


def joined(key: Mapping[str, Place], sheets: Mapping[str, Sequence[Read]]) -> tuple[Joined, ...]:
    """Reads with their pictures, once every reader has read every picture."""
    for reader, sheet in sheets.items():
        strange = sorted(read.name for read in sheet if read.name not in key)
        if strange:
            then = "Take the sheet and the key of one queue."
            raise Mistake(reader, shown(strange[0]), "a picture of this queue", then)
        left = sorted(set(key) - {read.name for read in sheet})
        if left:
            raise Mistake(
                reader,
                f"{len(left)} of {len(key)} pictures not read, {shown(left[0])} among them",
                "every picture read",
                f"Read on; write {UNREADABLE} where nobody could count.",
            )
    return tuple(Joined(read, key[read.name]) for sheet in sheets.values() for read in sheet)


def pairs(reads: Sequence[Joined], reader: str) -> list[tuple[float, float]]:
    """First and second read of each picture that one reader was shown twice."""
    first = {j.place.picture: j.read.count for j in reads if _is(j, reader, again=False)}
    return [
        (one, j.read.count)
        for j in reads
        if _is(j, reader, again=True)
        and j.read.count is not None
        and (one := first.get(j.place.picture)) is not None
    ]


def table(reads: Sequence[Joined], readers: Sequence[str]) -> list[list[float]]:
    """First reads: a row for each picture that all readers could read, a column for each reader."""
    by_name: dict[str, dict[str, float]] = {}
    for one in reads:
        if not one.place.is_again and one.read.count is not None:
            by_name.setdefault(one.place.name, {})[one.read.reader] = one.read.count
    return [[row[r] for r in readers] for row in by_name.values() if len(row) == len(readers)]


def _is(one: Joined, reader: str, again: bool) -> bool:
    return one.read.reader == reader and one.place.is_again is again

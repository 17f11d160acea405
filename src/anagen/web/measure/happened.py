"""What happened beside the treatment: listed, put in and taken out of a record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from anagen.records.event import Event
from anagen.records.measurement import Measurement
from anagen.records.record import Record
from anagen.records.treatment import Treatment
from anagen.web.measure.event_words import KINDS
from anagen.web.measure.fields import capitalised
from anagen.web.measure.series import name_of

Entry = Event | Treatment | Measurement
E = TypeVar("E", Event, Treatment, Measurement)


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event in a list. `id` is for addresses."""

    id: str
    day: date
    title: str
    note: str


def event_lines(record: Record) -> list[EventLine]:
    """Every event, the newest first."""
    newest_first = sorted(record.events, key=lambda one: one.on, reverse=True)
    return [
        EventLine(entry_id(one), one.on, capitalised(str(KINDS[one.kind])), one.note)
        for one in newest_first
    ]


def entry_id(entry: Entry) -> str:
    """A name for an address: the same entry always has the same one."""
    return name_of(repr(entry))


def entries_of(record: Record) -> Iterator[tuple[str, Entry]]:
    """Every entry of the lists that these pages keep, with the list that holds it."""
    for name in ("measurements", "treatments", "events"):
        for one in getattr(record, name):
            yield name, one


def entry_named(record: Record, id: str) -> Entry | None:
    """The entry with this name; None when there is none, or none any more."""
    return next((one for _, one in entries_of(record) if entry_id(one) == id), None)


def with_entry(record: Record, entry: Entry, instead_of: str = "") -> Record:
    """The record with this entry, in the place of an earlier one where that is named."""
    if isinstance(entry, Measurement):
        counts = (*_left(record.measurements, instead_of), entry)
        return replace(record, measurements=tuple(sorted(counts, key=lambda one: one.at)))
    if isinstance(entry, Event):
        events = (*_left(record.events, instead_of), entry)
        return replace(record, events=tuple(sorted(events, key=lambda one: one.on)))
    return replace(record, treatments=(*_left(record.treatments, instead_of), entry))


def without_entry(record: Record, id: str) -> Record:
    """The record without this entry."""
    return replace(
        record,
        measurements=_left(record.measurements, id),
        treatments=_left(record.treatments, id),
        events=_left(record.events, id),
    )


def holds(record: Record, entry: Entry) -> bool:
    """Whether the record has this very entry."""
    return any(one == entry for _, one in entries_of(record))


def _left(entries: tuple[E, ...], id: str) -> tuple[E, ...]:
    return tuple(one for one in entries if entry_id(one) != id)

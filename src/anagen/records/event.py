"""Something that happened to the hair or the person, and makes a later count hard to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from anagen.records.words import EventKind


@dataclass(frozen=True, slots=True)
class Event:
    """A haircut, an illness, a birth: a mark on the line of time, never a verdict."""

    on: date
    kind: EventKind
    note: str = ""

"""Everything known about one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from anagen.records.answers import Answer
from anagen.records.decision import Decision
from anagen.records.event import Event
from anagen.records.measurement import Measurement, Photo
from anagen.records.person import Concern, Person
from anagen.records.report import Report
from anagen.records.session import Session
from anagen.records.treatment import Treatment
from anagen.records.words import Setting

#: The version of the JSON form; a file of another version is refused, never guessed at.
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Record:
    """One person's record: what they said, what was done, what was seen and counted.

    Lists are in order of time, oldest first. `timezone` is an IANA name; every time inside is
    UTC and is shown to the person in their own zone.
    """

    setting: Setting
    timezone: str
    person: Person = field(default_factory=Person)
    concern: Concern | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    treatments: tuple[Treatment, ...] = ()
    sessions: tuple[Session, ...] = ()
    reports: tuple[Report, ...] = ()
    photos: tuple[Photo, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    events: tuple[Event, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The person's time zone."""
        return ZoneInfo(self.timezone)

    def local(self, moment: datetime) -> datetime:
        """A moment as the person's own clock shows it."""
        return moment.astimezone(self.zone)

    def local_day(self, moment: datetime) -> date:
        """The calendar day of a moment where the person is."""
        return self.local(moment).date()

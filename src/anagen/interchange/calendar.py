"""The dates of an advice as an iCalendar file (RFC 5545), for any calendar there is.

Every time is UTC, so that no calendar has to know a time zone and summer time moves nothing.
An appointment keeps its id when its date moves: read in again, a newer file replaces the older.
"""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid5

from icalendar import Alarm, Calendar, Event

from anagen.care.advice import Advice
from anagen.interchange.appointments import Appointment, What, Wishes, appointments
from anagen.interchange.words import Words
from anagen.records.record import Record

#: Ids are made inside this name, so that they never meet another program's.
OURS = UUID("6f0c1b5e-59b4-5d0e-9d57-2f6a3c0f8a11")
FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def calendar_file(advice: Advice, record: Record, words: Words, wishes: Wishes, id: str) -> bytes:
    """The file; b"" where there is no date to put into one.

    `id` names the record: the same one for every file of it, another for another record.
    """
    found = appointments(advice, record, words, wishes)
    if not found:
        return b""
    calendar = Calendar()
    calendar.add("prodid", f"-//Anagen//Anagen {advice.version}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Anagen")
    for one in found:
        calendar.add_component(_event(one, advice.at.astimezone(UTC), id))
    return bytes(calendar.to_ical())


def _event(one: Appointment, made: datetime, id: str) -> Event:
    event = Event()
    event.add("uid", f"{uuid5(OURS, f'{id}/{one.key}')}@anagen")
    event.add("dtstamp", made.replace(microsecond=0))
    # Never falls: a file made later always counts as the newer one.
    event.add("sequence", max(0, int((made - FIRST).total_seconds() // 60)))
    event.add("dtstart", one.starts)
    event.add("dtend", one.ends)
    event.add("summary", one.title)
    event.add("description", one.says)
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE" if one.what is What.SESSION else "TRANSPARENT")
    for before in one.alarms:
        event.add_component(_alarm(one, before))
    return event


def _alarm(one: Appointment, before: object) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one.title)
    alarm.add("trigger", before)
    return alarm

"""JSON in: a record as frozen values, or one line that says what is wrong with it.

Nothing is guessed. An entry we do not know, a number out of any sense, a time without a zone
or a date in the future is refused with its place.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from anagen.records.answers import Answer, Unknown, Value
from anagen.records.fields import ISO_DATE, Fields
from anagen.records.mistakes import RecordError, shown
from anagen.records.person import Concern, Person
from anagen.records.reading_parts import (
    read_decision,
    read_event,
    read_measurement,
    read_photo,
    read_session,
    read_treatment,
)
from anagen.records.record import SCHEMA, Record
from anagen.records.report import CombCount, PullTest, Report, WashTest
from anagen.records.session import Session
from anagen.records.words import HairLoss, Setting, Sex, Who, Zone

#: Clocks of two machines may differ a little; a minute ahead of ours is still "now".
CLOCK_SLACK = timedelta(minutes=1)
OLDEST_YEARS = 120
MOST_CHARACTERS = 20_000_000


def read_record(text: str, now: datetime) -> Record:
    """The record in a JSON text, checked entry by entry.

    Raises RecordError for damaged JSON, another schema, an unknown or missing entry, a value
    out of range, or anything dated after `now`.
    """
    fields = Fields(_tree(text), "", RecordError)
    schema = fields.raw("schema")
    if schema != SCHEMA or isinstance(schema, bool):
        raise fields.wrong("schema", str(SCHEMA), "Save the record again with this version.")
    record = Record(
        setting=fields.choice("setting", Setting),
        timezone=_timezone(fields),
        person=_person(fields.optional_table("person"), now),
        concern=_concern(fields.optional_table("concern")),
        answers=fields.named("answers", read_answer),
        treatments=fields.items("treatments", read_treatment),
        sessions=fields.items("sessions", read_session),
        reports=fields.items("reports", _report),
        photos=fields.items("photos", read_photo),
        measurements=fields.items("measurements", read_measurement),
        events=fields.items("events", read_event),
        decisions=fields.items("decisions", read_decision),
    )
    fields.finish()
    refuse_future(record, now)
    return _in_order_of_time(record)


def read_answer(fields: Fields, name: str) -> Answer:
    """One answer: `{"value": …, "at": …}` or `{"unknown": "declined", "at": …}`."""
    entry = fields.table(name)
    given, missing = "value" in entry, "unknown" in entry
    if given == missing:
        raise RecordError(
            entry.place,
            "both value and unknown" if given else "neither value nor unknown",
            "exactly one of value and unknown",
            "Keep the one that was said.",
        )
    answer = Answer(
        value=_value(entry, "value") if given else entry.choice("unknown", Unknown),
        at=entry.moment("at"),
        by=entry.optional_choice("by", Who) or Who.SELF,
        unit=entry.optional_text("unit", 40),
    )
    entry.raw("value"), entry.raw("unknown")
    entry.finish()
    return answer


def refuse_future(record: Record, now: datetime) -> None:
    """Raises RecordError when something in the record lies after `now`."""
    today = record.local_day(now)
    for place, moment in _moments(record):
        if moment > now + CLOCK_SLACK:
            raise _future(place, record.local(moment).isoformat(timespec="minutes"))
    for place, day in _days(record):
        if day > today:
            raise _future(place, day.isoformat())


def _future(place: str, found: str) -> RecordError:
    return RecordError(
        place,
        f"{found}, which lies in the future",
        "a time that has passed",
        "Correct the date, or set the clock of this computer.",
    )


def _moments(record: Record) -> list[tuple[str, datetime]]:
    found = [(f"answers.{name}.at", answer.at) for name, answer in record.answers.items()]
    for number, session in enumerate(record.sessions):
        found += _session_moments(session, f"sessions[{number}]")
    for number, report in enumerate(record.reports):
        place = f"reports[{number}]"
        found.append((f"{place}.at", report.at))
        found += [(f"{place}.signs.{name}.at", sign.at) for name, sign in report.signs.items()]
    for number, photo in enumerate(record.photos):
        found.append((f"photos[{number}].at", photo.at))
    for number, measurement in enumerate(record.measurements):
        found.append((f"measurements[{number}].at", measurement.at))
    for number, decision in enumerate(record.decisions):
        found.append((f"decisions[{number}].at", decision.at))
    return found


def _session_moments(session: Session, place: str) -> list[tuple[str, datetime]]:
    found = [(f"{place}.ended", session.ended)]
    found += [(f"{place}.applied[{n}].at", one.at) for n, one in enumerate(session.applied)]
    cream = session.anaesthetic
    times = [("on", cream.on), ("off", cream.off)] if cream else []
    return found + [(f"{place}.anaesthetic.{name}", at) for name, at in times if at is not None]


def _days(record: Record) -> list[tuple[str, date]]:
    found = []
    if record.person.birth_date:
        found.append(("person.birth_date", record.person.birth_date))
    if record.concern and record.concern.diagnosed_on:
        found.append(("concern.diagnosed_on", record.concern.diagnosed_on))
    for number, treatment in enumerate(record.treatments):
        if treatment.started:
            found.append((f"treatments[{number}].started", treatment.started))
        if treatment.stopped:
            found.append((f"treatments[{number}].stopped", treatment.stopped))
    found += [(f"events[{number}].on", event.on) for number, event in enumerate(record.events)]
    return found


def _in_order_of_time(record: Record) -> Record:
    return replace(
        record,
        sessions=tuple(sorted(record.sessions, key=lambda session: session.started)),
        reports=tuple(sorted(record.reports, key=lambda report: report.at)),
        photos=tuple(sorted(record.photos, key=lambda photo: photo.at)),
        measurements=tuple(sorted(record.measurements, key=lambda one: one.at)),
        events=tuple(sorted(record.events, key=lambda event: event.on)),
        decisions=tuple(sorted(record.decisions, key=lambda one: one.at)),
    )


def _tree(text: str) -> Any:
    if len(text) > MOST_CHARACTERS:
        raise RecordError(
            "the file",
            f"{len(text):,} characters",
            f"at most {MOST_CHARACTERS:,}",
            "Check that this is a record.",
        )
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise RecordError(
            f"line {error.lineno}, column {error.colno}",
            f"broken JSON ({error.msg.lower()})",
            "a complete record in JSON",
            "Save the record again, or mend that line.",
        ) from None
    except RecursionError:
        raise RecordError(
            "the file",
            "entries nested too deeply",
            "a record in JSON",
            "Check that this is a record.",
        ) from None
    except ValueError:  # what Python says to a number of more than 4,300 digits
        raise RecordError(
            "the file",
            "a number with thousands of digits",
            "numbers a person could write",
            "Correct the number.",
        ) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise RecordError(
            shown(twice), "the same entry twice", "each entry once", "Keep the one that is right."
        )
    return table


def _no_constant(word: str) -> Any:
    raise RecordError("a number", word, "a finite number", "Leave the entry out if not known.")


def _timezone(fields: Fields) -> str:
    name = fields.text("timezone", 64)
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        raise fields.wrong(
            "timezone", "a time zone such as Europe/Madrid", "Name a large city near you."
        ) from None
    return name


def _person(fields: Fields | None, now: datetime) -> Person:
    if fields is None:
        return Person()
    year = now.astimezone(UTC).year
    person = Person(
        birth_year=fields.optional_whole("birth_year", year - OLDEST_YEARS, year),
        birth_date=fields.optional_day("birth_date"),
        sex=fields.optional_choice("sex", Sex),
        weight_kg=fields.optional_number("weight_kg", 20, 400, "kg"),
    )
    fields.finish()
    born = person.birth_date
    if born and born.year < year - OLDEST_YEARS:
        raise fields.wrong("birth_date", f"a birth in the last {OLDEST_YEARS} years", "Correct it.")
    if born and person.birth_year not in (None, born.year):
        raise fields.wrong("birth_year", f"{born.year}, as in birth_date", "Keep the right one.")
    return person


def _concern(fields: Fields | None) -> Concern | None:
    if fields is None:
        return None
    concern = Concern(
        kind=fields.choice("kind", HairLoss),
        scale=fields.optional_text("scale", 40),
        grade=fields.optional_text("grade", 40),
        diagnosed_by=fields.optional_choice("diagnosed_by", Who),
        diagnosed_on=fields.optional_day("diagnosed_on"),
    )
    fields.finish()
    return concern


def _value(entry: Fields, name: str) -> Value:
    value = entry.raw(name)
    if isinstance(value, list):
        return entry.words(name)
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        return entry.day(name)
    if isinstance(value, str):
        return entry.text(name)
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return entry.number(name, -1e9, 1e9)
    raise entry.wrong(name, "yes or no, a number, a word or a date", "Give a single answer.")


def _report(fields: Fields) -> Report:
    at = fields.moment("at")

    def sign(inner: Fields, name: str) -> Answer:
        value = inner.raw(name)
        if isinstance(value, dict):
            return read_answer(inner, name)
        return Answer(_value(inner, name), at)

    report = Report(
        at=at,
        signs=fields.named("signs", sign),
        comb=_comb(fields),
        pull=_pull(fields.optional_table("pull")),
        wash=_wash(fields.optional_table("wash")),
        photos=fields.words("photos"),
    )
    fields.finish()
    return report


def _comb(fields: Fields) -> CombCount | None:
    counts = fields.raw("comb_counts")
    if counts is None:
        return None
    whole = (
        isinstance(counts, list)
        and bool(counts)
        and all(
            isinstance(count, int) and not isinstance(count, bool) and 0 <= count <= 2000
            for count in counts
        )
    )
    if not whole:
        raise fields.wrong(
            "comb_counts", "a list of whole numbers from 0 to 2000", "Write one count a morning."
        )
    return CombCount(tuple(counts))


def _pull(fields: Fields | None) -> PullTest | None:
    if fields is None:
        return None
    held = fields.whole("held", 10, 200)
    pull = PullTest(
        came_out=fields.whole("came_out", 0, held),
        held=held,
        zone=fields.optional_choice("zone", Zone),
    )
    fields.finish()
    return pull


def _wash(fields: Fields | None) -> WashTest | None:
    if fields is None:
        return None
    hairs = fields.whole("hairs", 0, 5000)
    wash = WashTest(
        hairs=hairs,
        short=fields.whole("short", 0, hairs),
        unwashed_days=fields.number("unwashed_days", 0.5, 30, "days"),
    )
    fields.finish()
    return wash

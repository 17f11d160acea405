"""The forms for a count, an event and a medicine: read into what a record can hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anagen.records.event import Event
from anagen.records.measurement import Measurement
from anagen.records.record import Record
from anagen.records.treatment import Treatment
from anagen.records.words import EventKind
from anagen.web.measure.happened import Entry
from anagen.web.measure.reader import DAY, Reader, Typed

_DAY_LABELS = {
    "day": gettext_lazy("Day"),
    "month": gettext_lazy("Month"),
    "year": gettext_lazy("Year"),
}
COUNT = {
    "site": gettext_lazy("Which spot?"),
    **_DAY_LABELS,
    "hair_count": gettext_lazy("Hairs counted"),
    "area_cm2": gettext_lazy("Area"),
    "device": gettext_lazy("What you counted with"),
    "hair_length_mm": gettext_lazy("Hair length"),
    "pictures": gettext_lazy("Pictures counted"),
    "standard_error_per_cm2": gettext_lazy("Standard error of the method"),
    "smallest_detectable_per_cm2": gettext_lazy("Smallest change the method can show"),
}
EVENT = {"kind": gettext_lazy("What happened?"), **_DAY_LABELS, "note": gettext_lazy("Note")}
TREATMENT = {
    "product": gettext_lazy("Medicine or treatment"),
    "dose": gettext_lazy("How much and how often"),
    "route": gettext_lazy("How it is taken"),
    **_DAY_LABELS,
}
STOP = _DAY_LABELS

#: The bounds of a record (anagen.records.reading_parts): what lies beyond cannot be kept.
MOST_NAME, MOST_NOTE, MOST_DOSE, MOST_ROUTE = 80, 200, 120, 40
AREA_CM2, ERROR_PER_CM2, HAIR_MM = (0.05, 30.0), (0.0, 500.0), (0.0, 2000.0)
MOST_HAIRS, MOST_PICTURES, MOST_PER_CM2 = 20_000, 100, 1000


@dataclass(frozen=True, slots=True)
class Reading:
    """What a form came to: an entry, or one line beside each slip."""

    entry: Entry | None
    slips: dict[str, str]


def moment_on(day: date, record: Record, now: datetime) -> datetime:
    """A moment on a day: now for today, else noon where the person is."""
    if day == record.local_day(now):
        return now
    return datetime.combine(day, time(12), tzinfo=record.zone).astimezone(UTC)


def read_count(
    typed: Typed, record: Record, now: datetime, before: Measurement | None = None
) -> Reading:
    """A count; what the form does not ask for stays as it was `before`."""
    reader = Reader(typed, record.local_day(now))
    day = reader.day(_("Write the day of the count: day, month and year."))
    hairs = reader.whole("hair_count", 0, MOST_HAIRS, _("Write how many hairs you counted."))
    area = reader.number("area_cm2", AREA_CM2, _("Write how large the counted area is, in cm²."))
    count = Measurement(
        at=now,
        site=reader.text("site", MOST_NAME, _("Name the spot, such as crown.")),
        area_cm2=area or 1.0,
        hair_count=hairs or 0,
        device=reader.text("device", MOST_NAME),
        pictures=reader.whole("pictures", 1, MOST_PICTURES) or 1,
        standard_error_per_cm2=reader.number("standard_error_per_cm2", ERROR_PER_CM2),
        smallest_detectable_per_cm2=reader.number("smallest_detectable_per_cm2", ERROR_PER_CM2),
        hair_length_mm=reader.number("hair_length_mm", HAIR_MM),
    )
    if before is not None:
        count = _with_the_rest(count, before)
    _check_density(reader, count)
    if reader.slips or day is None:
        return Reading(None, reader.slips)
    is_same_day = before is not None and record.local_day(before.at) == day
    at = before.at if before is not None and is_same_day else moment_on(day, record, now)
    return Reading(replace(count, at=at), {})


def _with_the_rest(count: Measurement, before: Measurement) -> Measurement:
    return replace(
        count,
        terminal_count=before.terminal_count,
        vellus_count=before.vellus_count,
        cut_um=before.cut_um,
        mean_width_um=before.mean_width_um,
        doubts=before.doubts,
    )


def _check_density(reader: Reader, count: Measurement) -> None:
    """What no scalp can carry is a slip of the pen, most often in the unit of the area."""
    if "hair_count" in reader.slips or "area_cm2" in reader.slips:
        return
    if count.density_per_cm2 > MOST_PER_CM2:
        reader.slips["hair_count"] = _(
            "That would be more than %(most)d hairs per cm². Check the count and the area."
        ) % {"most": MOST_PER_CM2}
    parts = (count.terminal_count or 0) + (count.vellus_count or 0)
    if parts > count.hair_count:
        reader.slips["hair_count"] = _(
            "Thick and fine hairs counted earlier come to %(parts)d, so it must be at least that."
        ) % {"parts": parts}


def typed_count(count: Measurement, day: date) -> Typed:
    """How a kept count stands in the form."""
    numbers = ("area_cm2", "hair_length_mm", "standard_error_per_cm2",
               "smallest_detectable_per_cm2")  # fmt: skip
    told = {name: _number(getattr(count, name)) for name in numbers}
    return {
        **told,
        **typed_day(day),
        "site": count.site,
        "device": count.device,
        "hair_count": str(count.hair_count),
        "pictures": str(count.pictures),
    }


def _number(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def typed_day(day: date) -> dict[str, str]:
    """A day in its three fields."""
    return dict(zip(DAY, (str(day.day), str(day.month), str(day.year)), strict=True))


def read_event(typed: Typed, today: date) -> Reading:
    """Something that happened."""
    reader = Reader(typed, today)
    words = {one.value for one in EventKind}
    kind = reader.pick("kind", words, _("Choose what happened."))
    note = reader.text("note", MOST_NOTE)
    day = reader.day(_("Write the day: day, month and year."))
    if reader.slips or day is None:
        return Reading(None, reader.slips)
    return Reading(Event(day, EventKind(kind), note), {})


def read_treatment(typed: Typed, today: date) -> Reading:
    """A medicine that was begun, on a day or on one that nobody remembers."""
    reader = Reader(typed, today)
    treatment = Treatment(
        product=reader.text("product", MOST_NAME, _("Write the name of the medicine.")),
        started=reader.day(),
        dose=reader.text("dose", MOST_DOSE),
        route=reader.text("route", MOST_ROUTE),
    )
    return Reading(None if reader.slips else treatment, reader.slips)


def read_stop(typed: Typed, today: date, treatment: Treatment) -> Reading:
    """The same medicine with its last day."""
    reader = Reader(typed, today)
    day = reader.day(_("Write the last day you took it: day, month and year."))
    if day and treatment.started and day < treatment.started:
        reader.slips[DAY[0]] = _("That is before the day you began.")
    if reader.slips or day is None:
        return Reading(None, reader.slips)
    return Reading(replace(treatment, stopped=day), {})

"""How a picture was taken: the form, and what of it goes into the record.

What nobody wrote down stays unknown. Nothing in the form but the part of the scalp is needed, so
that a slip never keeps a picture out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from anagen.records.measurement import Photo
from anagen.records.record import Record
from anagen.records.words import Zone
from anagen.store.pictures.models import Scope
from anagen.web.measure.reader import DAY, Reader, Typed

FIELDS = (
    "zone", "hair_wet", "hair_length_mm", "light", "place", "camera", "has_scale", "when", *DAY,
    "scope",
)  # fmt: skip
NOW, EARLIER = "now", "earlier"
YES, NO = "yes", "no"
TRUTH = {YES: True, NO: False}
MOST_NAME = 80
HAIR_MM = (0.0, 2000.0)


@dataclass(frozen=True, slots=True)
class Taken:
    """What the form says. Fields with a slip are unknown in it."""

    photo: Photo
    scope: Scope
    slips: dict[str, str]


def read_how_taken(typed: Typed, record: Record, now: datetime) -> Taken:
    """The form of a new picture, read."""
    reader = Reader(typed, record.local_day(now))
    zone = reader.pick("zone", {one.value for one in Zone}, _("Say which part it shows."))
    photo = Photo(
        id="new",
        at=_when(reader, record, now),
        zone=Zone(zone) if zone else None,
        camera=_kept(reader, "camera"),
        light=_kept(reader, "light"),
        place=_kept(reader, "place"),
        hair_length_mm=reader.number("hair_length_mm", HAIR_MM),
        hair_wet=TRUTH.get(reader.pick("hair_wet", TRUTH)),
        has_scale=TRUTH.get(reader.pick("has_scale", TRUTH)),
    )
    scope = reader.pick("scope", Scope.values)
    return Taken(photo, Scope(scope or Scope.RECORD), reader.slips)


def _kept(reader: Reader, name: str) -> str:
    text = reader.text(name, MOST_NAME)
    return "" if name in reader.slips else text


def _when(reader: Reader, record: Record, now: datetime) -> datetime:
    if reader.typed["when"] != EARLIER:
        return now
    found = reader.day(_("Write the day: day, month and year. Or choose “Just now”."))
    if found is None or found == record.local_day(now):
        return now
    return datetime.combine(found, time(12), tzinfo=record.zone).astimezone(UTC)


def first_guess(record: Record, zone: str) -> Typed:
    """The form before anything is typed: camera, light and place as last time."""
    last = max(record.photos, key=lambda one: one.at, default=None)
    empty: dict[str, str] = {**dict.fromkeys(FIELDS, ""), "when": NOW}
    known = zone if zone in {one.value for one in Zone} else ""
    if last is None:
        return {**empty, "zone": known}
    told = typed_from(last, record, Scope.RECORD)
    # What changes from day to day is asked anew: wet hair, the scale, and the time.
    return {**told, "zone": known or told["zone"], "hair_wet": "", "has_scale": "", **_ask_when()}


def _ask_when() -> dict[str, str]:
    return {"when": NOW, **dict.fromkeys(DAY, "")}


def typed_from(photo: Photo, record: Record, scope: str) -> Typed:
    """How a kept picture stands in the form."""
    day = record.local_day(photo.at)
    truth: dict[Any, str] = {True: YES, False: NO, None: ""}
    length = photo.hair_length_mm
    return {
        "zone": photo.zone.value if photo.zone else "",
        "hair_wet": truth[photo.hair_wet],
        "has_scale": truth[photo.has_scale],
        "hair_length_mm": "" if length is None else f"{length:g}",
        "light": photo.light,
        "place": photo.place,
        "camera": photo.camera,
        "when": EARLIER,
        "day": str(day.day),
        "month": str(day.month),
        "year": str(day.year),
        "scope": scope,
    }

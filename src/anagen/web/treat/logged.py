"""A session written down afterwards: one form, filled in as the last session was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anagen.records.reading_parts import LEAST_NEEDLE_MM, MOST_NEEDLE_MM
from anagen.records.record import Record
from anagen.records.session import Applied, Session, ZonePasses
from anagen.records.words import DeviceKind, Endpoint, Setting, Who, Zone
from anagen.web.treat.entry import (
    Slips,
    hour_in,
    number_from,
    optional_number,
    text_from,
    zones_from,
)
from anagen.web.treat.scalp_map import NAMES, Look, Marks, ScalpMap, scalp_map
from anagen.web.treat.when import Span, Wall, moment_after, span_in

DEVICES: Mapping[DeviceKind, Promise] = {
    DeviceKind.ROLLER: gettext_lazy("Roller"),
    DeviceKind.STAMP: gettext_lazy("Stamp"),
    DeviceKind.PEN: gettext_lazy("Pen"),
    DeviceKind.RADIO_FREQUENCY: gettext_lazy("Radio-frequency needles"),
}
MOST_PASSES = 100  # the bound of a record; the limits of the plan are told afterwards
PLAIN = (
    "day", "from", "to", "device", "needle_mm", "endpoint", "pain", "antiseptic", "occluded",
    "applied", "applied_at", "lot", "kept_device",
)  # fmt: skip
COVERED = {"yes": True, "no": False}
#: What a new entry is worth without a last session to go by.
USUAL_LENGTH = timedelta(minutes=10)

Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """The form at one moment: what stands in it, and what to say beside it."""

    typed: Typed
    zones: tuple[Zone, ...]
    slips: Mapping[str, str]

    @property
    def map(self) -> ScalpMap:
        """The zones as boxes, with passes and depth for each."""
        looks = dict.fromkeys(self.zones, Look.AHEAD)
        return scalp_map(Marks(looks, typed=self.typed), name="zone", is_form=True)


def typed_in(form: QueryDict) -> Typed:
    """What was sent, field by field."""
    names = [*PLAIN, *(f"{part}_{zone.value}" for zone in Zone for part in ("passes", "depth"))]
    return {name: form.get(name, "").strip()[:200] for name in names}


def entry_like(session: Session, record: Record, now: datetime) -> Entry:
    """The form filled in like an earlier session that ended just now.

    What was seen and felt that time is left open, and whether the skin was covered: it says
    nothing about today, and a "no" that nobody gave would shorten a hold.
    """
    again = replace(
        session,
        started=now - (session.ended - session.started),
        ended=now,
        endpoint=None,
        pain=None,
        occluded=None,
        applied=(),
        lot="",
    )
    return entry_of(again, record)


def entry_of(session: Session, record: Record) -> Entry:
    """The form as a session stands in the record."""
    started, ended = record.local(session.started), record.local(session.ended)
    applied = session.applied[0] if session.applied else None
    typed = {
        "day": started.date().isoformat(),
        "from": f"{started:%H:%M}",
        "to": f"{ended:%H:%M}",
        "device": session.device.value,
        "needle_mm": f"{session.needle_mm:g}",
        "endpoint": session.endpoint.value if session.endpoint else "",
        "pain": "" if session.pain is None else str(session.pain),
        "antiseptic": session.antiseptic,
        "occluded": {True: "yes", False: "no", None: ""}[session.occluded],
        "applied": applied.product if applied else "",
        "applied_at": f"{record.local(applied.at):%H:%M}" if applied else "",
        "lot": session.lot,
    }
    for zone in session.zones:
        typed[f"passes_{zone.zone.value}"] = str(zone.passes)
        typed[f"depth_{zone.zone.value}"] = f"{zone.depth_mm:g}"
    return Entry(typed, tuple(one.zone for one in session.zones), {})


def empty_entry(record: Record, now: datetime) -> Entry:
    """The form for somebody whose record holds no session yet: only what they told us."""
    ended = record.local(now)
    started = record.local(now - USUAL_LENGTH)
    typed = {
        "day": ended.date().isoformat(),
        "from": f"{started:%H:%M}",
        "to": f"{ended:%H:%M}",
        "device": _told(record, "device_kind"),
        "needle_mm": _told(record, "needle_mm"),
    }
    return Entry(typed, (), {})


def _told(record: Record, question: str) -> str:
    answer = record.answers.get(question)
    value = answer.value if answer else None
    if isinstance(value, str):
        return value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{value:g}" if is_number else ""


def session_in(
    form: QueryDict, record: Record, now: datetime, before: Session | None
) -> Session | Entry:
    """The session that was written, or the form with a line beside each slip.

    What the form does not ask (numbing cream, uses) stays as it was `before`.
    """
    slips: Slips = {}
    wall = Wall(record, now, before)
    times = span_in(form, wall, slips)
    device = next((one for one in DeviceKind if one.value == form.get("device")), None)
    if device is None:
        slips["device"] = _("Choose what carried the needles.")
    needle = number_from(form, "needle_mm", (LEAST_NEEDLE_MM, MOST_NEEDLE_MM), slips)
    zones = _zones(form, needle, slips)
    pain = optional_number(form, "pain", (0, 10), slips, is_whole=True)
    applied = _applied(form, times, wall, slips) if times else ()
    antiseptic = text_from(form, "antiseptic", 80, slips)
    lot = text_from(form, "lot", 80, slips)
    if slips or times is None or device is None or needle is None:
        return Entry(typed_in(form), zones_from(form), slips)
    told = before or Session(*times, record.setting, device, needle)
    return replace(
        told,
        started=times[0],
        ended=times[1],
        device=device,
        needle_mm=needle,
        zones=zones,
        endpoint=endpoint_in(form),
        pain=None if pain is None else int(pain),
        antiseptic=antiseptic,
        occluded=COVERED.get(form.get("occluded", "")),
        applied=(*applied, *told.applied[1:]),
        lot=lot,
        operator=told.operator or (Who.SELF if record.setting is Setting.HOME else None),
    )


def endpoint_in(form: QueryDict) -> Endpoint | None:
    """What was seen; None where nothing is ticked."""
    return next((one for one in Endpoint if one.value == form.get("endpoint")), None)


def _zones(form: QueryDict, needle: float | None, slips: Slips) -> tuple[ZonePasses, ...]:
    found = []
    most = needle if needle is not None else MOST_NEEDLE_MM
    chosen = zones_from(form)
    if not chosen:
        slips["zones"] = _("Choose at least one zone.")
    for zone in chosen:
        word = zone.value
        passes = number_from(form, f"passes_{word}", (1, MOST_PASSES), slips, is_whole=True)
        empty = not form.get(f"depth_{word}", "").strip()
        depth = most if empty else _depth(form, word, most, slips)
        if passes is not None and depth is not None:
            found.append(ZonePasses(zone, int(passes), depth))
    return tuple(found)


def _depth(form: QueryDict, word: str, most: float, slips: Slips) -> float | None:
    """A depth is never more than the needle is long."""
    return number_from(form, f"depth_{word}", (min(LEAST_NEEDLE_MM, most), most), slips)


def _applied(form: QueryDict, times: Span, wall: Wall, slips: Slips) -> tuple[Applied, ...]:
    product = text_from(form, "applied", 80, slips)
    if not product:
        return ()
    if not form.get("applied_at", "").strip():
        return (Applied(product, times[1]),)
    hour = hour_in(form, "applied_at", slips)
    if hour is None:
        return ()
    at = moment_after(hour, times[0], wall)
    if at is None:
        slips["applied_at"] = _("That time has not come yet.")
        return ()
    return (Applied(product, at),)


def label_of(name: str) -> str:
    """The name of a field, for the list of slips."""
    part, _underscore, word = name.partition("_")
    if part in ("passes", "depth") and word:
        zone = next((NAMES[one] for one in Zone if one.value == word), "")
        told = _("Passes, %(zone)s") if part == "passes" else _("Depth, %(zone)s")
        return told % {"zone": zone}
    return str(LABELS.get(name, ""))


LABELS: Mapping[str, Promise] = {
    "day": gettext_lazy("Day"),
    "from": gettext_lazy("From"),
    "to": gettext_lazy("To"),
    "device": gettext_lazy("Device"),
    "needle_mm": gettext_lazy("Needle length"),
    "zones": gettext_lazy("Zones"),
    "pain": gettext_lazy("Pain"),
    "antiseptic": gettext_lazy("Disinfected with"),
    "applied": gettext_lazy("Put on afterwards"),
    "applied_at": gettext_lazy("Put on at"),
    "lot": gettext_lazy("Lot"),
}

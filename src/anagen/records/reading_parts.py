"""JSON in, for the parts of a record that come in lists: what was done, seen and counted."""

from __future__ import annotations

from datetime import datetime, timedelta

from anagen.records.decision import Decision
from anagen.records.event import Event
from anagen.records.fields import Fields
from anagen.records.measurement import Measurement, Photo
from anagen.records.session import Anaesthetic, Applied, Session, ZonePasses
from anagen.records.treatment import Treatment
from anagen.records.words import (
    DeviceKind,
    Endpoint,
    EventKind,
    Outcome,
    Setting,
    Verdict,
    Who,
    Zone,
)

#: No device for skin is shorter or longer than this. Clinical limits are far tighter and are
#: knowledge; these bounds only tell a needle from a slip of the pen.
LEAST_NEEDLE_MM, MOST_NEEDLE_MM = 0.1, 3.0
LONGEST_SESSION = timedelta(hours=12)
CM2_PER_INCH2 = 6.4516


def read_event(fields: Fields) -> Event:
    """One event."""
    event = Event(
        on=fields.day("on"),
        kind=fields.choice("kind", EventKind),
        note=fields.optional_text("note", 200),
    )
    fields.finish()
    return event


def read_session(fields: Fields) -> Session:
    """One session."""
    session = Session(
        started=fields.moment("started"),
        ended=fields.moment("ended"),
        setting=fields.choice("setting", Setting),
        device=fields.choice("device", DeviceKind),
        needle_mm=fields.number("needle_mm", LEAST_NEEDLE_MM, MOST_NEEDLE_MM, "mm"),
        zones=fields.items("zones", _zone),
        lot=fields.optional_text("lot", 80),
        uses=fields.optional_whole("uses", 0, 1000),
        anaesthetic=_anaesthetic(fields.optional_table("anaesthetic")),
        antiseptic=fields.optional_text("antiseptic", 80),
        endpoint=fields.optional_choice("endpoint", Endpoint),
        pain=fields.optional_whole("pain", 0, 10),
        pressure=fields.optional_text("pressure", 20),
        occluded=fields.optional_truth("occluded"),
        applied=fields.items("applied", _applied),
        operator=fields.optional_choice("operator", Who),
    )
    fields.finish()
    _refuse_backwards(fields, "ended", session.started, session.ended)
    for number, zone in enumerate(session.zones):
        if zone.depth_mm > session.needle_mm:
            raise fields.wrong(
                "zones",
                f"depths up to the needle's {session.needle_mm:g} mm",
                f"Correct depth_mm of zone {number + 1}, or the needle length.",
            )
    return session


def _refuse_backwards(fields: Fields, name: str, begun: datetime, over: datetime) -> None:
    if not timedelta(0) <= over - begun <= LONGEST_SESSION:
        raise fields.wrong(
            name,
            f"a time up to 12 hours after {begun.isoformat(timespec='minutes')}",
            "Correct the start or the end.",
        )


def _zone(fields: Fields) -> ZonePasses:
    zone = ZonePasses(
        zone=fields.choice("zone", Zone),
        passes=fields.whole("passes", 1, 100),
        depth_mm=fields.number("depth_mm", LEAST_NEEDLE_MM, MOST_NEEDLE_MM, "mm"),
    )
    fields.finish()
    return zone


def _anaesthetic(fields: Fields | None) -> Anaesthetic | None:
    if fields is None:
        return None
    cream = Anaesthetic(
        product=fields.text("product", 80),
        grams=fields.optional_number("grams", 0, 500, "g"),
        area_cm2=fields.optional_number("area_cm2", 0.1, 2000, "cm2"),
        on=fields.optional_moment("on"),
        off=fields.optional_moment("off"),
        covered=fields.optional_truth("covered"),
        heated=fields.optional_truth("heated"),
    )
    fields.finish()
    if cream.on and cream.off:
        _refuse_backwards(fields, "off", cream.on, cream.off)
    return cream


def _applied(fields: Fields) -> Applied:
    applied = Applied(product=fields.text("product", 80), at=fields.moment("at"))
    fields.finish()
    return applied


def read_treatment(fields: Fields) -> Treatment:
    """One treatment."""
    treatment = Treatment(
        product=fields.text("product", 80),
        started=fields.optional_day("started"),
        stopped=fields.optional_day("stopped"),
        dose=fields.optional_text("dose", 120),
        route=fields.optional_text("route", 40),
    )
    fields.finish()
    if treatment.started and treatment.stopped and treatment.stopped < treatment.started:
        raise fields.wrong("stopped", f"a day from {treatment.started} on", "Correct the dates.")
    return treatment


def read_photo(fields: Fields) -> Photo:
    """How one picture was taken."""
    photo = Photo(
        id=fields.text("id", 80),
        at=fields.moment("at"),
        zone=fields.optional_choice("zone", Zone),
        camera=fields.optional_text("camera", 80),
        light=fields.optional_text("light", 80),
        place=fields.optional_text("place", 80),
        hair_length_mm=fields.optional_number("hair_length_mm", 0, 2000, "mm"),
        hair_wet=fields.optional_truth("hair_wet"),
        has_scale=fields.optional_truth("has_scale"),
    )
    fields.finish()
    return photo


def read_measurement(fields: Fields) -> Measurement:
    """One count. Densities follow from count and area, so a unit cannot be mixed up."""
    if "density_per_inch2" in fields:
        density = fields.number("density_per_inch2", 0, 5000, "per square inch")
        raise fields.wrong(
            "density_per_inch2",
            "hair_count and area_cm2",
            f"About {density / CM2_PER_INCH2:.0f} per cm2: an inch2 has {CM2_PER_INCH2} cm2.",
        )
    measurement = Measurement(
        at=fields.moment("at"),
        site=fields.text("site", 80),
        area_cm2=fields.number("area_cm2", 0.05, 30, "cm2"),
        hair_count=fields.whole("hair_count", 0, 20_000),
        device=fields.optional_text("device", 80),
        pictures=fields.optional_whole("pictures", 1, 100) or 1,
        standard_error_per_cm2=fields.optional_number("standard_error_per_cm2", 0, 500),
        smallest_detectable_per_cm2=fields.optional_number("smallest_detectable_per_cm2", 0, 500),
        hair_length_mm=fields.optional_number("hair_length_mm", 0, 2000, "mm"),
        terminal_count=fields.optional_whole("terminal_count", 0, 20_000),
        vellus_count=fields.optional_whole("vellus_count", 0, 20_000),
        cut_um=fields.optional_number("cut_um", 10, 100, "µm"),
        mean_width_um=fields.optional_number("mean_width_um", 5, 250, "µm"),
        doubts=fields.words("doubts"),
    )
    fields.finish()
    if measurement.density_per_cm2 > 1000:
        raise fields.wrong("hair_count", "at most 1000 hairs per cm2", "Check count and area.")
    parts = (measurement.terminal_count or 0) + (measurement.vellus_count or 0)
    if parts > measurement.hair_count:
        raise fields.wrong(
            "hair_count", f"at least {parts}, the sum of its parts", "Correct one of the counts."
        )
    return measurement


def read_decision(fields: Fields) -> Decision:
    """One piece of advice as it was given."""
    word = fields.text("verdict", 40)
    verdicts = {verdict.word: verdict for verdict in Verdict}
    if word not in verdicts:
        raise fields.wrong("verdict", "one of " + ", ".join(verdicts), "Use one of these words.")
    decision = Decision(
        at=fields.moment("at"),
        verdict=verdicts[word],
        outcome=fields.optional_choice("outcome", Outcome),
        knowledge=fields.text("knowledge", 80),
        version=fields.text("version", 40),
    )
    fields.finish()
    return decision

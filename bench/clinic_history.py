"""The sessions, problems and pictures of two full clinics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta

from anagen.imaging.quality import Quality
from anagen.records.writing import plain
from anagen.store.pictures.models import Picture
from anagen.store.procedures.models import Complication, Consent, Procedure
from bench.clinic_filling import LOTS, Filling, One, kind_of, many, picture_ids
from bench.clinic_people import random_id
from bench.clinic_pouring import Row, pour


def fill_sessions(filling: Filling, one: One) -> None:
    """Every patient's sessions; those in the record are the latest, at the same moments."""
    consents = dict(Consent.objects.filter(clinic=one.clinic).values_list("case_id", "pk"))
    pour(Procedure, _procedures(filling, one, consents))
    mine = Procedure.objects.filter(clinic=one.clinic).order_by("pk")
    bad = mine.values_list("pk", "case_id", "at")[::70]
    many(Complication, _complications(filling, one, bad))


def _procedures(filling: Filling, one: One, consents: dict[int, int]) -> Iterator[Row]:
    span = timedelta(days=35 * (filling.size.sessions + 2))
    operators = [member.pk for member in one.members[1:15]]
    devices = [device.pk for device in one.devices]
    for place, patient in enumerate(one.patients):
        kind = kind_of(filling, place)
        zones = [plain(one.zones) for one in kind.sessions]
        for back in range(filling.size.sessions):
            which = max(len(kind.sessions) - 1 - back, 0)
            known = kind.sessions[which]
            extra = max(0, back - len(kind.sessions) + 1)
            at = known.started - timedelta(days=35 * extra)
            # Lots follow each other in time, a few open at once, as boxes in a cupboard are.
            share = 1 - (filling.now - at) / span
            place_of_lot = int(share * LOTS + filling.chance.uniform(-8, 8))
            lot = one.lots[min(max(place_of_lot, 0), LOTS - 1)]
            yield {
                "public_id": random_id(filling.chance),
                "case_id": patient.case_id,
                "clinic_id": one.clinic.pk,
                "at": at,
                "ended": at + timedelta(minutes=25),
                "written": at + timedelta(minutes=30),
                "operator_id": operators[filling.chance.randrange(len(operators))],
                "device_id": devices[filling.chance.randrange(len(devices))],
                "lot_id": lot.pk,
                "lot_number": lot.number,
                "lot_expiry": lot.expiry,
                "needle_mm": known.needle_mm,
                "deepest_mm": known.deepest_mm,
                "zones": zones[which],
                "antiseptic": "chlorhexidine",
                "endpoint": "mild_redness",
                "pain": known.pain,
                "consent_id": consents[patient.case_id],
                "knowledge": "load",
                "aftercare_given": at + timedelta(minutes=31),
            }


def _complications(
    filling: Filling, one: One, bad: Iterable[tuple[int, int, datetime]]
) -> Iterator[Complication]:
    for number, (procedure, case, at) in enumerate(bad):
        is_open = number % 100 == 0
        yield Complication(
            public_id=random_id(filling.chance),
            case_id=case,
            clinic=one.clinic,
            procedure_id=procedure,
            report_at=at + timedelta(hours=30, seconds=number),
            triage="same_day" if number % 3 == 0 else "within_two_weeks",
            signs=["pain_worse=yes"],
            closed_at=None if is_open else at + timedelta(days=3),
            closed_by=None if is_open else one.members[1],
            outcome="" if is_open else filling.chance.choice(("healed", "no_complication")),
        )


def fill_pictures(filling: Filling, one: One) -> None:
    """Every patient's pictures: rows alone, no files."""
    pour(Picture, _picture_rows(filling, one))


def _picture_rows(filling: Filling, one: One) -> Iterator[Row]:
    quality = asdict(Quality(sharpness=120.0, brightness_percent=52.0, glare_percent=0.4))
    for place, patient in enumerate(one.patients):
        ids = picture_ids(filling, one.number, place)
        for id, at in zip(ids, kind_of(filling, place).pictures, strict=True):
            yield {
                "public_id": id,
                "once": random_id(filling.chance),
                "case_id": patient.case_id,
                "at": at,
                "arrived": at + timedelta(minutes=1),
                "zone": "crown",
                "bytes": 400_000,
                "sha256": "0" * 64,
                "width": 3000,
                "height": 2000,
                "quality": quality,
            }

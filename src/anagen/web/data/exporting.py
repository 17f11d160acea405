"""Everything of one person as one ZIP: the record, its tables, the advice and the pictures."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime

from django.utils.translation import gettext_lazy

from anagen.interchange.tables import csv_of, tables_of
from anagen.store.counts.models import HairCount
from anagen.store.models import Case
from anagen.store.pictures.keeping import files_of
from anagen.store.rows import record_of
from anagen.store.sessions.models import Cleaning, KeptDevice

DEVICE = (
    "public_id",
    "kind",
    "needle_mm",
    "owner",
    "mark",
    "kept_since",
    "uses_before",
    "retired_on",
    "note",
)
CLEANED = ("device__public_id", "at", "method")

#: What each file of the ZIP holds.
HOLDS = {
    "record.json": gettext_lazy(
        "everything you told Anagen, in its own form; `anagen advise` reads it"
    ),
    "tables/*.csv": gettext_lazy(
        "the same as tables: sessions, check-ins, counts, photos and so on"
    ),
    "advice/*.json": gettext_lazy("every piece of advice as it was given, with its sources"),
    "pictures/*.jpg": gettext_lazy("your pictures, without place or camera data"),
    "counts/*.json": gettext_lazy(
        "the hairs counted in your close-ups, as they were found, and what was corrected"
    ),
}


def export_of(case: Case, now: datetime) -> bytes:
    """The ZIP of a case. A damaged record is exported as it is, without tables."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("READ-ME.txt", _read_me())
        archive.writestr("record.json", case.record)
        tables = tables_of(record_of(case, now)) | device_tables(case)
        for name, text in tables.items():
            archive.writestr(f"tables/{name}.csv", text)
        for decision in case.decisions.all():
            kept = json.dumps(json.loads(decision.advice), ensure_ascii=False, indent=1)
            archive.writestr(f"advice/{decision.at:%Y%m%dT%H%M%S}-{decision.pk}.json", kept)
        for name, text in counts_of(case).items():
            archive.writestr(f"counts/{name}.json", text)
        for path in files_of(case):
            archive.write(path, f"pictures/{path.name}", zipfile.ZIP_STORED)
    return out.getvalue()


def device_tables(case: Case) -> dict[str, str]:
    """The rollers and pens that are kept, and when each was cleaned."""
    devices = KeptDevice.objects.filter(case=case)
    cleanings = Cleaning.objects.filter(device__case=case)
    return {
        "devices": csv_of(DEVICE, devices.values(*DEVICE)),
        "cleanings": csv_of(CLEANED, cleanings.values(*CLEANED)),
    }


def counts_of(case: Case) -> dict[str, str]:
    """Each count of a picture: what was found, and every correction with its moment."""
    rows = HairCount.objects.filter(case=case).exclude(answer="")
    return {
        str(row.public_id): json.dumps(
            {
                "picture": f"{row.picture.public_id}.jpg",
                "site": row.site,
                "device": row.device,
                "found": json.loads(row.answer),
                "corrections": [
                    {**one.told, "at": one.at.isoformat(), "taken_back": one.undone is not None}
                    for one in row.corrections.all()
                ],
            },
            ensure_ascii=False,
            indent=1,
        )
        for row in rows.select_related("picture").prefetch_related("corrections")
    }


def _read_me() -> str:
    return "".join(f"{name:<16}{holds}\n" for name, holds in HOLDS.items())

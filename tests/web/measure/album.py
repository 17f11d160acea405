"""Somebody with counts, sessions, medicines and photos, and how their forms are sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from anagen.records.event import Event
from anagen.records.measurement import Measurement
from anagen.records.record import Record
from anagen.records.report import CombCount, Report
from anagen.records.session import Session
from anagen.records.treatment import Treatment
from anagen.records.words import DeviceKind, EventKind, Setting
from anagen.store.models import Case
from anagen.store.pictures.models import Picture
from anagen.store.rows import change_record, open_case, record_of
from anagen.web.clock import now
from tests.imaging.drawn import as_file, scalp
from tests.story import record

MADRID = ZoneInfo("Europe/Madrid")
PHOTO = {
    "zone": "crown", "hair_wet": "no", "hair_length_mm": "12", "light": "bathroom lamp",
    "place": "bathroom", "camera": "phone", "has_scale": "yes", "when": "now",
}  # fmt: skip
JPEG = as_file(scalp())


def person(**parts: Any) -> Case:
    """Somebody at home whose answers stand in nobody's way."""
    told = record("home", now=now(), timezone=MADRID.key, **parts)
    return open_case(told, now(), uuid4())


def kept(case: Case) -> Record:
    return record_of(Case.objects.get(pk=case.pk), now())


def change(case: Case, **parts: Any) -> None:
    change_record(case.public_id, lambda one: replace(one, **parts), now())


def ago(days: float) -> datetime:
    """So many days ago by the clock on the person's wall: a day may have 23 or 25 hours."""
    return (now().astimezone(MADRID) - timedelta(days=days)).astimezone(UTC)


def day_ago(days: int) -> date:
    return ago(days).astimezone(MADRID).date()


def count(days: float, hairs: int, **more: Any) -> Measurement:
    """A count of one square centimetre at the crown, so many days ago."""
    told = {"site": "crown", "device": "lens", "hair_length_mm": 1.0, "pictures": 3, **more}
    return Measurement(ago(days), area_cm2=1.0, hair_count=hairs, **told)


def a_course(case: Case) -> None:
    """Nine months of counts, sessions, shedding, medicines and events."""
    densities = (131, 135, 126, 137, 139, 135, 143, 146, 145)
    session = Session(ago(0), ago(0), Setting.HOME, DeviceKind.ROLLER, 0.5)
    sessions = [
        replace(session, started=ago(days), ended=ago(days - 0.02)) for days in range(230, 5, -14)
    ]
    change(
        case,
        measurements=tuple(
            count(250 - 30 * number, hairs, standard_error_per_cm2=4.0)
            for number, hairs in enumerate(densities)
        ),
        sessions=tuple(sessions),
        reports=(
            Report(ago(240), comb=CombCount((10, 8, 12))),
            Report(ago(30), comb=CombCount((24, 18, 21))),
        ),
        treatments=(
            Treatment("minoxidil 5 %", day_ago(210), dose="1 ml twice a day"),
            Treatment("finasteride", None, day_ago(100)),
        ),
        events=(
            Event(day_ago(150), EventKind.HAIRCUT),
            Event(day_ago(90), EventKind.FEVER, "<b>flu</b>"),
        ),
    )


def upload(data: bytes = JPEG, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def send(
    client: Client, case: Case, data: bytes | None = JPEG, once: UUID | None = None, **form: str
) -> HttpResponse:
    """Sends the form of the photo booth, as a browser does."""
    told: dict[str, Any] = {**PHOTO, "once": str(once or uuid4()), **form}
    if data is not None:
        told["picture"] = upload(data)
    return client.post(reverse("photo_take", args=[case.public_id]), told)


def taken(client: Client, case: Case, days: int = 0, data: bytes = JPEG, **form: str) -> Picture:
    """A kept picture, taken so many days ago."""
    if days:
        day = kept(case).local_day(ago(days))
        form |= {"when": "earlier", "day": str(day.day), "month": str(day.month)}
        form["year"] = str(day.year)
    once = uuid4()
    assert send(client, case, data, once, **form).status_code == 302
    return Picture.objects.get(once=once)


def address(name: str, case: Case, *more: object) -> str:
    return reverse(name, args=[case.public_id, *more])


def seen(case: Case) -> str:
    return str(Case.objects.get(pk=case.pk).version)


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()

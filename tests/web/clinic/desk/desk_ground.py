"""What the tests of the desk begin with: appointments, and sessions that have been done."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from anagen.store.clinics.models import Patient
from anagen.store.desk.models import Appointment
from anagen.store.procedures.models import Complication, Consent, Device, Lot, Procedure
from anagen.web.access.viewer import Role
from tests.web.clinic.care.ground import a_device, a_lot, consented
from tests.web.clinic_world import Here

#: A Friday in winter: the clinic's clock is an hour ahead of UTC.
NOW = datetime(2026, 11, 20, 9, 12, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def an_appointment(
    patient: Patient, starts: datetime, kind: str = "session", **more: Any
) -> Appointment:
    """A time kept for a patient."""
    return Appointment.objects.create(
        clinic=patient.clinic,
        case=patient.case,
        starts=starts,
        kind=kind,
        **{"minutes": 40, **more},
    )


def a_procedure(patient: Patient, here: Here, at: datetime, **more: Any) -> Procedure:
    """A session that was written down, with a lot and a device of its own unless named."""
    lot = more.pop("lot", None) or kept_lot(here)
    device = more.pop("device", None) or kept_device(here)
    signed = Consent.objects.filter(case=patient.case).first() or consented(patient, here)
    given: dict[str, Any] = {
        "public_id": uuid4(),
        "ended": at + timedelta(minutes=25),
        "written": at + timedelta(minutes=30),
        "operator": here.members[Role.CLINICIAN],
        "needle_mm": 1.0,
        "deepest_mm": 1.0,
        "zones": [{"zone": "crown", "passes": 4, "depth_mm": 1.0}],
        "antiseptic": "chlorhexidine",
        "endpoint": "mild_redness",
        "pain": 2,
        "knowledge": "test",
        "consent": signed,
        "lot_number": lot.number,
        "lot_expiry": lot.expiry,
        **more,
    }
    return Procedure.objects.create(
        case=patient.case, clinic=patient.clinic, at=at, device=device, lot=lot, **given
    )


def kept_lot(here: Here) -> Lot:
    """The first lot of the clinic."""
    return here.clinic.lots.order_by("pk").first() or a_lot(here)


def kept_device(here: Here) -> Device:
    """The first device of the clinic."""
    return here.clinic.devices.order_by("pk").first() or a_device(here)


def a_problem(patient: Patient, here: Here, at: datetime, **more: Any) -> Complication:
    """A problem that a patient reported."""
    given = {"triage": "same_day", "signs": ["pain_worse=yes"], **more}
    return Complication.objects.create(case=patient.case, clinic=here.clinic, report_at=at, **given)


def shown(client: Client, name: str, *args: object, **query: str) -> Any:
    """A page of the desk that opens."""
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer


def once() -> str:
    """The id of a new form."""
    return str(uuid4())

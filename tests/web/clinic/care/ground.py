"""What the tests of a clinic's care begin with: a patient whom nothing stands in the way of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.test import Client
from django.urls import reverse

from anagen.records.answers import Answer, Unknown, Value
from anagen.records.record import Record
from anagen.records.words import Who
from anagen.store.clinics.models import Patient
from anagen.store.procedures.models import Consent, Device, Lot, Procedure
from anagen.store.rows import change_record
from anagen.web.access.viewer import Role
from anagen.web.clinic.care.consent_form import fingerprint
from anagen.web.clinic.care.consent_texts import BUILT_IN, Kind
from anagen.web.clock import now
from tests.clear import decide, plan, recover, screen, treat
from tests.web.clinic_world import Here

#: Long enough and wide enough to be a signature.
SCRAWL = "M20 90" + "".join(f"L{20 + 20 * n} {60 if n % 2 else 120}" for n in range(1, 20))
LATER = datetime(2030, 1, 31, tzinfo=UTC).date()


def clear_answers() -> dict[str, Value | Unknown]:
    """Answers that leave nothing open in a clinic, before a first session."""
    said: dict[str, Any] = {}
    for step in (screen, plan, treat, recover, decide):
        said |= step.ANSWERS
    for step in (screen, plan, treat, recover, decide):
        said |= step.CLINIC
    said.pop("last_session_on")
    return {**said, "needled_before": False}


def say(patient: Patient, **told: Value | Unknown | None) -> None:
    """Changes answers of a patient; None takes one away."""
    moment = now()

    def change(record: Record) -> Record:
        answers = dict(record.answers)
        for id, value in told.items():
            answers.pop(id, None)
            if value is not None:
                whole = isinstance(value, int) and not isinstance(value, bool)
                answers[id] = Answer(float(value) if whole else value, moment, Who.SELF)
        return replace(record, answers=answers)

    change_record(patient.case.public_id, change, moment)
    patient.case.refresh_from_db()


def consented(patient: Patient, here: Here, kind: Kind = Kind.MICRONEEDLING) -> Consent:
    """A consent to the text that comes with Anagen."""
    text = BUILT_IN[kind]
    return Consent.objects.create(
        case=patient.case,
        clinic=here.clinic,
        at=now(),
        shown_at=now(),
        kind=kind.value,
        version=text.version,
        given=True,
        language="en",
        text=text.as_read,
        text_hash=fingerprint(text),
        quiz={"harms": 1},
        signed_name="The patient",
        witness=here.members[Role.CLINICIAN],
    )


def a_device(here: Here, name: str = "Pen 2") -> Device:
    """A pen of the clinic."""
    return Device.objects.create(clinic=here.clinic, name=name, kind="pen", serial=uuid4().hex[:8])


def a_lot(here: Here, number: str = "KX2231", **more: Any) -> Lot:
    """A box of cartridges in the stock."""
    given = {"item": "Cartridge", "expiry": LATER, "quantity_left": 10, **more}
    return Lot.objects.create(clinic=here.clinic, number=number, **given)


def ready(here: Here) -> Patient:
    """The first patient, with clear answers and consent, a device and a lot in the stock."""
    patient = here.patients[0]
    say(patient, **clear_answers())
    consented(patient, here)
    a_device(here)
    a_lot(here)
    return patient


def session_form(patient: Patient, here: Here, **changes: str) -> dict[str, str]:
    """A form of a session that can be saved as it stands; a change of "" empties a field."""
    patient.case.refresh_from_db()
    over = now() - timedelta(minutes=5)
    zone = here.clinic.timezone
    form = {
        "once": str(uuid4()),
        "seen": str(patient.case.version),
        "started": wall(over - timedelta(minutes=25), zone),
        "ended": wall(over, zone),
        "operator": str(here.members[Role.CLINICIAN].pk),
        "device": str(here.clinic.devices.filter(active=True)[0].public_id),
        "needle_mm": "1.0",
        "lot": "KX2231",
        "zone_crown": "yes",
        "passes_crown": "4",
        "depth_crown": "1",
        "antiseptic": "chlorhexidine",
        "endpoint": "mild_redness",
        "pain": "2",
    }
    return {name: value for name, value in {**form, **changes}.items() if value != ""}


def wall(moment: datetime, zone: str) -> str:
    """A moment as a browser's field sends it."""

    return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")


def at(name: str, patient: Patient, *more: object) -> str:
    """The address of a page about a patient."""
    return reverse(name, args=[patient.case.public_id, *more])


def send(client: Client, patient: Patient, form: Mapping[str, str]) -> Any:
    """Sends the form of a session; `override="yes"` signs what the page shows to be in the way."""
    address = at("patient_session", patient)
    if form.get("override") == "yes":
        signs = {"override", "reason", "secret"}
        asked = client.post(address, {name: form[name] for name in form if name not in signs})
        form = {**form, "override": asked.context["page"].clearance.against}
    return client.post(address, form)


def done(client: Client, patient: Patient, here: Here, **changes: str) -> Procedure:
    """A session that has been saved."""
    answer = send(client, patient, session_form(patient, here, **changes))
    assert answer.status_code == 302, problems(answer)
    return Procedure.objects.filter(case=patient.case).latest("written")


def problems(answer: Any) -> list[object]:
    """What a refused form of a session says."""
    page = answer.context["page"]
    return [*page.problems, *(block.code for block in page.clearance.blocks)]

"""The timeline holds everything that a record and its papers can hold, and breaks on none of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from anagen.records.reading import read_record
from anagen.records.session import Session
from anagen.records.words import DeviceKind, Setting
from anagen.store.clinics.models import Patient
from anagen.store.rows import change_record
from anagen.web.access.viewer import Role
from anagen.web.clinic.care.consent_texts import Kind
from anagen.web.clinic.care.timeline import timeline
from anagen.web.clock import now
from tests.spec.records.whole import changed
from tests.web.clinic.care.ground import at, consented, done, ready
from tests.web.clinic.care.test_plasma import plasma_of
from tests.web.clinic.care.test_problems import CALM, PUS, call, check_in, close, reported
from tests.web.clinic_world import SignedIn, World

pytestmark = pytest.mark.django_db


def titles(patient: Patient) -> list[str]:
    """The titles of a patient's timeline, in its order."""
    patient.case.refresh_from_db()
    return [one.title for one in timeline(patient.case, read_record(patient.case.record, now()))]


def test_a_record_with_everything_in_it_is_shown_whole(
    clinic_world: World, as_role: SignedIn
) -> None:
    patient, client = clinic_world.here.patients[0], as_role(Role.CLINICIAN)
    whole = read_record(changed(), now() + timedelta(days=3650))
    change_record(patient.case.public_id, lambda _record: whole, now() + timedelta(days=3650))
    client.post(reverse("work_out", args=[patient.case.public_id]), {"once": str(uuid4())})
    page = client.get(at("patient", patient) + "?all=1")
    assert page.status_code == 200
    shown = " ".join(one.title for one in page.context["entries"])
    for word in ("Session", "Check-in", "picture", "per cm²"):
        assert word in shown, word


def test_sessions_at_home_stand_beside_those_of_the_clinic(
    clinic_world: World, as_role: SignedIn
) -> None:
    client, here = as_role(Role.CLINICIAN), clinic_world.here
    patient = ready(here)
    done(client, patient, here)
    earlier = now() - timedelta(days=40)
    home = Session(earlier, earlier, Setting.HOME, DeviceKind.ROLLER, 0.25)
    change_record(
        patient.case.public_id,
        lambda record: replace(record, sessions=(home, *record.sessions)),
        now(),
    )
    assert {"Session 1", "Session at home"} <= set(titles(patient))
    assert sum(one.startswith("Session") for one in titles(patient)) == 2


def test_plasma_cream_and_consents_stand_there_with_their_figures(
    clinic_world: World, as_role: SignedIn
) -> None:
    client, here = as_role(Role.CLINICIAN), clinic_world.here
    patient = ready(here)
    plasma = consented(patient, here, Kind.PLASMA)
    done(client, patient, here, **plasma_of(here, platelet_factor="4.5"))
    client.post(at("withdraw_consent", patient, plasma.public_id))
    page = client.get(at("patient", patient)).content.decode()
    for words in ("20 ml → 4 ml, × 4.5", "TB9", "Consent taken back: Plasma"):
        assert words in page


def test_a_closed_problem_says_what_came_of_it_and_is_no_longer_boxed(
    clinic_world: World, as_role: SignedIn
) -> None:
    client = as_role(Role.OWNER)
    patient, _procedure, problem = reported(clinic_world, client)
    call(client, patient, problem)
    close(client, patient, problem)
    page = client.get(at("patient", patient))
    assert not any(one.is_key for one in page.context["entries"])
    assert "Treated here, healed" in page.content.decode()


def test_a_check_in_stands_there_once_as_itself_or_as_the_problem_it_opened(
    clinic_world: World,
) -> None:
    patient = ready(clinic_world.here)
    check_in(patient.case, **CALM)
    assert titles(patient).count("Check-in") == 1
    patient = clinic_world.here.patients[1]
    check_in(patient.case, **PUS)
    assert "Check-in" not in titles(patient)
    assert sum(one.startswith("Reported by the patient") for one in titles(patient)) == 1


@pytest.mark.parametrize("name", ["patient_edit", "note_add", "patient_session", "intake_status"])
def test_each_page_about_a_patient_opens(clinic_world: World, as_role: SignedIn, name: str) -> None:
    assert as_role(Role.CLINICIAN).get(at(name, ready(clinic_world.here))).status_code == 200


def test_the_pages_of_a_consent_open(clinic_world: World, as_role: SignedIn) -> None:
    client, patient = as_role(Role.CLINICIAN), clinic_world.here.patients[0]
    kept = consented(patient, clinic_world.here)
    for name in ("signed_consent", "withdraw_consent"):
        assert client.get(at(name, patient, kept.public_id)).status_code == 200
    assert client.get(at("consents", patient)).status_code == 200
    assert client.get(reverse("wording", args=["plasma"])).status_code == 200
    assert client.get(at("consent_sign", patient, "nonsense")).status_code == 404

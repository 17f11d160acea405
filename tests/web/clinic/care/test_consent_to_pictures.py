"""Pictures in a clinic: only with a consent of their own that stands today."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from anagen.store.clinics.models import Patient
from anagen.store.pictures.models import Picture
from anagen.web.access.viewer import Role
from anagen.web.clinic.care.consent_texts import Kind
from tests.web.clinic.care.test_consents import sign
from tests.web.clinic_world import SignedIn, World

pytestmark = pytest.mark.django_db


def booth(patient: Patient) -> str:
    return reverse("photo_take", args=[patient.case.public_id])


def send(client: Client, patient: Patient, scope: str = "record") -> int:
    form = {"once": str(uuid4()), "zone": "crown", "when": "now", "scope": scope}
    return client.post(booth(patient), form).status_code


def test_without_a_consent_no_picture_is_taken(clinic_world: World, as_role: SignedIn) -> None:
    client, patient = as_role(Role.CLINICIAN), clinic_world.here.patients[0]
    page = client.get(booth(patient))
    assert page.status_code == 403
    assert "has not agreed to pictures" in page.content.decode()
    assert send(client, patient) == 403
    assert not Picture.objects.exists()


def test_the_consent_to_treatment_is_none_to_pictures(
    clinic_world: World, as_role: SignedIn
) -> None:
    client, patient = as_role(Role.CLINICIAN), clinic_world.here.patients[0]
    sign(client, patient, Kind.MICRONEEDLING)
    assert client.get(booth(patient)).status_code == 403


def test_with_it_the_booth_opens_and_teaching_still_needs_its_own(
    clinic_world: World, as_role: SignedIn
) -> None:
    client, patient = as_role(Role.CLINICIAN), clinic_world.here.patients[0]
    sign(client, patient, Kind.PHOTOS_RECORD)
    assert client.get(booth(patient)).status_code == 200
    assert send(client, patient) == 422  # no file was sent: the form says so
    assert send(client, patient, scope="teaching") == 403


def test_people_may_always_photograph_themselves(clinic_world: World, as_role: SignedIn) -> None:
    client = as_role(Role.PATIENT)
    patient = next(one for one in clinic_world.here.patients if one.user is not None)
    assert client.get(booth(patient)).status_code == 200

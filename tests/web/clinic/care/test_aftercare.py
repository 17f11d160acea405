"""The aftercare sheet by link, its receipt, and the devices of a clinic."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from anagen.store.procedures.models import Device, Procedure
from anagen.web.access.viewer import Role
from anagen.web.clinic.care.aftercare import LASTS, SALT
from tests.web.clinic.care.ground import a_device, at, done, ready
from tests.web.clinic_world import SignedIn, World

pytestmark = pytest.mark.django_db


def given(world: World, client: Client) -> tuple[Procedure, str]:
    """A session whose sheet was given, and the address of the sheet."""
    patient = ready(world.here)
    procedure = done(client, patient, world.here, aftercare="yes")
    page = client.get(at("give_aftercare", patient, procedure.public_id))
    return procedure, page.context["address"].removeprefix("http://testserver")


def test_a_sheet_is_given_read_and_confirmed(clinic_world: World, as_role: SignedIn) -> None:
    staff = as_role(Role.ASSISTANT)
    procedure, address = given(clinic_world, staff)
    assert procedure.aftercare_version == procedure.knowledge
    phone = Client()
    page = phone.get(address)
    assert page.status_code == 200
    procedure.refresh_from_db()
    assert procedure.aftercare_given is not None
    assert procedure.aftercare_receipt is None  # opening alone is no receipt
    assert "Thank you" in phone.post(address, follow=True).content.decode()
    procedure.refresh_from_db()
    receipt = procedure.aftercare_receipt
    assert receipt is not None
    phone.post(address)
    procedure.refresh_from_db()
    assert procedure.aftercare_receipt == receipt


def test_a_session_without_a_sheet_says_so(clinic_world: World, as_role: SignedIn) -> None:
    client, patient = as_role(Role.OWNER), ready(clinic_world.here)
    assert done(client, patient, clinic_world.here).aftercare_given is None
    assert "No aftercare sheet was given" in client.get(at("patient", patient)).content.decode()


def test_a_changed_or_old_link_opens_nothing(
    clinic_world: World, as_role: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    _procedure, address = given(clinic_world, as_role(Role.OWNER))
    assert Client().get(address[:-3] + "x/").status_code == 404
    other = signing.dumps("not an id", salt=SALT)
    assert Client().get(reverse("aftercare_link", args=[other])).status_code == 404
    foreign = signing.dumps(str(Procedure.objects.get().public_id), salt="another")
    assert Client().get(reverse("aftercare_link", args=[foreign])).status_code == 404
    ahead = signing.time.time() + (LASTS + timedelta(seconds=2)).total_seconds()  # type: ignore[attr-defined]
    monkeypatch.setattr(signing.time, "time", lambda: ahead)  # type: ignore[attr-defined]
    assert Client().get(address).status_code == 404


def test_the_sheet_of_another_patient_is_not_given(clinic_world: World, as_role: SignedIn) -> None:
    client = as_role(Role.OWNER)
    procedure, _address = given(clinic_world, client)
    other = clinic_world.here.patients[1]
    assert client.get(at("give_aftercare", other, procedure.public_id)).status_code == 404


def test_a_device_is_added_put_out_of_use_and_never_deleted(
    clinic_world: World, as_role: SignedIn
) -> None:
    client = as_role(Role.ASSISTANT)
    form = {"name": "Pen 7", "kind": "pen", "maker": "A maker", "serial": "S7"}
    assert client.post(reverse("devices"), form).status_code == 302
    device = Device.objects.get()
    assert device.clinic == clinic_world.here.clinic
    assert client.post(reverse("devices"), form).status_code == 422  # the serial is taken
    client.post(reverse("device_switch", args=[device.public_id]))
    device.refresh_from_db()
    assert not device.active
    assert "out of use" in client.get(reverse("devices")).content.decode()


@pytest.mark.parametrize("typed", [{"kind": "pen"}, {"name": "A"}, {"name": "A", "kind": "laser"}])
def test_a_device_without_name_or_kind_is_asked_about(
    clinic_world: World, as_role: SignedIn, typed: dict[str, str]
) -> None:
    assert as_role(Role.OWNER).post(reverse("devices"), typed).status_code == 422
    assert not Device.objects.exists()


def test_another_clinics_device_looks_like_none(clinic_world: World, as_role: SignedIn) -> None:
    theirs = a_device(clinic_world.there)
    answer = as_role(Role.OWNER).post(reverse("device_switch", args=[theirs.public_id]))
    assert answer.status_code == 404
    assert "Pen 2" not in as_role(Role.OWNER).get(reverse("devices")).content.decode()

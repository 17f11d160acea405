"""The aftercare sheet by link, its receipt, and the devices of a clinic."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from anagen.store.procedures.models import Device, Procedure
from anagen.web.access.viewer import Role
from anagen.web.clinic.care import aftercare
from anagen.web.clinic.care.aftercare import LASTS, SALT
from anagen.web.clock import now
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
    made = Procedure.objects.get()
    assert made.aftercare_given is not None
    told = [str(made.public_id), made.aftercare_given.isoformat()]
    whole = reverse("aftercare_link", args=[signing.dumps(told, salt=SALT)])
    assert Client().get(whole).status_code == 200
    for salt, changed in (
        (SALT, "not an id"), (SALT, told[0]), (SALT, ["not an id", told[1]]), (SALT, [1, 2]),
        (SALT, [told[0], "yesterday"]), (SALT, [told[0], "2026-11-20T10:00:00+00:00"]),
        ("another", told),
    ):  # fmt: skip
        link = reverse("aftercare_link", args=[signing.dumps(changed, salt=salt)])
        assert Client().get(link).status_code == 404, changed
    ahead = signing.time.time() + (LASTS + timedelta(seconds=2)).total_seconds()  # type: ignore[attr-defined]
    monkeypatch.setattr(signing.time, "time", lambda: ahead)  # type: ignore[attr-defined]
    assert Client().get(address).status_code == 404


def test_a_sheet_is_given_after_the_session_and_its_link_called_back(
    clinic_world: World, as_role: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, patient = as_role(Role.ASSISTANT), ready(clinic_world.here)
    procedure = done(client, patient, clinic_world.here)
    page = at("give_aftercare", patient, procedure.public_id)

    def link() -> str:
        return str(client.get(page).context["address"]).removeprefix("http://testserver")

    assert link() == ""
    links = []
    for minutes in (0, 5):
        moment = now() + timedelta(minutes=minutes)
        monkeypatch.setattr(aftercare, "now", lambda moment=moment: moment)
        for _ in range(2):  # a double tap
            assert client.post(page, {"act": "give"}).status_code == 302
        links.append(link())
        assert Client().get(links[-1]).status_code == 200
        procedure.refresh_from_db()
        assert (procedure.aftercare_given, procedure.aftercare_version) == (
            moment,
            procedure.knowledge,
        )
        if not minutes:
            client.post(page, {"act": "back"})
            assert link() == ""
    assert Client().get(links[0]).status_code == 404  # given again, there is another link
    assert Client().post(links[0]).status_code == 404
    assert links[0] != links[1]


def test_nothing_but_giving_and_calling_back_changes_a_sheet(
    clinic_world: World, as_role: SignedIn
) -> None:
    client, patient = as_role(Role.OWNER), ready(clinic_world.here)
    procedure = done(client, patient, clinic_world.here)
    page = at("give_aftercare", patient, procedure.public_id)
    for act in ("back", "", "other"):
        client.post(page, {"act": act})
        procedure.refresh_from_db()
        assert procedure.aftercare_given is None
    assert as_role(Role.RECEPTION).post(page, {"act": "give"}).status_code in {403, 404}
    procedure.refresh_from_db()
    assert procedure.aftercare_given is None


def test_the_sheet_of_another_patient_is_not_given(clinic_world: World, as_role: SignedIn) -> None:
    client = as_role(Role.OWNER)
    procedure, _address = given(clinic_world, client)
    other = clinic_world.here.patients[1]
    theirs = at("give_aftercare", other, procedure.public_id)
    assert client.get(theirs).status_code == 404
    assert client.post(theirs, {"act": "back"}).status_code == 404
    procedure.refresh_from_db()
    assert procedure.aftercare_given is not None


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

"""Links: each works once, for a short time, for the person and the clinic it was made for."""

from __future__ import annotations

import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client
from django.urls import reverse

from anagen.store.audit.models import AuditLine
from anagen.store.clinics.models import Clinic, Factor, Invitation, Member, Patient
from anagen.store.rows import erase_case
from anagen.web.access.viewer import Role
from anagen.web.account import joining
from anagen.web.account.founding import owner_link
from anagen.web.account.inviting import LinkSpent, Maker, invite, renew, use_link
from anagen.web.clock import now
from tests.web.account.test_signing_in import role_of, with_app
from tests.web.clinic_world import Here, SignedIn, World

FRESH = "nine quiet lanterns"
JOINING = {"email": "new@example.org", "password": FRESH, "again": FRESH}


def owner(here: Here) -> Maker:
    return Maker(here.members[Role.OWNER], here.clinic, now())


def link_on(page: Any) -> str:
    (secret,) = re.findall(r"/account/join/([\w-]+)/", page.content.decode())
    return str(secret)


def opened_by(secret: str, **more: str) -> tuple[Client, Any]:
    client = Client()
    return client, client.post(reverse("join", args=[secret]), JOINING | more)


def test_an_owner_invites_a_clinician_who_joins_and_sets_up_a_second_factor(
    clinic_world: World, as_role: SignedIn
) -> None:
    page = as_role(Role.OWNER).post(reverse("people"), {"name": "Dr New", "role": "clinician"})
    secret = link_on(page)
    assert not Invitation.objects.filter(secret_hash__contains=secret).exists()
    client, answer = opened_by(secret, email=" New@Example.org ")
    assert client.get(answer.url).status_code in {200, 302}
    member = Member.objects.get(user__email="new@example.org")
    assert (member.role, member.name, member.clinic) == (
        "clinician",
        "Dr New",
        clinic_world.here.clinic,
    )
    assert client.get(reverse("account")).url == reverse("second_factor")


@pytest.mark.parametrize("role", ["owner", "clinician", "assistant", "reception", "auditor"])
def test_every_role_of_the_staff_can_be_invited(
    clinic_world: World, as_role: SignedIn, role: str
) -> None:
    page = as_role(Role.OWNER).post(reverse("people"), {"name": "New", "role": role})
    client, _ = opened_by(link_on(page))
    assert role_of(client).value == role


@pytest.mark.parametrize("role", ["patient", "home", "nobody", "", "admin"])
def test_nobody_is_invited_to_be_what_staff_cannot_be(
    clinic_world: World, as_role: SignedIn, role: str
) -> None:
    page = as_role(Role.OWNER).post(reverse("people"), {"name": "New", "role": role})
    assert page.status_code == 400
    assert not Invitation.objects.exists()


def test_a_link_works_once(clinic_world: World) -> None:
    secret = invite(owner(clinic_world.here), Role.ASSISTANT, "New")
    assert opened_by(secret)[1].status_code == 302
    assert opened_by(secret, email="second@example.org")[1].status_code == 410
    assert Client().get(reverse("join", args=[secret])).status_code == 410
    assert not User.objects.filter(email="second@example.org").exists()


@pytest.mark.parametrize(("days", "status"), [(6.99, 200), (7, 410), (400, 410)])
def test_a_link_to_join_waits_a_week(
    clinic_world: World, monkeypatch: pytest.MonkeyPatch, days: float, status: int
) -> None:
    secret = invite(owner(clinic_world.here), Role.ASSISTANT, "New")
    at = now() + timedelta(days=days)
    monkeypatch.setattr(joining, "now", lambda: at)
    assert Client().get(reverse("join", args=[secret])).status_code == status


@pytest.mark.parametrize("secret", ["x", "0" * 43, "a" * 5000, "%00", "..%2f"])
def test_a_link_that_was_never_made_says_no_more_than_one_that_is_spent(
    clinic_world: World, secret: str
) -> None:
    assert Client().get(f"/account/join/{secret}/").status_code in {404, 410}


def test_a_link_taken_back_no_longer_works(clinic_world: World, as_role: SignedIn) -> None:
    secret = invite(owner(clinic_world.here), Role.ASSISTANT, "New")
    made = Invitation.objects.get()
    other = as_role(Role.OWNER, clinic_world.there)
    assert other.post(reverse("invitation_remove", args=[made.pk])).status_code == 404
    as_role(Role.OWNER).post(reverse("invitation_remove", args=[made.pk]))
    assert opened_by(secret)[1].status_code == 410


def test_a_patient_gets_a_link_to_their_own_record_and_to_no_other(
    clinic_world: World, as_role: SignedIn
) -> None:
    patient, other = clinic_world.here.patients
    Patient.objects.filter(pk=patient.pk).update(user=None)
    address = reverse("invite_patient", args=[patient.case.public_id])
    secret = link_on(as_role(Role.ASSISTANT).post(address))
    client, _ = opened_by(secret)
    patient.refresh_from_db()
    assert patient.user is not None
    assert patient.user.email == "new@example.org"
    assert role_of(client) is Role.PATIENT
    assert client.get(reverse("record", args=[patient.case.public_id])).status_code == 200
    assert client.get(reverse("record", args=[other.case.public_id])).status_code == 404


def test_whoever_may_not_read_a_record_cannot_make_a_link_that_does(
    clinic_world: World, as_role: SignedIn
) -> None:
    address = reverse("invite_patient", args=[clinic_world.here.cases[0].public_id])
    for role in (Role.RECEPTION, Role.AUDITOR, Role.PATIENT):
        assert as_role(role).post(address).status_code == 403
    assert not Invitation.objects.exists()


def test_erasing_a_record_takes_the_patients_account_along_and_nobody_elses(
    clinic_world: World, as_role: SignedIn
) -> None:
    patient, other = clinic_world.here.patients
    signed_in = as_role(Role.PATIENT)
    invite(owner(clinic_world.here), Role.PATIENT, patient=patient)
    erase_case(patient.case.public_id)
    assert role_of(signed_in) is Role.NOBODY
    assert not User.objects.filter(pk=patient.user_id).exists()
    assert not Invitation.objects.exists()
    assert User.objects.filter(pk=other.user_id).exists()
    assert User.objects.filter(pk=clinic_world.here.user(Role.OWNER).pk).exists()


def test_of_two_links_to_one_record_the_second_is_spent_when_the_first_is_used(
    clinic_world: World,
) -> None:
    patient = clinic_world.here.patients[0]
    Patient.objects.filter(pk=patient.pk).update(user=None)
    patient.refresh_from_db()
    first, second = (
        invite(owner(clinic_world.here), Role.PATIENT, patient=patient) for _ in range(2)
    )
    assert opened_by(first)[1].status_code == 302
    assert opened_by(second, email="thief@example.org")[1].status_code == 410


def test_an_address_that_is_taken_cannot_be_taken_again(clinic_world: World) -> None:
    secret = invite(owner(clinic_world.here), Role.ASSISTANT, "New")
    theirs = clinic_world.there.user(Role.OWNER)
    assert opened_by(secret, email=theirs.email.upper())[1].status_code == 400
    assert opened_by(secret)[1].status_code == 302
    assert Member.objects.get(user=theirs).clinic == clinic_world.there.clinic


def test_a_link_for_a_new_password_keeps_the_second_factor(
    clinic_world: World, as_role: SignedIn
) -> None:
    whom = clinic_world.here.members[Role.CLINICIAN]
    with_app(whom.user)
    signed_in = as_role(Role.CLINICIAN)
    address = reverse("member", args=[whom.pk])
    secret = link_on(as_role(Role.OWNER).post(address, {"act": "renew"}))
    client, answer = opened_by(secret)
    assert answer.url == reverse("second_step")
    assert role_of(client) is Role.NOBODY
    assert role_of(signed_in) is Role.NOBODY
    whom.user.refresh_from_db()
    assert whom.user.check_password(FRESH)
    assert whom.user.email != JOINING["email"]


def test_of_the_links_for_a_new_password_one_is_used_and_the_others_are_spent(
    clinic_world: World,
) -> None:
    here = clinic_world.here
    whom, other = here.members[Role.CLINICIAN], here.members[Role.ASSISTANT]
    first, second, third = (renew(owner(here), Role.CLINICIAN, whom.user, "") for _ in range(3))
    foreign = renew(owner(here), Role.ASSISTANT, other.user, "")
    opened_by(second)
    for spent in (first, second, third):
        with pytest.raises(LinkSpent):
            use_link(spent, "", "another quiet lantern", now())
    whom.user.refresh_from_db()
    assert whom.user.check_password(FRESH)
    assert use_link(foreign, "", FRESH, now()) == other.user


def test_an_owner_changes_a_role_closes_an_account_and_removes_a_lost_factor(
    clinic_world: World, as_role: SignedIn
) -> None:
    whom = clinic_world.here.members[Role.ASSISTANT]
    with_app(whom.user)
    client, address = as_role(Role.OWNER), reverse("member", args=[whom.pk])
    client.post(address, {"act": "role", "role": "clinician"})
    client.post(address, {"act": "forget"})
    client.post(address, {"act": "end"})
    whom.refresh_from_db()
    assert (whom.role, whom.user.is_active) == ("clinician", False)
    assert not Factor.objects.filter(user=whom.user).exists()
    client.post(address, {"act": "return"})
    assert User.objects.get(pk=whom.user_id).is_active
    noted = AuditLine.objects.filter(action="write").order_by("number")
    assert [line.detail.partition("=")[0] for line in noted] == [
        "role",
        "factors_removed",
        "ended",
        "returned",
    ]


@pytest.mark.parametrize("form", [{"act": "end"}, {"act": "role", "role": "auditor"}])
def test_a_clinic_always_keeps_an_owner(
    clinic_world: World, as_role: SignedIn, form: dict[str, str]
) -> None:
    whom = clinic_world.here.members[Role.OWNER]
    as_role(Role.OWNER).post(reverse("member", args=[whom.pk]), form)
    whom.refresh_from_db()
    assert (whom.role, whom.user.is_active) == ("owner", True)


@pytest.mark.parametrize("form", [{}, {"act": "x"}, {"act": "role"}, {"act": "role", "role": "x"}])
def test_what_cannot_be_done_to_a_member_is_refused(
    clinic_world: World, as_role: SignedIn, form: dict[str, str]
) -> None:
    whom = clinic_world.here.members[Role.ASSISTANT]
    answer = as_role(Role.OWNER).post(reverse("member", args=[whom.pk]), form)
    assert answer.status_code == 404


def test_the_first_owner_comes_by_a_link_from_the_command_line(
    client: Client, in_clinic: None
) -> None:
    secret = owner_link("Clinic North", "Owner", "Europe/Madrid", now())
    joined, _ = opened_by(secret)
    assert role_of(joined) is Role.OWNER
    again = owner_link("Clinic North", "Second", "UTC", now())
    opened_by(again, email="second@example.org")
    clinic = Clinic.objects.get()
    assert (clinic.timezone, clinic.members.count()) == ("Europe/Madrid", 2)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 121),
        ("timezone", "Mars/Olympus"),
        ("lock_minutes", "0"),
        ("lock_minutes", "61"),
        ("lock_minutes", "ten"),
    ],
)
def test_a_setting_that_does_not_fit_is_refused_and_said(
    clinic_world: World, as_role: SignedIn, field: str, value: str
) -> None:
    form = {"name": "New", "phone": "", "timezone": "UTC", "lock_minutes": "5"} | {field: value}
    answer = as_role(Role.OWNER).post(reverse("clinic_settings"), form)
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert Clinic.objects.get(pk=clinic_world.here.clinic.pk).name == "Clinic Here"


@pytest.mark.django_db(transaction=True)
def test_two_who_open_one_link_at_once_make_one_account(clinic_world: World) -> None:
    secret = invite(owner(clinic_world.here), Role.ASSISTANT, "New")
    done: list[str] = []

    def use(number: int) -> None:
        try:
            use_link(secret, f"new{number}@example.org", FRESH, now())
            done.append("joined")
        except LinkSpent:
            done.append("spent")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=use, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == ["joined", *["spent"] * 5]
    assert Member.objects.filter(name="New").count() == 1

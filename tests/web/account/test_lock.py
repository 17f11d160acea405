"""A page left alone: it locks on the server, shows nothing, and loses nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from anagen.store.clinics.models import Clinic, Member
from anagen.web.access import gate
from anagen.web.access.signed import LOCKED
from anagen.web.access.viewer import Role
from anagen.web.account import guesses, locking
from anagen.web.clock import now
from tests.web.account.test_signing_in import code_now, role_of, with_app
from tests.web.clinic_world import PASSWORD, SignedIn, World


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets minutes pass: `wait(10)`."""
    start = now()

    def let_pass(minutes: float) -> datetime:
        at = start + timedelta(minutes=minutes)
        for module in (gate, locking):
            monkeypatch.setattr(module, "now", lambda: at)
        return at

    let_pass(0)  # from here on, no time passes by itself
    return let_pass


def clinic_page(client: Client) -> Any:
    return client.get(reverse("clinic_settings"))


def test_a_page_in_use_stays_open(clinic_world: World, as_role: SignedIn, wait: Any) -> None:
    client = as_role(Role.OWNER)
    for minutes in range(0, 60, 9):
        wait(minutes)
        assert clinic_page(client).status_code == 200


def test_a_page_left_alone_for_ten_minutes_shows_nothing(
    clinic_world: World, as_role: SignedIn, wait: Any
) -> None:
    client = as_role(Role.OWNER)
    clinic_page(client)
    wait(10)
    answer = clinic_page(client)
    assert answer.url.startswith(reverse("locked"))
    page = client.get(answer.url)
    assert page.status_code == 200
    assert clinic_world.here.clinic.name.encode() not in page.content
    for name in ("home", "account", "people", "audit"):
        assert client.get(reverse(name)).url.startswith(reverse("locked"))


def test_a_clinic_chooses_how_long_that_is(
    clinic_world: World, as_role: SignedIn, wait: Any
) -> None:
    Clinic.objects.filter(pk=clinic_world.here.clinic.pk).update(lock_minutes=2)
    client = as_role(Role.OWNER)
    clinic_page(client)
    wait(2)
    assert clinic_page(client).status_code == 302


def test_a_clock_that_is_set_back_locks(clinic_world: World, as_role: SignedIn, wait: Any) -> None:
    client = as_role(Role.OWNER)
    clinic_page(client)
    wait(-5)
    assert clinic_page(client).url.startswith(reverse("locked"))


@pytest.mark.parametrize("shown", ["password", "pin", "code"])
def test_whoever_left_it_opens_it_again(
    clinic_world: World, as_role: SignedIn, wait: Any, shown: str
) -> None:
    user = clinic_world.here.user(Role.OWNER)
    Member.objects.filter(user=user).update(pin=make_password("482913"))
    key = with_app(user)
    client = as_role(Role.OWNER)
    client.post(reverse("lock_page"))
    answer = client.post(
        reverse("locked"),
        {
            "shown": {"password": PASSWORD, "pin": "482913", "code": code_now(key)}[shown],
            "next": reverse("clinic_settings"),
        },
    )
    assert answer.url == reverse("clinic_settings")
    assert clinic_page(client).status_code == 200


def test_somebody_elses_secret_does_not_open_it(clinic_world: World, as_role: SignedIn) -> None:
    other = clinic_world.here.user(Role.CLINICIAN)
    Member.objects.filter(user=other).update(pin=make_password("482913"))
    client = as_role(Role.OWNER)
    client.post(reverse("lock_page"))
    for shown in ("482913", "", "x" * 9999, code_now(with_app(other))):
        client.post(reverse("locked"), {"shown": shown})
        assert LOCKED in client.session


def test_after_five_wrong_tries_it_signs_out(clinic_world: World, as_role: SignedIn) -> None:
    client = as_role(Role.OWNER)
    client.post(reverse("lock_page"))
    for _ in range(guesses.ACCOUNT_MOST):
        assert client.post(reverse("locked"), {"shown": "wrong"}).status_code == 400
    assert client.post(reverse("locked"), {"shown": PASSWORD}).url == reverse("sign_in")
    assert role_of(client) is Role.NOBODY


def test_a_form_sent_to_a_locked_page_is_kept_and_changes_nothing_until_it_is_sent_again(
    clinic_world: World, as_role: SignedIn, wait: Any
) -> None:
    client = as_role(Role.OWNER)
    clinic_page(client)
    wait(11)
    form = {"name": "Renamed", "phone": "1", "timezone": "UTC", "lock_minutes": "5"}
    assert client.post(reverse("clinic_settings"), form).url.startswith(reverse("locked"))
    assert b"Renamed" not in client.get(reverse("locked")).content
    assert Clinic.objects.get(pk=clinic_world.here.clinic.pk).name != "Renamed"
    opened = client.post(reverse("locked"), {"shown": PASSWORD})
    held = opened.context["held"]
    assert held.address == reverse("clinic_settings")
    assert dict(held.fields) == form
    client.post(held.address, dict(held.fields))
    assert Clinic.objects.get(pk=clinic_world.here.clinic.pk).name == "Renamed"
    client.post(reverse("lock_page"))
    assert client.post(reverse("locked"), {"shown": PASSWORD}).status_code == 302


def test_the_dialog_over_a_page_gets_the_bare_fact(clinic_world: World, as_role: SignedIn) -> None:
    client = as_role(Role.OWNER)
    headers = {"Accept": "application/json"}
    assert client.post(reverse("lock_page"), headers=headers).json() == {"is_open": False}
    assert client.get(reverse("here")).json() == {"is_open": False}
    wrong = client.post(reverse("locked"), {"shown": "wrong"}, headers=headers)
    assert (wrong.status_code, wrong.json()) == (400, {"is_open": False})
    right = client.post(reverse("locked"), {"shown": PASSWORD}, headers=headers)
    assert right.json() == {"is_open": True}
    assert client.get(reverse("here")).json() == {"is_open": True}


def test_typing_alone_keeps_a_page_open(clinic_world: World, as_role: SignedIn, wait: Any) -> None:
    client = as_role(Role.OWNER)
    clinic_page(client)
    for minutes in (6, 12, 18):
        wait(minutes)
        assert client.get(reverse("here")).json() == {"is_open": True}
    assert clinic_page(client).status_code == 200


def test_a_patient_is_locked_out_of_a_phone_left_alone_for_half_an_hour(
    clinic_world: World, as_role: SignedIn, wait: Any
) -> None:
    client = as_role(Role.PATIENT)
    assert client.get(reverse("account")).status_code == 200
    wait(29)
    assert client.get(reverse("account")).status_code == 200
    wait(59)
    assert client.get(reverse("account")).status_code == 302


def test_a_pin_never_signs_anybody_in(clinic_world: World, client: Client) -> None:
    user = clinic_world.here.user(Role.OWNER)
    Member.objects.filter(user=user).update(pin=make_password("482913"))
    form = {"email": user.email, "password": "482913"}
    assert client.post(reverse("sign_in"), form).status_code == 400


@pytest.mark.parametrize(
    "pin", ["12345", "1234567890123", "12a456", "", "\u0661\u0662\u0663\u0664\u0665\u0666"]
)
def test_a_pin_has_six_to_twelve_digits(clinic_world: World, as_role: SignedIn, pin: str) -> None:
    client = as_role(Role.OWNER)
    answer = client.post(reverse("pin"), {"pin": pin, "current": PASSWORD})
    assert answer.status_code == 400
    assert client.post(reverse("pin"), {"pin": "482913", "current": "wrong"}).status_code == 400
    assert client.post(reverse("pin"), {"pin": "482913", "current": PASSWORD}).status_code == 302

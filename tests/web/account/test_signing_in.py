"""Signing in: two factors for staff, the same words for every failure, nothing left to guess."""

from __future__ import annotations

import re
from datetime import timedelta
from statistics import median
from time import thread_time
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from anagen.store.audit.models import AuditLine
from anagen.store.clinics.models import Factor, Miss
from anagen.web.access.signed import SURE
from anagen.web.access.viewer import STAFF, Role
from anagen.web.account import factors, guesses, recovery, setting_up, signing, totp
from anagen.web.clock import now
from tests.web.clinic_world import PASSWORD, SignedIn, World

SIGN_IN = "/account/sign-in/"


def typed(client: Client, email: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post(reverse("sign_in"), {"email": email, "password": password, **more})


def with_app(user: User) -> str:
    """Gives this account an authenticator app; its key."""
    key = totp.new_key()
    factors.add_app(user, key, now())
    return key


def code_now(key: str, later_s: int = 0) -> str:
    return totp.code_at(key, (int(now().timestamp()) + later_s) // totp.STEP_S)


def role_of(client: Client) -> Role:
    return client.get(reverse("here")).wsgi_request.viewer.role  # type: ignore[no-any-return]


def audit(action: str) -> list[str]:
    lines = AuditLine.objects.filter(action=action).order_by("number")
    return [line.detail for line in lines]


def test_a_password_and_a_code_let_a_clinician_in(clinic_world: World, client: Client) -> None:
    user = clinic_world.here.user(Role.CLINICIAN)
    key = with_app(user)
    first = typed(client, f"  {user.email.upper()} ", next="/account/")
    assert first.url == reverse("second_step")
    assert role_of(client) is Role.NOBODY
    second = client.post(reverse("second_step"), {"code": code_now(key)})
    assert second.url == "/account/"
    viewer = client.get(reverse("account")).wsgi_request.viewer
    assert (viewer.role, viewer.is_sure) == (Role.CLINICIAN, True)
    assert audit("login") == ["app"]


def test_a_code_opens_one_sign_in_and_no_second(clinic_world: World) -> None:
    user = clinic_world.here.user(Role.CLINICIAN)
    key = with_app(user)
    code = code_now(key)
    for expected in (Role.CLINICIAN, Role.NOBODY):
        client = Client()
        typed(client, user.email)
        client.post(reverse("second_step"), {"code": code})
        assert role_of(client) is expected


@pytest.mark.parametrize(
    "code", ["", "000000", "12345", "\u0661\u0662\u0663\u0664\u0665\u0666", "x" * 5000, "\x00"]
)
def test_a_wrong_code_lets_nobody_in(clinic_world: World, client: Client, code: str) -> None:
    user = clinic_world.here.user(Role.CLINICIAN)
    with_app(user)
    typed(client, user.email)
    answer = client.post(reverse("second_step"), {"code": code})
    assert answer.status_code == 400
    assert role_of(client) is Role.NOBODY
    assert audit("refused") == ["factor"]


def test_a_recovery_code_works_once_however_it_is_typed(clinic_world: World) -> None:
    user = clinic_world.here.user(Role.OWNER)
    with_app(user)
    code = recovery.make_codes(user, now())[3]
    for shape, expected in ((code.upper().replace("-", " "), Role.OWNER), (code, Role.NOBODY)):
        client = Client()
        typed(client, user.email)
        client.post(reverse("second_step"), {"code": shape})
        assert role_of(client) is expected
    assert recovery.codes_left(user) == recovery.HOW_MANY - 1


def test_recovery_codes_and_app_keys_cannot_be_read_from_the_database(clinic_world: World) -> None:
    user = clinic_world.here.user(Role.OWNER)
    key = with_app(user)
    codes = recovery.make_codes(user, now())
    kept = " ".join(Factor.objects.values_list("secret", flat=True))
    for secret in (key, *codes, *(code.replace("-", "") for code in codes)):
        assert secret not in kept


def test_staff_without_a_second_factor_are_led_to_it_and_no_further(
    clinic_world: World, client: Client
) -> None:
    for role in STAFF:
        client.logout()
        assert typed(client, clinic_world.here.user(role).email).status_code == 302
        for name in ("account", "password", "recovery_codes", "pin"):
            assert client.get(reverse(name)).url == reverse("second_factor")
        assert client.get(reverse("second_factor")).status_code == 200


def test_a_patient_needs_no_second_factor_and_uses_one_that_is_there(
    clinic_world: World, client: Client
) -> None:
    user = clinic_world.here.user(Role.PATIENT)
    typed(client, user.email)
    assert role_of(client) is Role.PATIENT
    client.logout()
    with_app(user)
    assert typed(client, user.email).url == reverse("second_step")
    assert role_of(client) is Role.NOBODY


def test_setting_up_an_app_makes_the_sign_in_sure_and_shows_ten_codes_once(
    clinic_world: World, as_role: SignedIn
) -> None:
    client = as_role(Role.ASSISTANT, is_sure=False)
    before = client.session.session_key
    shown = client.get(reverse("authenticator_app"))
    key = client.session[setting_up.KEY]
    assert b"<svg" in shown.content
    assert key[:4].encode() in shown.content
    wrong = client.post(reverse("authenticator_app"), {"code": "000000"})
    assert wrong.status_code == 400
    assert not factors.has_factor(clinic_world.here.user(Role.ASSISTANT))
    done = client.post(reverse("authenticator_app"), {"code": code_now(key)})
    codes = done.context["codes"]
    assert len(set(codes)) == recovery.HOW_MANY
    assert client.session[SURE] == "app"
    assert client.session.session_key != before
    assert client.get(reverse("account")).status_code == 200
    again = client.get(reverse("recovery_codes"))
    assert not any(code.encode() in again.content for code in codes)


def test_a_stolen_password_cannot_add_a_factor_beside_one_that_is_there(
    clinic_world: World, as_role: SignedIn
) -> None:
    with_app(clinic_world.here.user(Role.OWNER))
    for name in ("second_factor", "authenticator_app", "passkey_new"):
        thief = as_role(Role.OWNER, is_sure=False)
        assert thief.get(reverse(name)).url == reverse("sign_in")
        assert role_of(thief) is Role.NOBODY


def test_staff_keep_at_least_one_second_factor(clinic_world: World, as_role: SignedIn) -> None:
    user = clinic_world.here.user(Role.OWNER)
    with_app(user)
    only = factors.daily_factors(user).get()
    client = as_role(Role.OWNER)
    client.post(reverse("factor_remove", args=[only.pk]))
    assert factors.has_factor(user)
    Factor.objects.create(user=user, kind=Factor.PASSKEY, name="Key", secret="x", made=now())
    client.post(reverse("factor_remove", args=[only.pk]))
    assert [one.kind for one in factors.daily_factors(user)] == [Factor.PASSKEY]


def test_an_unknown_address_a_wrong_password_and_a_closed_account_look_the_same(
    clinic_world: World,
) -> None:
    closed = clinic_world.here.user(Role.RECEPTION)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    said = set()
    for email, password in (
        ("nobody@example.org", PASSWORD),
        (clinic_world.here.user(Role.OWNER).email, "not this one"),
        (closed.email, PASSWORD),
    ):
        answer = typed(Client(), email, password)
        page = re.sub(r'value="[^"]*"', "", answer.content.decode().partition("<h1>")[2])
        said.add((answer.status_code, page))
    assert len(said) == 1
    assert audit("refused") == ["password"] * 3


def test_whether_an_account_exists_cannot_be_told_by_the_time_it_takes(
    clinic_world: World, settings: Any
) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    user = clinic_world.here.user(Role.OWNER)
    user.set_password(PASSWORD)
    user.save()
    client = Client()

    def seconds(email: str) -> float:
        Miss.objects.all().delete()
        begun = thread_time()  # of the processor alone: a busy machine changes nothing
        typed(client, email, "not this one")
        return thread_time() - begun

    turns = [(seconds(user.email), seconds("nobody@example.org")) for _ in range(7)]
    known, unknown = (median(one) for one in zip(*turns, strict=True))
    # The hash takes a third of a second; without it an unknown address answers at once.
    assert unknown > known / 2
    assert known > unknown / 2


def test_five_misses_hold_an_account_back_wherever_they_come_from(
    clinic_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = clinic_world.here.user(Role.PATIENT)
    for number in range(guesses.ACCOUNT_MOST):
        answer = Client(REMOTE_ADDR=f"10.0.0.{number}").post(
            SIGN_IN, {"email": user.email, "password": "wrong"}
        )
        assert answer.status_code == 400
    right = Client(REMOTE_ADDR="10.0.1.1")
    assert typed(right, user.email).status_code == 429
    assert typed(right, "other@example.org", "x").status_code == 400
    later = now() + guesses.ACCOUNT_WITHIN
    monkeypatch.setattr(signing, "now", lambda: later)
    assert typed(right, user.email).status_code == 302


def test_an_address_that_nobody_has_is_held_back_just_the_same(clinic_world: World) -> None:
    client = Client()
    answers = [typed(client, "nobody@example.org", "x").status_code for _ in range(6)]
    assert answers == [400] * 5 + [429]


def test_ten_misses_hold_a_network_back(clinic_world: World) -> None:
    client = Client(REMOTE_ADDR="10.0.0.9")
    answers = [typed(client, f"a{turn}@example.org", "x").status_code for turn in range(11)]
    assert answers == [400] * 10 + [429]
    elsewhere = Client(REMOTE_ADDR="10.0.0.10")
    assert typed(elsewhere, clinic_world.here.user(Role.PATIENT).email).status_code == 302


def test_behind_a_proxy_nobody_can_write_where_they_come_from(
    clinic_world: World, settings: Any
) -> None:
    settings.BEHIND_HTTPS = True
    client = Client()
    for turn in range(10):
        forged = f"10.9.9.{turn}, 203.0.113.7"
        client.post(
            SIGN_IN, {"email": f"a{turn}@b.org", "password": "x"}, HTTP_X_FORWARDED_FOR=forged
        )
    assert set(Miss.objects.values_list("network", flat=True)) == {"203.0.113.7"}


def test_five_wrong_codes_hold_the_second_step_back(clinic_world: World, client: Client) -> None:
    user = clinic_world.here.user(Role.OWNER)
    key = with_app(user)
    typed(client, user.email)
    for _ in range(guesses.ACCOUNT_MOST):
        client.post(reverse("second_step"), {"code": "000000"})
    assert client.post(reverse("second_step"), {"code": code_now(key)}).status_code == 429
    assert role_of(client) is Role.NOBODY


def test_the_second_step_waits_ten_minutes_and_no_longer(
    clinic_world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = clinic_world.here.user(Role.OWNER)
    key = with_app(user)
    typed(client, user.email)
    later = now() + timedelta(seconds=signing.PENDING_FOR_S)
    monkeypatch.setattr(signing, "now", lambda: later)
    answer = client.post(reverse("second_step"), {"code": code_now(key, signing.PENDING_FOR_S)})
    assert answer.url == reverse("sign_in")


def test_a_session_is_new_after_signing_in(clinic_world: World, client: Client) -> None:
    client.get(reverse("sign_in"))
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies["sessionid"] = planted = str(session.session_key)
    typed(client, clinic_world.here.user(Role.PATIENT).email)
    assert client.session.session_key != planted
    assert "planted" not in client.session
    assert not Session.objects.filter(session_key=planted).exists()


def test_the_cookie_is_kept_from_scripts_and_other_sites(
    clinic_world: World, client: Client, settings: Any
) -> None:
    settings.SESSION_COOKIE_SECURE = True
    cookie = typed(client, clinic_world.here.user(Role.PATIENT).email).cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Strict", True)


def test_signing_out_ends_the_session_for_good(clinic_world: World, as_role: SignedIn) -> None:
    client = as_role(Role.OWNER)
    key = client.cookies["sessionid"].value
    assert client.get(reverse("sign_out")).status_code == 405
    client.post(reverse("sign_out"))
    client.cookies["sessionid"] = key
    assert role_of(client) is Role.NOBODY
    assert audit("logout") == [""]


def test_a_new_password_ends_every_other_sign_in(clinic_world: World, as_role: SignedIn) -> None:
    here, elsewhere = as_role(Role.PATIENT), as_role(Role.PATIENT)
    fresh = "nine quiet lanterns"
    form = {"current": PASSWORD, "password": fresh, "again": fresh}
    assert here.post(reverse("password"), form).url == reverse("account")
    assert role_of(here) is Role.PATIENT
    assert role_of(elsewhere) is Role.NOBODY


@pytest.mark.parametrize(
    ("current", "password", "again"),
    [
        ("not this", "nine quiet lanterns", "nine quiet lanterns"),
        (PASSWORD, "nine quiet lanterns", "nine quiet lantern"),
        (PASSWORD, "short", "short"),
        (PASSWORD, "1234567890123", "1234567890123"),
        (PASSWORD, "p-1.1@example.org", "p-1.1@example.org"),
        (PASSWORD, "", ""),
        (PASSWORD, "x" * 257, "x" * 257),
    ],
)
def test_a_password_that_is_easily_guessed_or_mistyped_is_refused(
    clinic_world: World, as_role: SignedIn, current: str, password: str, again: str
) -> None:
    user = clinic_world.here.user(Role.PATIENT)
    if "@" in password:
        password = again = user.email
    form = {"current": current, "password": password, "again": again}
    answer = as_role(Role.PATIENT).post(reverse("password"), form)
    assert answer.status_code == 400
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_an_account_that_is_closed_is_out_at_once(clinic_world: World, as_role: SignedIn) -> None:
    client = as_role(Role.CLINICIAN)
    assert role_of(client) is Role.CLINICIAN
    User.objects.filter(pk=clinic_world.here.user(Role.CLINICIAN).pk).update(is_active=False)
    assert role_of(client) is Role.NOBODY


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example", "javascript:1", ""])
def test_nobody_is_led_away_after_signing_in(
    clinic_world: World, client: Client, onward: str
) -> None:
    user = clinic_world.here.user(Role.PATIENT)
    assert typed(client, user.email, next=onward).url == reverse("home")


def test_a_sign_in_needs_its_token(clinic_world: World, strict_client: Client) -> None:
    assert typed(strict_client, clinic_world.here.user(Role.PATIENT).email).status_code == 403


def test_at_home_there_are_no_accounts(client: Client, db: None) -> None:
    for name in ("sign_in", "account", "people", "audit"):
        assert client.get(reverse(name)).status_code == 403


def test_codes_are_those_of_rfc_6238() -> None:
    key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # the key of the standard's own examples
    for seconds, code in (
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ):
        assert totp.code_at(key, seconds // totp.STEP_S, digits=8) == code

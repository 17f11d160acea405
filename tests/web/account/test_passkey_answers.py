"""What a browser answers about passkeys is not to be trusted: nonsense lets nobody in."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from anagen.store.clinics.models import Factor
from anagen.web.access.viewer import Role
from anagen.web.account import passkeys
from anagen.web.clock import now
from tests.web.account.test_signing_in import role_of, typed
from tests.web.clinic_world import SignedIn, World

DATA = base64.urlsafe_b64encode(b'{"type":"webauthn.get","challenge":"AAAA"}').decode()
HOSTILE = [
    "null",
    "[]",
    "{}",
    '"x"',
    "[" * 30_000,
    "{" * 30_000,
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}),
    json.dumps({"id": "AA", "rawId": "BB", "response": {"clientDataJSON": DATA}}),
    json.dumps(
        {
            "id": "AA",
            "rawId": "AA",
            "type": "public-key",
            "response": {
                "clientDataJSON": DATA,
                "authenticatorData": "AA",
                "signature": "",
                "attestationObject": "AA",
            },
        }
    ),
]


def with_a_passkey(world: World) -> Any:
    """An owner with a passkey that nobody holds."""
    user = world.here.user(Role.OWNER)
    secret = base64.b64encode(bytes(16) + b"\x00\x10" + bytes(16) + b"\xa1\x01\x02").decode()
    Factor.objects.create(user=user, kind=Factor.PASSKEY, name="Key", secret=secret, made=now())
    return user


@pytest.mark.parametrize("answer", HOSTILE)
def test_a_hostile_answer_signs_nobody_in(clinic_world: World, answer: str) -> None:
    user, client = with_a_passkey(clinic_world), Client()
    typed(client, user.email)
    client.get(reverse("second_step"))
    assert client.post(reverse("second_step"), {"answer": answer}).status_code == 400
    assert role_of(client) is Role.NOBODY


@pytest.mark.parametrize("answer", HOSTILE)
def test_a_hostile_answer_makes_no_passkey(
    clinic_world: World, as_role: SignedIn, answer: str
) -> None:
    client = as_role(Role.PATIENT)
    client.defaults["SERVER_NAME"] = "localhost"
    client.get(reverse("passkey_new"))
    sent = {"name": "Key", "answer": answer}
    assert client.post(reverse("passkey_new"), sent).status_code == 400
    assert not Factor.objects.filter(user=clinic_world.here.user(Role.PATIENT)).exists()


@bounds(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(answer=st.text() | st.recursive(st.none() | st.text(), st.lists).map(json.dumps))
def test_whatever_is_answered_is_no_passkey(clinic_world: World, answer: str) -> None:
    user = clinic_world.here.user(Role.OWNER)
    request = RequestFactory().get("/", SERVER_NAME="localhost")
    request.session = Client().session
    request.session[passkeys.STATE] = {"challenge": "AAAA", "user_verification": None}
    assert not passkeys.is_shown(request, user, answer)
    assert passkeys.STATE not in request.session, "a question is asked once"


@pytest.mark.parametrize(
    ("host", "is_secure", "can"),
    [
        ("localhost:8000", False, True),
        ("localhost", False, True),
        ("127.0.0.1:8000", False, False),
        ("127.0.0.1", True, False),
        ("[::1]:8000", True, False),
        ("10.0.0.5", True, False),
        ("clinic.example", True, True),
        ("clinic.example", False, False),
    ],
)
def test_passkeys_are_offered_only_where_browsers_allow_them(
    settings: Any, host: str, is_secure: bool, can: bool
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    request = RequestFactory().get("/", secure=is_secure, HTTP_HOST=host)
    assert passkeys.can_use(request) is can

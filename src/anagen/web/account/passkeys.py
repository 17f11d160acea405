"""Passkeys: the browser proves that it holds a key, for this address and no other."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import User
from django.http import HttpRequest

from anagen.store.clinics.models import Factor

if TYPE_CHECKING:
    from fido2.server import Fido2Server

#: Where a sign-in keeps what it asked the browser to sign.
STATE = "passkey"
#: All that reading an answer can end in which no browser of ours sent.
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError)
MOST_KEYS = 10


def can_use(request: HttpRequest) -> bool:
    """Whether browsers allow passkeys at this address: by name, not by number."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return request.is_secure() or host == "localhost"
    return False


def ask_to_make(request: HttpRequest, user: User) -> str:
    """What the browser needs to make a new key, as JSON."""
    from fido2.webauthn import PublicKeyCredentialUserEntity, ResidentKeyRequirement

    entity = PublicKeyCredentialUserEntity(
        id=hashlib.sha256(f"anagen:{user.pk}".encode()).digest()[:16],
        name=user.email,
        display_name=user.email,
    )
    options, state = _server(request).register_begin(
        entity, _known(user), resident_key_requirement=ResidentKeyRequirement.DISCOURAGED
    )
    request.session[STATE] = state
    return _as_json(options)


def ask_to_show(request: HttpRequest, user: User) -> str:
    """What the browser needs to show a key it has, as JSON."""
    options, state = _server(request).authenticate_begin(_known(user))
    request.session[STATE] = state
    return _as_json(options)


def keep_new(
    request: HttpRequest, user: User, answer: str, name: str, now: datetime
) -> Factor | None:
    """The new passkey, kept; None when the browser's answer does not hold."""
    state = request.session.pop(STATE, None)
    if state is None or Factor.objects.filter(user=user, kind=Factor.PASSKEY).count() >= MOST_KEYS:
        return None
    try:
        made = _server(request).register_complete(state, json.loads(answer))
    except UNREADABLE:
        return None
    if made.credential_data is None:
        return None
    return Factor.objects.create(
        user=user,
        kind=Factor.PASSKEY,
        name=name,
        secret=base64.b64encode(bytes(made.credential_data)).decode(),
        counter=made.counter,
        made=now,
    )


def is_shown(request: HttpRequest, user: User, answer: str) -> bool:
    """Whether the browser proved that it holds one of their keys."""
    from cryptography.exceptions import InvalidSignature
    from fido2.webauthn import AuthenticationResponse

    state = request.session.pop(STATE, None)
    if state is None:
        return False
    try:
        sent = AuthenticationResponse.from_dict(json.loads(answer))
        used = _server(request).authenticate_complete(state, _known(user), sent)
    except (*UNREADABLE, InvalidSignature):
        return False
    count = sent.response.authenticator_data.counter
    return _counts_up(user, bytes(used), count)


def _counts_up(user: User, key: bytes, count: int) -> bool:
    """A key that counts must count up: one that does not has been copied."""
    secret = base64.b64encode(key).decode()
    factor = Factor.objects.filter(user=user, kind=Factor.PASSKEY, secret=secret).first()
    if factor is None:
        return False
    if count == 0 and factor.counter == 0:
        return True
    later = Factor.objects.filter(pk=factor.pk, counter__lt=count)
    return later.update(counter=count) == 1


def _known(user: User) -> list[Any]:
    from fido2.webauthn import AttestedCredentialData

    keys = Factor.objects.filter(user=user, kind=Factor.PASSKEY)
    return [AttestedCredentialData(base64.b64decode(key.secret)) for key in keys]


def _server(request: HttpRequest) -> Fido2Server:
    # It takes a tenth of a second to load, and most people never need it.
    from fido2.server import Fido2Server
    from fido2.webauthn import PublicKeyCredentialRpEntity

    host = request.get_host().partition(":")[0]
    here = PublicKeyCredentialRpEntity(id=host, name="Anagen")
    origin = f"{request.scheme}://{request.get_host()}"
    return Fido2Server(here, verify_origin=lambda one: one == origin)


def _as_json(options: Any) -> str:
    return json.dumps(dict(options)["publicKey"], default=_binary)


def _binary(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.urlsafe_b64encode(value).decode().rstrip("=")
    return dict(value)

"""Links that work once: made by who may, kept as a hash, used in one step."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction

from anagen.store.clinics.models import Clinic, Invitation, Member, Patient
from anagen.web.access.viewer import Role

SECRET_BYTES = 32
#: How long a link to join waits to be used, and one for a new password.
JOIN_WITHIN = timedelta(days=7)
RENEW_WITHIN = timedelta(days=1)


class LinkSpent(Exception):  # noqa: N818 - it names what happened, not a fault
    """The link was used, taken back or left too long."""


class AddressTaken(Exception):  # noqa: N818 - it names what is so, not a fault
    """Somebody signs in with this address already."""


@dataclass(frozen=True, slots=True)
class Maker:
    """Who makes a link, and when. No member stands behind the first link of a clinic."""

    member: Member | None
    clinic: Clinic
    now: datetime


def invite(maker: Maker, role: Role, name: str = "", patient: Patient | None = None) -> str:
    """The secret of a new link to join. It is shown once; only its hash is kept."""
    return _make(maker, role, name, JOIN_WITHIN, patient=patient)


def renew(maker: Maker, role: Role, user: User, name: str) -> str:
    """The secret of a new link for a new password; `name` says whose in the list of links."""
    return _make(maker, role, name, RENEW_WITHIN, user=user)


def _make(
    maker: Maker,
    role: Role,
    name: str,
    within: timedelta,
    **whom: Patient | User | None,
) -> str:
    secret = secrets.token_urlsafe(SECRET_BYTES)
    Invitation.objects.create(
        clinic=maker.clinic,
        role=role.value,
        name=name,
        secret_hash=hashed(secret),
        made_by=maker.member,
        made=maker.now,
        expires=maker.now + within,
        **whom,
    )
    return secret


def hashed(secret: str) -> str:
    """What is kept of a link."""
    return hashlib.sha256(secret.encode()).hexdigest()


def open_link(secret: str, now: datetime) -> Invitation:
    """The invitation of a link that still works. Raises LinkSpent."""
    found = Invitation.objects.select_related("clinic", "patient", "user")
    try:
        link = found.get(secret_hash=hashed(secret), used=None, expires__gt=now)
    except Invitation.DoesNotExist:
        raise LinkSpent from None
    if link.patient is not None and link.patient.user_id is not None:
        raise LinkSpent
    return link


def use_link(secret: str, email: str, password: str, now: datetime) -> User:
    """The account that a link makes or gives a new password. Raises LinkSpent, AddressTaken."""
    with transaction.atomic():
        link = open_link(secret, now)
        # Of two who send the form at once, one finds the link unused.
        if not Invitation.objects.filter(pk=link.pk, used=None).update(used=now):
            raise LinkSpent
        if link.user is not None:
            link.user.set_password(password)
            link.user.save(update_fields=["password"])
            # An older link, in a mail or a chat, must not undo the password that was just chosen.
            Invitation.objects.filter(user=link.user, used=None).update(used=now)
            return link.user
        return _account(link, email, password)


def _account(link: Invitation, email: str, password: str) -> User:
    if User.objects.filter(username=email).exists():
        raise AddressTaken
    user = User.objects.create_user(username=email, email=email, password=password)
    if link.patient is not None:
        link.patient.user = user
        link.patient.save(update_fields=["user"])
    else:
        Member.objects.create(user=user, clinic=link.clinic, role=link.role, name=link.name)
    return user

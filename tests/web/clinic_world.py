"""A small world of two clinics: one member of every role and two patients in each.

`in_clinic` turns accounts on, `clinic_world` makes the people, and `as_role` gives a client that
is signed in as one of them, the second factor already shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import BrowserContext

from anagen.records.record import Record
from anagen.records.words import Setting
from anagen.store.clinics.models import Clinic, Member, Patient
from anagen.store.models import Case
from anagen.store.rows import open_case
from anagen.web.access.signed import SURE
from anagen.web.access.viewer import STAFF, Mode, Role
from tests.store.audit_ground import wipe_the_audit

PASSWORD = "seven brown kettles"
BACKEND = "django.contrib.auth.backends.ModelBackend"
OPENED = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
RECORD = Record(setting=Setting.CLINIC, timezone="Europe/Madrid")


@dataclass(frozen=True, slots=True)
class Here:
    """One clinic with its people."""

    clinic: Clinic
    members: dict[Role, Member]
    patients: tuple[Patient, Patient]

    @property
    def cases(self) -> tuple[Case, Case]:
        """The cases of the two patients; the first is that of whom `as_role` signs in."""
        return self.patients[0].case, self.patients[1].case

    def user(self, role: Role) -> User:
        """The account of a role; for PATIENT that of the first patient."""
        whose: Any = self.patients[0] if role is Role.PATIENT else self.members[role]
        return whose.user


@dataclass(frozen=True, slots=True)
class World:
    """Two clinics that must never see anything of each other."""

    here: Here
    there: Here


SignedIn = Callable[..., Client]


@pytest.fixture
def in_clinic(db: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    """The pages run for clinics: accounts, roles, the gate, the audit."""
    settings.MODE = Mode.CLINIC
    settings.DATA = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    yield
    wipe_the_audit()


@pytest.fixture
def clinic_world(in_clinic: None) -> World:
    """Two clinics, each with a member of every role and two patients with an account."""
    return World(here=a_clinic("Here"), there=a_clinic("There"))


@pytest.fixture
def as_role(clinic_world: World) -> SignedIn:
    """A client signed in: `as_role(Role.OWNER)`, `as_role(Role.PATIENT, clinic_world.there)`."""

    def sign_in(role: Role, where: Here | None = None, is_sure: bool = True) -> Client:
        client = Client(enforce_csrf_checks=False)
        if role is not Role.NOBODY:
            user = (where or clinic_world.here).user(role)
            client.cookies[django_settings.SESSION_COOKIE_NAME] = session_of(user, is_sure)
        return client

    return sign_in


def a_clinic(name: str) -> Here:
    """A clinic with its people, all saved."""
    clinic = Clinic.objects.create(name=f"Clinic {name}", timezone="Europe/Madrid")
    members = {
        role: Member.objects.create(
            user=an_account(f"{role.value}.{name}"),
            clinic=clinic,
            role=role.value,
            name=f"{role.value.capitalize()} {name}",
        )
        for role in sorted(STAFF, key=lambda one: one.value)
    }
    return Here(clinic, members, (a_patient(clinic, "P-1"), a_patient(clinic, "P-2")))


def a_patient(clinic: Clinic, code: str, once: UUID | None = None) -> Patient:
    """A patient with an empty case and an account of their own."""
    return Patient.objects.create(
        case=open_case(RECORD, OPENED, once or uuid4()),
        clinic=clinic,
        user=an_account(f"{code}.{clinic.pk}"),
        code=code,
        name=f"Patient {code} of {clinic.name}",
    )


def an_account(name: str) -> User:
    """An account with the password PASSWORD."""
    email = f"{name.lower()}@example.org"
    return User.objects.create_user(username=email, email=email, password=PASSWORD)


def session_of(user: User, is_sure: bool = True) -> str:
    """The key of a new sign-in of this account: what the session cookie holds."""
    session = import_module(django_settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    if is_sure:
        session[SURE] = True
    session.save()
    return str(session.session_key)


def let_in(context: BrowserContext, home: str, user: User, is_sure: bool = True) -> None:
    """Signs a browser in: `let_in(page.context, live_server.url, user)`, then open the page."""
    name, key = django_settings.SESSION_COOKIE_NAME, session_of(user, is_sure)
    context.add_cookies([{"name": name, "value": key, "url": home}])

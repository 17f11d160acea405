"""Who is at work in a full clinic, signed in, and the pages that each of them may open."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import urlencode

#: Every page that is opened, by the name of its route; one after "?" asks for something.
DESK_PAGES = (
    "day",
    "patients",
    "patients?find",
    "patient",
    "patient_session",
    "consents",
    "intake_status",
    "follow_ups",
    "stock",
    "lot",
    "recall",
    "recall?lot",
    "recall?device",
    "outcomes",
    "prices",
    "statement",
    "audit",
)
PATIENT_PAGES = ("today", "recovery", "progress", "photos", "plan", "my_data", "more")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at work: the cookie of their sign-in, and the addresses they may open, by page."""

    cookie: str
    pages: dict[str, list[str]]


def everybody(chance: Random) -> list[Person]:
    """Everybody with an account, signed in as they would be after both factors."""
    from anagen.store.clinics.models import Member, Patient

    found = [_member(one, chance) for one in Member.objects.select_related("clinic", "user")]
    patients = Patient.objects.exclude(user=None).select_related("case", "user")
    found += [_patient(one) for one in patients]
    chance.shuffle(found)
    return found


def _member(member: Any, chance: Random) -> Person:
    clinic = member.clinic
    keys = list(clinic.patients.values_list("case__public_id", flat=True)[:2000])
    cases = chance.sample(keys, min(40, len(keys)))
    lots = list(clinic.lots.filter(item="Cartridge").order_by("-pk")[5:25])
    device = clinic.devices.first()
    of_case = ("patient", "patient_session", "consents", "intake_status", "statement")
    pages = {name: [_address(name, case) for case in cases] for name in of_case}
    plain = ("day", "patients", "follow_ups", "stock", "recall", "outcomes", "prices", "audit")
    pages |= {name: [_address(name)] for name in plain}
    finds = [f"{_address('patients')}?{urlencode({'q': f'P-{n:04}'})}" for n in range(20)]
    pages["patients?find"] = finds
    pages["lot"] = [_address("lot", lot.public_id) for lot in lots]
    pages["recall?lot"] = [f"{_address('recall')}?lot={lot.public_id}" for lot in lots]
    week = {"device": device.public_id, "since": "2026-01-01", "until": "2026-01-31"}
    pages["recall?device"] = [f"{_address('recall')}?{urlencode(week)}"]
    may = {name: to for name, to in pages.items() if _may(member.role, name) and all(to)}
    return Person(_signed_in(member.user), may)


def _may(role: str, page: str) -> bool:
    """Whether a role may open a page; the access table decides."""
    from anagen.web.access.table import table

    row = table().get(page.partition("?")[0])
    return row is not None and any(one.value == role for one in row.who)


def _patient(patient: Any) -> Person:
    case = patient.case.public_id
    pages = {name: [_address(name, case)] for name in PATIENT_PAGES}
    may = {name: to for name, to in pages.items() if all(to) and _may("patient", name)}
    return Person(_signed_in(patient.user), may)


def _address(name: str, *args: object) -> str:
    """The address of a route; "" where there is none of that name."""
    from django.urls import NoReverseMatch, reverse

    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _signed_in(user: Any) -> str:
    """A sign-in as the database keeps it, and the cookie that goes with it."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from anagen.web.access.signed import SURE

    kept = SessionStore()
    kept[SESSION_KEY] = str(user.pk)
    kept[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    kept[HASH_SESSION_KEY] = user.get_session_auth_hash()
    kept[SURE] = True
    kept.save()
    return f"{settings.SESSION_COOKIE_NAME}={kept.session_key}"

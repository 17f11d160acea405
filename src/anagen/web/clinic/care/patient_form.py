"""The form of a patient: a code, a name and how to reach them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils.translation import gettext

from anagen.store.clinics.models import Clinic, Patient

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,15}")
PHONE = re.compile(r"[+0-9][0-9 ()/.-]{3,38}")
OURS = re.compile(r"P-(\d{1,12})")
MOST_NAME = 120


@dataclass(frozen=True, slots=True)
class Contact:
    """What was typed, and what to say beside a field that cannot be used."""

    code: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    slips: Mapping[str, str] = field(default_factory=dict)


def contact_in(form: QueryDict, clinic: Clinic, kept: Patient | None = None) -> Contact:
    """The form as it was sent, checked. A blank code of a new patient is filled in by us."""
    typed = {name: form.get(name, "").strip() for name in ("code", "name", "phone", "email")}
    slips: dict[str, str] = {}
    if typed["code"] or kept:
        _check_code(typed["code"], clinic, kept, slips)
    if len(typed["name"]) > MOST_NAME or "\0" in typed["name"]:
        slips["name"] = gettext("Write the name in at most %(most)d letters.") % {"most": MOST_NAME}
    if typed["phone"] and not PHONE.fullmatch(typed["phone"]):
        slips["phone"] = gettext("Write the phone number in digits, such as +34 600 000 000.")
    if typed["email"]:
        try:
            validate_email(typed["email"])
        except ValidationError:
            slips["email"] = gettext("Write the address like name@example.org.")
    return Contact(**typed, slips=slips)


def _check_code(code: str, clinic: Clinic, kept: Patient | None, slips: dict[str, str]) -> None:
    if not CODE.fullmatch(code):
        slips["code"] = gettext("Use at most 16 letters, digits, dots or dashes, such as P-0312.")
        return
    others = Patient.objects.filter(clinic=clinic, code__iexact=code)
    if (others.exclude(pk=kept.pk) if kept else others).exists():
        slips["code"] = gettext("Another patient already has this code. Choose another one.")


def next_code(clinic: Clinic) -> str:
    """The code after the highest of ours: P-0001, P-0002 and so on."""
    codes = Patient.objects.filter(clinic=clinic, code__startswith="P-").values_list("code")
    numbers = [int(match[1]) for (code,) in codes if (match := OURS.fullmatch(code))]
    return f"P-{max(numbers, default=0) + 1:04d}"

"""The key of an intake link: made once, kept only as its hash, and good until it runs out."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import QuerySet

from anagen.store.audit.actions import Action
from anagen.store.audit.noting import note
from anagen.store.clinics.models import Member
from anagen.store.models import Case
from anagen.store.procedures.models import IntakeLink

#: Long enough to fill it in at leisure before a visit; the answers of one day are asked again.
LASTS = timedelta(days=7)
KEY_BYTES = 32


def new_link(case: Case, by: Member, now: datetime) -> str:
    """The key of a new link. Every earlier link of this patient stops working."""
    key = secrets.token_urlsafe(KEY_BYTES)
    with transaction.atomic():
        open_links(case, now).update(cancelled=now)
        IntakeLink.objects.create(
            case=case, key_hash=hash_of(key), made=now, by=by, expires=now + LASTS
        )
        note(Action.WRITE, case.public_id, "intake link made")
    return key


def open_links(case: Case, now: datetime) -> QuerySet[IntakeLink]:
    """The links of a patient that still work."""
    return case.intake_links.filter(finished=None, cancelled=None, expires__gt=now)


def link_of(key: str, now: datetime) -> IntakeLink | None:
    """The link of a key, if it still works."""
    found = IntakeLink.objects.select_related("case").filter(
        key_hash=hash_of(key), finished=None, cancelled=None, expires__gt=now
    )
    return found.first()


def hash_of(key: str) -> str:
    """What is kept of a key."""
    return sha256(key.encode()).hexdigest()

"""A new clinic, and the link for its first owner."""

from __future__ import annotations

from datetime import datetime

from anagen.web.access.viewer import Role


def found_clinic(name: str, owner: str) -> str:
    """The path of a link for an owner of this clinic, which is opened unless it is there."""
    from django.urls import reverse

    from anagen.web.clock import local_zone, now

    return reverse("join", args=[owner_link(name, owner, local_zone(), now())])


def owner_link(name: str, owner: str, timezone: str, now: datetime) -> str:
    """The secret of a link for an owner of this clinic, which is opened unless it is there.

    For a clinic that is there it is the way back when none of its owners can sign in.
    """
    from django.db import transaction

    from anagen.store.clinics.models import Clinic
    from anagen.web.account.inviting import Maker, invite

    with transaction.atomic():
        clinic, _ = Clinic.objects.get_or_create(name=name, defaults={"timezone": timezone})
        return invite(Maker(None, clinic, now), Role.OWNER, owner)

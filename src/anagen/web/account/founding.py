"""A new clinic, and the link for its first owner."""

from __future__ import annotations

from datetime import datetime

from anagen.records.mistakes import Mistake, shown
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

    from anagen.store.audit.actions import Action
    from anagen.store.audit.noting import Actor, note
    from anagen.store.clinics.models import Clinic
    from anagen.web.account.inviting import Maker, invite

    with transaction.atomic():
        known = list(Clinic.objects.filter(name=name)[:2])
        if len(known) > 1:  # an owner may give their clinic any name
            raise Mistake("NAME", shown(name), "a name that one clinic has", "Rename the other.")
        clinic = known[0] if known else Clinic.objects.create(name=name, timezone=timezone)
        secret = invite(Maker(None, clinic, now), Role.OWNER, owner)
        # Whoever is at the keyboard is not known; that they made an owner must be.
        at_keyboard = Actor(clinic.pk, None, Role.NOBODY.value, "command clinic")
        note(Action.WRITE, detail=f"invited={Role.OWNER.value}", actor=at_keyboard)
        return secret

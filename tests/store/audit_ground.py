"""What the tests of the audit stand on: a chain of lines, and a way to wipe it afterwards."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import connection

from anagen.store.audit.actions import Action
from anagen.store.audit.anchor import Head, drop_anchor
from anagen.store.audit.guards import TABLE, seal, unseal
from anagen.store.audit.models import AuditHead
from anagen.store.audit.noting import Actor, acting, note

ACTIONS = list(Action)


def a_chain(length: int) -> Head:
    """Lines of every action, by several people about several records; its end is anchored."""
    for number in range(length):
        actor = Actor(1 + number % 2, 7 + number % 3, "clinician", f"route_{number % 4}")
        with acting(actor):
            note(ACTIONS[number % len(ACTIONS)], UUID(int=number % 5), f"step={number}")
    row = AuditHead.objects.get()
    drop_anchor(settings.DATA, Head(row.count, row.hash))
    return Head(row.count, row.hash)


def wipe_the_audit() -> None:
    """Takes the lines of a test away, which the database refuses while it is sealed."""
    unseal(connection)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608 - a name of ours
    seal(connection)
    AuditHead.objects.all().delete()

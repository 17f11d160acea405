"""Adds a line to the audit, in the transaction of what it describes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from anagen.store.audit.actions import Action
from anagen.store.audit.anchor import Head, drop_anchor
from anagen.store.audit.chain import START, Entry, hash_after
from anagen.store.audit.models import AuditHead, AuditLine
from anagen.store.models import Case

HEAD = 1


@dataclass(slots=True)
class Actor:
    """Who does something now, and by which route; `noted` is what they did so far."""

    clinic: int | None
    who: int | None
    role: str
    route: str
    noted: list[Action] = field(default_factory=list)


_acting: ContextVar[Actor | None] = ContextVar("acting", default=None)


@contextmanager
def acting(actor: Actor) -> Iterator[Actor]:
    """Whatever is noted inside is noted of this actor."""
    token = _acting.set(actor)
    try:
        yield actor
    finally:
        _acting.reset(token)


def note(
    action: Action, case: UUID | None = None, detail: str = "", actor: Actor | None = None
) -> None:
    """Adds a line: this action, by whoever acts now, with this record.

    Call it inside the transaction of the write it describes and as its last step: the end of
    the chain is held until the transaction ends, and both stand or fall together. `detail` is
    for codes such as `consent=3`, never for what somebody wrote. At home nobody acts, and
    nothing is noted.
    """
    actor = actor or _acting.get()
    if actor is None:
        return
    with transaction.atomic():
        head = _held_head()
        entry = Entry(
            number=head.count + 1,
            at=datetime.now(UTC),  # noqa: TID251 - the moment is part of what the chain proves
            clinic=actor.clinic,
            who=actor.who,
            role=actor.role,
            action=action.value,
            route=actor.route,
            case=case,
            detail=detail,
        )
        grown = Head(entry.number, hash_after(head.hash, entry))
        AuditLine.objects.create(**asdict(entry), previous=head.hash, hash=grown.hash)
        AuditHead.objects.filter(pk=HEAD).update(count=grown.count, hash=grown.hash)
        transaction.on_commit(lambda: drop_anchor(settings.DATA, grown))
    actor.noted.append(action)


def note_write(case: Case, what: str) -> None:
    """Notes a write to a case; `what` is its kind, such as `record` or `erased`."""
    note(Action.WRITE, case.public_id, what)


def _held_head() -> AuditHead:
    """The end of the chain, held until this transaction ends.

    SQLite has one writer at a time from the start of the transaction (IMMEDIATE).
    """
    rows = AuditHead.objects
    found = rows.select_for_update().filter(pk=HEAD).first()
    if found is None:
        rows.get_or_create(pk=HEAD, defaults={"hash": START})
        found = rows.select_for_update().get(pk=HEAD)
    return found

"""Finds a saved case for a page, or says in words why it cannot be shown."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import Http404

from anagen.records.record import Record
from anagen.store.models import Case, Decision
from anagen.store.rows import record_of


def find_case(public_id: UUID) -> Case:
    """The case of an address; a page that says so when there is none."""
    try:
        return Case.objects.get(public_id=public_id)
    except Case.DoesNotExist:
        raise Http404 from None


def find_record(public_id: UUID, now: datetime) -> Record:
    """The record of an address. RecordError when the row is damaged; the guard shows it."""
    return record_of(find_case(public_id), now)


def find_decision(public_id: UUID) -> Decision:
    """The decision of an address; a page that says so when there is none."""
    try:
        return Decision.objects.select_related("case").get(public_id=public_id)
    except Decision.DoesNotExist:
        raise Http404 from None

"""Finds a saved case for a page, if whoever looks may see it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from anagen.records.record import Record
from anagen.store.models import Case, Decision
from anagen.store.rows import record_of
from anagen.web.access.gate import viewer_of
from anagen.web.access.viewer import Role, Viewer


def cases_of(viewer: Viewer) -> QuerySet[Case]:
    """The cases a viewer may see: at home all, in a clinic its own, a patient their own one."""
    if viewer.role is Role.HOME:
        return Case.objects.filter(patient=None)
    if viewer.role is Role.PATIENT:
        return Case.objects.filter(patient__user=viewer.user)
    if viewer.is_staff:
        return Case.objects.filter(patient__clinic=viewer.clinic)
    return Case.objects.none()


def find_case(request: HttpRequest, public_id: UUID) -> Case:
    """The case of an address. Another's case and no case at all look the same."""
    try:
        found = cases_of(viewer_of(request)).get(public_id=public_id)
    except Case.DoesNotExist:
        raise Http404 from None
    _saw(request, found)
    return found


def find_record(request: HttpRequest, public_id: UUID, now: datetime) -> Record:
    """The record of an address. RecordError when the row is damaged; the guard shows it."""
    return record_of(find_case(request, public_id), now)


def find_decision(request: HttpRequest, public_id: UUID) -> Decision:
    """The decision of an address, of a case that the viewer may see."""
    cases = cases_of(viewer_of(request))
    try:
        within = Decision.objects.select_related("case").filter(case__in=cases)
        found = within.get(public_id=public_id)
    except Decision.DoesNotExist:
        raise Http404 from None
    _saw(request, found.case)
    return found


def _saw(request: HttpRequest, case: Case) -> None:
    # The audit of a clinic notes which record a page was about.
    request.case_seen = case.public_id  # type: ignore[attr-defined]

"""Finds the member who looks and the patient of an address, inside one clinic."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from anagen.store.clinics.models import Clinic, Member, Patient
from anagen.store.models import Case
from anagen.web.access.gate import viewer_of
from anagen.web.access.row import CARE
from anagen.web.opening import find_case

#: The words of the roles that treat.
TREATING = tuple(role.value for role in CARE)


def member_of(request: HttpRequest) -> Member:
    """The member of a clinic who looks. A patient or nobody is refused."""
    viewer = viewer_of(request)
    found = Member.objects.select_related("clinic").filter(user=viewer.user).first()
    if found is None or not viewer.is_staff:
        raise PermissionDenied
    return found


def find_patient(request: HttpRequest, case_id: UUID) -> Patient:
    """The patient of an address. Another clinic's patient looks like none at all."""
    return patient_of(find_case(request, case_id))


def patient_of(case: Case) -> Patient:
    """The patient whose case it is."""
    found = Patient.objects.select_related("clinic", "case").filter(case=case).first()
    if found is None:
        raise Http404
    return found


def treating_members(clinic: Clinic) -> list[Member]:
    """Those of a clinic who may hold the needle."""
    return list(clinic.members.filter(role__in=TREATING, user__is_active=True).order_by("name"))


def zone_of(clinic: Clinic) -> ZoneInfo:
    """The clinic's own time zone."""
    return ZoneInfo(clinic.timezone)

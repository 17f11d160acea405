"""The list of patients, a new one, and how to reach one."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from anagen.records.record import Record
from anagen.records.words import Setting
from anagen.store.audit.actions import Action
from anagen.store.audit.noting import note
from anagen.store.clinics.models import Clinic, Patient
from anagen.store.models import Case
from anagen.store.procedures.models import Complication, Procedure
from anagen.store.rows import open_case
from anagen.web.access.gate import viewer_of
from anagen.web.access.row import CARE
from anagen.web.clinic.care.finding import find_patient, member_of
from anagen.web.clinic.care.patient_form import Contact, contact_in, next_code
from anagen.web.clock import now
from anagen.web.once import once_from

A_PAGE = 40
MOST_ASKED = 60
#: Two people at two desks may take the same number; the second takes the next one.
TRIES = 5


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """The patients of the clinic, found by code, name or phone."""
    member = member_of(request)
    asked = request.GET.get("q", "").strip()[:MOST_ASKED].replace("\0", "")
    found = _found(member.clinic, asked)
    page = {
        "place": "patients",
        "asked": asked,
        "patients": _page_of(found, request.GET.get("page", "1")),
        "zone": member.clinic.timezone,
    }
    return render(request, "care/patients.html", page)


def _found(clinic: Clinic, asked: str) -> QuerySet[Patient]:
    """The patients that fit, with their last session and whether a problem is open."""
    mine = Patient.objects.filter(clinic=clinic)
    if asked:
        mine = mine.filter(
            Q(code__icontains=asked) | Q(name__icontains=asked) | Q(phone__icontains=asked)
        )
    last = Procedure.objects.filter(case=OuterRef("case")).values("case")
    problems = Complication.objects.filter(case=OuterRef("case"), closed_at=None)
    return (
        mine.select_related("case")
        .only("code", "name", "case__public_id")
        .annotate(
            last_session=Subquery(last.annotate(latest=Max("at")).values("latest")),
            has_problem=Exists(problems),
        )
        .order_by("code")
    )


def _page_of(found: QuerySet[Patient], asked: str) -> Page[Patient]:
    return Paginator(found, A_PAGE).get_page(asked)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new patient: opens their case in the clinic's setting and time zone."""
    member = member_of(request)
    if request.method != "POST":
        return _form(request, Contact(), once=uuid4())
    once = once_from(request.POST)
    known = Patient.objects.filter(case__public_id=once, clinic=member.clinic).first()
    if known is not None:  # the form was sent twice
        return redirect(_page_after(request), once)
    contact = contact_in(request.POST, member.clinic)
    if contact.slips:
        return _form(request, contact, once=once, status=422)
    patient = _opened(contact, member.clinic, once)
    messages.success(request, gettext("Patient %(code)s has been added.") % {"code": patient.code})
    return redirect(_page_after(request), once)


def _opened(contact: Contact, clinic: Clinic, once: UUID) -> Patient:
    moment = now()
    if Case.objects.filter(public_id=once).exists():  # somebody else's record
        raise Http404
    for left in reversed(range(TRIES)):
        code = contact.code or next_code(clinic)
        try:
            with transaction.atomic():
                case = open_case(Record(Setting.CLINIC, clinic.timezone), moment, once)
                return _patient(case, contact, clinic, code)
        except IntegrityError:
            twin = Patient.objects.filter(case__public_id=once, clinic=clinic).first()
            if twin is not None:  # the same form, sent twice at the same moment
                return twin
            if not left:
                raise
    raise AssertionError


def _patient(case: Case, contact: Contact, clinic: Clinic, code: str) -> Patient:
    made = Patient.objects.create(
        case=case,
        clinic=clinic,
        code=code,
        name=contact.name,
        phone=contact.phone,
        email=contact.email,
    )
    note(Action.WRITE, case.public_id, "patient")
    return made


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """How to reach a patient."""
    patient = find_patient(request, case_id)
    if request.method != "POST":
        kept = Contact(patient.code, patient.name, patient.phone, patient.email)
        return _form(request, kept, patient)
    contact = contact_in(request.POST, patient.clinic, patient)
    if contact.slips:
        return _form(request, contact, patient, status=422)
    for name in ("code", "name", "phone", "email"):
        setattr(patient, name, getattr(contact, name))
    with transaction.atomic():
        patient.save(update_fields=["code", "name", "phone", "email"])
        note(Action.WRITE, case_id, "contact")
    messages.success(request, gettext("Saved."))
    return redirect(_page_after(request), case_id)


def _form(
    request: HttpRequest,
    contact: Contact,
    patient: Patient | None = None,
    once: UUID | None = None,
    status: int = 200,
) -> HttpResponse:
    page: dict[str, Any] = {
        "place": "patients",
        "contact": contact,
        "patient": patient,
        "once": once,
    }
    return render(request, "care/patient_form.html", page, status=status)


def _page_after(request: HttpRequest) -> str:
    """Where to go on: the timeline for those who treat, the contact for the desk."""
    return "patient" if viewer_of(request).role in CARE else "patient_edit"

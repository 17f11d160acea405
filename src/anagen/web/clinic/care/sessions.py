"""The pages of a session in the clinic: the form, and what was written."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from anagen.store.clinics.models import Patient
from anagen.store.models import Case
from anagen.store.procedures.models import Procedure
from anagen.store.rows import ChangedMeanwhile, record_of
from anagen.web.clinic.care.aftercare import give_sheet
from anagen.web.clinic.care.clearance import Clearance, clearance_of
from anagen.web.clinic.care.drafts import Draft, draft_in
from anagen.web.clinic.care.finding import find_patient, member_of, zone_of
from anagen.web.clinic.care.overriding import may_decide, signed_in
from anagen.web.clinic.care.session_checks import clearance_as_done
from anagen.web.clinic.care.session_form import Reader
from anagen.web.clinic.care.session_page import SessionPage, typed_from_last, typed_in
from anagen.web.clinic.care.session_writing import Writing, write_session
from anagen.web.clock import now
from anagen.web.once import once_from


@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What stands in the way, and one form for all that was done."""
    patient = find_patient(request, case_id)
    page = _page(request, patient)
    if request.method != "POST":
        last = patient.case.procedures.select_related("device").first()
        typed = typed_from_last(last, member_of(request))
        return _show(request, replace(page, typed=typed))
    once = once_from(request.POST)
    if _is_saved(once, patient):
        return redirect("patient", case_id)  # the form was sent twice
    return _sent(request, patient, replace(page, typed=typed_in(request.POST)), once)


def _sent(request: HttpRequest, patient: Patient, page: SessionPage, once: UUID) -> HttpResponse:
    reader = Reader(request.POST, zone_of(patient.clinic), now())
    seen = _seen(request)
    draft = draft_in(reader, patient.clinic)
    if draft is None:
        return _show(request, replace(page, slips=reader.slips), once, 422)
    try:
        with transaction.atomic():
            clearance = _locked_clearance(draft, patient, reader)
            if _is_saved(once, patient):  # sent twice at the same moment
                return redirect("patient", page.case.public_id)
            writing = _writing(
                request, reader, Writing(draft, patient, clearance, None, reader.now, once, seen)
            )
            made = write_session(writing) if writing else None
    except (ChangedMeanwhile, IntegrityError):  # the record or the stock has moved on
        fresh = replace(_page(request, patient), typed=page.typed, is_overtaken=True)
        return _show(request, fresh, once, 409)
    if made is None:
        shown = replace(
            page, clearance=clearance, slips=reader.slips, asks_override=clearance.may_override
        )
        return _show(request, shown, once, 422)
    return _done(request, made, draft)


def _is_saved(once: UUID, patient: Patient) -> bool:
    return Procedure.objects.filter(public_id=once, case=patient.case).exists()


def _locked_clearance(draft: Draft, patient: Patient, reader: Reader) -> Clearance:
    """The clearance while nobody else can change the case: what is checked is what is written."""
    case = Case.objects.select_for_update().get(pk=patient.case.pk)
    record = record_of(case, reader.now)
    return clearance_as_done(draft, case, patient.clinic, record, reader.now)


def _writing(request: HttpRequest, reader: Reader, writing: Writing) -> Writing | None:
    """The same with a signed decision where one is needed; None when it may not be written."""
    clearance = writing.clearance
    if clearance.is_clear:
        return writing
    if not clearance.may_override or not may_decide(request):
        return None
    if request.POST.get("override") != clearance.against:  # not asked yet, or something came up
        return None
    signed = signed_in(request, reader, member_of(request))
    return replace(writing, signed=signed) if signed else None


def _done(request: HttpRequest, made: Procedure, draft: Draft) -> HttpResponse:
    messages.success(request, gettext("The session has been saved."))
    if draft.gives_aftercare:
        give_sheet(made, now())
        return redirect("give_aftercare", made.case.public_id, made.public_id)
    return redirect("patient", made.case.public_id)


def _page(request: HttpRequest, patient: Patient) -> SessionPage:
    moment = now()
    case = Case.objects.get(pk=patient.case.pk)
    clearance = clearance_of(case, patient.clinic, record_of(case, moment), moment)
    return SessionPage(case, patient.clinic, clearance, case.version, {}, may_decide(request))


def _seen(request: HttpRequest) -> int:
    """The version of the record that the form was made from."""
    seen = request.POST.get("seen", "")
    if not (seen.isascii() and seen.isdigit() and len(seen) <= 9):
        raise BadRequest
    return int(seen)


def _show(
    request: HttpRequest, page: SessionPage, once: UUID | None = None, status: int = 200
) -> HttpResponse:
    told = {
        "place": "patients",
        "page": page,
        "case_id": page.case.public_id,
        "once": once or uuid4(),
    }
    return render(request, "care/session.html", told, status=status)

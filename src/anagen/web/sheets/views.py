"""The sheets of a record as PDF, and the aftercare sheet as the page its QR code leads to."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from anagen.care.advise import advise
from anagen.interchange.sheets import (
    ConsentText,
    Contact,
    Sheet,
    Telling,
    aftercare_sheet,
    consent_sheet,
    letter_sheet,
    pdf,
    plan_sheet,
    session_sheet,
)
from anagen.interchange.words import words_in
from anagen.languages import LANGUAGES
from anagen.outlook.asking import outlook_for
from anagen.store.clinics.models import Patient
from anagen.store.models import Case
from anagen.store.rows import record_of
from anagen.web.clinic.care.consent_texts import current_text, kind_named
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.opening import find_case


@require_safe
def aftercare(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The aftercare sheet on a screen, ready to print as well."""
    case = find_case(request, case_id)
    sheet = aftercare_sheet(_telling(request, case), _contact(case))
    shown = {"case_id": case_id, "sheet": sheet, "place": "recovery"}
    return render(request, "sheets/aftercare.html", shown)


@require_safe
def aftercare_pdf(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The aftercare sheet for the last session."""
    case = find_case(request, case_id)
    return _paper(aftercare_sheet(_telling(request, case), _contact(case)), "aftercare")


@require_safe
def session_pdf(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """The record of one session; the oldest is number 1."""
    telling = _telling(request, find_case(request, case_id))
    if not 1 <= number <= len(telling.record.sessions):
        raise Http404
    return _paper(session_sheet(telling, number), f"session-{number}")


@require_safe
def letter_pdf(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The letter for a consultation."""
    return _paper(letter_sheet(_telling(request, find_case(request, case_id))), "letter")


@require_safe
def plan_pdf(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The plan."""
    return _paper(plan_sheet(_telling(request, find_case(request, case_id))), "plan")


@require_safe
def consent_pdf(request: HttpRequest, case_id: UUID, kind: str) -> HttpResponse:
    """A clinic's consent text as it now stands, blank, to be signed by hand."""
    patient = _patient(find_case(request, case_id))
    named = kind_named(kind)
    if patient is None or named is None:
        raise Http404
    found = current_text(patient.clinic, named)
    text = ConsentText(
        title=str(found.title),
        version=str(found.version),
        paragraphs=tuple(map(str, found.paragraphs)),
        statements=tuple(map(str, found.statements)),
    )
    # A clinic's own words are in its own language: the form around them follows the page.
    return _paper(consent_sheet(text, words_in(_language(request)), now()), f"consent-{kind}")


def _telling(request: HttpRequest, case: Case) -> Telling:
    """The advice at this moment, in the language that was asked for or else that of the pages."""
    moment = now()
    record = record_of(case, moment)
    page = request.build_absolute_uri(reverse("aftercare", args=[case.public_id]))
    outlook = outlook_for(record, knowledge(), moment)
    advice = advise(record, knowledge(), moment, outlook)
    return Telling(advice, record, knowledge(), words_in(_language(request)), page)


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else get_language() or "en"


def _patient(case: Case) -> Patient | None:
    return Patient.objects.select_related("clinic").filter(case=case).first()


def _contact(case: Case) -> Contact | None:
    """Whom to call: the clinic of a patient. At home the sheet knows nobody."""
    patient = _patient(case)
    return Contact(patient.clinic.name, patient.clinic.phone) if patient else None


def _paper(sheet: Sheet, name: str) -> HttpResponse:
    shown = {"Content-Disposition": f'inline; filename="anagen-{name}.pdf"'}
    return HttpResponse(pdf(sheet), content_type="application/pdf", headers=shown)

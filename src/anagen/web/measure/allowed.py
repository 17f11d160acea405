"""Whether a clinic may take this picture: a patient's pictures need a consent of their own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from anagen.store.models import Case
from anagen.store.pictures.models import Scope
from anagen.web.access.gate import viewer_of
from anagen.web.clinic.care.consent_states import states_of
from anagen.web.clinic.care.consent_texts import Kind

#: What a use of a picture needs beside the consent to pictures for the record.
NEEDS = {
    Scope.RECORD: Kind.PHOTOS_RECORD,
    Scope.TEACHING: Kind.PHOTOS_TEACHING,
    Scope.PUBLICATION: Kind.PHOTOS_TEACHING,
}


def is_allowed(request: HttpRequest, case: Case, scope: Scope = Scope.RECORD) -> bool:
    """Whether whoever looks may keep a picture of this person for this use.

    People may always photograph themselves; a clinic needs a consent that stands today.
    """
    if not viewer_of(request).is_staff:
        return True
    states = states_of(case, case.patient.clinic)
    return states[Kind.PHOTOS_RECORD].is_given and states[NEEDS[scope]].is_given


def without_consent(request: HttpRequest, case: Case) -> HttpResponse:
    """What is missing, and where to ask for it. Nothing was kept."""
    page = {"case_id": case.public_id, "place": "patients"}
    return render(request, "measure/no_consent.html", page, status=403)

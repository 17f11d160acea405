"""Clinical notes: added, never changed."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from anagen.store.audit.actions import Action
from anagen.store.audit.noting import note as audited
from anagen.store.procedures.models import Note
from anagen.web.clinic.care.finding import find_patient, member_of, zone_of
from anagen.web.clinic.care.session_form import LONGEST_TEXT, Reader
from anagen.web.clock import now
from anagen.web.once import once_from


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One more note on a patient's timeline."""
    patient, member = find_patient(request, case_id), member_of(request)
    if request.method != "POST":
        return render(request, "care/note.html", _page(case_id))
    once = once_from(request.POST)
    reader = Reader(request.POST, zone_of(patient.clinic), now())
    text = reader.needed("text", gettext("Write the note first."), LONGEST_TEXT)
    if reader.slips:
        page = {**_page(case_id), "typed": text, "slip": reader.slips["text"], "once": once}
        return render(request, "care/note.html", page, status=422)
    try:
        with transaction.atomic():
            Note.objects.create(
                public_id=once, case=patient.case, at=reader.now, by=member, text=text
            )
            audited(Action.WRITE, case_id, "note")
    except IntegrityError:  # the form was sent twice
        return redirect("patient", case_id)
    messages.success(request, gettext("The note has been added."))
    return redirect("patient", case_id)


def _page(case_id: UUID) -> dict[str, object]:
    return {"place": "patients", "case_id": case_id, "once": uuid4(), "typed": "", "slip": ""}

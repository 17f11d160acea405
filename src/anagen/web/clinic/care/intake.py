"""The intake as staff see it: send the link, look at what was answered, call the link back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from anagen.store.audit.actions import Action
from anagen.store.audit.noting import note
from anagen.store.rows import record_of
from anagen.web.access.gate import viewer_of
from anagen.web.access.row import CARE
from anagen.web.clinic.care.finding import find_patient, member_of
from anagen.web.clinic.care.intake_check import intake_check, lines_of
from anagen.web.clinic.care.intake_links import new_link, open_links
from anagen.web.clock import now
from anagen.web.knowing import knowledge

#: The key of a link just made waits here until its page has shown it once.
FRESH = "intake_key"


@require_safe
def status(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The state of the intake; a link that was just made is shown this once."""
    patient, moment = find_patient(request, case_id), now()
    check = intake_check(record_of(patient.case, moment), knowledge(), moment)
    fresh = request.session.get(FRESH, {})
    key = fresh.get("key", "") if fresh.get("case") == str(case_id) else ""
    if key:
        del request.session[FRESH]
    lines = lines_of(check)
    page = {
        "place": "patients",
        "case_id": case_id,
        "patient": patient,
        "link": patient.case.intake_links.select_related("by").first(),
        "is_live": open_links(patient.case, moment).exists(),
        "address": request.build_absolute_uri(reverse("intake", args=[key])) if key else "",
        "lines": lines,
        "open": sum(line.is_open for line in lines),
        "zone": patient.clinic.timezone,
        "shows_answers": viewer_of(request).role in CARE,
    }
    return render(request, "care/intake_status.html", page)


@require_POST
def send(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Makes a link. An earlier one stops working."""
    patient = find_patient(request, case_id)
    key = new_link(patient.case, member_of(request), now())
    request.session[FRESH] = {"case": str(case_id), "key": key}
    return redirect("intake_status", case_id)


@require_POST
def cancel(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Stops every link of a patient. What was answered stays."""
    patient, moment = find_patient(request, case_id), now()
    with transaction.atomic():
        if open_links(patient.case, moment).update(cancelled=moment):
            note(Action.WRITE, case_id, "intake link cancelled")
    messages.success(request, gettext("The link no longer works. What was answered is kept."))
    return redirect("intake_status", case_id)

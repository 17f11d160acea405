"""One person on a call list: how to reach them, every try so far, and the next one."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from anagen.store.audit.actions import Action
from anagen.store.audit.noting import note
from anagen.store.desk.exposure import Exposure, Period, exposed
from anagen.store.desk.models import RecallCall
from anagen.store.procedures.models import Device, Lot
from anagen.web.clinic.care.finding import find_patient
from anagen.web.clinic.care.session_form import Reader
from anagen.web.clinic.desk.here import here
from anagen.web.clinic.desk.recall import asked_in, code_of, name_of
from anagen.web.once import once_from

LONGEST = 400


@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Shows whom to ring and writes a call down. A call is added, never changed."""
    looks, patient = here(request), find_patient(request, case_id)
    thing = asked_in(request, looks).thing
    if thing is None:
        raise Http404
    met = exposed(looks.clinic, thing, Period()).filter(case=patient.case)
    if not met:  # whoever never met it stands on no list to call
        raise Http404
    reader = Reader(request.POST, looks.zone, looks.now)
    if request.method == "POST":
        reached = reader.choice(
            "reached", {"yes": 1, "no": 0}, gettext("Say whether somebody answered.")
        )
        said = reader.text("said", LONGEST)
        if reached == "yes" and not said:
            reader.slips["said"] = gettext("Write what was said and agreed.")
        if not reader.slips:
            kept = RecallCall(
                public_id=once_from(request.POST),
                clinic=looks.clinic,
                case=patient.case,
                at=looks.now,
                by=looks.member,
                reached=reached == "yes",
                said=said,
                **_about(thing),
            )
            _keep(request, kept, thing)
            return redirect(f"{reverse('recall')}?{_address(thing)}")
    page = {
        "place": "recall",
        "patient": patient,
        "name": name_of(thing),
        "sessions": [Exposure(*row) for row in met],
        "calls": _calls(patient.case_id, thing),
        "back": _address(thing),
        "zone": looks.clinic.timezone,
        "typed": request.POST,
        "slips": reader.slips,
        "once": request.POST.get("once") or uuid4(),
    }
    return render(request, "desk/recall_call.html", page, status=422 if reader.slips else 200)


def _about(thing: Lot | Device) -> dict[str, Any]:
    return {"lot": thing} if isinstance(thing, Lot) else {"device": thing}


def _address(thing: Lot | Device) -> str:
    kind = "lot" if isinstance(thing, Lot) else "device"
    return f"{kind}={thing.public_id}"


def _calls(case: int, thing: Lot | Device) -> list[RecallCall]:
    rows = RecallCall.objects.filter(case=case, **_about(thing))
    return list(rows.select_related("by").order_by("-at", "-pk"))


def _keep(request: HttpRequest, kept: RecallCall, thing: Lot | Device) -> None:
    try:
        with transaction.atomic():
            kept.save()
            reached = "yes" if kept.reached else "no"
            note(Action.WRITE, kept.case.public_id, f"recall {code_of(thing)} reached={reached}")
    except IntegrityError:  # the form was sent twice
        return
    messages.success(request, gettext("The call has been written down."))

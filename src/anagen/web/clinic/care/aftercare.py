"""The aftercare sheet: given to the patient by a link, and the receipt that they read it.

The link carries a signed id and when the sheet was given, so it cannot be guessed or changed, and
runs out. Called back, it opens nothing any more; given again, there is another. Opening it changes
nothing, because programs that show previews open links too; reading is confirmed by a button.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from anagen.care.advise import advise
from anagen.care.tree import advice_tree
from anagen.records.session import Session
from anagen.store.audit.actions import Action
from anagen.store.audit.noting import Actor, acting, note
from anagen.store.procedures.models import Procedure
from anagen.store.rows import record_of
from anagen.web.access.gate import viewer_of
from anagen.web.access.viewer import Role
from anagen.web.clinic.care.finding import find_patient
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.look.templatetags.languages import translated_tree

SALT = "anagen.aftercare"
#: Most of what can go wrong shows within this time.
LASTS = timedelta(days=60)


def give_sheet(procedure: Procedure, moment: datetime) -> None:
    """Notes that the patient was given the sheet, and from which knowledge it was made."""
    with transaction.atomic():
        Procedure.objects.filter(pk=procedure.pk).update(
            aftercare_given=moment, aftercare_version=procedure.knowledge
        )
        note(Action.WRITE, procedure.case.public_id, "aftercare given")


def call_back(procedure: Procedure) -> None:
    """From now on the link that was given opens nothing. That it was read stays written."""
    with transaction.atomic():
        Procedure.objects.filter(pk=procedure.pk).update(aftercare_given=None)
        note(Action.WRITE, procedure.case.public_id, "aftercare called back")


def link_to(procedure: Procedure) -> str:
    """The address of the sheet that was given, without the computer; "" while none was given."""
    if procedure.aftercare_given is None:
        return ""
    told = [str(procedure.public_id), procedure.aftercare_given.isoformat()]
    return reverse("aftercare_link", args=[signing.dumps(told, salt=SALT)])


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, case_id: UUID, procedure_id: UUID) -> HttpResponse:
    """The link to send or to show, and whether it has been read; it can be given later, too."""
    patient = find_patient(request, case_id)
    found = Procedure.objects.select_related("case")
    procedure = get_object_or_404(found, case=patient.case, public_id=procedure_id)
    if request.method == "POST":
        _given_or_called_back(request, procedure)
        return redirect("give_aftercare", case_id, procedure_id)
    link = link_to(procedure)
    page = {
        "place": "patients",
        "case_id": case_id,
        "patient": patient,
        "procedure": procedure,
        "zone": patient.clinic.timezone,
        "address": request.build_absolute_uri(link) if link else "",
    }
    return render(request, "care/aftercare_give.html", page)


def _given_or_called_back(request: HttpRequest, procedure: Procedure) -> None:
    """Sent twice, it does nothing the second time: a link that is out there stays as it is."""
    is_given = procedure.aftercare_given is not None
    if request.POST.get("act") == "give" and not is_given:
        give_sheet(procedure, now())
        messages.success(request, gettext("Written down: the sheet was given."))
    elif request.POST.get("act") == "back" and is_given:
        call_back(procedure)
        messages.success(request, gettext("Called back. The link opens nothing any more."))


@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest, token: str) -> HttpResponse:
    """The sheet on the patient's own phone, without an account."""
    procedure = _named(token)
    viewer = viewer_of(request)
    # Whoever has the link is the patient, as far as anybody can tell, and it is their clinic
    # that reads so: also when the browser is signed in to another one.
    is_ours = viewer.is_staff and viewer.clinic == procedure.clinic_id
    who, role = (viewer.user, viewer.role) if is_ours else (None, Role.PATIENT)
    with acting(Actor(procedure.clinic_id, who, role.value, "aftercare_link")) as actor:
        answer = _sheet(request, procedure, token)
        if not actor.noted:
            note(Action.READ, procedure.case.public_id, "aftercare")
        return answer


def _sheet(request: HttpRequest, procedure: Procedure, token: str) -> HttpResponse:
    if request.method == "POST":
        with transaction.atomic():
            fresh = Procedure.objects.filter(pk=procedure.pk, aftercare_receipt=None)
            if fresh.update(aftercare_receipt=now()):
                note(Action.WRITE, procedure.case.public_id, "aftercare read")
        return redirect("aftercare_link", token)
    moment = now()
    record = record_of(procedure.case, moment)
    # What this session asks for, whatever was done after it.
    last = tuple(one for one in record.sessions if _is_up_to(one, procedure))
    advice = advise(record, knowledge(), moment)
    page = {
        "advice": translated_tree(advice_tree(advice, record, knowledge())),
        "procedure": procedure,
        "is_last": len(last) == len(record.sessions),
        "zone": procedure.clinic.timezone,
    }
    return render(request, "care/aftercare.html", page)


def _is_up_to(session: Session, procedure: Procedure) -> bool:
    return session.ended <= procedure.ended


def _named(token: str) -> Procedure:
    """The session of a link. A link that ran out or was changed looks like none at all."""
    try:
        id, given = signing.loads(token, salt=SALT, max_age=LASTS)
        told = {"public_id": UUID(id), "aftercare_given": datetime.fromisoformat(given)}
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        raise Http404 from None
    return get_object_or_404(Procedure.objects.select_related("case", "clinic"), **told)

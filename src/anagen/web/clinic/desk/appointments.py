"""A new appointment; moving one, cancelling it, and saying whether somebody came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from anagen.store.audit.actions import Action
from anagen.store.audit.noting import note
from anagen.store.clinics.models import Patient
from anagen.store.desk.models import Appointment
from anagen.web.clinic.care.session_form import Reader
from anagen.web.clinic.desk.booked import KINDS, STATES
from anagen.web.clinic.desk.here import Here, here
from anagen.web.once import once_from

LEAST_MINUTES, USUAL_MINUTES, MOST_MINUTES = 5, 40, 480
#: A slip of the pen in the year is caught; nobody books further ahead.
AHEAD = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class Wish:
    """A time that somebody wants to keep."""

    starts: datetime
    minutes: int
    kind: str


def wish_in(reader: Reader) -> Wish | None:
    """The time of a form; None when an entry cannot be used, and then `slips` says why."""
    starts = reader.moment("starts", gettext("Write the day and the time of the visit."))
    minutes = reader.needed_number("minutes", LEAST_MINUTES, MOST_MINUTES, "min")
    kind = reader.choice("kind", KINDS, gettext("Choose what the patient comes for."))
    if starts is not None and abs(starts - reader.now) > AHEAD:
        reader.slips["starts"] = gettext("That is more than three years away. Look at the year.")
    if minutes is not None and minutes != int(minutes):
        reader.slips["minutes"] = gettext("Write whole minutes.")
    if reader.slips or starts is None or minutes is None:
        return None
    return Wish(starts, int(minutes), kind)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Books a time for a patient, found by code, name or phone."""
    looks = here(request)
    if request.method != "POST":
        typed = {
            "code": request.GET.get("code", ""),
            "starts": _next_hour(looks, request.GET.get("on", "")),
            "minutes": str(USUAL_MINUTES),
            "kind": Appointment.Kind.SESSION.value,
        }
        return _form(request, typed, {}, uuid4())
    once = once_from(request.POST)
    kept = Appointment.objects.filter(public_id=once, clinic=looks.clinic).first()
    if kept is not None:  # the form was sent twice
        return _to_day(kept, looks)
    reader = Reader(request.POST, looks.zone, looks.now)
    patient = _patient(reader, looks)
    wish = wish_in(reader)
    if wish is None or patient is None or _clashes(reader, patient.case_id, wish, None):
        return _form(request, request.POST, reader.slips, once, 422)
    try:
        made = _booked(patient, wish, once)
    except IntegrityError:  # the same form, sent twice at the same moment
        return redirect("day")
    messages.success(request, gettext("Booked."))
    return _to_day(made, looks)


def _booked(patient: Patient, wish: Wish, once: UUID) -> Appointment:
    with transaction.atomic():
        made = Appointment.objects.create(
            public_id=once,
            clinic=patient.clinic,
            case=patient.case,
            starts=wish.starts,
            minutes=wish.minutes,
            kind=wish.kind,
        )
        note(Action.WRITE, patient.case.public_id, f"appointment={made.pk} {made.kind}")
    return made


def _next_hour(looks: Here, on: str) -> str:
    hour = looks.local.replace(minute=0) + timedelta(hours=1)
    return f"{on}T09:00" if on else f"{hour:%Y-%m-%dT%H:%M}"


def _patient(reader: Reader, looks: Here) -> Patient | None:
    """The patient whose code was typed, or the only one of a name or phone."""
    typed = reader.needed("code", gettext("Write the patient's code, name or phone."), 120)
    if not typed:
        return None
    mine = Patient.objects.select_related("case", "clinic").filter(clinic=looks.clinic)
    for field in ("code__iexact", "name__iexact", "phone__iexact", "name__icontains"):
        found = list(mine.filter(**{field: typed})[:2])
        if len(found) == 1:
            return found[0]
        if found:
            reader.slips["code"] = gettext("Several patients fit. Write the code.")
            return None
    reader.slips["code"] = gettext("No patient fits. Look at the list of patients for the code.")
    return None


def _clashes(reader: Reader, case: int, wish: Wish, but: Appointment | None) -> bool:
    """Whether the same patient is already booked at that time."""
    until = wish.starts + timedelta(minutes=wish.minutes)
    held = (Appointment.State.BOOKED, Appointment.State.ARRIVED)
    near = Appointment.objects.filter(
        case=case,
        state__in=held,
        starts__lt=until,
        starts__gt=wish.starts - timedelta(minutes=MOST_MINUTES),
    )
    if but is not None:
        near = near.exclude(pk=but.pk)
    if any(one.starts + timedelta(minutes=one.minutes) > wish.starts for one in near):
        reader.slips["starts"] = gettext("This patient is already booked at that time.")
        return True
    return False


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """Moves an appointment, cancels it, or says whether somebody came."""
    looks = here(request)
    mine = Appointment.objects.select_related("case__patient").filter(clinic=looks.clinic)
    found = get_object_or_404(mine, public_id=appointment_id)
    if request.method != "POST":
        local = found.starts.astimezone(looks.zone)
        typed = {
            "starts": f"{local:%Y-%m-%dT%H:%M}",
            "minutes": str(found.minutes),
            "kind": found.kind,
            "state": found.state,
        }
        return _change_form(request, found, typed)
    reader = Reader(request.POST, looks.zone, looks.now)
    wish = wish_in(reader)
    state = reader.choice("state", STATES, gettext("Choose what has become of it."))
    keeps = state in {Appointment.State.BOOKED, Appointment.State.ARRIVED}
    if wish is None or not state or (keeps and _clashes(reader, found.case_id, wish, found)):
        return _change_form(request, found, request.POST, reader.slips, 422)
    if not _changed(found, wish, state, _seen(request)):
        fresh = Appointment.objects.select_related("case__patient").get(pk=found.pk)
        return _change_form(request, fresh, request.POST, {}, 409)
    messages.success(request, gettext("Saved."))
    found.starts = wish.starts
    return _to_day(found, looks)


def _changed(found: Appointment, wish: Wish, state: str, seen: int) -> bool:
    with transaction.atomic():
        rows = Appointment.objects.filter(pk=found.pk, version=seen)
        written = rows.update(
            starts=wish.starts,
            minutes=wish.minutes,
            kind=wish.kind,
            state=state,
            version=F("version") + 1,
        )
        if written:
            note(Action.WRITE, found.case.public_id, f"appointment={found.pk} {state}")
    return bool(written)


def _seen(request: HttpRequest) -> int:
    """The version that the form was made from."""
    seen = request.POST.get("seen", "")
    if not (seen.isascii() and seen.isdigit() and len(seen) <= 9):
        raise BadRequest
    return int(seen)


def _to_day(appointment: Appointment, looks: Here) -> HttpResponse:
    day = appointment.starts.astimezone(looks.zone).date()
    return redirect(f"{reverse('day')}?{urlencode({'on': day.isoformat()})}")


def _form(
    request: HttpRequest,
    typed: Mapping[str, Any],
    slips: Mapping[str, str],
    once: UUID,
    status: int = 200,
) -> HttpResponse:
    page = {
        "place": "day",
        "typed": typed,
        "slips": slips,
        "once": once,
        "kinds": list(KINDS.items()),
    }
    return render(request, "desk/appointment_new.html", page, status=status)


def _change_form(
    request: HttpRequest,
    found: Appointment,
    typed: Mapping[str, Any],
    slips: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    page = {
        "place": "day",
        "appointment": found,
        "typed": typed,
        "slips": slips or {},
        "kinds": list(KINDS.items()),
        "states": list(STATES.items()),
        "is_overtaken": status == 409,
    }
    return render(request, "desk/appointment.html", page, status=status)

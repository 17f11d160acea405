"""The devices of a clinic: added, and put out of use. None is ever deleted, for recall."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from anagen.records.words import DeviceKind
from anagen.store.audit.actions import Action
from anagen.store.audit.noting import note
from anagen.store.procedures.models import Device
from anagen.web.clinic.care.finding import member_of, zone_of
from anagen.web.clinic.care.session_form import Reader
from anagen.web.clock import now

KINDS = {
    DeviceKind.PEN.value: _("Pen"),
    DeviceKind.ROLLER.value: _("Roller"),
    DeviceKind.STAMP.value: _("Stamp"),
    DeviceKind.RADIO_FREQUENCY.value: _("Radio-frequency needles"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def every(request: HttpRequest) -> HttpResponse:
    """The devices, and a form for one more."""
    clinic = member_of(request).clinic
    reader = Reader(request.POST, zone_of(clinic), now())
    if request.method == "POST" and _added(reader, request):
        messages.success(request, gettext("The device has been added."))
        return redirect("devices")
    page = {
        "place": "stock",
        "devices": [(one, KINDS.get(one.kind, one.kind)) for one in clinic.devices.all()],
        "kinds": list(KINDS.items()),
        "typed": request.POST,
        "slips": reader.slips,
    }
    return render(request, "care/devices.html", page, status=422 if reader.slips else 200)


def _added(reader: Reader, request: HttpRequest) -> bool:
    name = reader.needed("name", gettext("Write what you call it, such as Pen 2."), 80)
    kind = reader.choice("kind", KINDS, gettext("Choose what carries the needles."))
    maker, serial = reader.text("maker", 80), reader.text("serial", 80)
    if reader.slips:
        return False
    try:
        with transaction.atomic():
            Device.objects.create(
                clinic=member_of(request).clinic, name=name, kind=kind, maker=maker, serial=serial
            )
            note(Action.WRITE, None, "device added")
    except IntegrityError:
        reader.slips["serial"] = gettext("A device with this serial number is there already.")
        return False
    return True


@require_POST
def switch(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """Puts a device out of use, or back into use."""
    device = get_object_or_404(Device, clinic=member_of(request).clinic, public_id=device_id)
    with transaction.atomic():
        device.active = not device.active
        device.save(update_fields=["active"])
        note(Action.WRITE, None, f"device active={device.active}")
    return redirect("devices")

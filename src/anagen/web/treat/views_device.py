"""The pages of the devices: kept, cleaned, replaced."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anagen.store.sessions.models import KeptDevice
from anagen.web.access.gate import viewer_of
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.once import once_from
from anagen.web.opening import cases_of
from anagen.web.treat.caring import (
    FIELDS,
    METHODS,
    add_cleaning,
    add_device,
    also_claimed,
    kept,
    kept_devices,
)
from anagen.web.treat.entry import Slips
from anagen.web.treat.logged import DEVICES
from anagen.web.treat.views import frame_of
from anagen.web.treat.views_guide import GET_OR_POST, own_case


@require_http_methods(GET_OR_POST)
def devices(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Every device of a case, and a form for a new one."""
    moment = now()
    case, record = own_case(request, case_id, moment)
    slips: Slips = {}
    if request.method == "POST":
        once = once_from(request.POST)
        found = add_device(case, request.POST, once, record.local_day(moment), slips)
        if found is not None:
            messages.success(request, _("Kept. From now on its uses are counted."))
            return redirect("kept_device", case_id, found.public_id)
        if not slips:
            raise Http404
    told = {
        "devices": kept_devices(case, record, knowledge()),
        "kinds": [(one.value, name) for one, name in DEVICES.items()],
        "typed": {name: request.POST.get(name, "") for name in FIELDS},
        "slips": slips,
        "today": record.local_day(moment).isoformat(),
        "once": uuid4(),
    }
    status = 422 if slips else 200
    return render(request, "treat/devices.html", {**told, **frame_of(case)}, status=status)


@require_http_methods(GET_OR_POST)
def device(request: HttpRequest, case_id: UUID, device_id: UUID) -> HttpResponse:
    """One device: its uses, whose it is, and its cleaning log."""
    moment = now()
    case, record = own_case(request, case_id, moment)
    row = get_object_or_404(KeptDevice, case=case, public_id=device_id)
    slips: Slips = {}
    if request.method == "POST":
        add_cleaning(row, request.POST, once_from(request.POST), moment, slips)
        if not slips:
            messages.success(request, _("The cleaning has been written down."))
            return redirect("kept_device", case_id, device_id)
    told = {
        "one": kept(row, record, knowledge()),
        "claims": also_claimed(row, cases_of(viewer_of(request))),
        "methods": [(one.value, name) for one, name in METHODS.items()],
        "slips": slips,
        "typed": request.POST,
        "zone": record.zone,
        "once": uuid4(),
    }
    status = 422 if slips else 200
    return render(request, "treat/device.html", {**told, **frame_of(case)}, status=status)


@require_http_methods(GET_OR_POST)
def retire(request: HttpRequest, case_id: UUID, device_id: UUID) -> HttpResponse:
    """Says what that means; takes a device out of use once it is confirmed."""
    moment = now()
    case, record = own_case(request, case_id, moment)
    row = get_object_or_404(KeptDevice, case=case, public_id=device_id)
    if request.method == "POST":
        if row.retired_on is None:
            row.retired_on = record.local_day(moment)
            row.save(update_fields=["retired_on"])
        messages.success(
            request, _("It is out of use. Throw the needles away where they harm nobody.")
        )
        return redirect("kept_devices", case_id)
    told = {"one": kept(row, record, knowledge()), "once": uuid4()}
    return render(request, "treat/retire.html", {**told, **frame_of(case)})

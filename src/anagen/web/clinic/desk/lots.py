"""One lot: what came in, what was used and counted, and holding it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from anagen.store.desk.stock import Doing, NotSoMany, correct, hold_lot
from anagen.store.procedures.models import Lot
from anagen.web.clinic.care.session_form import Reader
from anagen.web.clinic.desk.here import Here, here
from anagen.web.clinic.desk.stock import MOST_AT_ONCE, lot_rows
from anagen.web.once import once_from

LONGEST_REASON = 200


@require_safe
def lot(request: HttpRequest, lot_id: UUID) -> HttpResponse:
    """The lot with everything that happened to it."""
    looks = here(request)
    return _show(request, looks, _found(looks, lot_id))


@require_POST
def count(request: HttpRequest, lot_id: UUID) -> HttpResponse:
    """Puts the number left right, with a reason."""
    looks = here(request)
    found, reader = _found(looks, lot_id), Reader(request.POST, looks.zone, looks.now)
    counted = reader.needed_number("counted", 0, MOST_AT_ONCE, "")
    if counted is not None and counted != int(counted):
        reader.slips["counted"] = gettext("Write a whole number.")
    reason = _reason(reader)
    if reader.slips or counted is None:
        return _show(request, looks, found, reader.slips, 422)
    doing = Doing(looks.member, looks.now, once_from(request.POST))
    try:
        correct(found, _seen(request), int(counted), reason, doing)
    except NotSoMany:
        slips = {"counted": gettext("Somebody changed this number meanwhile. Count once more.")}
        return _show(request, looks, _found(looks, lot_id), slips, 409)
    except IntegrityError:  # the same form, sent twice at the same moment
        return redirect("lot", lot_id)
    messages.success(request, gettext("Saved."))
    return redirect("lot", lot_id)


@require_POST
def hold(request: HttpRequest, lot_id: UUID) -> HttpResponse:
    """Holds a lot back: no session can be written with it from now on."""
    return _held(request, lot_id, is_held=True)


@require_POST
def release(request: HttpRequest, lot_id: UUID) -> HttpResponse:
    """Lets a lot go again, with a reason."""
    return _held(request, lot_id, is_held=False)


def _held(request: HttpRequest, lot_id: UUID, is_held: bool) -> HttpResponse:
    looks = here(request)
    found, reader = _found(looks, lot_id), Reader(request.POST, looks.zone, looks.now)
    reason = _reason(reader, "why")
    if reader.slips:
        return _show(request, looks, found, reader.slips, 422)
    hold_lot(found, is_held, reason, Doing(looks.member, looks.now, once_from(request.POST)))
    if is_held:
        messages.success(request, gettext("Held back. No session can be written with it."))
    else:
        messages.success(request, gettext("Let go. It can be used again."))
    return redirect("lot", lot_id)


def _found(looks: Here, lot_id: UUID) -> Lot:
    return get_object_or_404(Lot, clinic=looks.clinic, public_id=lot_id)


def _reason(reader: Reader, name: str = "reason") -> str:
    return reader.needed(name, gettext("Write why, in a few words."), LONGEST_REASON)


def _seen(request: HttpRequest) -> int:
    """The number left that the form was made from."""
    seen = request.POST.get("seen", "")
    if not (seen.isascii() and seen.isdigit() and len(seen) <= 9):
        raise BadRequest
    return int(seen)


def _show(
    request: HttpRequest,
    looks: Here,
    found: Lot,
    slips: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    page: dict[str, Any] = {
        "place": "stock",
        "here": looks,
        "row": lot_rows([found], looks.today)[0],
        "lot": found,
        "moves": found.moves.select_related("by"),
        "holds": found.holds.select_related("by"),
        "zone": looks.clinic.timezone,
        "typed": request.POST,
        "slips": slips or {},
        "once": uuid4() if status == 409 else request.POST.get("once") or uuid4(),
        "holds_back": looks.treats,
        "lets_go": looks.member.role in {"owner", "clinician"},
    }
    return render(request, "desk/lot.html", page, status=status)

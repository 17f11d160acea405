"""The pages of the door: unlocking, pairing a phone, and setting the lock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from anagen.store.lock.keeping import (
    LEAST_CHARACTERS,
    TooShort,
    Tried,
    is_good_code,
    new_code,
    pair,
    set_passphrase,
    the_lock,
    try_passphrase,
)
from anagen.store.lock.models import HomeLock, PairedDevice
from anagen.web.clock import as_seen, now
from anagen.web.lock.door import PHONE, SEEN_AT, is_this_computer, open_door, way_back
from anagen.web.lock.pairing import qr_code, way_for_phones

YEAR_S = 365 * 24 * 3600
IDLE_MINUTES = (5, 10, 30, 60)


@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Asks for the passphrase, and leads back to the page that was asked for."""
    slip = ""
    if request.method == "POST":
        slip = refusal(request, now())
        if not slip:
            return redirect(way_back(request))
    page = {"slip": slip, "then": way_back(request), "no_forms": True}
    return render(request, "lock/unlock.html", page, status=422 if slip else 200)


def refusal(request: HttpRequest, moment: datetime) -> str:
    """Opens the door with what was typed, or says why it stays shut."""
    tried = try_passphrase(request.POST.get("passphrase", ""), moment)
    if tried.is_open:
        open_door(request, moment)
        return ""
    return closed(tried) or _("That is not the passphrase. Nothing was opened.")


def closed(tried: Tried) -> str:
    """Until when no try counts; "" while one does."""
    if tried.closed_until is None:
        return ""
    return _("Too many tries. You can try again at %s.") % as_seen(tried.closed_until)


@require_http_methods(["GET", "HEAD", "POST"])
def pair_phone(request: HttpRequest) -> HttpResponse:
    """Pairs the phone that shows this page, with a code from the computer and the passphrase."""
    moment = now()
    code = request.POST.get("code") or request.GET.get("code") or ""
    if not is_good_code(code, moment):
        return render(request, "lock/not_paired.html", {"no_forms": True}, status=403)
    slip = ""
    if request.method == "POST":
        slip = refusal(request, moment)
        token = "" if slip else pair(code, request.POST.get("name", "")[:40] or _("Phone"), moment)
        if token:
            response = redirect("home")
            response.set_cookie(
                PHONE,
                token,
                max_age=YEAR_S,
                secure=request.is_secure(),
                httponly=True,
                samesite="Strict",
            )
            return response
    page = {"slip": slip, "code": code, "no_forms": True}
    return render(request, "lock/pair.html", page, status=422 if slip else 200)


@dataclass(frozen=True, slots=True)
class LockSlip:
    """What was wrong with what was sent, and the field it stands in."""

    field: str
    says: str


@dataclass(frozen=True, slots=True)
class LockPage:
    """The lock as its page shows it."""

    lock: HomeLock | None
    is_here: bool
    is_lan: bool
    slip: LockSlip | None = None

    @property
    def phones(self) -> list[PairedDevice]:
        """The phones on the list."""
        return list(PairedDevice.objects.all())

    @property
    def choices(self) -> tuple[int, ...]:
        """After how many minutes the lock can fall shut."""
        return IDLE_MINUTES


@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: HttpRequest) -> HttpResponse:
    """The passphrase, when it is asked for, and the phones that were let in."""
    slip = change_lock(request) if request.method == "POST" else None
    if request.method == "POST" and not slip:
        messages.success(request, _("The lock is set."))
        return redirect("lock")
    page = LockPage(the_lock(), is_this_computer(request), bool(settings.LAN), slip)
    shown = {"page": page, "place": "more"}
    return render(request, "lock/lock.html", shown, status=422 if slip else 200)


def change_lock(request: HttpRequest) -> LockSlip | None:
    """Sets what the form asks for; says what is wrong with it otherwise."""
    moment, form = now(), request.POST
    tried = try_passphrase(form.get("old", ""), moment)
    if the_lock() is not None and not tried.is_open:
        wrong = _("That is not the passphrase you have now. Nothing was changed.")
        return LockSlip("old", closed(tried) or wrong)
    fresh = form.get("new", "")
    if fresh != form.get("again", ""):
        return LockSlip("again", _("The two new passphrases differ. Nothing was changed."))
    if fresh or the_lock() is None:
        try:
            set_passphrase(fresh)
        except TooShort:
            says = _("A passphrase needs at least %s characters.") % LEAST_CHARACTERS
            return LockSlip("new", says)
    minutes = form.get("idle", "")
    HomeLock.objects.update(
        asks_here=form.get("asks_here") == "yes",
        idle_minutes=int(minutes) if minutes in map(str, IDLE_MINUTES) else 30,
    )
    open_door(request, moment)
    return None


@require_POST
def lock_now(request: HttpRequest) -> HttpResponse:
    """Shuts the lock in this browser."""
    request.session.pop(SEEN_AT, None)
    return redirect("unlock")


@require_POST
def pairing_code(request: HttpRequest) -> HttpResponse:
    """A code for one phone, as a picture to scan. Only the computer itself shows one."""
    if not (is_this_computer(request) and settings.LAN and the_lock()):
        raise Http404
    address = way_for_phones(new_code(now()), settings.LAN)
    page = {
        "address": address,
        "qr": qr_code(address),
        "certificate": settings.LAN + reverse("certificate"),
        "place": "more",
    }
    return render(request, "lock/code.html", page)


@require_POST
def forget_phone(request: HttpRequest, phone_id: int) -> HttpResponse:
    """Takes a phone off the list; its next page asks to be paired again."""
    PairedDevice.objects.filter(pk=phone_id).delete()
    messages.success(request, _("The phone has been taken off the list."))
    return redirect("lock")

"""Stands before every page at home: a phone must be paired, and a closed lock opened first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from anagen.store.lock.keeping import paired, the_lock
from anagen.store.lock.models import PairedDevice
from anagen.web.access.viewer import Mode
from anagen.web.clock import now

Answering = Callable[[HttpRequest], HttpResponseBase]

PHONE = "phone"
SEEN_AT = "seen_at"
#: These answer before the door is open: they hold nothing of anybody's.
BEFORE_THE_DOOR = (
    "unlock",
    "pair",
    "theme",
    "language",
    "manifest",
    "worker_script",
    "offline",
    "certificate",
)


class Door:
    """Lets in this computer and paired phones, and asks for the passphrase where one is set."""

    def __init__(self, answer: Answering) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The page's answer. No page, not even a refusal, names a record while it is shut."""
        is_home = settings.MODE is Mode.HOME
        phone = phone_of(request) if is_home else None
        request.is_known = not is_home or phone is not None or is_this_computer(request)  # type: ignore[attr-defined]
        request.is_let_in = not is_home or (  # type: ignore[attr-defined]
            request.is_known and is_open(request, phone, now())  # type: ignore[attr-defined]
        )
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, _view: object, _words: object, _names: object
    ) -> HttpResponseBase | None:
        """Nothing when the page may be shown; else the way to the door."""
        match = request.resolver_match
        if is_let_in(request) or (match and match.view_name in BEFORE_THE_DOOR):
            return None
        if not getattr(request, "is_known", False):
            return render(request, "lock/not_paired.html", {"no_forms": True}, status=403)
        return to_the_door(request)


def is_let_in(request: HttpRequest) -> bool:
    """Whether the door is open to whoever sends this request."""
    return getattr(request, "is_let_in", False)


def is_this_computer(request: HttpRequest) -> bool:
    """Whether the request comes from the computer that Anagen runs on."""
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def phone_of(request: HttpRequest) -> PairedDevice | None:
    """The paired phone that sends this request."""
    return paired(request.COOKIES.get(PHONE, ""))


def is_open(request: HttpRequest, phone: PairedDevice | None, moment: datetime) -> bool:
    """Whether the lock is open here, and has not fallen shut meanwhile."""
    lock = the_lock()
    if lock is None or (phone is None and not lock.asks_here):
        return True
    seen = request.session.get(SEEN_AT)
    if seen is None:
        return False
    idle = moment - datetime.fromisoformat(seen)
    # A clock that was set back must not hold the door open.
    if not -timedelta(minutes=1) <= idle <= timedelta(minutes=lock.idle_minutes):
        return False
    request.session[SEEN_AT] = moment.isoformat()
    return True


def open_door(request: HttpRequest, moment: datetime) -> None:
    """Opens the lock for this browser. The key of the sign-in is new, so an old one is no use."""
    request.session.cycle_key()
    request.session[SEEN_AT] = moment.isoformat()


def to_the_door(request: HttpRequest) -> HttpResponse:
    """Where to type the passphrase, and back to the page afterwards."""
    return redirect(f"{reverse('unlock')}?{urlencode({'then': request.get_full_path()})}")


def way_back(request: HttpRequest) -> str:
    """The page that was asked for before the door; the start where that is not one of ours."""
    then = request.POST.get("then") or request.GET.get("then") or ""
    ours = then.startswith("/") and url_has_allowed_host_and_scheme(then, allowed_hosts=None)
    return then if ours else reverse("home")

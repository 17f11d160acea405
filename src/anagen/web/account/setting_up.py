"""Setting up a second factor: an authenticator app, a passkey, recovery codes."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import cast

import segno
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anagen.store.audit.actions import Action
from anagen.store.audit.noting import note
from anagen.store.clinics.models import Factor
from anagen.web.access.gate import viewer_of
from anagen.web.access.ours import clinic_of
from anagen.web.access.signed import SURE
from anagen.web.account import factors, passkeys, recovery, totp
from anagen.web.account.forms import CodeForm, KeyNameForm
from anagen.web.account.guesses import count_miss, is_held_back
from anagen.web.account.signing import NOT_TAKEN, held_back
from anagen.web.clock import now

#: The key of an authenticator app while it is being set up.
KEY = "new_key"

Page = Callable[..., HttpResponse]


def by_who_may(view: Page) -> Page:
    """Lets a second factor be set up by whoever showed the first, or who never had one.

    Whoever has only the password must not add a factor of their own beside one that is there.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **names: object) -> HttpResponse:
        user = cast(User, request.user)
        if factors.has_factor(user) and not viewer_of(request).is_sure:
            logout(request)
            return redirect("sign_in")
        return view(request, *args, **names)

    return guarded


@require_safe
@by_who_may
def second_factor(request: HttpRequest) -> HttpResponse:
    """Which second factor to set up."""
    page = {
        "passkeys": passkeys.can_use(request),
        "is_forced": viewer_of(request).is_staff and not viewer_of(request).is_sure,
    }
    return render(request, "account/second_factor.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@by_who_may
def authenticator_app(request: HttpRequest) -> HttpResponse:
    """Shows the QR code; keeps the app once it gives the right code."""
    user, at = cast(User, request.user), now()
    key = request.session.get(KEY) or totp.new_key()
    request.session[KEY] = key
    form = CodeForm(request.POST or None)
    if request.method != "POST":
        return _show_key(request, key, form)
    if is_held_back(request, user.username, at):
        return held_back(request)
    step = totp.step_of(key, "".join(request.POST.get("code", "").split()), at)
    if step is None:
        count_miss(request, user.username, at)
        form.add_error(None, gettext("That did not fit. Is the clock of your phone right?"))
        return _show_key(request, key, form, NOT_TAKEN)
    with transaction.atomic():
        app = factors.add_app(user, key, at)
        Factor.objects.filter(pk=app.pk).update(counter=step)
        note(Action.WRITE, detail="factor=app")
    del request.session[KEY]
    return _set_up(request, user, Factor.APP, at)


def _show_key(request: HttpRequest, key: str, form: CodeForm, status: int = 200) -> HttpResponse:
    address = totp.address(key, cast(User, request.user).email, clinic_of(request).name)
    groups = [key[at : at + 4] for at in range(0, len(key), 4)]
    page = {"form": form, "groups": groups, "picture": qr_code(address)}
    return render(request, "account/authenticator_app.html", page, status=status)


def qr_code(text: str) -> SafeString:
    """A QR code as an inline drawing; it keeps its own black on white in both themes."""
    drawing = io.BytesIO()
    code = segno.make(text, error="m")
    code.save(drawing, kind="svg", xmldecl=False, svgns=False, omitsize=True, light="#fff")
    return mark_safe(drawing.getvalue().decode())  # noqa: S308 - squares only


@require_http_methods(["GET", "HEAD", "POST"])
@by_who_may
def passkey_new(request: HttpRequest) -> HttpResponse:
    """Makes a passkey in the browser and keeps its public half."""
    user, at = cast(User, request.user), now()
    if not passkeys.can_use(request):
        return render(request, "account/no_passkeys.html")
    form = KeyNameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with transaction.atomic():
            kept = passkeys.keep_new(request, user, said["answer"], said["name"], at)
            if kept is not None:
                note(Action.WRITE, detail="factor=passkey")
        if kept is not None:
            return _set_up(request, user, Factor.PASSKEY, at)
        form.add_error(None, gettext("The browser did not make a passkey. Try again."))
    page = {"form": form, "question": passkeys.ask_to_make(request, user)}
    status = NOT_TAKEN if request.method == "POST" else 200
    return render(request, "account/passkey_new.html", page, status=status)


def _set_up(request: HttpRequest, user: User, kind: str, at: datetime) -> HttpResponse:
    """The first factor makes this sign-in sure, and comes with recovery codes."""
    if not request.session.get(SURE):
        request.session.cycle_key()
        request.session[SURE] = kind
    if recovery.codes_left(user):
        messages.success(request, gettext("It is set up."))
        return redirect("account")
    return _show_codes(request, user, at)


@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Makes ten new codes and shows them, this once."""
    user = cast(User, request.user)
    if not factors.has_factor(user):
        return redirect("second_factor")
    if request.method != "POST":
        return render(request, "account/new_codes.html", {"left": recovery.codes_left(user)})
    return _show_codes(request, user, now())


def _show_codes(request: HttpRequest, user: User, at: datetime) -> HttpResponse:
    with transaction.atomic():
        codes = recovery.make_codes(user, at)
        note(Action.WRITE, detail="factor=codes")
    return render(request, "account/codes.html", {"codes": codes})


@require_POST
def factor_remove(request: HttpRequest, factor_id: int) -> HttpResponse:
    """Takes a factor away; staff always keep one."""
    user = cast(User, request.user)
    with transaction.atomic():
        mine = list(factors.daily_factors(user).select_for_update())
        chosen = next((one for one in mine if one.pk == factor_id), None)
        if chosen is None:
            raise Http404
        if viewer_of(request).is_staff and len(mine) == 1:
            messages.error(
                request, gettext("This is your only second factor. Set up another one first.")
            )
            return redirect("account")
        chosen.delete()
        note(Action.WRITE, detail=f"factor_removed={chosen.kind}")
    if not factors.has_factor(user):
        Factor.objects.filter(user=user).delete()
    messages.success(request, gettext("It is removed."))
    return redirect("account")

"""A page left alone locks; whoever left it shows again that it is them, and goes on."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.contrib.auth import logout
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anagen.store.audit.actions import Action
from anagen.store.audit.noting import note
from anagen.store.clinics.models import Member
from anagen.web.access.gate import viewer_of
from anagen.web.access.holding import held_form
from anagen.web.access.signed import LOCKED, opened_again
from anagen.web.account import factors, passkeys
from anagen.web.account.forms import UnlockForm
from anagen.web.account.guesses import count_miss, forget_misses, is_held_back
from anagen.web.account.signing import (
    NOT_TAKEN,
    TOO_MANY,
    note_refusal,
    passkey_question,
    safe_next,
)
from anagen.web.clock import now


@sensitive_post_parameters("shown")
@require_http_methods(["GET", "HEAD", "POST"])
def locked(request: HttpRequest) -> HttpResponse:
    """Asks who is there. Nothing of any record is on this page."""
    onward, user, at = safe_next(request), cast(User, request.user), now()
    if not viewer_of(request).is_locked:
        return _opened(request, onward)
    form = UnlockForm(request.POST or None)
    if request.method != "POST":
        return _ask(request, user, form)
    if is_held_back(request, user.username, at):
        logout(request)
        return _refused(request, TOO_MANY, redirect("sign_in"))
    if _is_them(request, user, at):
        opened_again(request.session, at)
        forget_misses(user.username)
        note(Action.LOGIN, detail="unlocked")
        return _opened(request, onward)
    count_miss(request, user.username, at)
    note_refusal(user, "unlock")
    form.add_error(None, gettext("That did not fit. Try again, or sign out."))
    return _refused(request, NOT_TAKEN, _ask(request, user, form, NOT_TAKEN))


def _ask(request: HttpRequest, user: User, form: UnlockForm, status: int = 200) -> HttpResponse:
    page = {
        "form": form,
        "next": safe_next(request),
        "passkey": passkey_question(request, user),
    }
    return render(request, "account/locked.html", page, status=status)


def _is_them(request: HttpRequest, user: User, at: datetime) -> bool:
    answer, shown = request.POST.get("answer", ""), request.POST.get("shown", "")
    if answer:
        return passkeys.is_shown(request, user, answer)
    member = Member.objects.filter(user=user).first()
    if member is not None and member.pin and check_password(shown, member.pin):
        return True
    return bool(factors.code_fits(user, shown[:40], at)) or user.check_password(shown)


def _opened(request: HttpRequest, onward: str) -> HttpResponse:
    if _is_dialog(request):
        return JsonResponse({"is_open": True})
    held = held_form(request.session)
    if held is not None:
        return render(request, "account/held.html", {"held": held})
    return redirect(onward or "home")


def _refused(request: HttpRequest, status: int, page: HttpResponse) -> HttpResponse:
    return JsonResponse({"is_open": False}, status=status) if _is_dialog(request) else page


def _is_dialog(request: HttpRequest) -> bool:
    """Whether it is the dialog over a locked page that asks, and wants the bare fact."""
    return request.headers.get("Accept") == "application/json"


@require_POST
def lock_page(request: HttpRequest) -> HttpResponse:
    """Locks at once: by hand, or because nobody used the page for long."""
    request.session[LOCKED] = True
    return JsonResponse({"is_open": False}) if _is_dialog(request) else redirect("locked")


@require_safe
def here(request: HttpRequest) -> HttpResponse:
    """Somebody is typing. The gate has noted it by the time this is answered."""
    return JsonResponse({"is_open": not viewer_of(request).is_locked})

"""One's own account: what it has, a new password, a PIN."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from anagen.store.audit.actions import Action
from anagen.store.audit.noting import note
from anagen.store.clinics.models import Factor, Member
from anagen.web.access.ours import clinic_of
from anagen.web.account import factors, recovery
from anagen.web.account.forms import ChangePasswordForm, PinForm
from anagen.web.account.guesses import count_miss, is_held_back
from anagen.web.account.signing import NOT_TAKEN, held_back
from anagen.web.clock import now


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """What one's account has, and what can be changed."""
    user = cast(User, request.user)
    member = Member.objects.filter(user=user).first()
    page = {
        "place": "account",
        "clinic": clinic_of(request),
        "factors": factors.daily_factors(user),
        "passkey_kind": Factor.PASSKEY,
        "codes_left": recovery.codes_left(user),
        "has_pin": member is not None and bool(member.pin),
    }
    return render(request, "account/account.html", page)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """A new password. Every other sign-in of this account ends with the old one."""
    user, at = cast(User, request.user), now()
    form = ChangePasswordForm(request.POST or None, user=user)
    if request.method != "POST":
        return render(request, "account/password.html", {"form": form})
    if is_held_back(request, user.username, at):
        return held_back(request)
    if not form.is_valid():
        if "current" in form.errors:
            count_miss(request, user.username, at)
        return render(request, "account/password.html", {"form": form}, status=NOT_TAKEN)
    with transaction.atomic():
        user.set_password(form.cleaned_data["password"])
        user.save(update_fields=["password"])
        note(Action.WRITE, detail="password")
    update_session_auth_hash(request, user)
    messages.success(
        request, gettext("Your password is changed. Wherever else you were signed in, you are out.")
    )
    return redirect("account")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def pin(request: HttpRequest) -> HttpResponse:
    """A PIN that opens a page left alone; it never signs anybody in."""
    user, at = cast(User, request.user), now()
    form = PinForm(request.POST or None)
    if request.method != "POST":
        return render(request, "account/pin.html", {"form": form})
    if is_held_back(request, user.username, at):
        return held_back(request)
    if form.is_valid() and not user.check_password(form.cleaned_data["current"]):
        count_miss(request, user.username, at)
        form.add_error("current", gettext("That is not your password now. Try again."))
    if not form.is_valid():
        return render(request, "account/pin.html", {"form": form}, status=NOT_TAKEN)
    with transaction.atomic():
        Member.objects.filter(user=user).update(pin=make_password(form.cleaned_data["pin"]))
        note(Action.WRITE, detail="pin")
    messages.success(request, gettext("Your PIN is set."))
    return redirect("account")

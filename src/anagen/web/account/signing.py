"""Signing in: password, then the second factor; and signing out."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from anagen.store.audit.actions import Action
from anagen.store.audit.noting import Actor, note
from anagen.store.clinics.models import Member, Patient
from anagen.web.access.signed import SURE, opened_again
from anagen.web.access.viewer import Role
from anagen.web.account import factors, passkeys
from anagen.web.account.forms import CodeForm, SignInForm
from anagen.web.account.guesses import count_miss, forget_misses, is_held_back
from anagen.web.clock import now

#: Who has typed their password and not yet shown the second factor.
PENDING = "pending"
PENDING_FOR_S = 600
BACKEND = "django.contrib.auth.backends.ModelBackend"
TOO_MANY = 429
NOT_TAKEN = 400


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The first step: email address and password."""
    onward = safe_next(request)
    form = SignInForm(request.POST or None)
    page = {"form": form, "next": onward}
    if request.method != "POST":
        return render(request, "account/sign_in.html", page)
    if not form.is_valid():
        return render(request, "account/sign_in.html", page, status=NOT_TAKEN)
    at, email = now(), form.cleaned_data["email"]
    if is_held_back(request, email, at):
        return held_back(request)
    user = authenticate(request, username=email, password=form.cleaned_data["password"])
    if user is None:
        count_miss(request, email, at)
        note_refusal(User.objects.filter(username=email).first(), "password")
        form.add_error(None, gettext("The address and the password do not go together."))
        return render(request, "account/sign_in.html", page, status=NOT_TAKEN)
    return after_password(request, user, onward, at)


def after_password(request: HttpRequest, user: User, onward: str, at: datetime) -> HttpResponse:
    """Where a right password leads: to the second step, or in where there is none yet."""
    if factors.has_factor(user):
        request.session.flush()
        request.session[PENDING] = [user.pk, at.timestamp(), user.get_session_auth_hash(), onward]
        return redirect("second_step")
    return let_in(request, user, onward, at)


def let_in(
    request: HttpRequest, user: User, onward: str, at: datetime, factor: str = ""
) -> HttpResponse:
    """Signs somebody in, under a new session; `factor` is the kind they showed."""
    request.session.flush()
    login(request, user, backend=BACKEND)
    if factor:
        request.session[SURE] = factor
    opened_again(request.session, at)
    forget_misses(user.username)
    # Sign-ins that ran out may still hold a form that was never sent again.
    Session.objects.filter(expire_date__lt=at).delete()
    note(Action.LOGIN, detail=factor or "password", actor=actor_of(user))
    return redirect(onward or "home")


@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """The second step: a code, or a passkey."""
    at = now()
    waiting = _waiting(request, at)
    if waiting is None:
        return redirect("sign_in")
    user, onward = waiting
    form = CodeForm(request.POST or None)
    if request.method != "POST":
        return _ask_second(request, user, form)
    if is_held_back(request, user.username, at):
        request.session.flush()
        return held_back(request)
    factor = shown_factor(request, user, at)
    if factor:
        return let_in(request, user, onward, at, factor)
    count_miss(request, user.username, at)
    note_refusal(user, "factor")
    form.add_error(None, gettext("That did not fit. Wait for the next code and try again."))
    return _ask_second(request, user, form, NOT_TAKEN)


def shown_factor(request: HttpRequest, user: User, at: datetime) -> str:
    """The kind of factor that was shown with this form; "" when none was."""
    answer = request.POST.get("answer", "")
    if answer:
        return "passkey" if passkeys.is_shown(request, user, answer) else ""
    return factors.code_fits(user, request.POST.get("code", "")[:40], at)


def _ask_second(
    request: HttpRequest, user: User, form: CodeForm, status: int = 200
) -> HttpResponse:
    page = {"form": form, "passkey": passkey_question(request, user)}
    return render(request, "account/second_step.html", page, status=status)


def passkey_question(request: HttpRequest, user: User) -> str:
    """What the page asks the browser for; "" when this account or address has no passkeys."""
    if not factors.has_passkey(user) or not passkeys.can_use(request):
        return ""
    return passkeys.ask_to_show(request, user)


def _waiting(request: HttpRequest, at: datetime) -> tuple[User, str] | None:
    pending = request.session.get(PENDING)
    if pending is None:
        return None
    key, since, fingerprint, onward = pending
    user = User.objects.filter(pk=key, is_active=True).first()
    is_fresh = 0 <= at.timestamp() - since < PENDING_FOR_S
    if user is None or not is_fresh or fingerprint != user.get_session_auth_hash():
        request.session.flush()
        return None
    return user, str(onward)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends this sign-in."""
    note(Action.LOGOUT)
    logout(request)
    return redirect("sign_in")


def held_back(request: HttpRequest) -> HttpResponse:
    """Too many tries: the same page for an account that exists and one that does not."""
    response = render(request, "account/held_back.html", status=TOO_MANY)
    response["Retry-After"] = "300"
    return response


def safe_next(request: HttpRequest) -> str:
    """The page of ours to go on with; "" when none was named."""
    page = request.POST.get("next", request.GET.get("next", ""))
    ours = url_has_allowed_host_and_scheme(page, allowed_hosts=None) and page.startswith("/")
    return page if ours else ""


def actor_of(user: User | None) -> Actor:
    """Somebody of whom something is noted before they are signed in."""
    role, clinic = Role.NOBODY.value, None
    if user is not None:
        member = Member.objects.filter(user=user).first()
        patient = Patient.objects.filter(user=user).first()
        if member is not None:
            role, clinic = member.role, member.clinic_id
        elif patient is not None:
            role, clinic = Role.PATIENT.value, patient.clinic_id
    return Actor(clinic, user.pk if user else None, role, "sign_in")


def note_refusal(user: User | None, what: str) -> None:
    """Notes a sign-in that failed. What was typed is not kept: it might be a password."""
    note(Action.REFUSED, detail=what, actor=actor_of(user))

"""Using a link: to join, to see one's own record, or for a new password."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from anagen.store.audit.actions import Action
from anagen.store.audit.noting import note
from anagen.store.clinics.models import Invitation
from anagen.web.account.forms import JoinForm, NewPasswordForm
from anagen.web.account.inviting import AddressTaken, LinkSpent, open_link, use_link
from anagen.web.account.signing import NOT_TAKEN, actor_of, after_password
from anagen.web.clock import now

GONE = 410


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Makes the account that a link offers, or sets its new password."""
    at = now()
    try:
        link = open_link(secret, at)
    except LinkSpent:
        return render(request, "account/spent.html", status=GONE)
    form = form_of(request, link)
    page = {"form": form, "link": link}
    if request.method != "POST":
        return render(request, "account/join.html", page)
    if not form.is_valid():
        return render(request, "account/join.html", page, status=NOT_TAKEN)
    try:
        email = form.cleaned_data.get("email", "")
        with transaction.atomic():
            user = use_link(secret, email, form.cleaned_data["password"], at)
            what = "password" if link.user_id else "joined"
            note(Action.WRITE, detail=what, actor=replace(actor_of(user), route="join"))
    except LinkSpent:
        return render(request, "account/spent.html", status=GONE)
    except AddressTaken:
        form.add_error("email", gettext("This address cannot be used here. Take another one."))
        return render(request, "account/join.html", page, status=NOT_TAKEN)
    return after_password(request, user, "", at)


def form_of(request: HttpRequest, link: Invitation) -> NewPasswordForm:
    """What a link asks for: an address only where an account is made."""
    sent = request.POST or None
    return JoinForm(sent) if link.user is None else NewPasswordForm(sent, user=link.user)

"""A decision against the advice: a written reason, and a fresh proof of who signs it."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils.translation import gettext

from anagen.store.clinics.models import Member
from anagen.web.access.gate import viewer_of
from anagen.web.access.row import DECIDE
from anagen.web.account.factors import code_fits
from anagen.web.account.guesses import count_miss, is_held_back
from anagen.web.clinic.care.session_form import LONGEST_TEXT, Reader
from anagen.web.clinic.care.session_writing import Signed

#: Shorter than this explains nothing to whoever reads it in a year.
LEAST_REASON = 20


def may_decide(request: HttpRequest) -> bool:
    """Whether whoever looks may decide against the advice at all."""
    return viewer_of(request).role in DECIDE


def signed_in(request: HttpRequest, reader: Reader, member: Member) -> Signed | None:
    """The decision of a form, signed; None where it lacks something, and `slips` says what."""
    reason = reader.text("reason", LONGEST_TEXT)
    if len(reason) < LEAST_REASON:
        reader.slips["reason"] = gettext(
            "Write why you decide against the advice, in at least %(least)d letters."
        ) % {"least": LEAST_REASON}
    if not reader.form.get("secret"):
        reader.slips["secret"] = gettext("Sign with your password or a code of your app.")
    if "reason" in reader.slips or "secret" in reader.slips:
        return None
    with_what = shown_again(request, str(reader.form["secret"]), reader.now)
    if not with_what:
        reader.slips["secret"] = gettext(
            "That is not your password, and no code that counts now. Nothing was saved."
        )
        return None
    return Signed(reason, member, with_what)


def shown_again(request: HttpRequest, secret: str, now: datetime) -> str:
    """Which proof the member at the keyboard has shown again; "" for none."""
    user = request.user
    assert isinstance(user, User)
    if is_held_back(request, user.get_username(), now):
        return ""
    if user.check_password(secret):
        return "password"
    if code_fits(user, secret, now):
        return "second_factor"
    count_miss(request, user.get_username(), now)
    return ""

"""Pages for what cannot be done: what happened, that nothing is lost, what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Refusal:
    """One page of refusal: its status, and the three things it says."""

    status: int
    title: str | Promise
    what: str | Promise
    then: str | Promise


MISSING = Refusal(
    404,
    _("There is no page here"),
    _("The address is wrong, or what was here has been deleted."),
    _("Your saved records are listed under “Your records”."),
)
NOT_ALLOWED = Refusal(
    403,
    _("This page is not open to you"),
    _("Nothing was changed."),
    _("Go back to the start and try from there."),
)
TOO_OLD = Refusal(
    403,
    _("This form has gone out of date"),
    _(
        "For safety, a form only works from the page that showed it. Nothing was changed, and "
        "the answers you sent earlier are saved."
    ),
    _("Go back, reload the page, and send it again."),
)
NOT_UNDERSTOOD = Refusal(
    400,
    _("We could not read that"),
    _("What your browser sent is not something this page can use. Nothing was changed."),
    _("Go back and try again."),
)
WRONG_WAY = Refusal(
    405,
    _("This address does not work that way"),
    _("It was opened in a way it is not made for. Nothing was changed."),
    _("Go back to the start and use the buttons on the page."),
)
TOO_LARGE = Refusal(
    413,
    _("That is too much at once"),
    _(
        "What was sent is far longer than any answer here, so we did not read it. "
        "Nothing was changed."
    ),
    _("Go back and make it shorter."),
)
FULL = Refusal(
    507,
    _("There is no room left on this computer"),
    _("So nothing could be saved just now. What was saved before is whole."),
    _("Free some space on its disk, then go back and send it again."),
)
UNREADABLE = Refusal(
    422,
    _("This record cannot be read"),
    _(
        "It has been damaged, or the clock of this computer stands before the day it was saved. "
        "Nothing was changed."
    ),
    _("Check the clock. You can still download the record as it is under “Your records”."),
)
BROKEN = Refusal(
    500,
    _("Something broke on our side"),
    _("We could not show this page. What you answered before is saved."),
    _("Go back and try again. If it happens twice, stop Anagen and start it again."),
)


def show(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page for a refusal."""
    page = {"refusal": refusal, "no_forms": True}
    return render(request, "look/refusal.html", page, status=refusal.status)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Handles 404."""
    return show(request, MISSING)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Handles 403."""
    return show(request, NOT_ALLOWED)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Handles a form without the right token."""
    return show(request, TOO_OLD)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Handles 400."""
    return show(request, NOT_UNDERSTOOD)


def wrong_way(request: HttpRequest, allowed: str) -> HttpResponse:
    """Handles 405; `allowed` names the methods that would have worked."""
    response = show(request, WRONG_WAY)
    response["Allow"] = allowed
    return response


def too_large(request: HttpRequest) -> HttpResponse:
    """Handles 413. The connection is closed, so that the rest is never read."""
    response = show(request, TOO_LARGE)
    response["Connection"] = "close"
    return response


def unreadable(request: HttpRequest) -> HttpResponse:
    """A saved record that the records layer refuses."""
    return show(request, UNREADABLE)


def full(request: HttpRequest) -> HttpResponse:
    """A disk on which nothing more can be written."""
    return show(request, FULL)


def broken(request: HttpRequest) -> HttpResponse:
    """Handles 500."""
    return show(request, BROKEN)

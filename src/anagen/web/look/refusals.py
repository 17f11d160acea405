"""Pages for what cannot be done: what happened, that nothing is lost, what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@dataclass(frozen=True, slots=True)
class Refusal:
    """One page of refusal: its status, and the three things it says."""

    status: int
    title: str
    what: str
    then: str


MISSING = Refusal(
    404,
    "There is no page here",
    "The address is wrong, or what was here has been deleted.",
    "Your saved records are listed under “Your records”.",
)
NOT_ALLOWED = Refusal(
    403,
    "This page is not open to you",
    "Nothing was changed.",
    "Go back to the start and try from there.",
)
TOO_OLD = Refusal(
    403,
    "This form has gone out of date",
    "For safety, a form only works from the page that showed it. Nothing was changed, and "
    "the answers you sent earlier are saved.",
    "Go back, reload the page, and send it again.",
)
NOT_UNDERSTOOD = Refusal(
    400,
    "We could not read that",
    "What your browser sent is not something this page can use. Nothing was changed.",
    "Go back and try again.",
)
WRONG_WAY = Refusal(
    405,
    "This address does not work that way",
    "It was opened in a way it is not made for. Nothing was changed.",
    "Go back to the start and use the buttons on the page.",
)
TOO_LARGE = Refusal(
    413,
    "That is too much at once",
    "What was sent is far longer than any answer here, so we did not read it. Nothing was changed.",
    "Go back and make it shorter.",
)
UNREADABLE = Refusal(
    422,
    "This record cannot be read",
    "It has been damaged, or the clock of this computer stands before the day it was saved. "
    "Nothing was changed.",
    "Check the clock. You can still download the record as it is under “Your records”.",
)
BROKEN = Refusal(
    500,
    "Something broke on our side",
    "We could not show this page. What you answered before is saved.",
    "Go back and try again. If it happens twice, stop Anagen and start it again.",
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


def broken(request: HttpRequest) -> HttpResponse:
    """Handles 500."""
    return show(request, BROKEN)

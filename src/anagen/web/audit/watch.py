"""Notes in the audit whatever a page shows or does, whichever page it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from anagen.store.audit.actions import Action
from anagen.store.audit.noting import Actor, acting, note
from anagen.web.access.gate import viewer_of
from anagen.web.access.row import About, Row
from anagen.web.access.table import table
from anagen.web.access.viewer import Mode, Role

Answering = Callable[[HttpRequest], HttpResponseBase]

SAFE = {"GET", "HEAD"}
#: Refused, or as if it were not there: somebody asked for what is not theirs.
REFUSALS = {403, 404}
LOWEST_FAULT = 400
SHOWN = 200


class Watch:
    """In a clinic, notes reads, exports, prints, refusals, and any write that noted nothing."""

    def __init__(self, answer: Answering) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The page's answer, once it stands in the audit that it was given."""
        if settings.MODE is not Mode.CLINIC:
            return self.answer(request)
        viewer = viewer_of(request)
        actor = Actor(viewer.clinic, viewer.user, viewer.role.value, route="")
        request.actor = actor  # type: ignore[attr-defined]
        with acting(actor):
            response = self.answer(request)
            if viewer.role is not Role.NOBODY:
                note_answer(request, response, actor)
        return response

    def process_view(
        self, request: HttpRequest, _view: object, _words: object, _names: object
    ) -> None:
        """From here on the route is known to whatever notes a line."""
        actor, match = getattr(request, "actor", None), request.resolver_match
        if actor is not None and match is not None:
            actor.route = match.view_name


def note_answer(request: HttpRequest, response: HttpResponseBase, actor: Actor) -> None:
    """Notes what a page was asked for and what came of it, unless the page noted it itself."""
    match = request.resolver_match
    row = table().get(match.view_name) if match else None
    if match is None or row is None:
        return
    actor.route = match.view_name
    done = what_was_done(request, response, row)
    if done is Action.REFUSED or (done is not None and not actor.noted):
        note(done, case_of(request))


def what_was_done(request: HttpRequest, response: HttpResponseBase, row: Row) -> Action | None:
    """What a line of the audit calls this; None when nothing of anybody was shown or changed."""
    if response.status_code in REFUSALS:
        return Action.REFUSED
    if response.status_code >= LOWEST_FAULT or row.about is About.NOTHING:
        return None
    kind = response.headers.get("Content-Type", "")
    is_page = kind.startswith("text/html") and response.status_code == SHOWN
    if request.method not in SAFE and not is_page:
        return Action.WRITE if row.action is Action.READ else row.action
    if response.status_code != SHOWN:
        return None
    if row.action is not Action.READ:
        return row.action
    if response.headers.get("Content-Disposition", "").startswith("attachment"):
        return Action.EXPORT
    if kind.startswith("application/pdf"):
        return Action.PRINT
    return Action.READ if row.about in {About.CASE, About.CLINIC} else None


def case_of(request: HttpRequest) -> UUID | None:
    """The record that a page is about: the one it found, or the one it was asked for."""
    found = getattr(request, "case_seen", None)
    asked = request.resolver_match.kwargs.get("case_id") if request.resolver_match else None
    return cast("UUID | None", found or asked)

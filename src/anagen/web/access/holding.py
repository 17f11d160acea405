"""A form that was sent to a locked page is not lost: it waits until whoever wrote it is back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from anagen.web.access.signed import HELD

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of the field
#: What is never kept: whoever comes back types it again.
NEVER_KEPT = frozenset({TOKEN, "password", "again", "current", "pin", "secret"})


@dataclass(frozen=True, slots=True)
class HeldForm:
    """Where a form was sent to, and what was in it."""

    address: str
    fields: tuple[tuple[str, str], ...]


def hold_form(request: HttpRequest) -> None:
    """Keeps a form that was sent to a locked page, in the sign-in of whoever sent it.

    Files are not kept: they still lie where they were chosen. Nor is any secret, which would
    then stand in the table of the sign-ins and in the page that offers the form again.
    """
    # A form with `X-Queue` waits in the browser that sent it, and is sent again from there.
    if request.method != "POST" or request.headers.get("X-Queue") == "1":
        return
    fields = [
        (name, str(value))
        for name, values in request.POST.lists()
        if name not in NEVER_KEPT
        for value in values
    ]
    if fields:
        request.session[HELD] = [request.get_full_path(), fields]


def held_form(session: SessionBase) -> HeldForm | None:
    """The form that waits; None when there is none. It is given out once."""
    held = session.pop(HELD, None)
    if held is None:
        return None
    address, fields = cast("tuple[str, list[list[str]]]", held)
    return HeldForm(address, tuple((name, value) for name, value in fields))

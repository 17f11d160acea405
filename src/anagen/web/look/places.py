"""The frame around a page: where the viewer is, and where they can go from here."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from anagen.web.access.table import table
from anagen.web.access.viewer import NOBODY, Mode, Viewer
from anagen.web.lock.door import is_let_in
from anagen.web.opening import cases_of

#: The places of a clinic, by the names of their routes.
PLACES = ("day", "patients", "recall", "stock", "outcomes", "audit")


def frame(request: HttpRequest) -> dict[str, object]:
    """Who looks, and the record that the five places lead to.

    It is the record of the address where the page is about one, else the one last changed.
    """
    viewer = getattr(request, "viewer", NOBODY)
    match = request.resolver_match
    asked = match.kwargs.get("case_id") if match else None
    # Only a record that the viewer may see is ever led to.
    mine = None
    if not viewer.is_staff and is_let_in(request):
        ids = cases_of(viewer).values_list("public_id", flat=True)
        mine = (ids.filter(public_id=asked) if asked else ids).first()
    return {
        "viewer": viewer,
        "my_case": mine,
        "opens": opened_to(viewer),
        "in_clinic": settings.MODE is Mode.CLINIC,
        "is_sample": settings.SAMPLE,
    }


def opened_to(viewer: Viewer) -> list[str]:
    """The places of a clinic that its viewer may open; a way that ends at a refusal is no way."""
    return [name for name in PLACES if viewer.role in table()[name].who]

"""The list of everything else, by what somebody wants to do."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from anagen.web.access.gate import viewer_of
from anagen.web.access.table import table
from anagen.web.access.viewer import Role
from anagen.web.opening import find_case


@dataclass(frozen=True, slots=True)
class Place:
    """One place to go to. `is_mine` says that its address names the record."""

    route: str
    icon: str
    title: str | Promise
    says: str | Promise
    is_mine: bool = True


PARTS: tuple[tuple[str | Promise, tuple[Place, ...]], ...] = (
    (
        _("Your course"),
        (
            Place("plan", "plan", _("Plan and dates"), _("How deep, how often, and when.")),
            Place(
                "budget", "label", _("Budget"), _("What a course costs, at home or in a clinic.")
            ),
            Place(
                "practitioner", "people", _("Choosing someone"), _("A check-list to take along.")
            ),
            Place("review", "pen", _("Your answers"), _("Look them over and change them.")),
            Place(
                "outlook", "progress", _("What may happen"), _("Curves to move, with bands."), False
            ),
            Place("evidence", "book", _("What is known"), _("What trials show, how sure."), False),
        ),
    ),
    (
        _("What you keep"),
        (
            Place("photos", "camera", _("Photos"), _("Take one, or compare two.")),
            Place("treatments", "drop", _("Treatments"), _("Minoxidil and others, from when.")),
            Place(
                "kept_devices", "session", _("Rollers and needles"), _("Uses, cleaning, replacing.")
            ),
            Place("shedding_tests", "comb", _("Shedding diary"), _("Comb, pull and wash tests.")),
        ),
    ),
    (
        _("On paper"),
        (
            Place("aftercare", "print", _("Aftercare sheet"), _("One page for after a session.")),
            Place("sheet_plan", "download", _("The plan as a PDF"), _("With its dates.")),
            Place("sheet_letter", "doc", _("A letter as a PDF"), _("For a professional.")),
        ),
    ),
    (
        _("This record"),
        (
            Place("my_data", "download", _("Your data"), _("Take it along, save it, delete it.")),
            Place("records", "doc", _("Everybody’s records"), _("Another person."), False),
            Place("lock", "lock", _("Lock and phones"), _("A passphrase, and phones."), False),
        ),
    ),
)


@require_safe
def more(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Every other place that is open to whoever looks."""
    find_case(request, case_id)
    role = viewer_of(request).role
    parts = [
        (title, [(one, address(one, case_id)) for one in places if is_open(one.route, role)])
        for title, places in PARTS
    ]
    page = {"parts": [part for part in parts if part[1]], "place": "more", "case_id": case_id}
    return render(request, "more/more.html", page)


def is_open(route: str, role: Role) -> bool:
    """Whether this place is there, and open to this role."""
    row = table().get(route)
    return row is not None and role in row.who


def address(place: Place, case_id: UUID) -> str:
    """Where a place is."""
    return reverse(place.route, args=[case_id] if place.is_mine else [])

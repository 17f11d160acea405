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
        ),
    ),
    (
        _("What you keep"),
        (
            Place("photos", "camera", _("Photos"), _("Take one, or compare two.")),
            Place("treatments", "drop", _("Treatments"), _("Minoxidil and others, from when.")),
            Place("devices", "session", _("Rollers and needles"), _("Uses, cleaning, replacing.")),
            Place("shedding_tests", "comb", _("Shedding diary"), _("Comb, pull and wash tests.")),
            Place("sheets", "print", _("Sheets to print"), _("Aftercare, plan and letter.")),
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
    rows, role = table(), viewer_of(request).role
    parts = [
        (title, [(one, address(one, case_id)) for one in places if role in rows[one.route].who])
        for title, places in PARTS
    ]
    page = {"parts": [part for part in parts if part[1]], "place": "more", "case_id": case_id}
    return render(request, "more/more.html", page)


def address(place: Place, case_id: UUID) -> str:
    """Where a place is."""
    return reverse(place.route, args=[case_id] if place.is_mine else [])

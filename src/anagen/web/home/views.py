"""The first page, and the way from the bare address to where somebody goes on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from anagen.web.access.gate import viewer_of
from anagen.web.access.table import table
from anagen.web.access.viewer import Viewer
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.records.listing import listed, newest_cases
from anagen.web.today.household import last_opened

#: More than a household's latest records would push the rest of the page away.
MOST_SHOWN = 3
#: Where the staff of a clinic begin: the first of these that is open to them.
WORKPLACES = ("day", "audit")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Leads to today of the record opened last; shows the start where there is none yet."""
    viewer = viewer_of(request)
    workplace = workplace_of(viewer)
    mine = None if viewer.is_staff else last_opened(request)
    if workplace:
        return redirect(workplace)
    return start(request) if mine is None else redirect("today", mine)


def workplace_of(viewer: Viewer) -> str:
    """Where somebody who works for a clinic begins; "" for everybody else."""
    if not viewer.is_staff:
        return ""
    rows = table()
    return next((name for name in WORKPLACES if name in rows and viewer.role in rows[name].who), "")


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What Anagen is, and where to begin or go on."""
    viewer = viewer_of(request)
    # The staff of a clinic find its patients in their own lists, behind rows of their own.
    mine = newest_cases(viewer).none() if viewer.is_staff else newest_cases(viewer)
    page = {
        "place": "home",
        "saved": listed(mine[:MOST_SHOWN], knowledge(), now()),
        "more": mine.count() > MOST_SHOWN,
    }
    return render(request, "home/start.html", page)

"""The first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from anagen.web.access.gate import viewer_of
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.records.listing import listed, newest_cases

#: More than a household's latest records would push the rest of the page away.
MOST_SHOWN = 3


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What Anagen is, and where to begin or go on."""
    mine = newest_cases(viewer_of(request))
    page = {
        "place": "home",
        "saved": listed(mine[:MOST_SHOWN], knowledge(), now()),
        "more": mine.count() > MOST_SHOWN,
    }
    return render(request, "home/start.html", page)

"""The page of today. Nothing is kept: it is worked out anew each time it is opened."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from anagen.store.rows import record_of
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.opening import find_case
from anagen.web.today.ahead import saying_when_the_clock_is_behind
from anagen.web.today.household import household_of, remember
from anagen.web.today.page import today_page


@require_safe
@saying_when_the_clock_is_behind
def today(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """May I needle today, what to leave off, and the one next step."""
    case, moment = find_case(request, case_id), now()
    record = record_of(case, moment)
    told = {
        "place": "today",
        "page": today_page(record, knowledge(), moment),
        "household": household_of(request, case, record, knowledge(), moment),
        "case_id": case_id,
        "once": uuid4(),
    }
    response = render(request, "today/today.html", told)
    remember(request, response, case)
    return response

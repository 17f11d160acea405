"""The page of the recovery."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.opening import find_record
from anagen.web.recover.hub import recovery_page
from anagen.web.today.ahead import saying_when_the_clock_is_behind


@require_safe
@saying_when_the_clock_is_behind
def recovery(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What is normal on this day, when to look again, and what to look out for."""
    moment = now()
    page = {
        "place": "recovery",
        "page": recovery_page(find_record(request, case_id, moment), knowledge(), moment),
        "case_id": case_id,
        "once": uuid4(),
    }
    return render(request, "recover/recovery.html", page)

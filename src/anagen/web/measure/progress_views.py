"""The page of progress: what was counted, with its error, on one line of time."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from anagen.store.rows import record_of
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.measure.progress_page import ProgressPage
from anagen.web.opening import find_case


@require_safe
def progress(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The finding, the chart, the tables, and when to look again."""
    case, moment = find_case(request, case_id), now()
    page = ProgressPage(
        case=case,
        record=record_of(case, moment),
        knowledge=knowledge(),
        now=moment,
        wanted=request.GET.get("of", ""),
        asks_what_decides="deciding" in request.GET,
    )
    told = {"page": page, "case_id": case_id, "place": "progress"}
    return render(request, "measure/progress.html", told)

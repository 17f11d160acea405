"""The pages of the saved records."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from anagen.store.models import Case
from anagen.store.rows import erase_case
from anagen.web.access.gate import viewer_of
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.opening import find_case
from anagen.web.records.listing import listed, newest_cases, saved_line


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """Every saved record, the last changed first."""
    page = {
        "place": "records",
        "saved": listed(newest_cases(viewer_of(request)), knowledge(), now()),
    }
    return render(request, "records/every.html", page)


@require_safe
def one(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One record: go on, read earlier advice, take it along, delete it."""
    case = find_case(request, case_id)
    return render(request, "records/one.html", {"saved": saved_line(case, knowledge(), now())})


@require_safe
def download(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The record as a file, exactly as it is stored."""
    case = find_case(request, case_id)
    response = HttpResponse(case.record, content_type="application/json; charset=utf-8")
    name = f"anagen-record-{str(case.public_id)[:8]}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Says what will be lost; deletes once that is confirmed."""
    case = find_case(request, case_id)
    if request.method != "POST":
        page = {"saved": saved_line(case, knowledge(), now())}
        return render(request, "records/delete.html", page)
    try:
        erase_case(case_id)
    except Case.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("The record and its advice have been deleted."))
    return redirect("records")

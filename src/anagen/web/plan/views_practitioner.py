"""The page of the check-list for a practitioner."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from anagen.store.rows import ChangedMeanwhile
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.opening import find_record
from anagen.web.plan.checklist import Checklist, checklist_of, read, save


@require_http_methods(["GET", "HEAD", "POST"])
def practitioner(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The list; sent, its answers are saved all together."""
    moment = now()
    checklist = checklist_of(find_record(request, case_id, moment), knowledge(), moment)
    if request.method != "POST":
        return _show(request, case_id, checklist)
    answers, sent = read(checklist, request.POST)
    if sent.slips:
        return _show(request, case_id, sent, 422)
    try:
        save(case_id, answers, knowledge(), moment)
    except ChangedMeanwhile:
        kept = checklist_of(find_record(request, case_id, moment), knowledge(), moment)
        overtaken = gettext(
            "An answer was changed in another window meanwhile. What you chose is still here. "
            "To use it, send it again."
        )
        again = Checklist(kept.case, sent.sent, to_check=overtaken)
        return _show(request, case_id, again, 409)
    messages.success(request, gettext("Saved."))
    return redirect("practitioner", case_id)


def _show(
    request: HttpRequest, case_id: UUID, checklist: Checklist, status: int = 200
) -> HttpResponse:
    shown = {
        "case_id": case_id,
        "place": "more",
        "page": checklist,
        "points": checklist.points,
        "score": checklist.practitioner,
    }
    return render(request, "plan/practitioner.html", shown, status=status)

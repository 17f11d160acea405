"""The pages of the advice. What they show was worked out by the core and kept."""

from __future__ import annotations

import json
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from anagen.store.models import Decision
from anagen.web.advice.keeping import worked_out
from anagen.web.advice.letter import letter_page
from anagen.web.advice.page import advice_page
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.once import once_from
from anagen.web.opening import find_case, find_decision


@require_POST
def work_out(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Works out the advice for a case and leads to it. Sent twice, it is kept once."""
    case = find_case(request, case_id)
    try:
        decision = worked_out(case, knowledge(), now(), once_from(request.POST))
    except Decision.DoesNotExist:
        raise Http404 from None
    return redirect("advice", decision.public_id)


@require_safe
def read(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """The advice as it was given."""
    decision = find_decision(request, decision_id)
    page = advice_page(json.loads(decision.advice), decision, now())
    return render(request, "advice/advice.html", {"page": page, "once": uuid4()})


@require_safe
def letter(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """The letter to take to a professional, ready to print."""
    decision = find_decision(request, decision_id)
    text = json.loads(decision.advice)["letter"]
    page = {
        "decision": decision,
        "letter": letter_page(text),
        "overrides": decision.case.overrides.filter(at__lte=now()).select_related("by"),
    }
    return render(request, "advice/letter.html", page)

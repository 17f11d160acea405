"""The page of the budget. Its sums are made here alone; a script only asks for them again."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from anagen.care.advise import advise
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.opening import find_record
from anagen.web.plan.budget_page import BudgetPage

#: Asked for by the script: the sums without the page around them.
PART = "part"


@require_safe
def budget(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The budget with the numbers of the address, or with those of the record."""
    moment = now()
    record = find_record(request, case_id, moment)
    form = request.GET.copy()
    part = form.pop(PART, None)
    page = BudgetPage(advise(record, knowledge(), moment), record, knowledge(), form)
    shown = {"case_id": case_id, "place": "more", "page": page}
    template = "plan/sums.html" if part else "plan/budget.html"
    return render(request, template, shown, status=422 if page.told.slips and not part else 200)

"""The pages of the check-in: one question a screen, then what the answers mean."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from anagen.records.record import Record
from anagen.records.report import Report
from anagen.store.rows import record_of
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.opening import find_case
from anagen.web.recover.asked import asked_in
from anagen.web.recover.check_in_keeping import keep_check_in
from anagen.web.recover.checking_in import Screen, Sent, sent_in, turn_of
from anagen.web.recover.outcome import outcome_of
from anagen.web.screen.check import check_of
from anagen.web.screen.urgent import urgent_of
from anagen.web.today.ahead import saying_when_the_clock_is_behind


@require_http_methods(["GET", "HEAD", "POST"])
@saying_when_the_clock_is_behind
def check_in(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Asks for the signs, one question a screen; keeps them as soon as they decide something."""
    case, moment = find_case(request, case_id), now()
    record = record_of(case, moment)
    sent = sent_in(request.POST, moment) if request.method == "POST" else _begun(request, moment)
    turn = turn_of(record, knowledge(), moment, sent)
    if turn.question is None:
        report = Report(sent.at(moment), turn.signs)
        keep_check_in(request, case, report, sent.begun, moment)
        return redirect("checked_in", case_id)
    ids = tuple(one.id for one in asked_in(check_of(record, knowledge(), moment)))
    page = {
        "place": "recovery",
        "screen": Screen(turn, sent, tuple(dict.fromkeys((*ids, *turn.signs)))),
        "case_id": case_id,
        "urgent": _urgent(record, moment),
    }
    return render(request, "recover/check_in.html", page, status=422 if turn.slip else 200)


def _begun(request: HttpRequest, moment: datetime) -> Sent:
    return Sent(moment, "", request.GET.get("ask", ""), "", QueryDict())


def _urgent(record: Record, moment: datetime) -> object:
    return urgent_of(check_of(record, knowledge(), moment))


@require_safe
@saying_when_the_clock_is_behind
def checked_in(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What the check-in means, at once: the most urgent first, then when to look again."""
    case, moment = find_case(request, case_id), now()
    page = {
        "place": "recovery",
        "page": outcome_of(record_of(case, moment), knowledge(), moment),
        "case_id": case_id,
        "once": uuid4(),
    }
    return render(request, "recover/checked_in.html", page)

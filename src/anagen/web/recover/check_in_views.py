"""The pages of the check-in: one question a screen, then what the answers mean."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from anagen.records.report import Report
from anagen.store.rows import record_of
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.opening import find_case
from anagen.web.recover.asked import asked_in
from anagen.web.recover.check_in_keeping import keep_check_in
from anagen.web.recover.checking_in import Screen, begun_now, sent_in, turn_of
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
    is_sent = request.method == "POST"
    sent = sent_in(request, moment) if is_sent else begun_now(moment, request.GET.get("ask", ""))
    turn = turn_of(record, knowledge(), moment, sent)
    if turn.question is None:
        keep_check_in(request, case, Report(sent.at, turn.signs), sent.since, moment)
        return redirect("checked_in", case_id)
    check = check_of(record, knowledge(), moment)
    ids = dict.fromkeys((*(one.id for one in asked_in(check)), *turn.signs))
    page = {
        "place": "recovery",
        "screen": Screen(turn, sent, tuple(ids)),
        "case_id": case_id,
        "urgent": urgent_of(check),
        "is_whole": "whole" in request.POST,
    }
    return render(
        request, "recover/check_in.html", page, status=422 if turn.slip or page["is_whole"] else 200
    )


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

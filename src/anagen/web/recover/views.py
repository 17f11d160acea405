"""The page of the shedding tests: it reads, keeps and deletes counts; it judges none."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anagen.store.rows import ChangedMeanwhile, change_record, record_of
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.measure.reader import typed_in
from anagen.web.offline.moment import has_waited, written_at
from anagen.web.opening import find_case, find_record
from anagen.web.recover.counting import FIELDS, Counts, counts_from
from anagen.web.recover.keeping import holds, kept_tests, with_counts, without_test
from anagen.web.recover.page import CountsPage
from anagen.web.screen.check import check_of
from anagen.web.screen.urgent import urgent_of
from anagen.web.today.ahead import saying_when_the_clock_is_behind

#: The version in a form that was made without looking at the record.
WRITTEN_APART = "0"


@require_http_methods(["GET", "HEAD", "POST"])
@saying_when_the_clock_is_behind
def shedding_tests(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """How to make the tests, one form for their counts, and what is kept."""
    page = _page_of(request, case_id)
    if request.method != "POST":
        return _show(request, case_id, page)
    seen, typed, made = (
        _seen(request),
        typed_in(request.POST, FIELDS),
        written_at(request, page.now),
    )
    read = counts_from(typed, page.record.local_day(made))
    if not isinstance(read, Counts):
        return _show(request, case_id, replace(page, typed=typed, slips=read), 422)
    try:
        change_record(case_id, lambda one: with_counts(one, read, made), page.now, seen)
    except ChangedMeanwhile:
        fresh = replace(_page_of(request, case_id), typed=typed, is_overtaken=True)
        # A form that was sent twice finds its own counts; that is no conflict.
        if not holds(fresh.record, read, made):
            return _show(request, case_id, fresh, 409)
    messages.success(request, _("Kept. Work the advice out again to read what it means."))
    return redirect("shedding_tests", case_id)


@require_http_methods(["GET", "HEAD", "POST"])
@saying_when_the_clock_is_behind
def delete_test(request: HttpRequest, case_id: UUID, test_id: str) -> HttpResponse:
    """Says what will be lost; deletes one test once that is confirmed."""
    moment = now()
    record = find_record(request, case_id, moment)
    if request.method == "POST":
        change_record(case_id, lambda kept: without_test(kept, test_id), moment)
        messages.success(request, _("The test has been deleted."))
        return redirect("shedding_tests", case_id)
    kept = next((one for one in kept_tests(record, moment) if one.id == test_id), None)
    if kept is None:
        raise Http404
    return render(
        request, "recover/delete.html", {"kept": kept, "case_id": case_id, "place": "recovery"}
    )


def _seen(request: HttpRequest) -> int | None:
    """The version of the record that the form was made from: each form acts once on it.

    Counts that waited without a connection take nothing away, so they may stand beside whatever
    came in meanwhile: then there is none.
    """
    seen = request.POST.get("seen", "")
    if not (seen.isascii() and seen.isdigit() and len(seen) <= 9):
        raise BadRequest
    return None if has_waited(request) or seen == WRITTEN_APART else int(seen)


def _page_of(request: HttpRequest, case_id: UUID) -> CountsPage:
    moment = now()
    case = find_case(request, case_id)
    return CountsPage(record_of(case, moment), knowledge(), moment, case.version)


def _show(request: HttpRequest, case_id: UUID, page: CountsPage, status: int = 200) -> HttpResponse:
    told = {
        "place": "recovery",
        "page": page,
        "case_id": case_id,
        "urgent": urgent_of(check_of(page.record, page.knowledge, page.now)),
        "once": uuid4(),
    }
    return render(request, "recover/tests.html", told, status=status)

"""The pages that lay two counts of one spot on each other, hair by hair."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from anagen.records.record import Record
from anagen.store.counts.models import Comparison, HairCount
from anagen.store.models import Case
from anagen.store.rows import record_of
from anagen.web.clock import now
from anagen.web.measure.counting.asking import want_comparison
from anagen.web.measure.counting.compared_page import ComparedPage, of_now
from anagen.web.measure.counting.listed import Line, lines_of
from anagen.web.measure.counting.looking import looking
from anagen.web.measure.counting.words import failed_because
from anagen.web.opening import find_case


@require_http_methods(["GET", "HEAD", "POST"])
def hair_compare(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Two counts to choose; sent, they are queued to be compared."""
    case, moment = find_case(request, case_id), now()
    lines = [line for line in lines_of(case, record_of(case, moment)) if line.can_be_compared]
    said = request.POST if request.method == "POST" else request.GET
    after = _named(lines, said.get("after", "")) or next(iter(lines), None)
    before = _named(lines, said.get("before", "")) or _earlier(lines, after)
    if request.method == "POST" and before and after:
        slip = _slip(before, after)
        if not slip:
            comparison = _asked_for(case, before.count, after.count)
            return redirect("hair_comparison", case_id, comparison.public_id)
        return _choose(request, case_id, (lines, before, after), slip, 422)
    return _choose(request, case_id, (lines, before, after))


Chosen = tuple[list[Line], Line | None, Line | None]


def _choose(
    request: HttpRequest, case_id: UUID, chosen: Chosen, slip: str = "", status: int = 200
) -> HttpResponse:
    lines, before, after = chosen
    page = {
        "case_id": case_id,
        "lines": lines,
        "before": before,
        "after": after,
        "slip": slip,
        "place": "progress",
    }
    return render(request, "counting/compare.html", page, status=status)


def _named(lines: list[Line], id: str) -> Line | None:
    return next((line for line in lines if str(line.count.public_id) == id), None)


def _earlier(lines: list[Line], after: Line | None) -> Line | None:
    """The first count of the same spot through the same lens: what later ones are held against."""
    alike = [line for line in lines if after and line is not after and _is_alike(line, after)]
    return alike[-1] if alike else None


def _is_alike(one: Line, other: Line) -> bool:
    return one.count.site == other.count.site and one.count.device == other.count.device


def _slip(before: Line, after: Line) -> str:
    if before.count.pk == after.count.pk:
        return _("That is the same count twice. Choose two.")
    if before.count.picture_id == after.count.picture_id:
        return _("Both counts are of the same picture. Choose two pictures.")
    if before.count.picture.at > after.count.picture.at:
        return _("The first one is the later one. Swap them.")
    return ""


def _asked_for(case: Case, before: HairCount, after: HairCount) -> Comparison:
    """The comparison of these two as they stand, worked out or waiting to be."""
    moment = now()
    with transaction.atomic():
        comparison, _is_new = Comparison.objects.get_or_create(
            before=before, after=after, defaults={"case": case, "asked": moment}
        )
        if not comparison.answer or comparison.of != of_now(comparison):
            want_comparison(comparison, moment)
    return comparison


def find_comparison(
    request: HttpRequest, case_id: UUID, comparison_id: UUID
) -> tuple[Comparison, Record]:
    """The comparison of an address, of this case, and the record it belongs to."""
    case = find_case(request, case_id)
    rows = Comparison.objects.select_related("before__picture", "after__picture", "case")
    comparison = rows.filter(case=case, public_id=comparison_id).first()
    if comparison is None:
        raise Http404
    return comparison, record_of(case, now())


@require_http_methods(["GET", "HEAD", "POST"])
def hair_comparison(request: HttpRequest, case_id: UUID, comparison_id: UUID) -> HttpResponse:
    """What became of every hair. Sent to, it is worked out anew where it failed or is old."""
    comparison, record = find_comparison(request, case_id, comparison_id)
    if request.method == "POST":
        want_comparison(comparison, now())
        return redirect("hair_comparison", case_id, comparison_id)
    page = ComparedPage(comparison, record)
    standing = page.standing
    told = {
        "page": page,
        "case_id": case_id,
        "comparison_id": comparison_id,
        "place": "progress",
        "failed": failed_because(standing.reason) if standing.word == "failed" else "",
        "looking": looking(request, standing),
    }
    return render(request, "counting/compared.html", told)


@require_safe
def hair_comparison_state(request: HttpRequest, case_id: UUID, comparison_id: UUID) -> HttpResponse:
    """Nothing while it is still to come; then that there is something to look at."""
    page = ComparedPage(*find_comparison(request, case_id, comparison_id))
    return HttpResponse(status=204) if page.standing.is_open else HttpResponse("", "text/plain")

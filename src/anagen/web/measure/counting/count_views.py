"""The pages of one count: how far it is, what came of it, and what a person changes about it."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anagen.imaging.measured import Measured
from anagen.records.record import Record
from anagen.store.counts.models import HairCount
from anagen.store.jobs.models import Job
from anagen.store.rows import ChangedMeanwhile, record_of
from anagen.web.clock import now
from anagen.web.measure.counting import putting_right
from anagen.web.measure.counting.asking import count_key, want_count
from anagen.web.measure.counting.count_page import CountPage
from anagen.web.measure.counting.hands import HandsError
from anagen.web.measure.counting.keeping import keep
from anagen.web.measure.counting.looking import looking
from anagen.web.measure.counting.standing import standing_of
from anagen.web.measure.counting.typed_changes import FIELDS, LABELS, read_changes
from anagen.web.measure.counting.words import failed_because
from anagen.web.measure.fields import Form
from anagen.web.measure.reader import Typed, typed_in
from anagen.web.measure.seen import seen_version
from anagen.web.once import once_from
from anagen.web.opening import find_case


def find_count(request: HttpRequest, case_id: UUID, count_id: UUID) -> tuple[HairCount, Record]:
    """The count of an address, of this case, and the record it belongs to."""
    case = find_case(request, case_id)
    rows = HairCount.objects.select_related("picture", "case").prefetch_related("corrections")
    count = rows.filter(case=case, public_id=count_id).first()
    if count is None:
        raise Http404
    return count, record_of(case, now())


@require_http_methods(["GET", "HEAD", "POST"])
def hair_count(request: HttpRequest, case_id: UUID, count_id: UUID) -> HttpResponse:
    """One count. Sent to, it is queued once more where it failed."""
    count, record = find_count(request, case_id, count_id)
    if request.method == "POST":
        want_count(count, now())
        return redirect("hair_count", case_id, count_id)
    return show(request, CountPage(count, record))


def show(
    request: HttpRequest, page: CountPage, form: Form | None = None, status: int = 200
) -> HttpResponse:
    """The page of a count as it stands."""
    count, standing = page.count, page.standing
    told = {
        "page": page,
        "case_id": count.case.public_id,
        "count_id": count.public_id,
        "place": "progress",
        "form": form or Form(LABELS, dict.fromkeys(FIELDS, "")),
        "once": uuid4(),
        "version": count.version,
        "failed": failed_because(standing.reason) if standing.word == "failed" else "",
        "looking": looking(request, standing),
    }
    name = "result" if page.measured else "waiting"
    return render(request, f"counting/{name}.html", told, status=status)


@require_safe
def hair_count_state(request: HttpRequest, case_id: UUID, count_id: UUID) -> HttpResponse:
    """Nothing while the count is still to come; then that there is something to look at."""
    count, _record = find_count(request, case_id, count_id)
    standing = standing_of(count)
    return HttpResponse(status=204) if standing.is_open else HttpResponse("", "text/plain")


@require_POST
def hair_count_correct(request: HttpRequest, case_id: UUID, count_id: UUID) -> HttpResponse:
    """Stores what a person changed, or takes the last change back."""
    count, record = find_count(request, case_id, count_id)
    page = CountPage(count, record)
    if page.measured is None or page.measured.frame is None:
        raise Http404
    sent = putting_right.Sent(request, once_from(request.POST), seen_version(request.POST), now())
    undo = _number(request.POST["undo"]) if "undo" in request.POST else None
    if putting_right.is_done(count, sent.once, undo):
        return redirect("hair_count", case_id, count_id)
    typed = typed_in(request.POST, FIELDS)
    try:
        putting_right.refuse_if_changed(count, sent.seen)
        slips = _change(count, page.measured, typed, sent) if undo is None else {}
        if undo is not None:
            putting_right.take_back(count, undo, sent)
    except ChangedMeanwhile:
        fresh, record = find_count(request, case_id, count_id)
        return show(request, CountPage(fresh, record), Form(LABELS, typed, {}, True), 409)
    except HandsError:
        says = _("We could not work the figures out. Your changes are still here. Try again.")
        return show(request, page, Form(LABELS, typed, {"remove": says}), 503)
    if slips:
        return show(request, page, Form(LABELS, typed, slips), 422)
    messages.success(request, _("Corrected. What was found before is kept beside it."))
    return redirect("hair_count", case_id, count_id)


def _change(
    count: HairCount, measured: Measured, typed: Typed, sent: putting_right.Sent
) -> dict[str, str]:
    """Stores the changes that were typed; one line beside each slip where there is one."""
    found = read_changes(typed, measured)
    if not found.slips:
        putting_right.put_right(count, found.told, sent)
    return found.slips


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise BadRequest
    return int(text)


@require_POST
def hair_count_keep(request: HttpRequest, case_id: UUID, count_id: UUID) -> HttpResponse:
    """Writes the count into the record."""
    count, record = find_count(request, case_id, count_id)
    page = CountPage(count, record)
    if page.entry is None or page.why_not_kept:
        return show(request, page, status=422)
    if seen_version(request.POST) != count.version:
        return show(request, page, Form(LABELS, dict.fromkeys(FIELDS, ""), {}, True), 409)
    keep(count, page.entry, now())
    messages.success(request, _("The count is kept."))
    return redirect("progress", case_id)


@require_http_methods(["GET", "HEAD", "POST"])
def hair_count_delete(request: HttpRequest, case_id: UUID, count_id: UUID) -> HttpResponse:
    """Deletes a count with its corrections, once that is confirmed."""
    count, record = find_count(request, case_id, count_id)
    if request.method == "POST":
        with transaction.atomic():
            Job.objects.filter(key=count_key(count)).delete()
            count.delete()
        messages.success(request, _("Deleted."))
        return redirect("hair_counts", case_id)
    page = {"case_id": case_id, "page": CountPage(count, record), "place": "progress"}
    return render(request, "counting/delete.html", page)

"""The pages before a count: those made so far, a picture to count, and what it shows."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from anagen.imaging.arrival import PictureRefused, Why
from anagen.store.counts.models import HairCount
from anagen.store.pictures.keeping import Incoming, keep_picture
from anagen.store.pictures.models import Picture, Scope
from anagen.web.measure.allowed import is_allowed, without_consent
from anagen.web.measure.booth import photo_form
from anagen.web.measure.counting import asking
from anagen.web.measure.counting.listed import lines_of
from anagen.web.measure.fields import Form, zone_choices
from anagen.web.measure.how_taken import FIELDS, first_guess, read_how_taken
from anagen.web.measure.photo_views import About, about, arrived_in, shot_or_404
from anagen.web.measure.photo_words import REFUSED
from anagen.web.measure.reader import Typed, typed_in
from anagen.web.once import once_from


@require_safe
def hair_counts(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Every count made from a picture, newest first."""
    it = about(request, case_id)
    page = {"case_id": case_id, "lines": lines_of(it.case, it.record), "place": "progress"}
    return render(request, "counting/counts.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def hair_count_start(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A close-up to count: sent now, or one that is there already."""
    it = about(request, case_id)
    if not is_allowed(request, it.case):
        return without_consent(request, it.case)
    if request.method != "POST":
        return _start(request, it, first_guess(it.record, request.GET.get("zone", "")))
    once, typed = once_from(request.POST), typed_in(request.POST, FIELDS)
    taken = read_how_taken(typed, it.record, it.now)
    try:
        # Only the file can be refused: a slip beside it must never keep a picture out.
        sent = Incoming(once, arrived_in(request), taken.photo, Scope.RECORD, is_close_up=True)
        kept = keep_picture(case_id, sent, it.now)
    except PictureRefused as refused:
        slips = {"picture": str(REFUSED[refused.why])}
        status = 413 if refused.why is Why.TOO_MANY_BYTES else 422
        return _start(request, it, typed, slips, status)
    except OSError:
        says = _("We could not save the photo. The disk may be full. Make room and send it again.")
        return _start(request, it, typed, {"picture": says}, 507)
    except Picture.DoesNotExist:
        raise BadRequest from None
    return redirect("hair_count_ask", case_id, kept.public_id)


def _start(
    request: HttpRequest,
    it: About,
    typed: Typed,
    slips: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    page = {
        "case_id": it.id,
        "form": photo_form(typed, slips or {}),
        "zones": zone_choices(),
        "once": uuid4(),
        "shots": sorted(it.shots, key=lambda one: not one.picture.is_close_up),
        "place": "progress",
    }
    return render(request, "counting/start.html", page, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def hair_count_ask(request: HttpRequest, case_id: UUID, photo_id: UUID) -> HttpResponse:
    """What the picture shows and how large it is; then it is queued to be counted."""
    it = about(request, case_id)
    shot = shot_or_404(it, photo_id)
    if not is_allowed(request, it.case):
        return without_consent(request, it.case)
    lenses = asking.lenses_for(request, it.case)
    if request.method != "POST":
        typed = asking.first_typed(it.record, shot.picture, lenses)
        return _ask(request, it, photo_id, Form(asking.LABELS, typed))
    typed = typed_in(request.POST, asking.LABELS)
    once = once_from(request.POST)
    today = it.record.local_day(it.now)
    asked, slips = asking.read_asked(typed, shot.picture, lenses, today)
    if asked is None:
        return _ask(request, it, photo_id, Form(asking.LABELS, typed, slips), 422)
    try:
        count = asking.ask_for_count(request, shot.picture, asked, once, it.now)
    except HairCount.DoesNotExist:
        raise BadRequest from None
    return redirect("hair_count", case_id, count.public_id)


def _ask(
    request: HttpRequest, it: About, photo_id: UUID, form: Form, status: int = 200
) -> HttpResponse:
    shot = shot_or_404(it, photo_id)
    lenses = asking.lenses_for(request, it.case)
    fitting = list(asking.fits(lenses, shot.picture))
    page = {
        "case_id": it.id,
        "shot": shot,
        "form": form,
        "once": uuid4(),
        "lenses": [(f"{asking.KEPT}{one.pk}", one) for one in fitting],
        "others": [one.name for one in lenses if one not in fitting],
        "sites": _sites(it),
        "devices": sorted({one.device for one in it.record.measurements if one.device}
                          | {one.name for one in lenses}),
        "place": "progress",
    }  # fmt: skip
    return render(request, "counting/ask.html", page, status=status)


def _sites(it: About) -> list[str]:
    """The spots that were counted before: the same words make one line on the chart."""
    asked = HairCount.objects.filter(case=it.case).values_list("site", flat=True)
    return sorted({*asked, *(one.site for one in it.record.measurements)})

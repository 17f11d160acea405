"""The pages of pictures: take one, look at it, say how it was taken, delete it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from anagen.imaging.arrival import Arrived, PictureRefused, Why, arrive
from anagen.records.record import Record
from anagen.store.models import Case
from anagen.store.pictures import files
from anagen.store.pictures.keeping import Incoming, correct_picture, erase_picture, keep_picture
from anagen.store.pictures.models import Picture, Scope
from anagen.store.rows import ChangedMeanwhile, record_of
from anagen.web.clock import now
from anagen.web.measure.allowed import is_allowed, without_consent
from anagen.web.measure.booth import BoothPage, photo_form
from anagen.web.measure.fields import zone_choices
from anagen.web.measure.how_taken import FIELDS, first_guess, read_how_taken, typed_from
from anagen.web.measure.photo_words import REFUSED
from anagen.web.measure.reader import Typed, typed_in
from anagen.web.measure.seen import seen_version
from anagen.web.measure.shots import Shot, shot_named, shots_of
from anagen.web.measure.uploading import was_too_large
from anagen.web.once import once_from
from anagen.web.opening import find_case


@dataclass(frozen=True, slots=True)
class About:
    """What every page of pictures is about: the case, its record and the moment."""

    case: Case
    record: Record
    now: datetime
    shots: list[Shot] = field(default_factory=list)

    @property
    def id(self) -> UUID:
        """The id of the case."""
        return self.case.public_id


def about(request: HttpRequest, case_id: UUID) -> About:
    """The case of an address with its pictures."""
    case, moment = find_case(request, case_id), now()
    record = record_of(case, moment)
    return About(case, record, moment, shots_of(case, record))


@require_safe
def photos(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Every picture, newest first, and what to do with them."""
    it = about(request, case_id)
    page = {"case_id": case_id, "shots": it.shots, "place": "progress"}
    return render(request, "measure/photos.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def photo_take(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The photo booth: a camera where there is one, and a form that works without."""
    it = about(request, case_id)
    if not is_allowed(request, it.case):
        return without_consent(request, it.case)
    if request.method != "POST":
        return _booth(request, it, first_guess(it.record, request.GET.get("zone", "")))
    once, typed = once_from(request.POST), typed_in(request.POST, FIELDS)
    taken = read_how_taken(typed, it.record, it.now)
    if not is_allowed(request, it.case, taken.scope):
        return without_consent(request, it.case)
    try:
        arrived = arrived_in(request)
        kept = keep_picture(case_id, Incoming(once, arrived, taken.photo, taken.scope), it.now)
    except PictureRefused as refused:
        slips = {"picture": str(REFUSED[refused.why]), **taken.slips}
        status = 413 if refused.why is Why.TOO_MANY_BYTES else 422
        return _booth(request, it, typed, slips, status)
    except OSError:
        says = _("We could not save the photo. The disk may be full. Make room and send it again.")
        return _booth(request, it, typed, {"picture": says}, 507)
    except Picture.DoesNotExist:
        raise BadRequest from None
    return _after_keeping(request, kept, arrived, taken.slips, typed)


def arrived_in(request: HttpRequest) -> Arrived:
    """The clean picture that a form brought. Raises PictureRefused."""
    sent = request.FILES.get("picture")
    if was_too_large(request):
        raise PictureRefused(Why.TOO_MANY_BYTES)
    return arrive(sent.read() if sent else b"")


def _after_keeping(
    request: HttpRequest, kept: Picture, arrived: Arrived, slips: dict[str, str], typed: Typed
) -> HttpResponse:
    """The picture is safe: on to its page, with a slip or the camera's own day where needed."""
    if slips:
        it = about(request, kept.case.public_id)
        shot = shot_or_404(it, kept.public_id)
        return _photo_page(request, it, shot, Sent(typed, slips, is_new=True), 422)
    messages.success(request, _("The photo is kept."))
    address = reverse("photo", args=[kept.case.public_id, kept.public_id])
    record = record_of(kept.case, kept.arrived)
    said_now = typed["when"] == "now"
    if said_now and arrived.taken and arrived.taken.date() < record.local_day(kept.at):
        return redirect(f"{address}?taken={arrived.taken:%Y-%m-%dT%H:%M}")
    return redirect(address)


def _booth(
    request: HttpRequest,
    it: About,
    typed: Typed,
    slips: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    page = {
        "page": BoothPage(photo_form(typed, slips or {}), it.id, it.shots),
        "case_id": it.id,
        "once": uuid4(),
        "place": "progress",
    }
    return render(request, "measure/take.html", page, status=status)


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent to the page of one picture, and how that went."""

    typed: Typed
    slips: dict[str, str] = field(default_factory=dict)
    is_overtaken: bool = False
    is_new: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: HttpRequest, case_id: UUID, photo_id: UUID) -> HttpResponse:
    """One picture: how good it is, how it was taken, and a form to correct that."""
    it = about(request, case_id)
    shot = shot_or_404(it, photo_id)
    if request.method != "POST":
        typed = typed_from(shot.photo, it.record, shot.picture.scope)
        return _photo_page(request, it, shot, Sent(typed))
    seen = seen_version(request.POST)
    if "taken" in request.POST:
        at = _camera_time(request.POST["taken"], it)
        if at is None:
            raise BadRequest
        correct_picture(
            case_id, replace(shot.photo, at=at), Scope(shot.picture.scope), it.now, None
        )
        return redirect("photo", case_id, photo_id)
    typed = typed_in(request.POST, FIELDS)
    taken = read_how_taken({**typed, "when": "earlier"}, it.record, it.now)
    if taken.slips:
        return _photo_page(request, it, shot, Sent(typed, taken.slips), 422)
    same_day = it.record.local_day(taken.photo.at) == shot.day
    told = replace(taken.photo, id=shot.id, at=shot.photo.at if same_day else taken.photo.at)
    try:
        correct_picture(case_id, told, taken.scope, it.now, seen)
    except ChangedMeanwhile:
        it = about(request, case_id)
        shot = shot_or_404(it, photo_id)
        if shot.photo != told:
            return _photo_page(request, it, shot, Sent(typed, is_overtaken=True), 409)
    messages.success(request, _("Changed."))
    return redirect("photo", case_id, photo_id)


def _photo_page(
    request: HttpRequest, it: About, shot: Shot, sent: Sent, status: int = 200
) -> HttpResponse:
    offered = _camera_time(request.GET.get("taken", ""), it)
    page = {
        "shot": shot,
        "form": replace(photo_form(sent.typed, sent.slips), is_overtaken=sent.is_overtaken),
        "zones": zone_choices(),
        "is_new": sent.is_new,
        "offered": offered,
        "offered_day": it.record.local_day(offered).isoformat() if offered else "",
        "offered_text": request.GET.get("taken", ""),
        "case_id": it.id,
        "version": it.case.version,
        "place": "progress",
    }
    return render(request, "measure/photo.html", page, status=status)


def _camera_time(text: str, it: About) -> datetime | None:
    """A time the camera wrote down, by the clock of the person; None when it cannot be one."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if found.tzinfo is not None or not 1990 <= found.year <= it.now.year:
        return None
    at = found.replace(tzinfo=it.record.zone).astimezone(it.now.tzinfo)
    return at if at <= it.now else None


def shot_or_404(it: About, photo_id: UUID) -> Shot:
    """The picture of an address, of this case."""
    shot = shot_named(it.shots, str(photo_id))
    if shot is None:
        raise Http404
    return shot


@require_http_methods(["GET", "HEAD", "POST"])
def photo_delete(request: HttpRequest, case_id: UUID, photo_id: UUID) -> HttpResponse:
    """Says what will be lost; deletes the picture once that is confirmed."""
    it = about(request, case_id)
    if request.method == "POST":
        erase_picture(case_id, photo_id, it.now)
        messages.success(request, _("The photo has been deleted."))
        return redirect("photos", case_id)
    page = {"shot": shot_or_404(it, photo_id), "case_id": case_id, "place": "progress"}
    return render(request, "measure/photo_delete.html", page)


@require_safe
def photo_picture(request: HttpRequest, case_id: UUID, photo_id: UUID) -> HttpResponse:
    """The picture itself."""
    return _file(request, case_id, photo_id, is_small=False)


@require_safe
def photo_thumbnail(request: HttpRequest, case_id: UUID, photo_id: UUID) -> HttpResponse:
    """The small copy."""
    return _file(request, case_id, photo_id, is_small=True)


def _file(request: HttpRequest, case_id: UUID, photo_id: UUID, is_small: bool) -> HttpResponse:
    case = find_case(request, case_id)
    if not Picture.objects.filter(case=case, public_id=photo_id).exists():
        raise Http404
    path = files.thumbnail_path(photo_id) if is_small else files.picture_path(photo_id)
    if not path.is_file():
        raise Http404
    return HttpResponse(path.read_bytes(), content_type="image/jpeg")

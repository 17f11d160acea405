"""Asking for a count: the form that says where and how, and the job that follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anagen.imaging.scalp import ScaleSource
from anagen.records.record import Record
from anagen.store.counts.models import Comparison, HairCount, LensScale
from anagen.store.jobs.leasing import Wanted, ask_for
from anagen.store.models import Case
from anagen.store.pictures.models import Picture
from anagen.web.access.gate import viewer_of
from anagen.web.measure.entry_forms import HAIR_MM, MOST_NAME
from anagen.web.measure.reader import Reader, Typed

#: The kinds of work, as the table of jobs names them.
COUNT, COMPARE = "count_hairs", "compare_counts"

LABELS = {
    "site": gettext_lazy("Which spot?"),
    "device": gettext_lazy("Which lens or device?"),
    "hair_length_mm": gettext_lazy("Hair length"),
    "scale": gettext_lazy("How large is what the picture shows?"),
    "across_mm": gettext_lazy("Skin shown from left to right"),
    "px_per_mm": gettext_lazy("Or pixels in a millimetre"),
}
#: Where the scale comes from: the picture itself, or what the person says; `lens-…` is one kept.
READ, GIVEN, KEPT = "read", "given", "lens-"
ACROSS_MM, PX_PER_MM = (1.0, 300.0), (4.0, 2000.0)
#: Two ways of giving one scale may differ by this share; more is a slip in one of them.
MOST_APART = 0.02


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form says. `remembered` is a scale to keep for the next picture of this lens."""

    site: str
    device: str
    hair_length_mm: float | None
    scale: dict[str, Any]
    remembered: bool


def lenses_for(request: HttpRequest, case: Case) -> QuerySet[LensScale]:
    """The kept scales that may be used for a case: the clinic's own, or those of the person."""
    viewer = viewer_of(request)
    if viewer.is_staff:
        return LensScale.objects.filter(clinic=viewer.clinic)
    return LensScale.objects.filter(case=case)


def first_typed(record: Record, picture: Picture, lenses: QuerySet[LensScale]) -> Typed:
    """The form before anything is typed: as the last count of a picture, where there was one."""
    last = HairCount.objects.filter(case=picture.case).first()
    fitting = fits(lenses, picture).filter(name=last.device).first() if last else None
    photo = next((one for one in record.photos if one.id == str(picture.public_id)), None)
    length = photo.hair_length_mm if photo else None
    return {
        "site": last.site if last else "",
        "device": last.device if last else (photo.camera if photo else ""),
        "hair_length_mm": "" if length is None else f"{length:g}",
        "scale": f"{KEPT}{fitting.pk}" if fitting else READ,
        "across_mm": "",
        "px_per_mm": "",
    }


def fits(lenses: QuerySet[LensScale], picture: Picture) -> QuerySet[LensScale]:
    """The scales that hold for pictures of this size; another size may be cut out or shrunk."""
    return lenses.filter(width_px=picture.width, height_px=picture.height)


def read_asked(
    typed: Typed, picture: Picture, lenses: QuerySet[LensScale], today: Any
) -> tuple[Asked | None, dict[str, str]]:
    """What the form came to, or one line beside each slip."""
    reader = Reader(typed, today)
    site = reader.text("site", MOST_NAME, _("Name the spot, such as crown."))
    device = reader.text(
        "device", MOST_NAME, _("Name the lens. Counts of two lenses cannot be compared.")
    )
    length = reader.number("hair_length_mm", HAIR_MM)
    scale = _scale(reader, picture, lenses)
    if reader.slips or scale is None:
        return None, reader.slips
    is_typed = scale["source"] == ScaleSource.GIVEN.value
    return Asked(site, device, length, scale, is_typed), {}


def _scale(reader: Reader, picture: Picture, lenses: QuerySet[LensScale]) -> dict[str, Any] | None:
    kept = {f"{KEPT}{one.pk}": one for one in fits(lenses, picture)}
    chosen = reader.pick("scale", {READ, GIVEN, *kept}, _("Say where the scale comes from."))
    if chosen == READ:
        return {"source": READ}
    if chosen in kept:
        return _scale_of(ScaleSource.DEVICE, kept[chosen].px_per_mm)
    return _typed_scale(reader, picture) if chosen == GIVEN else None


def _typed_scale(reader: Reader, picture: Picture) -> dict[str, Any] | None:
    """A scale in either way of saying it; said in both, they must agree."""
    across = reader.number("across_mm", ACROSS_MM)
    px_per_mm = reader.number("px_per_mm", PX_PER_MM)
    if "across_mm" in reader.slips or "px_per_mm" in reader.slips:
        return None
    if across is None and px_per_mm is None:
        reader.slips["across_mm"] = _("Write one of the two.")
        return None
    if across is not None:
        worked_out = picture.width / across
        if px_per_mm is not None and abs(worked_out - px_per_mm) > MOST_APART * worked_out:
            reader.slips["px_per_mm"] = _("The two do not agree. Leave one out, or correct it.")
            return None
        px_per_mm = worked_out
    assert px_per_mm is not None
    return _scale_of(ScaleSource.GIVEN, px_per_mm)


def _scale_of(source: ScaleSource, px_per_mm: float) -> dict[str, Any]:
    return {"source": source.value, "px_per_mm": round(px_per_mm, 4)}


def ask_for_count(
    request: HttpRequest, picture: Picture, asked: Asked, once: UUID, now: datetime
) -> HairCount:
    """The count, waiting to be worked out. Asked twice with the same form, it is one.

    Raises HairCount.DoesNotExist when the form's id belongs to another case.
    """
    with transaction.atomic():
        HairCount.objects.get_or_create(
            once=once,
            defaults={
                "case": picture.case,
                "picture": picture,
                "asked": now,
                "site": asked.site,
                "device": asked.device,
                "hair_length_mm": asked.hair_length_mm,
                "scale": asked.scale,
            },
        )
        count = HairCount.objects.get(once=once, case=picture.case)
        if asked.remembered:
            _remember(request, picture, asked, now)
        want_count(count, now)
    return count


def want_count(count: HairCount, now: datetime) -> None:
    """Puts the count into the queue, where it is not there yet or has failed."""
    if not count.answer:
        ask_for(count.case, Wanted(COUNT, count_key(count), {"count": str(count.public_id)}), now)


def want_comparison(comparison: Comparison, now: datetime) -> None:
    """Puts the comparison into the queue."""
    args = {"comparison": str(comparison.public_id)}
    ask_for(comparison.case, Wanted(COMPARE, comparison_key(comparison), args), now)


def count_key(count: HairCount) -> str:
    """The name of the work on this count."""
    return f"{COUNT}:{count.public_id}"


def comparison_key(comparison: Comparison) -> str:
    """The name of the work on this comparison."""
    return f"{COMPARE}:{comparison.public_id}"


def _remember(request: HttpRequest, picture: Picture, asked: Asked, now: datetime) -> None:
    viewer = viewer_of(request)
    whose = {"clinic_id": viewer.clinic} if viewer.is_staff else {"case": picture.case}
    LensScale.objects.update_or_create(
        **whose,
        name=asked.device,
        width_px=picture.width,
        height_px=picture.height,
        defaults={"px_per_mm": asked.scale["px_per_mm"], "changed": now},
    )

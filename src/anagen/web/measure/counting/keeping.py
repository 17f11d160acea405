"""A count becomes an entry of the record, as if somebody had written it down with care."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from anagen.care.measure.counts import Z95
from anagen.imaging.hairs import CUTS_UM
from anagen.imaging.measured import Measured
from anagen.records.measurement import Measurement
from anagen.records.record import Record
from anagen.store.counts.models import HairCount
from anagen.store.rows import change_record
from anagen.web.look.templatetags.languages import translated
from anagen.web.measure.entry_forms import AREA_CM2, ERROR_PER_CM2, MOST_HAIRS, MOST_PER_CM2

#: The cut that the record names: above it a hair counts as terminal.
CUT_UM = CUTS_UM[1]
#: Digits that a record needs; more would only make two entries of one.
AREA_DIGITS, ERROR_DIGITS, WIDTH_DIGITS = 4, 2, 1


def measurement_of(count: HairCount, measured: Measured) -> Measurement | None:
    """The entry that this count makes; None for a picture that could not be counted."""
    if measured.frame is None or measured.density_95 is None:
        return None
    cut, widths = measured.cut_at(CUT_UM), measured.widths_um
    low, high = measured.density_95
    has_widths = cut.terminal + cut.vellus > 0
    return Measurement(
        at=count.picture.at,
        site=count.site,
        area_cm2=round(measured.frame.area_cm2, AREA_DIGITS),
        hair_count=measured.count,
        device=count.device,
        pictures=1,
        standard_error_per_cm2=round((high - low) / 2 / Z95, ERROR_DIGITS),
        hair_length_mm=count.hair_length_mm,
        terminal_count=cut.terminal if has_widths else None,
        vellus_count=cut.vellus if has_widths else None,
        cut_um=CUT_UM if has_widths else None,
        mean_width_um=round(sum(widths) / len(widths), WIDTH_DIGITS) if widths else None,
        doubts=tuple(translated(one.words.short) for one in measured.doubts),
    )


def why_not_kept(entry: Measurement) -> str:
    """Why a record cannot hold this; "" when it can."""
    if not AREA_CM2[0] <= entry.area_cm2 <= AREA_CM2[1]:
        return _(
            "The counted skin is too small or too large for the record: it takes %(least)s to "
            "%(most)s cm². Check the scale."
        ) % {"least": AREA_CM2[0], "most": AREA_CM2[1]}
    error = entry.standard_error_per_cm2 or 0.0
    if entry.density_per_cm2 > MOST_PER_CM2 or error > ERROR_PER_CM2[1]:
        return _("No scalp carries so much hair on so little skin. Check the scale.")
    if entry.hair_count > MOST_HAIRS:
        return _("That is more hair than a record can hold. Check the picture.")
    return ""


def is_kept(record: Record, entry: Measurement) -> bool:
    """Whether the record has this very count; its doubts may be in another language."""
    return any(_without_doubts(one) == _without_doubts(entry) for one in record.measurements)


def _without_doubts(one: Measurement) -> Measurement:
    return replace(one, doubts=())


def keep(count: HairCount, entry: Measurement, now: datetime) -> None:
    """Writes the entry into the record, in the place of an earlier one of the same picture."""

    def change(record: Record) -> Record:
        others = [one for one in record.measurements if not _is_same_picture(one, entry)]
        kept = sorted((*others, entry), key=lambda one: one.at)
        return replace(record, measurements=tuple(kept))

    change_record(count.case.public_id, change, now)
    HairCount.objects.filter(pk=count.pk).update(kept=count.version)


def _is_same_picture(one: Measurement, entry: Measurement) -> bool:
    return (one.at, one.site, one.device) == (entry.at, entry.site, entry.device)

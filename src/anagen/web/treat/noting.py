"""What is written at the end of a session: seen, felt, put on."""

from __future__ import annotations

from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from anagen.records.record import Record
from anagen.records.session import Applied
from anagen.web.treat.ending import Noted
from anagen.web.treat.entry import Slips, hour_in, optional_number, text_from
from anagen.web.treat.logged import COVERED, endpoint_in
from anagen.web.treat.when import Wall, moment_before


def noted_in(form: QueryDict, record: Record, now: datetime, slips: Slips) -> Noted:
    """What the last form holds. An empty field stays "not written down"."""
    pain = optional_number(form, "pain", (0, 10), slips, is_whole=True)
    return Noted(
        endpoint=endpoint_in(form),
        pain=None if pain is None else int(pain),
        antiseptic=text_from(form, "antiseptic", 80, slips),
        occluded=COVERED.get(form.get("occluded", "")),
        applied=_applied(form, record, now, slips),
    )


def _applied(form: QueryDict, record: Record, now: datetime, slips: Slips) -> tuple[Applied, ...]:
    product = text_from(form, "applied", 80, slips)
    if not product:
        return ()
    hour = hour_in(form, "applied_at", slips) if form.get("applied_at", "").strip() else None
    if "applied_at" in slips:
        return ()
    # Written just after midnight it may be of the evening before.
    at = moment_before(hour, Wall(record, now)) if hour else now
    if at is None:
        slips["applied_at"] = _("That time has not come yet.")
        return ()
    return (Applied(product, min(at, now)),)

"""What the worker does for counts: fetches the pictures, has them measured, keeps the answer."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from uuid import UUID

from anagen.store.counts.models import Comparison, HairCount
from anagen.store.jobs.leasing import Args
from anagen.store.jobs.working import Beat, Handler, HopelessError, Keep
from anagen.store.pictures import files
from anagen.store.rows import record_of
from anagen.web.clock import now
from anagen.web.measure.counting.asking import COMPARE, COUNT
from anagen.web.measure.counting.hands import answer_to
from anagen.web.measure.counting.putting_right import (
    as_corrected,
    hash_of_both,
    measured_now,
)

#: The picture, or the count itself, was deleted after it was asked for.
PICTURE_GONE = "picture_gone"
#: Each pair of one day takes as long as the comparison itself.
MOST_REPEATS = 3


def count_hairs(args: Args, beat: Beat) -> Keep:
    """Counts the hairs of one picture."""
    row = HairCount.objects.select_related("picture").filter(public_id=args["count"]).first()
    if row is None:
        raise HopelessError(PICTURE_GONE)
    id = row.picture.public_id
    task = {"do": COUNT, "image": str(id), "scale": row.scale}
    answer = json.dumps(answer_to(task, [_picture(id)], beat))

    def keep() -> None:
        HairCount.objects.filter(pk=row.pk, answer="").update(answer=answer, answered=now())

    return keep


def compare_counts(args: Args, beat: Beat) -> Keep:
    """Lays two counted pictures on each other, hair by hair."""
    rows = Comparison.objects.select_related("case", "before__picture", "after__picture")
    row = rows.filter(public_id=args["comparison"]).first()
    if row is None or not row.before.answer or not row.after.answer:
        raise HopelessError(PICTURE_GONE)
    counts = [row.before, row.after, *repeats_of(row)]
    told = [as_corrected(one) for one in counts]
    task = {"do": COMPARE, "site": row.after.site, "counts": told}
    pictures = [_picture(one.picture.public_id) for one in counts]
    answer = json.dumps(answer_to(task, pictures, beat))
    of = hash_of_both(told[0], told[1])

    def keep() -> None:
        Comparison.objects.filter(pk=row.pk).update(answer=answer, of=of)

    return keep


def repeats_of(row: Comparison) -> list[HairCount]:
    """Pairs of counts of one day, of this spot through this lens: they tell the error."""
    rows = HairCount.objects.filter(case=row.case, site=row.after.site, device=row.after.device)
    rows = rows.exclude(answer="").select_related("picture").order_by("picture__at", "pk")
    zone = record_of(row.case, now()).zone
    days: dict[date, dict[int, HairCount]] = {}
    for one in rows:
        found = measured_now(one)
        if found is not None and found.frame is not None:
            day = one.picture.at.astimezone(zone).date()
            days.setdefault(day, {})[one.picture_id] = one
    pairs = [pair for same in days.values() for pair in pairwise(list(same.values())[:3])]
    return [one for pair in pairs[-MOST_REPEATS:] for one in pair]


def _picture(id: UUID) -> bytes:
    try:
        return files.picture_path(id).read_bytes()
    except FileNotFoundError:
        raise HopelessError(PICTURE_GONE) from None


HANDLERS: dict[str, Handler] = {COUNT: count_hairs, COMPARE: compare_counts}

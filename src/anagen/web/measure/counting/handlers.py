"""What the worker does for counts: fetches the pictures, has them measured, keeps the answer."""

from __future__ import annotations

import json
from uuid import UUID

from anagen.store.counts.models import Comparison, HairCount
from anagen.store.jobs.leasing import Args
from anagen.store.jobs.working import Beat, Handler, HopelessError, Keep
from anagen.store.pictures import files
from anagen.web.clock import now
from anagen.web.measure.counting.asking import COMPARE, COUNT
from anagen.web.measure.counting.hands import answer_to
from anagen.web.measure.counting.putting_right import as_corrected, hash_of_both

#: The picture, or the count itself, was deleted after it was asked for.
PICTURE_GONE = "picture_gone"


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
    rows = Comparison.objects.select_related("before__picture", "after__picture")
    row = rows.filter(public_id=args["comparison"]).first()
    if row is None or not row.before.answer or not row.after.answer:
        raise HopelessError(PICTURE_GONE)
    both = [as_corrected(one) for one in (row.before, row.after)]
    of = hash_of_both(*both)
    task = {"do": COMPARE, "before": both[0], "after": both[1]}
    pictures = [_picture(one.picture.public_id) for one in (row.before, row.after)]
    answer = json.dumps(answer_to(task, pictures, beat))

    def keep() -> None:
        Comparison.objects.filter(pk=row.pk).update(answer=answer, of=of)

    return keep


def _picture(id: UUID) -> bytes:
    try:
        return files.picture_path(id).read_bytes()
    except FileNotFoundError:
        raise HopelessError(PICTURE_GONE) from None


HANDLERS: dict[str, Handler] = {COUNT: count_hairs, COMPARE: compare_counts}

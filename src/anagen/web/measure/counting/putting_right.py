"""Puts a count right: what a person changed is stored beside it, and the figures follow anew."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from anagen.imaging.measured import Measured
from anagen.imaging.writing import Json, read
from anagen.store.counts.models import HairCount, HandCorrection
from anagen.store.rows import ChangedMeanwhile
from anagen.web.access.gate import viewer_of
from anagen.web.measure.counting.hands import answer_to
from anagen.web.measure.counting.typed_changes import Told

#: The kind of work that applies corrections; it takes a second, so the page waits for it.
CORRECT = "correct"


@dataclass(frozen=True, slots=True)
class Sent:
    """Changes from one form: its id, the version it was made from, who sent it and when."""

    request: HttpRequest
    once: UUID
    seen: int
    now: datetime


def measured_now(count: HairCount) -> Measured | None:
    """The count with every correction that stands; None while there is no answer."""
    told = as_corrected(count)
    return read(told) if told else None


def as_corrected(count: HairCount) -> Json:
    """The same as JSON; empty while there is no answer."""
    text = count.corrected or count.answer
    told: Json = json.loads(text) if text else {}
    return told


def hash_of_both(before: Json, after: Json) -> str:
    """Names two counts as they stand: another hash means that one was corrected since."""
    return sha256(json.dumps([before, after], sort_keys=True).encode()).hexdigest()


def standing_changes(count: HairCount) -> list[HandCorrection]:
    """The corrections that were not taken back, the first one first."""
    return [one for one in count.corrections.all() if one.undone is None]


def is_done(count: HairCount, once: UUID, undo: int | None) -> bool:
    """Whether this form was dealt with before: then it was sent twice."""
    rows = count.corrections
    if undo is not None:
        return rows.filter(pk=undo, undone__isnull=False).exists()
    return rows.filter(once=once).exists()


def put_right(count: HairCount, told: Sequence[Told], sent: Sent) -> None:
    """Stores the changes and works the figures out anew.

    Raises ChangedMeanwhile when the count was changed since the form was shown, and HandsError
    when the figures could not be worked out; then nothing is stored.
    """
    before = [one.told for one in standing_changes(count)]
    corrected = _worked_out(count, [*before, *told])
    viewer = viewer_of(sent.request)
    rows = [
        HandCorrection(
            count=count,
            once=sent.once,
            at=sent.now,
            who=viewer.user,
            role=viewer.role.value,
            told=one,
        )
        for one in told
    ]
    with transaction.atomic():
        _change(count, corrected, sent.seen)
        HandCorrection.objects.bulk_create(rows)


def take_back(count: HairCount, id: int, sent: Sent) -> None:
    """Takes the last correction back: it stays on the list, struck out, and counts no more.

    Only the last one that stands can be taken back: hairs put in later would get other numbers.
    """
    standing = standing_changes(count)
    if not standing or standing[-1].pk != id:
        raise ChangedMeanwhile
    corrected = _worked_out(count, [one.told for one in standing[:-1]])
    with transaction.atomic():
        _change(count, corrected, sent.seen)
        HandCorrection.objects.filter(pk=id).update(undone=sent.now)


def refuse_if_changed(count: HairCount, seen: int) -> None:
    """Raises ChangedMeanwhile for a form from an older state; asked again when it is written."""
    if count.version != seen:
        raise ChangedMeanwhile


def _worked_out(count: HairCount, told: list[Told]) -> str:
    """The figures with these changes; "" for none, which is the count as it was found."""
    if not told:
        return ""
    task = {"do": CORRECT, "measured": json.loads(count.answer), "changes": told}
    return json.dumps(answer_to(task, [], lambda: None))


def _change(count: HairCount, corrected: str, seen: int) -> None:
    rows = HairCount.objects.filter(pk=count.pk, version=seen)
    if rows.update(corrected=corrected, version=F("version") + 1) != 1:
        raise ChangedMeanwhile

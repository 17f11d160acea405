"""The pictures of a case as pages show them: what the record says, beside what was stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from anagen.imaging.quality import Quality
from anagen.records.measurement import Photo
from anagen.records.record import Record
from anagen.store.models import Case
from anagen.store.pictures.models import Picture
from anagen.web.measure.photo_words import FAULTS


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its photo in the record, its row, and the day it shows."""

    photo: Photo
    picture: Picture
    day: date

    @property
    def id(self) -> str:
        """The id in addresses."""
        return self.photo.id

    @property
    def zone(self) -> str:
        """The part of the scalp; "" where nobody wrote it down."""
        return self.photo.zone.value if self.photo.zone else ""

    @property
    def quality(self) -> Quality:
        """The figures worked out when it arrived."""
        return Quality(**self.picture.quality)

    @property
    def faults(self) -> list[str]:
        """What spoils it, in words."""
        return [str(FAULTS[fault]) for fault in self.quality.faults]


def shots_of(case: Case, record: Record) -> list[Shot]:
    """Every picture that has both an entry and a row, the newest first."""
    rows = {str(one.public_id): one for one in Picture.objects.filter(case=case)}
    kept = [one for one in record.photos if one.id in rows]
    # Photos of one minute carry the same time: which came last is known from their rows.
    kept.sort(key=lambda one: (one.at, rows[one.id].arrived, rows[one.id].pk), reverse=True)
    return [Shot(one, rows[one.id], record.local_day(one.at)) for one in kept]


def shot_named(shots: Iterable[Shot], id: str) -> Shot | None:
    """The picture with this id."""
    return next((one for one in shots if one.id == id), None)


def baselines(shots: Iterable[Shot]) -> dict[str, Shot]:
    """The first photo of each part of the scalp: what later ones are held against."""
    oldest_first = sorted(shots, key=lambda one: one.photo.at, reverse=True)
    return {one.zone: one for one in oldest_first if one.zone and not one.picture.is_close_up}

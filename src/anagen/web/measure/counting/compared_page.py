"""What the page of a comparison shows: the change with its error, then hair by hair."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from anagen.imaging.measured import Measured
from anagen.imaging.writing import read
from anagen.records.record import Record
from anagen.store.counts.models import Comparison, HairCount
from anagen.web.look.templatetags.words import amount
from anagen.web.measure.counting.drawn import Overlay, path_of
from anagen.web.measure.counting.fates import FATES, Fate, Told, fates_of, hairs_by_fate
from anagen.web.measure.counting.putting_right import as_corrected, hash_of_both
from anagen.web.measure.counting.standing import Standing, standing_of_comparison
from anagen.web.measure.findings import how_many, signed


def of_now(comparison: Comparison) -> str:
    """The name of both counts as they stand at this moment."""
    return hash_of_both(as_corrected(comparison.before), as_corrected(comparison.after))


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two pictures, with its hairs drawn by what became of them."""

    count: HairCount
    day: date
    overlay: Overlay
    hairs: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class ComparedPage:
    """The page at one moment."""

    comparison: Comparison
    record: Record

    @cached_property
    def is_old(self) -> bool:
        """Whether one of the counts was corrected since they were compared."""
        return bool(self.comparison.answer) and self.comparison.of != of_now(self.comparison)

    @cached_property
    def standing(self) -> Standing:
        """Whether it waits, is being done, is done, or failed."""
        is_answered = bool(self.comparison.answer) and not self.is_old
        return standing_of_comparison(self.comparison, is_answered)

    @cached_property
    def told(self) -> Told | None:
        """What the comparison came to; None while there is nothing that still holds."""
        if not self.comparison.answer or self.is_old:
            return None
        return Told(json.loads(self.comparison.answer))

    @property
    def headline(self) -> str:
        """The finding. A change inside the error is called noise, and nothing is made of it."""
        told = self.told
        assert told is not None, "a headline is asked for only once there is a comparison"
        if not told.comparable or told.change_per_cm2 is None:
            return _("These two pictures cannot be compared.")
        hairs = {"hairs": amount(abs(round(told.change_per_cm2)))}
        if told.is_noise:
            if round(told.change_per_cm2) == 0:
                return _("As many hairs as before, as far as we can tell.")
            if told.change_per_cm2 > 0:
                return _("%(hairs)s more per cm². That is still inside the noise.") % hairs
            return _("%(hairs)s fewer per cm². That is still inside the noise.") % hairs
        if told.change_95 is not None:
            hairs = {"hairs": how_many(told.change_95)}
        if told.change_per_cm2 > 0:
            return _("%(hairs)s more per cm². That is more than the error.") % hairs
        return _("%(hairs)s fewer per cm². That is more than the error.") % hairs

    @property
    def error_says(self) -> str:
        """The change with its error and the smallest change that could be told."""
        told = self.told
        if told is None or told.change_95 is None or told.smallest is None:
            return ""
        low, high = told.change_95
        return _(
            "The change lies between %(low)s and %(high)s hairs per cm², 95 times in 100. A change "
            "under %(least)s could be the error of measuring alone."
        ) % {
            "low": signed(low),
            "high": signed(high),
            "least": amount(round(told.smallest)),
        }

    @property
    def error_from(self) -> str:
        """Where the error comes from."""
        if self.told is None or self.told.change_95 is None:
            return ""
        if self.told.is_from_repeats:
            return _("The error was learnt from your own pictures of one day.")
        return _(
            "The error is the one that we found when we tried known changes. Two pictures of the "
            "same spot on one day would tell your own."
        )

    @property
    def overlap_per_cent(self) -> int | None:
        """How much of the smaller frame both pictures show."""
        overlap = self.told.overlap if self.told else None
        return None if overlap is None else round(100 * overlap)

    @property
    def fates(self) -> list[Fate]:
        """How many hairs met each fate, and what it means."""
        return fates_of(self.told) if self.told else []

    @cached_property
    def sides(self) -> list[Side]:
        """Both pictures, the earlier first."""
        if self.told is None:
            return []
        pairs = (("before", self.comparison.before), ("after", self.comparison.after))
        return [self._side(name, count) for name, count in pairs]

    def _side(self, name: str, count: HairCount) -> Side:
        measured = read(as_corrected(count))
        assert self.told is not None, "sides are drawn only once there is a comparison"
        by_fate = hairs_by_fate(self.told, name)
        hairs = tuple(
            (by_fate.get(one.id, ""), path_of(one.hair.path), str(one.id))
            for one in measured.hairs
            if by_fate.get(one.id) in FATES
        )
        return Side(count, self.record.local_day(count.picture.at), _bare(measured), hairs)


def _bare(measured: Measured) -> Overlay:
    """The size of a picture, for a drawing of other lines."""
    return Overlay(measured.width_px, measured.height_px, (), "", (), None)

"""What the page of one count shows: the finding in words first, then the picture, then the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anagen.imaging.doubts import Doubt, Words
from anagen.imaging.hairs import CUTS_UM
from anagen.imaging.measured import Cut, Measured
from anagen.imaging.scalp import ScaleSource
from anagen.records.measurement import Measurement
from anagen.records.record import Record
from anagen.store.counts.models import HairCount, HandCorrection
from anagen.web.look.templatetags.words import amount
from anagen.web.measure.counting.bars import Bars, bars_of
from anagen.web.measure.counting.drawn import Overlay, overlay_of
from anagen.web.measure.counting.keeping import is_kept, measurement_of, why_not_kept
from anagen.web.measure.counting.putting_right import measured_now, standing_changes
from anagen.web.measure.counting.standing import Standing, standing_of
from anagen.web.measure.counting.words import SCALE_WORDS, change_in_words

#: What may mean that the skin is not fit to needle; the page then asks about the skin.
SKIN_DOUBTS = (Doubt.PUSTULES, Doubt.CRUSTS)
#: A refusal for the same reason, by its word.
SKIN_REFUSALS = frozenset(one.value for one in SKIN_DOUBTS)


@dataclass(frozen=True, slots=True)
class Change:
    """One correction as the list shows it."""

    row: HandCorrection
    says: str
    at: datetime
    is_last: bool


@dataclass(frozen=True)
class CountPage:
    """The page at one moment."""

    count: HairCount
    record: Record

    @cached_property
    def standing(self) -> Standing:
        """Whether it waits, is being done, is done, or failed."""
        return standing_of(self.count)

    @cached_property
    def measured(self) -> Measured | None:
        """The count as it stands; None while there is none."""
        return measured_now(self.count)

    @property
    def day(self) -> date:
        """The day the picture shows."""
        return self.record.local_day(self.count.picture.at)

    @property
    def is_at_least(self) -> bool:
        """Whether the true count is this or higher."""
        return self.measured is not None and Doubt.LOWER_BOUND in self.measured.doubts

    @property
    def headline(self) -> str:
        """The finding: the density with its interval, as a sentence."""
        measured = self.measured
        assert measured is not None, "a headline is asked for only once there is a count"
        if measured.density_per_cm2 is None or measured.density_95 is None:
            return ""
        hairs = round(measured.density_per_cm2)
        named = {"hairs": amount(hairs)}
        if self.is_at_least:
            return (
                ngettext(
                    "At least %(hairs)s hair in a square centimetre.",
                    "At least %(hairs)s hairs in a square centimetre.",
                    hairs,
                )
                % named
            )
        return (
            ngettext(
                "About %(hairs)s hair in a square centimetre.",
                "About %(hairs)s hairs in a square centimetre.",
                hairs,
            )
            % named
        )

    @property
    def told(self) -> list[str]:
        """What stands behind the finding."""
        measured = self.measured
        if measured is None or measured.frame is None or measured.density_95 is None:
            return []
        low, high = measured.density_95
        counted = ngettext(
            "We counted %(count)s hair on %(area)s cm² of skin.",
            "We counted %(count)s hairs on %(area)s cm² of skin.",
            measured.count,
        ) % {"count": amount(measured.count), "area": amount(round(measured.frame.area_cm2, 2))}
        return [counted, self._between(low, high)]

    def _between(self, low: float, high: float) -> str:
        named = {"low": amount(round(low)), "high": amount(round(high))}
        if self.is_at_least:
            return (
                _(
                    "By chance, counting and scale alone it would lie between %(low)s and "
                    "%(high)s, 95 times in 100. Hairs that cannot be seen come on top."
                )
                % named
            )
        return (
            _(
                "The true figure for skin like this lies between %(low)s and %(high)s, 95 times in "
                "100: that is chance, counting and scale together."
            )
            % named
        )

    @cached_property
    def overlay(self) -> Overlay | None:
        """The drawing over the picture."""
        return overlay_of(self.measured) if self.measured else None

    @property
    def bars(self) -> Bars | None:
        """The widths."""
        return bars_of(self.measured) if self.measured else None

    @property
    def cuts(self) -> list[Cut]:
        """Terminal and fine hairs at both published widths."""
        return [self.measured.cut_at(cut) for cut in CUTS_UM] if self.measured else []

    @property
    def doubts(self) -> list[Words]:
        """What makes it less sure, in words."""
        return [one.words for one in self.measured.doubts] if self.measured else []

    @property
    def surer(self) -> list[str]:
        """What would make it surer, each said once."""
        return list(dict.fromkeys(one.then for one in self.doubts if one.then))

    @property
    def asks_about_skin(self) -> bool:
        """Whether the skin in the picture may not be fit to needle."""
        measured = self.measured
        if measured is None:
            return False
        refused = measured.refused.why if measured.refused else ""
        return refused in SKIN_REFUSALS or any(one in SKIN_DOUBTS for one in measured.doubts)

    @property
    def scale_says(self) -> str:
        """Where the scale came from."""
        measured = self.measured
        return str(SCALE_WORDS[measured.scale.source]) if measured and measured.scale else ""

    @property
    def scale_per_cent(self) -> str:
        """One standard error of the scale."""
        measured = self.measured
        error = measured.scale.relative_error if measured and measured.scale else 0.0
        return amount(round(100 * error, 1))

    @property
    def is_scale_given(self) -> bool:
        """Whether somebody typed it, and not the picture."""
        measured = self.measured
        sources = (ScaleSource.GIVEN, ScaleSource.DEVICE)
        return bool(measured and measured.scale and measured.scale.source in sources)

    @property
    def changes(self) -> list[Change]:
        """What a person changed, the last first. Only the last that stands can be taken back."""
        rows = list(self.count.corrections.all())
        standing = standing_changes(self.count)
        last = standing[-1].pk if standing else None
        return [
            Change(row, change_in_words(row.told), self.record.local(row.at), row.pk == last)
            for row in reversed(rows)
        ]

    @cached_property
    def entry(self) -> Measurement | None:
        """What would go into the record."""
        return measurement_of(self.count, self.measured) if self.measured else None

    @property
    def is_kept(self) -> bool:
        """Whether the record has this very count."""
        return self.entry is not None and is_kept(self.record, self.entry)

    @property
    def why_not_kept(self) -> str:
        """Why it cannot go into the record; "" when it can."""
        return why_not_kept(self.entry) if self.entry else ""

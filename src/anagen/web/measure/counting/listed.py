"""Counts as a list shows them: when, where, and what came of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from anagen.imaging.measured import Measured
from anagen.records.record import Record
from anagen.store.counts.models import HairCount
from anagen.store.models import Case
from anagen.web.measure.counting.putting_right import measured_now
from anagen.web.measure.counting.standing import Standing, standing_of


@dataclass(frozen=True, slots=True)
class Line:
    """One count in a list."""

    count: HairCount
    day: date
    standing: Standing
    measured: Measured | None

    @property
    def can_be_compared(self) -> bool:
        """Whether hairs were found on a known area."""
        return self.measured is not None and self.measured.frame is not None


def lines_of(case: Case, record: Record) -> list[Line]:
    """Every count of a case, the newest picture first."""
    rows = HairCount.objects.filter(case=case).select_related("picture")
    rows = rows.prefetch_related("corrections").order_by("-picture__at", "-pk")
    return [
        Line(row, record.local_day(row.picture.at), standing_of(row), measured_now(row))
        for row in rows
    ]

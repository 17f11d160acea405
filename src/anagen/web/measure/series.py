"""Counts that belong together: one spot, one device, each held against the first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from anagen.care.advice import Comparison
from anagen.care.case import Case, case_of
from anagen.care.measure import comparison, counted_pair
from anagen.care.measure.counts import error_95
from anagen.knowledge.library import Knowledge
from anagen.records.measurement import Measurement
from anagen.records.record import Record

#: So many letters of a hash name one of a person's entries in an address.
NAME_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Count:
    """One count with its error: 95 % of repeats would lie within it. `id` is for addresses."""

    id: str
    measurement: Measurement
    day: date
    error_per_cm2: float
    is_error_given: bool
    since_first: Comparison | None

    @property
    def per_cm2(self) -> float:
        """Hairs per square centimetre."""
        return self.measurement.density_per_cm2


@dataclass(frozen=True, slots=True)
class Series:
    """The counts of one spot with one device, oldest first, and the two that say most."""

    id: str
    site: str
    device: str
    counts: tuple[Count, ...]
    first: Count | None
    change: Comparison | None

    @property
    def last(self) -> Count:
        """The latest count."""
        return self.counts[-1]


def series_of(record: Record, knowledge: Knowledge, now: datetime) -> list[Series]:
    """Every series of a record; the one to show first stands first."""
    found: dict[tuple[str, str], list[Measurement]] = {}
    for one in record.measurements:
        key = (one.site.strip().casefold(), one.device.strip().casefold())
        found.setdefault(key, []).append(one)
    case = case_of(record, knowledge, now)
    speaking = counted_pair(case)
    every = [_series(counts, case) for counts in found.values()]
    return sorted(every, key=lambda one: (not _holds(one, speaking), -one.last.day.toordinal()))


def _holds(series: Series, pair: tuple[Measurement, Measurement] | None) -> bool:
    """Whether the advice speaks about this series."""
    after = pair[1] if pair else None
    return after is not None and (series.site, series.device) == (after.site, after.device)


def _series(counts: list[Measurement], case: Case) -> Series:
    alone = replace(case.record, measurements=tuple(counts))
    pair = counted_pair(case_of(alone, case.knowledge, case.now))
    before = pair[0] if pair else None
    told = [_count(one, before, case) for one in counts]
    first = next((one for one in told if before and one.measurement.at == before.at), None)
    last = counts[-1]
    return Series(
        id=name_of(f"{last.site}\n{last.device}".casefold()),
        site=last.site,
        device=last.device,
        counts=tuple(told),
        first=first,
        change=comparison(*pair, case.knowledge) if pair else None,
    )


def _count(one: Measurement, before: Measurement | None, case: Case) -> Count:
    since = before is not None and one.at > before.at
    return Count(
        id=count_id(one),
        measurement=one,
        day=case.record.local_day(one.at),
        error_per_cm2=error_95(one),
        is_error_given=bool(one.standard_error_per_cm2 or one.smallest_detectable_per_cm2),
        since_first=comparison(before, one, case.knowledge) if before and since else None,
    )


def count_id(one: Measurement) -> str:
    """A name for an address: the same count always has the same one."""
    return name_of(repr(one))


def name_of(text: str) -> str:
    """A short name for an address, made from all that an entry says."""
    return sha256(text.encode()).hexdigest()[:NAME_LENGTH]

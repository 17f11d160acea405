"""The counts of a record that belong together, and a named doubt for each that does not.

Counts of one device and one cut between fine and thick hair belong together; each spot is a
course of its own. Several counts of one spot on one day are repeats: they are averaged, and how
far they lie apart tells the error of counting.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import sqrt

import numpy as np

from anagen.care.case import Case
from anagen.care.measure import is_treated_spot, start_of_course
from anagen.care.measure.counts import Z95
from anagen.outlook.belonging import (
    Spot,
    Way,
    alike,
    by_spot,
    counts_in_words,
    left_out,
    of_one_way,
)
from anagen.outlook.count import Count
from anagen.outlook.cycling import Scalp
from anagen.outlook.doubts import Doubt, Kind
from anagen.outlook.merging import merged
from anagen.outlook.schedule import Array, Schedule
from anagen.outlook.technical import Technical
from anagen.records.measurement import Measurement

#: Where no error was given: that of automatic counts with corrections (Bokhari 2022), for each
#: picture. No count is believed to be better than hairs matched one to one (0.4 %, rounded up).
AUTOMATIC_SHARE, MATCHED_SHARE = 0.09, 0.005
#: A smallest detectable change is so many standard errors of one count.
ERRORS_IN_SMALLEST = Z95 * sqrt(2)
NO_SPOT = {"unknown", "not known", "not noted", "?"}
YEAR_DAYS = 365.25


@dataclass(frozen=True)
class Visits:
    """What can be forecast from: at least two days of one spot, counted in one way."""

    start: date
    counts: tuple[Count, ...]
    technical: Technical
    device: str
    is_error_given: bool
    doubts: tuple[Doubt, ...]

    @property
    def days(self) -> list[date]:
        """The days of counting, oldest first."""
        return sorted({one.day for one in self.counts})

    @property
    def spots(self) -> list[Spot]:
        """The spots, in the order in which they were first counted."""
        return list(dict.fromkeys(one.spot for one in self.counts))

    @property
    def level_per_cm2(self) -> float:
        """The first count of each spot, on average: what drift and cycling are shares of."""
        first = {one.spot: one.per_cm2 for one in reversed(self.counts)}
        return max(sum(first.values()) / len(first), 5.0)

    @property
    def treated_spots(self) -> int:
        """How many of the spots are treated."""
        return len({one.spot for one in self.counts if one.is_treated})

    @cached_property
    def rows(self) -> tuple[Count, ...]:
        """The counts as the model takes them: averaged where that loses nothing."""
        return merged(self.counts)

    @property
    def per_cm2(self) -> Array:
        """What was counted, a number for each row."""
        return np.array([one.per_cm2 for one in self.rows])

    def schedule(self, scalp: Scalp) -> Schedule:
        """When and how well it was counted, for the model."""
        rows, spots = self.rows, list(dict.fromkeys(one.spot for one in self.rows))
        new_year = self.start.replace(month=1, day=1)
        return Schedule(
            weeks=np.array([one.weeks for one in rows]),
            spot=np.array([spots.index(one.spot) for one in rows]),
            is_treated=np.array([one.is_treated for one in rows]),
            error=np.array([one.error_per_cm2 for one in rows]),
            area_cm2=np.array([one.area_cm2 for one in rows]),
            level_per_cm2=self.level_per_cm2,
            first_phase=2 * np.pi * (self.start - new_year).days / YEAR_DAYS,
            scalp=scalp,
        )


@dataclass(frozen=True, slots=True)
class NotYet:
    """No forecast: why, and what was left out on the way."""

    why: str
    doubts: tuple[Doubt, ...] = ()


def visits(case: Case) -> Visits | NotYet:
    """The counts to forecast from; or what is missing."""
    start, doubts = start_of_course(case), list[Doubt]()
    seen = [one for one in case.record.measurements if one.at <= case.now]
    later = len(case.record.measurements) - len(seen)
    if later:
        doubts.append(left_out(f"Left out: {counts_in_words(later)} dated after this moment."))
    if not seen:
        return NotYet(
            "Nothing has been counted yet. It takes two counts of one spot on different days.",
            tuple(doubts),
        )
    if start is None:
        return NotYet(
            "The first day of the course is not known, so nobody can say which counts came "
            "before it.",
            tuple(doubts),
        )
    way, own = of_one_way(seen, case, doubts)
    series = {spot: alike(counts, case, doubts) for spot, counts in by_spot(own).items()}
    kept = {spot: counts for spot, counts in series.items() if len(_by_day(counts, case)) > 1}
    for spot in series.keys() - kept.keys():
        name = series[spot][0].site.strip()
        doubts.append(left_out(f"Left out: {name}, which was counted alike on one day only."))
    if not any(is_treated_spot(spot) for spot in kept):
        return NotYet(
            "It takes two counts of one treated spot, on different days, with one device and "
            "made alike.",
            tuple(doubts),
        )
    return _visits(kept, way, start, Told(case, tuple(doubts)))


@dataclass(frozen=True, slots=True)
class Told:
    """A case and what has been said of its counts so far."""

    case: Case
    doubts: tuple[Doubt, ...]


def _visits(
    kept: Mapping[Spot, Sequence[Measurement]], way: Way, start: date, told: Told
) -> Visits:
    level = float(np.mean([counts[0].density_per_cm2 for counts in kept.values()]))
    days = [
        _Day(spot, day, (day - start).days / 7, tuple(repeats), level)
        for spot, own in kept.items()
        for day, repeats in _by_day(own, told.case).items()
    ]
    freedom = sum(len(one.repeats) - 1 for one in days)
    is_given = all(_given(one) is not None for own in kept.values() for one in own)
    counts = sorted((one.count for one in days), key=lambda one: (one.day, one.spot))
    return Visits(
        start=start,
        counts=tuple(counts),
        technical=Technical(sum(one.squares for one in days), freedom),
        device=way[0],
        is_error_given=is_given,
        doubts=(*told.doubts, *_doubts(counts, way, is_given, freedom)),
    )


@dataclass(frozen=True, slots=True)
class _Day:
    """The repeats of one spot on one day."""

    spot: Spot
    day: date
    weeks: float
    repeats: tuple[Measurement, ...]
    level_per_cm2: float

    @property
    def _per_cm2(self) -> Array:
        return np.array([one.density_per_cm2 for one in self.repeats])

    @property
    def _stated(self) -> Array:
        return np.array([stated_error(one, self.level_per_cm2) for one in self.repeats])

    @property
    def squares(self) -> float:
        """How far the repeats lie from their mean, squared, in stated errors."""
        apart = (self._per_cm2 - self._per_cm2.mean()) / self._stated
        return float((apart**2).sum())

    @property
    def count(self) -> Count:
        """The mean of the repeats."""
        return Count(
            day=self.day,
            weeks=self.weeks,
            spot=self.spot,
            per_cm2=float(self._per_cm2.mean()),
            error_per_cm2=float(np.sqrt((self._stated**2).sum())) / len(self.repeats),
            area_cm2=float(np.mean([one.area_cm2 for one in self.repeats])),
            pictures=sum(one.pictures for one in self.repeats),
            is_treated=is_treated_spot(self.spot),
        )


def stated_error(one: Measurement, level_per_cm2: float) -> float:
    """The standard error of one count as it was stated, or as published where none was."""
    least = MATCHED_SHARE * max(level_per_cm2, 5.0)
    given = _given(one)
    if given is None:
        given = AUTOMATIC_SHARE * max(level_per_cm2, 5.0) / sqrt(one.pictures)
    return max(given, least)


def _given(one: Measurement) -> float | None:
    """The larger of what the count and its method say of themselves; an error of 0 is none."""
    own = one.standard_error_per_cm2 or 0.0
    of_method = (one.smallest_detectable_per_cm2 or 0.0) / ERRORS_IN_SMALLEST
    return max(own, of_method) or None


def _by_day(counts: Sequence[Measurement], case: Case) -> Mapping[date, list[Measurement]]:
    found: dict[date, list[Measurement]] = {}
    for one in counts:
        found.setdefault(case.record.local_day(one.at), []).append(one)
    return found


def _doubts(counts: Sequence[Count], way: Way, is_given: bool, freedom: int) -> Iterator[Doubt]:
    if not way[0]:
        yield Doubt(
            Kind.DEVICE_UNKNOWN,
            "The device was not written down, so it may not have been the same.",
        )
    if any(one.spot in NO_SPOT for one in counts):
        yield Doubt(Kind.SPOT_UNKNOWN, "It is not known whether the same spot was counted.")
    if all(one.weeks > 0 for one in counts):
        yield Doubt(
            Kind.NO_COUNT_BEFORE,
            "Nothing was counted before the start, so the start itself is a guess.",
        )
    if not is_given:
        yield Doubt(
            Kind.ERROR_NOT_GIVEN,
            "No error was given with some counts. We took 9 % for each picture, the published "
            "error of automatic counts.",
        )
    if freedom == 0:
        yield Doubt(
            Kind.ERROR_UNTESTED,
            "No spot was counted twice on one day, so the error of counting is untested.",
        )
    for spot in dict.fromkeys(one.spot for one in counts if not one.is_treated):
        yield Doubt(
            Kind.UNTREATED_PATCH, f"The spot “{spot}” is taken as a patch that is never treated."
        )

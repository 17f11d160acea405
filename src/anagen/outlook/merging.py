"""Many counts as few: what can be averaged without loss is, so that a forecast stays quick.

Spots that were always counted on the same days share drift, season and effect, so their mean says
all they say together. Somebody who counts every day gets means over weeks, never over the start.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import sqrt

from anagen.outlook.count import Count

#: With more rows than this a forecast takes longer than a page may wait.
MOST_ROWS = 40
#: Weeks over which counts of one spot are averaged, the first that is wide enough.
WIDTHS_WEEKS = (1, 2, 4, 8, 16, 32)


def merged(counts: Sequence[Count]) -> tuple[Count, ...]:
    """The same counts in at most MOST_ROWS rows where that is possible."""
    rows = _over_spots(counts)
    for width in WIDTHS_WEEKS:
        if len(rows) <= MOST_ROWS:
            break
        rows = _over_spots(_over_weeks(counts, width))
    return tuple(sorted(rows, key=lambda one: (one.day, one.spot)))


def _over_weeks(counts: Sequence[Count], width: int) -> list[Count]:
    def place(one: Count) -> Hashable:
        return one.spot, one.weeks // width

    return [_mean(group, spots=1) for group in _groups(counts, place)]


def _over_spots(counts: Sequence[Count]) -> list[Count]:
    """Spots counted on the same days, as one spot on as much skin as all of them."""
    days: dict[str, list[date]] = {}
    for one in counts:
        days.setdefault(one.spot, []).append(one.day)

    def place(one: Count) -> Hashable:
        return one.day, one.is_treated, tuple(days[one.spot])

    return [_mean(group, spots=len(group)) for group in _groups(counts, place)]


def _groups(counts: Iterable[Count], place: Callable[[Count], Hashable]) -> Iterable[list[Count]]:
    found: dict[Hashable, list[Count]] = {}
    for one in counts:
        found.setdefault(place(one), []).append(one)
    return found.values()


def _mean(group: Sequence[Count], spots: int) -> Count:
    number = len(group)
    first = group[0]
    days = sum((one.day - first.day).days for one in group) / number
    return replace(
        first,
        day=first.day + timedelta(days=round(days)),
        weeks=sum(one.weeks for one in group) / number,
        spot=" + ".join(dict.fromkeys(one.spot for one in group)),
        per_cm2=sum(one.per_cm2 for one in group) / number,
        error_per_cm2=sqrt(sum(one.error_per_cm2**2 for one in group)) / number,
        area_cm2=spots * sum(one.area_cm2 for one in group) / number,
        pictures=round(sum(one.pictures for one in group) / number),
    )

"""Everything that happened on one line of time, as plain numbers that can be drawn.

Days are counted from the first one. What is drawn follows from these numbers alone, so their
hash tells whether a drawing is still true.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from hashlib import sha256

from django.utils.dateformat import format as formatted
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from anagen.knowledge.untreated import Untreated
from anagen.records.record import Record
from anagen.web.measure.event_words import KINDS
from anagen.web.measure.series import Series

#: Raised when drawings look different, so that old ones are drawn anew.
LOOK = 4
LEAST_DAYS = 60
MOST_LETTERS = 28


@dataclass(frozen=True, slots=True)
class Point:
    """One number with its error, on one day."""

    day: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Untaken:
    """What would be expected without treatment, from the first count to the last."""

    start_day: int
    start: float
    end_day: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Span:
    """A treatment, from when to when; an end that is not known runs to the edge."""

    name: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened on one day."""

    day: int
    name: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that the chart shows, in the words of the page's language."""

    days: int
    language: str
    title: str
    counts: tuple[Point, ...]
    noise: tuple[float, float] | None
    untaken: Untaken | None
    comb: tuple[Point, ...]
    sessions: tuple[int, ...]
    spans: tuple[Span, ...]
    marks: tuple[Mark, ...]
    months: tuple[Mark, ...]
    words: Mapping[str, str]

    @property
    def typed(self) -> frozenset[str]:
        """The words on the chart that the person wrote: no translation may touch them."""
        return frozenset({self.title, *(span.name for span in self.spans)})

    @property
    def key(self) -> str:
        """The hash of all of it."""
        told = json.dumps([LOOK, asdict(self)], sort_keys=True)
        return sha256(told.encode()).hexdigest()


def timeline_of(
    record: Record, series: Series | None, facts: tuple[Untreated, ...], today: date
) -> Timeline:
    """The line of time of a record, with the counts of one series on it."""
    start = min((*_days_of(record), today))
    end = max(today, start + timedelta(days=LEAST_DAYS))
    days = (end - start).days
    return Timeline(
        days=days,
        language=get_language() or "en",
        title=_title(series),
        counts=tuple(_counts(series, start)),
        noise=_noise(series),
        untaken=_untaken(series, facts, start),
        comb=tuple(_comb(record, start)),
        sessions=tuple((record.local_day(one.started) - start).days for one in record.sessions),
        spans=tuple(_spans(record, start, today)),
        marks=tuple(
            Mark((one.on - start).days, _short(str(KINDS[one.kind]))) for one in record.events
        ),
        months=tuple(_months(start, end)),
        words=_words(),
    )


def _days_of(record: Record) -> Iterator[date]:
    moments = (
        *(one.at for one in record.measurements),
        *(one.started for one in record.sessions),
        *(one.at for one in record.reports if one.comb),
    )
    yield from (record.local_day(moment) for moment in moments)
    yield from (one.on for one in record.events)


def _title(series: Series | None) -> str:
    if series is None:
        return ""
    return _("hairs per cm², %(site)s") % {"site": _short(series.site)}


def _counts(series: Series | None, start: date) -> Iterator[Point]:
    for one in series.counts if series else ():
        value, error = one.per_cm2, one.error_per_cm2
        yield Point((one.day - start).days, value, max(0.0, value - error), value + error)


def _noise(series: Series | None) -> tuple[float, float] | None:
    """Within which the latest count would be no change that can be told from error."""
    if series is None or series.first is None or series.change is None:
        return None
    smallest = series.change.smallest_detectable_per_cm2
    if smallest is None:
        return None
    return max(0.0, series.first.per_cm2 - smallest), series.first.per_cm2 + smallest


def _untaken(series: Series | None, facts: tuple[Untreated, ...], start: date) -> Untaken | None:
    if series is None or series.first is None or series.first is series.last:
        return None
    first, last = series.first, series.last
    weeks = (last.day - first.day).days / 7
    changes = [fact.expected_per_cm2(first.per_cm2, weeks) for fact in facts]
    ends = [first.per_cm2 + one for one in changes if one is not None]
    if not ends:
        return None
    low, high = min(ends), max(ends)
    return Untaken((first.day - start).days, first.per_cm2, (last.day - start).days, low, high)


def _comb(record: Record, start: date) -> Iterator[Point]:
    for one in record.reports:
        if one.comb:
            day = (record.local_day(one.at) - start).days
            counts = one.comb.counts
            yield Point(day, one.comb.mean, float(min(counts)), float(max(counts)))


def _spans(record: Record, start: date, today: date) -> Iterator[Span]:
    for one in record.treatments:
        begun = max(0, (one.started - start).days) if one.started else 0
        over = ((one.stopped or today) - start).days
        if over >= 0:
            yield Span(_short(one.product), begun, over)


def _short(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"


def _months(start: date, end: date) -> Iterator[Mark]:
    """The first of each month; the year stands beside the first one and each January."""
    first = date(start.year, start.month, 1)
    while first <= end:
        if first >= start:
            pattern = pgettext("date", "M Y") if first.month == 1 else pgettext("date", "M")
            yield Mark((first - start).days, formatted(first, pattern))
        first = (first + timedelta(days=32)).replace(day=1)


def _words() -> dict[str, str]:
    return {
        "noise": _("inside noise"),
        "untreated": _("untreated"),
        "comb": _("hairs in the comb, mean and range of the mornings"),
        "sessions": _("Short lines: sessions"),
    }

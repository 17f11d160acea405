"""Which two visits to lay side by side: the last before the course began, and the latest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from math import sqrt

from anagen.care.case import Case
from anagen.care.history.person import past_sessions
from anagen.records.measurement import Measurement, Photo

Day = tuple[date, Measurement]
#: Words in the name of a spot that is never treated.
CONTROL_WORDS = frozenset({"control", "untreated"})


def counted_pair(case: Case) -> tuple[Measurement, Measurement] | None:
    """The two counts that say most; None when hairs were counted on one day at most.

    Counts of one spot with one device belong together. Where several spots were counted as
    lately, the one that fared worst speaks, so that a gain in one place never hides a loss in
    another. Without two counts of a kind the first and the last stand side by side, whatever
    they are, to say why they cannot be compared. A spot that is never treated stands beside the
    others to be held against; it speaks only where nothing else was counted.

    The first recorded session says which count came before the course. No answer has a part in
    the choice, so that taking one away cannot hide a loss either.
    """
    counts = case.record.measurements
    treated = tuple(one for one in counts if is_treated_spot(one.site)) or counts
    series = [_pair(days, case) for days in _series(case, treated).values()]
    found = [pair for pair in series if pair is not None]
    if not found:
        return _pair(_by_day(case, treated), case)
    latest = max(case.record.local_day(after.at) for _, after in found)
    newest = [pair for pair in found if case.record.local_day(pair[1].at) == latest]
    return min(newest, key=lambda pair: pair[1].density_per_cm2 - pair[0].density_per_cm2)


def is_treated_spot(site: str) -> bool:
    """Whether a spot is treated: one is not when "control" or "untreated" is a word of its name."""
    words = "".join(sign if sign.isalpha() else " " for sign in site.casefold()).split()
    return not CONTROL_WORDS.intersection(words)


def photo_pair(case: Case) -> tuple[Photo, Photo] | None:
    """The latest picture, and the first of the same part of the scalp from another day."""
    record = case.record
    if not record.photos:
        return None
    after = max(record.photos, key=lambda photo: photo.at)
    day = record.local_day(after.at)
    earlier = [photo for photo in record.photos if record.local_day(photo.at) < day]
    same = [photo for photo in earlier if photo.zone is after.zone]
    pool = same or earlier
    return (min(pool, key=lambda photo: photo.at), after) if pool else None


def start_of_course(case: Case) -> date | None:
    """The first day of the course; None when nothing has begun or the day is not known."""
    days = case.number("days_since_start")
    return None if days is None else case.today - timedelta(days=days)


def _series(case: Case, counts: Iterable[Measurement]) -> Mapping[tuple[str, str], list[Day]]:
    """The counts of each spot and device, one a day, oldest first."""
    found: dict[tuple[str, str], list[Measurement]] = {}
    for one in counts:
        key = (one.site.strip().casefold(), one.device.strip().casefold())
        found.setdefault(key, []).append(one)
    return {key: _by_day(case, counts) for key, counts in found.items()}


def _by_day(case: Case, counts: Iterable[Measurement]) -> list[Day]:
    days: dict[date, list[Measurement]] = {}
    for one in counts:
        days.setdefault(case.record.local_day(one.at), []).append(one)
    return [(day, _one_of(days[day])) for day in sorted(days)]


def _pair(days: list[Day], case: Case) -> tuple[Measurement, Measurement] | None:
    if len(days) < 2:
        return None
    sessions = past_sessions(case.record, case.now)
    starts = [case.record.local_day(session.started) for session in sessions]
    early = [one for day, one in days[:-1] if starts and day <= min(starts)]
    return (early[-1] if early else days[0][1]), days[-1][1]


def _one_of(repeats: list[Measurement]) -> Measurement:
    """One count for several of one day: the middle one, and at least their spread as its error."""
    ordered = sorted(repeats, key=lambda one: one.density_per_cm2)
    middle = ordered[(len(ordered) - 1) // 2]
    if len(ordered) == 1:
        return middle
    mean = sum(one.density_per_cm2 for one in ordered) / len(ordered)
    squares = sum((one.density_per_cm2 - mean) ** 2 for one in ordered)
    spread = sqrt(squares / (len(ordered) - 1))
    doubts = tuple(dict.fromkeys(doubt for one in ordered for doubt in one.doubts))
    return replace(
        middle,
        pictures=sum(one.pictures for one in ordered),
        standard_error_per_cm2=max(spread, middle.standard_error_per_cm2 or 0.0) or None,
        doubts=doubts,
    )

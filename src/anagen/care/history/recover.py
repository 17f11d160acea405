"""What a record says of healing and shedding: hours, weeks, counts, and how it was needled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TypeVar

from anagen.care.history.person import last_session, past_sessions
from anagen.records.answers import Unknown, Value
from anagen.records.record import Record
from anagen.records.report import CombCount, PullTest, Report, WashTest

Told = Mapping[str, Value | Unknown]
T = TypeVar("T")

#: A shedding test tells of now for this long; then it is made again.
TESTS_COUNT = timedelta(days=28)
#: A pull on fewer hairs than this cannot reassure (McDonald 2017 pulled 50 to 60).
FEWEST_HELD = 50
MOST_USUAL = 2
#: So many mornings make a comb count that can be compared (Wasko 2008 took three).
MORNINGS = 3
#: A sign that should be seen today counts for a week, until someone takes it back.
UNRESOLVED = timedelta(days=7)
#: What was told of a scalp or a person who should be seen today or at once. Of the alarming signs
#: any one counts.
URGENT: Mapping[str, tuple[str, ...] | None] = {
    "alarm_signs": None,
    "scalp_warnings": (
        "pus",
        "blisters",
        "red_streaks",
        "heat",
        "growing_redness",
        "worse_pain",
        "soft_patch",
        "needle_left",
    ),
    "fever": ("at_least_38", "feels_hot"),
}
#: What minoxidil is called on a list of treatments.
MINOXIDIL = ("minoxidil", "rogaine", "regaine")
#: Words for pressure in a session, mildest first, and other words people write for them.
PRESSURES = ("light", "firm", "hard")
SAME_PRESSURE = {"gentle": "light", "heavy": "hard", "strong": "hard"}


def latest_pull(record: Record, now: datetime) -> PullTest | None:
    """The newest pull test that still counts."""
    return _latest(report.pull for report in _recent(record, now))


def latest_comb(record: Record, now: datetime) -> CombCount | None:
    """The newest comb count that still counts."""
    return _latest(report.comb for report in _recent(record, now))


def latest_wash(record: Record, now: datetime) -> WashTest | None:
    """The newest wash test that still counts."""
    return _latest(report.wash for report in _recent(record, now))


def _recent(record: Record, now: datetime) -> Iterator[Report]:
    return (report for report in _past_reports(record, now) if now - report.at <= TESTS_COUNT)


def _past_reports(record: Record, now: datetime) -> list[Report]:
    past = [report for report in record.reports if report.at <= now]
    return sorted(past, key=lambda report: report.at)


def _latest(found: Iterable[T | None]) -> T | None:
    made = [one for one in found if one is not None]
    return made[-1] if made else None


def session_moment(record: Record, day: Value | Unknown | None, now: datetime) -> datetime | None:
    """When the last session was over: exact where it was recorded, else the start of its day."""
    if not isinstance(day, date):
        return None
    session = last_session(record, now)
    if session is not None and record.local_day(session.ended) == day:
        return session.ended
    return datetime.combine(day, time(), tzinfo=record.zone)


def _hours_since_session(record: Record, told: Told, now: datetime) -> Value | None:
    over = session_moment(record, told.get("last_session_on"), now)
    return None if over is None else max(0.0, (now - over) / timedelta(hours=1))


def _weeks_since_first_session(record: Record, told: Told, now: datetime) -> Value | None:
    days = [record.local_day(session.started) for session in past_sessions(record, now)]
    return _weeks_since([*days, told.get("course_began_on")], record.local_day(now))


def _weeks_since_minoxidil_start(record: Record, told: Told, now: datetime) -> Value | None:
    today = record.local_day(now)
    named = [
        treatment.started
        for treatment in record.treatments
        if any(name in treatment.product.casefold() for name in MINOXIDIL)
    ]
    days = [day for day in named if day and day <= today]
    return _weeks_since([*days, told.get("shed_minoxidil_since")], today)


def _weeks_since(days: Iterable[object], today: date) -> float | None:
    """Weeks since the earliest of some days: the longer time is the more careful one."""
    known = [day for day in days if isinstance(day, date)]
    return (today - min(known)).days / 7 if known else None


def _pull_came_out(record: Record, _told: Told, now: datetime) -> Value | None:
    """Hairs that came out; not known when so few were held that a low count says nothing."""
    pull = latest_pull(record, now)
    if pull is None or (pull.came_out <= MOST_USUAL and pull.held < FEWEST_HELD):
        return None
    return float(pull.came_out)


def _pull_held(record: Record, _told: Told, now: datetime) -> Value | None:
    pull = latest_pull(record, now)
    return None if pull is None else float(pull.held)


def _comb_mean(record: Record, _told: Told, now: datetime) -> Value | None:
    comb = latest_comb(record, now)
    return None if comb is None else comb.mean


def _comb_mornings(record: Record, _told: Told, now: datetime) -> Value | None:
    comb = latest_comb(record, now)
    return None if comb is None else float(len(comb.counts))


def _comb_baseline_mean(record: Record, _told: Told, now: datetime) -> Value | None:
    """The first count over three mornings, when a newer count is there to compare with it."""
    combs = [report.comb for report in _past_reports(record, now) if report.comb]
    first = next((comb for comb in combs if len(comb.counts) >= MORNINGS), None)
    return None if first is None or first is combs[-1] else first.mean


def _comb_ratio(record: Record, told: Told, now: datetime) -> Value | None:
    mean, baseline = _comb_mean(record, told, now), _comb_baseline_mean(record, told, now)
    if not isinstance(mean, float) or not isinstance(baseline, float) or not baseline:
        return None
    return mean / baseline


def _wash_hairs(record: Record, _told: Told, now: datetime) -> Value | None:
    wash = latest_wash(record, now)
    return None if wash is None else float(wash.hairs)


def _wash_short_share(record: Record, _told: Told, now: datetime) -> Value | None:
    wash = latest_wash(record, now)
    return None if wash is None else 100 * wash.short / max(1, wash.hairs)


def _wash_unwashed_days(record: Record, _told: Told, now: datetime) -> Value | None:
    wash = latest_wash(record, now)
    return None if wash is None else wash.unwashed_days


def _recorded_passes(record: Record, _told: Told, now: datetime) -> Value | None:
    passes = [zone.passes for one in past_sessions(record, now) for zone in one.zones]
    return float(max(passes)) if passes else None


def _recorded_gap_days(record: Record, _told: Told, now: datetime) -> Value | None:
    days = sorted(record.local_day(session.ended) for session in past_sessions(record, now))
    gaps = [(later - sooner).days for sooner, later in pairwise(days)]
    return float(min(gaps)) if gaps else None


def _recorded_pressure(record: Record, _told: Told, now: datetime) -> Value | None:
    written = [session.pressure.casefold().strip() for session in past_sessions(record, now)]
    words = [SAME_PRESSURE.get(word, word) for word in written]
    known = [PRESSURES.index(word) for word in words if word in PRESSURES]
    return PRESSURES[max(known)] if known else None


def _sign_unresolved(record: Record, told: Told, now: datetime) -> Value | None:
    """Whether an urgent sign was the last clear word, and has grown old without another."""
    return any(_is_unresolved(record, question, told, now) for question in URGENT)


def _is_unresolved(record: Record, question: str, told: Told, now: datetime) -> bool:
    if not isinstance(told.get(question, Unknown.NOT_ASKED), Unknown):
        return False
    said = [report.signs[question] for report in record.reports if question in report.signs]
    said += [record.answers[question]] if question in record.answers else []
    clear = [one for one in said if not isinstance(one.value, Unknown) and one.at <= now]
    last = max(clear, key=lambda answer: answer.at, default=None)
    return last is not None and now - last.at <= UNRESOLVED and _is_urgent(question, last.value)


def _is_urgent(question: str, value: Value | Unknown) -> bool:
    words, told = URGENT[question], value if isinstance(value, tuple) else (value,)
    return bool(told) if words is None else not set(words).isdisjoint(told)


def _month_of_year(record: Record, _told: Told, now: datetime) -> Value | None:
    return float(record.local_day(now).month)


#: Derived questions: worked out here, never put to anybody.
DERIVED: Mapping[str, Callable[[Record, Told, datetime], Value | None]] = {
    "hours_since_session": _hours_since_session,
    "weeks_since_first_session": _weeks_since_first_session,
    "weeks_since_minoxidil_start": _weeks_since_minoxidil_start,
    "pull_came_out": _pull_came_out,
    "pull_held": _pull_held,
    "comb_mean": _comb_mean,
    "comb_mornings": _comb_mornings,
    "comb_baseline_mean": _comb_baseline_mean,
    "comb_ratio": _comb_ratio,
    "wash_hairs": _wash_hairs,
    "wash_short_share": _wash_short_share,
    "wash_unwashed_days": _wash_unwashed_days,
    "recorded_passes": _recorded_passes,
    "recorded_gap_days": _recorded_gap_days,
    "recorded_pressure": _recorded_pressure,
    "month_of_year": _month_of_year,
    "sign_unresolved": _sign_unresolved,
}

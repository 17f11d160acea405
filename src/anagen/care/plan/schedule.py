"""The dates of a plan: sessions, measurements and the review, by the person's own calendar."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

from anagen.care.advice import Scheduled
from anagen.care.case import Case
from anagen.care.history.person import past_sessions
from anagen.care.plan.amounts import DAYS_A_WEEK, Amounts
from anagen.care.plan.limits import bounds, millimetres
from anagen.care.rules import judged
from anagen.knowledge.course import Course
from anagen.knowledge.rule import Rule
from anagen.records.words import Verdict

#: What comes first when several things fall on one day: measure before the needles touch.
ORDER = ("measure", "review", "session")


def first_day(case: Case, needle_mm: float) -> date:
    """The first day a session may be: today, or the end of every wait that has a date.

    After a last session the longer of two least gaps counts: that of its depth (the deepest
    where nobody knows it) and that of the planned one.
    """
    days = [case.today]
    last = case.day("last_session_on")
    if last is not None:
        depths = (case.number("last_needle_mm"), needle_mm)
        gaps = [bounds(case, "gap_days", depth).least for depth in depths]
        days.append(last + timedelta(days=math.ceil(max(gaps))))
    waits = judged(case.knowledge.of_kind(Rule), case).reasons
    days += [
        case.record.local_day(one.until)
        for one in waits
        if one.verdict is Verdict.WAIT and one.until is not None
    ]
    return max(days)


@dataclass(frozen=True, slots=True)
class Running:
    """A course that has begun: its first day, the sessions made since, and what day it is."""

    began: date
    done: int
    today: date


def running_course(case: Case, course: Course) -> Running | None:
    """The course a person is in; None before its first session, and when it is over."""
    days = case.number("days_since_start")
    if days is None or not 0 <= days < course.review_week * DAYS_A_WEEK:
        return None
    began = case.today - timedelta(days=int(days))
    past = past_sessions(case.record, case.now)
    done = sum(case.record.local_day(one.started) >= began for one in past)
    return Running(began, done, case.today) if done else None


def schedule_from(
    first: date, planned: Amounts, course: Course, running: Running | None = None
) -> tuple[Scheduled, ...]:
    """Every date of the course that is to come, in order.

    In a course that has begun, weeks and sessions count from its beginning: otherwise every
    session would move the day to look back, and no course would ever end.
    """
    began = running.began if running else first
    review = began + timedelta(weeks=course.review_week)
    dates = (
        *(one for one in _measurements(began, course) if not running or one.on >= running.today),
        *_sessions(first, planned, running.done if running else 0, review),
        Scheduled(
            review,
            "review",
            f"Week {course.review_week}: look at all photos and counts together and decide "
            "whether to go on, change something or stop.",
        ),
    )
    return tuple(sorted(dates, key=lambda one: (one.on, ORDER.index(one.what))))


def _measurements(began: date, course: Course) -> tuple[Scheduled, ...]:
    return tuple(
        Scheduled(began + timedelta(days=week * DAYS_A_WEEK), "measure", _measuring(week))
        for week in course.measure_weeks
    )


def _measuring(week: int) -> str:
    how = "Take photos and a count: same place, same light, same hair length."
    return f"Week {week}. {how}" if week else f"Before the first session. {how}"


def _sessions(first: date, planned: Amounts, done: int, review: date) -> tuple[Scheduled, ...]:
    what = f"of {planned.sessions}, {millimetres(planned.needle_mm)}."
    only = " Each one only if the skin has fully healed and the check of that day is clear."
    days = (first + timedelta(days=n * planned.gap_days) for n in range(planned.sessions - done))
    return tuple(
        Scheduled(day, "session", f"Session {number} {what}{only if number == done + 1 else ''}")
        for number, day in enumerate(days, start=done + 1)
        if day < review
    )

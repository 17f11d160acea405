"""The dates of a plan: sessions, measurements and the review, by the person's own calendar."""

from __future__ import annotations

import math
from datetime import date, timedelta

from anagen.care.advice import Scheduled
from anagen.care.case import Case
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


def schedule_from(first: date, planned: Amounts, course: Course) -> tuple[Scheduled, ...]:
    """Every date of the course, in order."""
    dates = (
        *_measurements(first, course),
        *_sessions(first, planned),
        Scheduled(
            first + timedelta(weeks=course.review_week),
            "review",
            f"Week {course.review_week}: look at all photos and counts together and decide "
            "whether to go on, change something or stop.",
        ),
    )
    return tuple(sorted(dates, key=lambda one: (one.on, ORDER.index(one.what))))


def _measurements(first: date, course: Course) -> tuple[Scheduled, ...]:
    return tuple(
        Scheduled(first + timedelta(days=week * DAYS_A_WEEK), "measure", _measuring(week))
        for week in course.measure_weeks
    )


def _measuring(week: int) -> str:
    how = "Take photos and a count: same place, same light, same hair length."
    return f"Week {week}. {how}" if week else f"Before the first session. {how}"


def _sessions(first: date, planned: Amounts) -> tuple[Scheduled, ...]:
    what = f"of {planned.sessions}, {millimetres(planned.needle_mm)}."
    only = " Each one only if the skin has fully healed and the check of that day is clear."
    return tuple(
        Scheduled(
            first + timedelta(days=number * planned.gap_days),
            "session",
            f"Session {number + 1} {what}{'' if number else only}",
        )
        for number in range(planned.sessions)
    )

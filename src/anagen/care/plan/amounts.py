"""The numbers of a plan: what the person wants, as far as the limits allow it.

A wish can tighten a limit and never exceed it. What nobody wished for starts where the limit
says.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from anagen.care.case import Case
from anagen.care.plan.limits import bounds
from anagen.care.plan.steps_up import is_earned
from anagen.knowledge.course import Course
from anagen.knowledge.limit import Guardrail, Within
from anagen.records.words import Zone

DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Amounts:
    """How deep (mm), how often (days), how many passes, sessions and zones."""

    needle_mm: float
    gap_days: int
    passes: int
    sessions: int
    zones: tuple[Zone, ...]


def amounts_for(case: Case) -> Amounts:
    """The numbers of this person's plan; every one of them inside its limit."""
    mm = _needle(case)
    gap = _gap(case, bounds(case, "gap_days", mm))
    passes = bounds(case, "passes", mm)
    wanted = case.number("passes_wanted")
    return Amounts(
        needle_mm=mm,
        gap_days=gap,
        passes=int(passes.start if wanted is None else _inside(wanted, passes)),
        sessions=_sessions(case, gap),
        zones=_zones(case),
    )


def course_for(case: Case) -> Course:
    """The course that holds in this setting."""
    return next(one for one in case.knowledge.of_kind(Course) if case.setting in one.settings)


def most_sessions(case: Case, gap_days: int) -> int:
    """As many sessions as the limit allows and as fit before the review."""
    days = course_for(case).review_week * DAYS_A_WEEK
    return min(int(bounds(case, "sessions").most), math.ceil(days / gap_days))


def zones_named(case: Case) -> tuple[Zone, ...]:
    """Where the person says hair is thinning, in the order of the scalp."""
    said = case.known("zones_wanted")
    words = said if isinstance(said, tuple) else ()
    return tuple(zone for zone in Zone if zone.value in words)


def _needle(case: Case) -> float:
    rail = bounds(case, "needle_mm")
    wanted = case.number("needle_mm")
    if wanted is None or rail.stands(wanted) is Within.BEYOND_ABSOLUTE:
        return rail.start
    return wanted if is_earned(case, wanted) else rail.start


def _gap(case: Case, rail: Guardrail) -> int:
    """Whole days, rounded up: never a part of a day sooner than the limit."""
    wanted = case.number("gap_days_wanted")
    return math.ceil(rail.start if wanted is None else _inside(wanted, rail))


def _sessions(case: Case, gap_days: int) -> int:
    most = most_sessions(case, gap_days)
    wanted = case.number("sessions_planned")
    start = bounds(case, "sessions").start
    return min(int(start if wanted is None else wanted), most)


def _zones(case: Case) -> tuple[Zone, ...]:
    rail = bounds(case, "zones")
    return (zones_named(case) or course_for(case).zones)[: int(rail.most)]


def _inside(wanted: float, rail: Guardrail) -> float:
    return min(max(wanted, rail.least), rail.most)

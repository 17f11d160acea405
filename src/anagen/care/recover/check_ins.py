"""When to look at the scalp again after a session, and how to treat it meanwhile."""

from __future__ import annotations

from datetime import timedelta

from anagen.care.advice import CheckIn, Point, point_from
from anagen.care.case import Case
from anagen.care.history.person import last_session
from anagen.care.history.recover import session_moment
from anagen.knowledge.aftercare import DEEPEST_MM, Aftercare
from anagen.knowledge.check_in import CheckInTime
from anagen.records.report import Report
from anagen.records.words import Step


def check_ins_for(case: Case) -> tuple[CheckIn, ...]:
    """The check-ins after the last session, the next one first among those still to come.

    One counts as done when somebody reported at about its time or later: from the middle
    between the one before and itself. Hairs that were counted say nothing of the skin.
    """
    over = session_moment(case.record, case.known("last_session_on"), case.now)
    times = case.knowledge.of_kind(CheckInTime, Step.RECOVER)
    found, before = [], 0.0
    for time in sorted(times, key=lambda one: one.hours_after):
        middle = timedelta(hours=(before + time.hours_after) / 2)
        before = time.hours_after
        on = over + timedelta(hours=time.hours_after) if over else None
        done = over is not None and any(
            over + middle <= report.at <= case.now
            for report in case.record.reports
            if not _has_counts_alone(report)
        )
        found.append(CheckIn(on, time.hours_after, done, time.says))
    return tuple(found)


def _has_counts_alone(report: Report) -> bool:
    counted = report.comb or report.pull or report.wash
    return bool(counted) and not report.signs and not report.photos


def aftercare_for(case: Case) -> tuple[Point, ...]:
    """What to do and to leave alone after needling, by setting and depth."""
    depth = _depth_mm(case)
    fitting = [
        one
        for one in case.knowledge.of_kind(Aftercare, Step.RECOVER)
        if one.fits(case.setting, depth)
    ]
    return tuple(point_from(one) for one in sorted(fitting, key=lambda one: one.order))


def _depth_mm(case: Case) -> float:
    """How deep it went, or will go; a depth that nobody knows counts as the deepest."""
    session = last_session(case.record, case.now)
    if session is not None:
        return session.deepest_mm
    known = (case.number("last_needle_mm"), case.number("needle_mm"))
    return next((depth for depth in known if depth is not None), DEEPEST_MM)

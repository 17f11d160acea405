"""What is normal on this day after a session: each usual sign, and until when it is usual."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from anagen.care.case import Case
from anagen.care.history.recover import session_moment
from anagen.knowledge.effect import SideEffect
from anagen.records.words import Step, Triage
from anagen.web.look.templatetags.languages import translated
from anagen.web.today.flags import Tree
from anagen.web.today.nearness import near

#: The clock of everything that begins with a session.
SINCE_SESSION = "hours_since_session"
#: After this nothing is said of a day any more: no hold and no check-in lasts longer.
RECENT = timedelta(days=60)
#: The signs that can be drawn, in the order in which people meet them.
DRAWN = {
    "effect_redness": "redness",
    "effect_pinpoint_bleeding": "dots",
    "effect_swelling": "swelling",
    "effect_dryness": "flakes",
    "effect_bruise": "bruise",
    "effect_spots": "spots",
}


class Course(Enum):
    """How a sign stands at this hour."""

    BEFORE = "before"  # no session is recent
    USUAL = "usual"
    LINGERING = "lingering"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class HealingSign:
    """One sign: how it stands, until when that is so, and how strongly it is drawn (0 to 1)."""

    point: Tree
    drawing: str
    course: Course
    until: str
    usual_hours: float
    most_hours: float
    is_normal: bool
    strength: float

    @property
    def faintness(self) -> str:
        """How strongly it is drawn, as an attribute of a drawing."""
        return f"{self.strength:.2f}"


def days_since(case: Case) -> int | None:
    """Which day after the session it is; 0 is the day itself. None where none is recent."""
    number = case.number("days_since_session")
    return None if number is None or number > RECENT.days else int(number)


def _lately(case: Case) -> datetime | None:
    over = session_moment(case.record, case.known("last_session_on"), case.now)
    return over if over is not None and case.now - over <= RECENT else None


def healing(case: Case) -> list[HealingSign]:
    """Every sign with a usual time after a session: those of now first, drawn ones before."""
    over = _lately(case)
    effects = [
        one
        for one in case.knowledge.of_kind(SideEffect, Step.RECOVER)
        if one.clock == SINCE_SESSION
    ]
    found = [_sign(one, case, over) for one in effects]
    return sorted(found, key=_place)


def _place(sign: HealingSign) -> tuple[bool, int, str]:
    order = list(DRAWN.values())
    drawn = order.index(sign.drawing) if sign.drawing else len(order)
    return sign.course is Course.LATE, drawn, sign.point["title"]


def _sign(effect: SideEffect, case: Case, over: datetime | None) -> HealingSign:
    course, until = _course(effect, case.now, over)
    gone = (case.now - over) / timedelta(hours=1) if over else 0.0
    most = max(effect.usual_hours_most, 1.0)
    own = case.record.local
    return HealingSign(
        point={
            "fact": effect.id,
            "title": translated(effect.title),
            "says": translated(effect.says),
        },
        drawing=DRAWN.get(effect.id, ""),
        course=course,
        until=near(own(until), own(case.now)) if until else "",
        usual_hours=effect.usual_hours_most,
        most_hours=effect.see_someone_after_hours,
        is_normal=effect.at_first is Triage.EXPECTED,
        strength=min(max(1 - gone / most, 0.25), 1.0),
    )


def _course(
    effect: SideEffect, now: datetime, over: datetime | None
) -> tuple[Course, datetime | None]:
    if over is None:
        return Course.BEFORE, None
    usual = over + timedelta(hours=effect.usual_hours_most)
    most = over + timedelta(hours=effect.see_someone_after_hours)
    if now <= usual:
        return Course.USUAL, usual
    return (Course.LINGERING, most) if now <= most else (Course.LATE, None)

"""The one next step, worked out from the advice alone. The first of these that fits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from anagen.care.advice import Advice, CheckIn
from anagen.records.words import Verdict
from anagen.web.today.answer import TodaysAnswer

#: A check-in that was missed so long ago is let go: there is nothing to catch up on.
LET_GO_AFTER = timedelta(days=14)
#: The series of looks that are pictures; every other one is a count.
PHOTOS = "photo_visits"


class Move(Enum):
    """What to do next."""

    GET_HELP = "get_help"
    CHECK_IN = "check_in"
    LOOK_INTO = "look_into"
    ANSWER = "answer"
    LETTER = "letter"
    SESSION = "session"
    COUNT = "count"
    PHOTOS = "photos"
    REVIEW = "review"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class NextStep:
    """The step, with the question to answer where it is one question."""

    move: Move
    question: str = ""
    ask: str = ""


def next_step(advice: Advice, answer: TodaysAnswer, today: date) -> NextStep:
    """What somebody with this advice does next. Help comes first; waiting comes last."""
    if answer.is_urgent:
        return NextStep(Move.GET_HELP)
    if due_check_in(advice) is not None:
        return NextStep(Move.CHECK_IN)
    if advice.shedding is not None and advice.shedding.triage is None:
        return NextStep(Move.LOOK_INTO)
    if answer.verdict is Verdict.NEEDS_ANSWERS:
        first = next(iter((*advice.missing, *advice.recovery.missing)), None)
        return NextStep(Move.ANSWER, first.question, first.ask) if first else NextStep(Move.ANSWER)
    if answer.verdict > Verdict.NEEDS_ANSWERS:
        return NextStep(Move.LETTER)
    if answer.verdict is Verdict.PROCEED:
        return NextStep(Move.SESSION)
    return NextStep(_meanwhile(advice, today))


def due_check_in(advice: Advice) -> CheckIn | None:
    """The latest check-in whose time has come, unless it was done or is long past."""
    come = [one for one in advice.recovery.check_ins if one.on and one.on <= advice.at]
    last = come[-1] if come else None
    if last is None or last.is_done or last.on is None:
        return None
    return last if advice.at - last.on <= LET_GO_AFTER else None


def next_check_in(advice: Advice) -> datetime | None:
    """When to look again, if a time is known."""
    later = [one.on for one in advice.recovery.check_ins if one.on and one.on > advice.at]
    return min(later, default=None)


def _meanwhile(advice: Advice, today: date) -> Move:
    """What can be done while a wait runs."""
    due = [one for one in advice.measures.due if one.on is None or one.on <= today]
    if any(one.point.fact != PHOTOS for one in due):
        return Move.COUNT
    if due:
        return Move.PHOTOS
    look_on = advice.outcome.next_on
    return Move.REVIEW if look_on is not None and look_on <= today else Move.WAIT

"""The short quiz that a longer needle at home asks for: its questions, its marks, its rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from anagen.care.advice import Point, point_from
from anagen.care.case import Case
from anagen.care.plan.steps_up import step_in
from anagen.knowledge.library import Knowledge
from anagen.knowledge.longer_needle import LongerNeedle
from anagen.knowledge.quiz import QuizQuestion
from anagen.records.answers import Answer
from anagen.records.words import Who

#: The question of the dictionary that the quiz answers.
QUIZ_PASSED = "quiz_passed"
#: The quiz gave this answer, not the person: a plain "no" in the check is no failed try.
MARKED_BY = Who.OTHER


@dataclass(frozen=True, slots=True)
class Marked:
    """One try. `wrong` has a point for each question not answered rightly: what is so, and why."""

    passed: bool
    wrong: tuple[Point, ...]


def quiz_for(case: Case) -> tuple[QuizQuestion, ...]:
    """The questions in order; none where there is no longer needle to earn.

    At one moment everybody sees the same order of choices. From one try to the next it moves
    on, so that nobody passes by remembering places.
    """
    step = step_in(case)
    if step is None:
        return ()
    turn = _turn(step, case.now)
    questions = enumerate(_questions(case.knowledge), start=turn)
    return tuple(_turned(question, number) for number, question in questions)


def marked(answers: Mapping[str, str], knowledge: Knowledge) -> Marked:
    """The marks of a try: question id → choice id. What is missing or unknown is wrong."""
    questions = _questions(knowledge)
    wrong = [one for one in questions if answers.get(one.id) != one.right]
    # Without questions nobody has shown anything.
    return Marked(bool(questions) and not wrong, tuple(point_from(one) for one in wrong))


def quiz_answer(marks: Marked, now: datetime) -> Answer:
    """The answer to `quiz_passed` that a try gives."""
    return Answer(marks.passed, now, MARKED_BY)


def quiz_opens(case: Case) -> datetime | None:
    """When the quiz opens again after a failed try; None when it is open now."""
    step, answer = step_in(case), case.record.answers.get(QUIZ_PASSED)
    if step is None or answer is None or answer.value is not False or answer.by is not MARKED_BY:
        return None
    opens = answer.at + _rest(step)
    return opens if opens > case.now else None


def _questions(knowledge: Knowledge) -> list[QuizQuestion]:
    return sorted(knowledge.of_kind(QuizQuestion), key=lambda one: (one.order, one.id))


def _rest(step: LongerNeedle) -> timedelta:
    return timedelta(hours=step.quiz_again_hours)


def _turn(step: LongerNeedle, now: datetime) -> int:
    """How often the choices have moved on: once each rest, and once more each day.

    The day counts too, or a try at the same hour of the next day would look the same again.
    """
    since = now - datetime(1970, 1, 1, tzinfo=UTC)
    return since // _rest(step) + since.days


def _turned(question: QuizQuestion, turn: int) -> QuizQuestion:
    at = turn % len(question.choices)
    return replace(question, choices=question.choices[at:] + question.choices[:at])

"""What the page of the quiz shows: its questions, or the marks of a try."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from anagen.care.case import Case
from anagen.care.plan.quiz import QUIZ_PASSED, Marked, quiz_for, quiz_opens
from anagen.care.plan.steps_up import step_in
from anagen.knowledge.longer_needle import LongerNeedle
from anagen.knowledge.quiz import QuizQuestion
from anagen.web.clock import as_seen
from anagen.web.look.sources import basis_trees
from anagen.web.screen.showing import fingerprint

Picks = Mapping[str, str]
#: Said when the answer was changed in another window between showing the form and sending it.
OVERTAKEN = gettext_lazy(
    "The answer about the quiz was changed in another window meanwhile. What you chose is still "
    "here. To use it, send it again."
)


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the quiz, what was picked ("" for nothing), and what is right and why."""

    question: QuizQuestion
    picked: str
    is_wrong: bool
    point: Mapping[str, Any]

    @property
    def picked_says(self) -> str:
        """The picked choice in words; "" when there is none that we know."""
        return self._says(self.picked)

    @property
    def right_says(self) -> str:
        """The right choice in words."""
        return self._says(self.question.right)

    def _says(self, id: str) -> str:
        return next((one.says for one in self.question.choices if one.id == id), "")


@dataclass(frozen=True)
class QuizPage:
    """The page at one moment: the form, or the marks of a try that has just been sent.

    `to_check` says what keeps a form from being marked; `open_lines` are its questions without
    an answer.
    """

    case: Case
    picks: Picks = field(default_factory=dict)
    marks: Marked | None = None
    to_check: str = ""

    @property
    def lines(self) -> list[Line]:
        """Every question in order."""
        return [self._line(question) for question in quiz_for(self.case)]

    def _line(self, question: QuizQuestion) -> Line:
        point = {
            "title": question.title,
            "says": question.says,
            "basis": basis_trees(question.basis, self.case.knowledge),
            "strength": {"word": question.strength.value, "bars": question.strength.bars},
            "clinician_reviewed": question.clinician_reviewed,
        }
        picked = self.picks.get(question.id, "")
        return Line(question, picked, picked != question.right, point)

    @property
    def open_lines(self) -> list[Line]:
        """The questions that were sent without an answer."""
        return [line for line in self.lines if not line.picked]

    @property
    def step(self) -> LongerNeedle | None:
        """The longer needle that the quiz is for."""
        return step_in(self.case)

    @property
    def seen(self) -> str:
        """Tells which saved answer the form was made from."""
        return fingerprint(self.case.record.answers.get(QUIZ_PASSED))

    @property
    def opens(self) -> datetime | None:
        """When the quiz opens again; None when it is open."""
        return quiz_opens(self.case)

    @property
    def opens_when(self) -> str:
        """The same by the person's own clock."""
        return as_seen(self.opens, self.case.record.zone) if self.opens else ""


def picks_in(form: QueryDict, questions: tuple[QuizQuestion, ...]) -> dict[str, str]:
    """What was picked: question id → choice id. Two picks for one question are none."""
    sent = {question.id: form.getlist(question.id) for question in questions}
    return {id: values[0] for id, values in sent.items() if len(values) == 1 and values[0]}

"""The part of the check that a patient can answer before a visit.

What the clinic chooses (the device, the needles, the cream) is left to the clinic, and so is
what only counts on the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from anagen.care.case import case_of
from anagen.knowledge.library import Knowledge
from anagen.knowledge.question import Question
from anagen.records.answers import Unknown
from anagen.records.record import Record
from anagen.records.words import Step, Who
from anagen.web.screen.check import Check
from anagen.web.screen.said import said

#: What a patient is asked besides screening: earlier needling, and who named the cause.
ALSO = ("needled_before", "last_session_on", "last_needle_mm", "skin_recovered", "zones_wanted")


@dataclass(frozen=True)
class IntakeCheck(Check):
    """The check as a patient walks through it."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions for this patient, in order."""
        mine = super().questions
        return tuple(one for one in mine if one.step is Step.SCREEN or one.id in ALSO)

    def walk(self, question: Question) -> tuple[Question, ...]:
        """All of them: an intake is one walk."""
        return self.questions if question in self.questions else ()

    @property
    def open_first(self) -> tuple[Question, ...]:
        """What is still open."""
        return tuple(one for one in self.questions if self.is_open(one))


def intake_check(record: Record, knowledge: Knowledge, now: datetime) -> IntakeCheck:
    """The intake of a record at a moment."""
    return IntakeCheck(case_of(record, knowledge, now))


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the intake as staff read it: what was answered, when and by whom."""

    id: str
    ask: str
    says: str
    by_patient: bool
    at: datetime | None
    is_open: bool


def lines_of(check: IntakeCheck) -> list[Line]:
    """Every question of the intake with its answer."""
    return [_line(one, check) for one in check.questions]


def _line(question: Question, check: IntakeCheck) -> Line:
    answer = check.case.record.answers.get(question.id)
    return Line(
        id=question.id,
        ask=question.ask,
        says=said(question, answer),
        by_patient=answer is not None and answer.by is Who.SELF,
        at=answer.at if answer else None,
        is_open=check.is_open(question) or isinstance(check.case.findings.of(question.id), Unknown),
    )

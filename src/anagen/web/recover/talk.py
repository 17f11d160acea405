"""The conversation about hair that falls after rolling: one question at a time, in its order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from anagen.care.case import case_of
from anagen.care.recover.shedding import ABOUT_SHEDDING, MORE, MORE_HAIR
from anagen.knowledge.library import Knowledge
from anagen.knowledge.question import Question
from anagen.records.answers import Answer
from anagen.records.record import Record
from anagen.web.screen.check import Check

#: What comes first: whether anybody needled, whether more hair falls, and minoxidil, which brings
#: shedding of its own.
FIRST = ("needled_before", MORE, "minoxidil")


@dataclass(frozen=True)
class Talk(Check):
    """The conversation of one person at one moment. It walks its own questions alone."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions for this person, in order."""
        every = self.case.knowledge.questions.values()
        mine = [one for one in every if _belongs(one) and self.case.asks(one)]
        return tuple(sorted(mine, key=_place))

    def walk(self, question: Question) -> tuple[Question, ...]:
        """All of them: whatever is asked here belongs to one walk."""
        return self.questions if question in self.questions else (*self.questions, question)

    def after(self, question: Question) -> Question | None:
        """The next open question; None leads to the answer."""
        walk = self.walk(question)
        place = walk.index(question)
        return next((one for one in (*walk[place + 1 :], *walk[:place]) if self.is_open(one)), None)

    @property
    def first_open(self) -> Question | None:
        """Where to go on; None when everything has been answered."""
        return next((one for one in self.questions if self.is_open(one)), None)

    @property
    def is_of_use(self) -> bool:
        """Whether there is anything to look into."""
        return self.case.known("needled_before") is not False and self.more is not False

    @property
    def more(self) -> bool | None:
        """Whether more hair falls than usual; None while that is not known."""
        told = self.case.known(MORE)
        return None if told is None else told in MORE_HAIR


def _belongs(question: Question) -> bool:
    return question.id in FIRST or question.id.startswith(ABOUT_SHEDDING)


def _place(question: Question) -> tuple[int, int, str]:
    first = FIRST.index(question.id) if question.id in FIRST else len(FIRST)
    return first, question.order, question.id


def talk_of(record: Record, knowledge: Knowledge, now: datetime) -> Talk:
    """The conversation of a record at a moment."""
    return Talk(case_of(record, knowledge, now))


def latest_answer(record: Record, question: Question) -> Answer | None:
    """The latest answer to a question, in the check or in a check-in."""
    given = [report.signs[question.id] for report in record.reports if question.id in report.signs]
    given += [record.answers[question.id]] if question.id in record.answers else []
    return max(given, key=lambda one: one.at, default=None)

"""The guided check: which question comes next, and how an answer changes the record.

Which questions are for whom, and what makes an answer impossible, is asked of the core; the
check only keeps the order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from anagen.care.case import Case, case_of
from anagen.care.findings import findings_as_told, standing_contradictions
from anagen.knowledge.conditions import Truth, truth
from anagen.knowledge.contradiction import Contradiction
from anagen.knowledge.library import Knowledge
from anagen.knowledge.question import Question
from anagen.records.answers import Answer, Unknown
from anagen.records.record import Record
from anagen.web.look.templatetags.languages import translated
from anagen.web.screen.chapters import are_walked_together, chapter_of
from anagen.web.screen.days import Slip
from anagen.web.screen.said import said

OPEN = (Unknown.NOT_ASKED, Unknown.STALE)


@dataclass(frozen=True)
class Check:
    """The check of one person at one moment."""

    case: Case

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question that is for this person, in order."""
        every = self.case.knowledge.questions.values()
        mine = (question for question in every if self.case.asks(question))
        return tuple(sorted(mine, key=lambda question: (question.order, question.id)))

    def walk(self, question: Question) -> tuple[Question, ...]:
        """The questions that are walked through together with this one."""
        return tuple(one for one in self.questions if are_walked_together(one, question))

    def is_open(self, question: Question) -> bool:
        """Whether it was never put, or the answer is too old to count."""
        return self.case.findings.of(question.id) in OPEN

    @property
    def open_first(self) -> tuple[Question, ...]:
        """What is still open among the questions that everybody is led through."""
        needed = (one for one in self.questions if chapter_of(one).is_needed)
        return tuple(one for one in needed if self.is_open(one))

    def after(self, question: Question) -> Question | None:
        """The next open question on the same walk; None leads to the review."""
        walk = self.walk(question)
        place = (question.order, question.id)
        ahead = [one for one in walk if (one.order, one.id) > place and self.is_open(one)]
        behind = [one for one in walk if (one.order, one.id) < place and self.is_open(one)]
        return next(iter(ahead + behind), None)

    def before(self, question: Question) -> Question | None:
        """The question before this one on the same walk; None at its start."""
        walk = self.walk(question)
        place = walk.index(question)
        return walk[place - 1] if place else None

    def disagreements(self) -> tuple[Contradiction, ...]:
        """The answers that cannot all be right, going by what is in the record now."""
        told = findings_as_told(self.case.record, self.case.knowledge, self.case.now)
        return standing_contradictions(told, self.case.knowledge)


def check_of(record: Record, knowledge: Knowledge, now: datetime) -> Check:
    """The check of a record at a moment."""
    return Check(case_of(record, knowledge, now))


def with_answer(record: Record, question: Question, answer: Answer) -> Record:
    """The record with one answer given or given anew."""
    return replace(record, answers={**record.answers, question.id: answer})


def without_loose_ends(record: Record, knowledge: Knowledge, now: datetime) -> Record:
    """The record without answers to follow-ups whose first answer no longer leads there.

    Someone who changes "stopped" to "never" must not be held to the day they gave before.
    Answers are only taken away, and that never loosens anything.
    """
    findings = case_of(record, knowledge, now).findings
    loose = {
        id
        for id in record.answers
        if id in knowledge.questions
        and (gate := knowledge.questions[id].asked_when) is not None
        and truth(gate, findings) is Truth.FALSE
    }
    if not loose:
        return record
    kept = {id: answer for id, answer in record.answers.items() if id not in loose}
    # A follow-up can itself open another one, so look again until nothing hangs loose.
    return without_loose_ends(replace(record, answers=kept), knowledge, now)


def refusal_of(question: Question, check: Check) -> Slip | None:
    """What to say about an answer that cannot stand beside another one in any record."""
    mine = (one for one in check.disagreements() if question.id in one.questions)
    refused = next((one for one in mine if one.is_refused), None)
    if refused is None:
        return None
    return Slip(
        translated(refused.says), others=tuple(id for id in refused.questions if id != question.id)
    )


def overtaken(question: Question, check: Check) -> Slip:
    """What to say when the same question was answered elsewhere in the meantime."""
    kept = said(question, check.case.record.answers.get(question.id))
    return Slip(
        _(
            "This was answered in another window meanwhile. What is saved is: %s. "
            "To keep what you chose here instead, press Continue again."
        )
        % kept
    )

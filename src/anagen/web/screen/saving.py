"""Saves one answer, and says which question comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from anagen.knowledge.library import Knowledge
from anagen.knowledge.question import Question
from anagen.records.answers import Answer
from anagen.records.record import Record
from anagen.store.rows import ChangedMeanwhile, change_record, record_of
from anagen.web.screen.check import Check, with_answer, without_loose_ends
from anagen.web.screen.showing import fingerprint


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer as it was sent. `seen` tells which earlier answer the page was made from."""

    question: Question
    answer: Answer
    seen: str

    def put_into(self, record: Record) -> Record:
        """The record with this answer."""
        return with_answer(record, self.question, self.answer)

    def is_overtaken(self, record: Record) -> bool:
        """Whether this very answer was changed elsewhere, and differently, since it was shown.

        Sending the same answer twice is no conflict, and neither is another question's answer.
        """
        kept = record.answers.get(self.question.id)
        moved_on = fingerprint(kept) != self.seen
        return moved_on and (kept is None or kept.value != self.answer.value)


def saved(case_id: UUID, sent: Sent, knowledge: Knowledge, now: datetime) -> Record:
    """The record with the answer, saved. Raises ChangedMeanwhile, and then saves nothing."""

    def change(record: Record) -> Record:
        if sent.is_overtaken(record):
            raise ChangedMeanwhile
        return without_loose_ends(sent.put_into(record), knowledge, now)

    return record_of(change_record(case_id, change, now), now)


def where_next(before: Check, after: Check, sent: Sent, to_review: bool) -> Question | None:
    """The question to show next; None leads to the review.

    Someone who came from the review goes back there, unless the answer opened a follow-up.
    """
    if to_review:
        known = {question.id for question in before.questions}
        fresh = [one for one in after.questions if one.id not in known and after.is_open(one)]
        return next(iter(fresh), None)
    return after.after(sent.question)

"""A record at the door: read, held against the questions, and refused when it describes nobody."""

from __future__ import annotations

from datetime import datetime

from anagen.care.findings import findings_as_told, standing_contradictions
from anagen.knowledge.asking import check_answers
from anagen.knowledge.library import Knowledge
from anagen.records.mistakes import RecordError
from anagen.records.reading import read_record
from anagen.records.record import Record


def entered_record(text: str, knowledge: Knowledge, now: datetime) -> Record:
    """The record in a JSON text, ready for advice. Raises RecordError in one line."""
    record = read_record(text, now)
    check_record(record, knowledge, now)
    return record


def check_record(record: Record, knowledge: Knowledge, now: datetime) -> None:
    """Raises RecordError for an answer that fits no question, or answers that exclude each other.

    Advice itself never trusts two answers that disagree. Here, at the door, the ones that
    describe nobody (a pregnancy where none is possible) are turned away at once, so that they
    can be put right while the person is still there.
    """
    check_answers(record, knowledge, record.local_day(now))
    for one in standing_contradictions(findings_as_told(record, knowledge, now), knowledge):
        if one.is_refused:
            places = " and ".join(f"answers.{id}" for id in one.questions)
            raise RecordError(places, "answers that cannot both be right", one.title, one.says)

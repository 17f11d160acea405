"""One person's case at one moment: what every step of care is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from anagen.care.findings import findings_of
from anagen.knowledge.conditions import Findings, Truth, truth
from anagen.knowledge.library import Knowledge
from anagen.knowledge.question import Question
from anagen.records.answers import Unknown, Value
from anagen.records.record import Record
from anagen.records.words import Setting


@dataclass(frozen=True)
class Case:
    """A record, what we know of the world, the moment, and the findings that follow."""

    record: Record
    knowledge: Knowledge
    now: datetime
    findings: Findings

    @property
    def setting(self) -> Setting:
        """Where the needling happens."""
        return self.record.setting

    @property
    def today(self) -> date:
        """The person's own calendar day."""
        return self.findings.today

    def known(self, question: str) -> Value | None:
        """The fresh answer to a question, or None whatever the reason it is not known."""
        value = self.findings.of(question)
        return None if isinstance(value, Unknown) else value

    def number(self, question: str) -> float | None:
        """The fresh answer to a question about a number, or None."""
        value = self.known(question)
        return float(value) if isinstance(value, int | float) else None

    def day(self, question: str) -> date | None:
        """The fresh answer to a question about a date, or None."""
        value = self.known(question)
        return value if isinstance(value, date) else None

    def asks(self, question: Question) -> bool:
        """Whether a question is for this person: their setting, and its follow-up condition."""
        if question.derived or self.setting not in question.settings:
            return False
        gate = question.asked_when
        return gate is None or truth(gate, self.findings) is Truth.TRUE


def case_of(record: Record, knowledge: Knowledge, now: datetime) -> Case:
    """The case of one person at a moment; `now` is aware."""
    return Case(record, knowledge, now, findings_of(record, knowledge, now))

"""Who is in the tables: a record with the name, the arm and the first day it has in the trial."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from anagen.outlook.trial.log import Event, Log
from anagen.records.record import Record


@dataclass(frozen=True, slots=True)
class Subject:
    """One person of the trial; the day their arm was revealed is day 1 (CDISC knows no day 0)."""

    name: str
    arm: str
    stratum: str
    drawn: datetime
    record: Record

    def weeks_since(self, at: datetime) -> float:
        """Weeks from the day the arm was revealed, by the person's own calendar."""
        days = self.record.local_day(at) - self.record.local_day(self.drawn)
        return days.days / 7


def subjects(log: Log, records: Mapping[str, Record]) -> tuple[Subject, ...]:
    """Everybody who has an arm and a record, in the order they were drawn."""
    return tuple(
        Subject(
            line.facts["person"],
            line.facts["arm"],
            line.facts["stratum"],
            line.at,
            records[line.facts["person"]],
        )
        for line in log.of(Event.ALLOCATED)
        if line.facts["person"] in records
    )

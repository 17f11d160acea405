"""The page of the recovery: what is normal now, the check-ins, and what to look out for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from anagen.care.case import Case, case_of
from anagen.knowledge.library import Knowledge
from anagen.records.record import Record
from anagen.web.advice.page import moment_of
from anagen.web.recover.healing import HealingSign, days_since, healing
from anagen.web.screen.said import said
from anagen.web.today.nearness import near
from anagen.web.today.next_step import due_check_in
from anagen.web.today.page import TodayPage, today_page

#: More check-ins than these stand in the record, not on this page.
MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Look:
    """One check-in of the plan."""

    says: str
    on: str
    hours_after: float
    is_done: bool
    is_due: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One check-in that was made: when, and what was said."""

    at: str
    lines: list[tuple[str, str]]


@dataclass(frozen=True)
class RecoveryPage:
    """The recovery at one moment."""

    today: TodayPage
    case: Case

    @property
    def day(self) -> int | None:
        """Which day after the session it is."""
        return days_since(self.case)

    @property
    def signs(self) -> list[HealingSign]:
        """What belongs to healing."""
        return [one for one in healing(self.case) if one.is_normal]

    @property
    def other_signs(self) -> list[HealingSign]:
        """What can happen and is looked after by oneself."""
        return [one for one in healing(self.case) if not one.is_normal]

    @property
    def is_due(self) -> bool:
        """Whether a check-in is due now."""
        return due_check_in(self.today.advice) is not None

    @property
    def looks(self) -> list[Look]:
        """When to look again."""
        due = due_check_in(self.today.advice)
        pairs = zip(
            self.today.advice.recovery.check_ins,
            self.today.tree["recovery"]["check_ins"],
            strict=True,
        )
        return [
            Look(tree["says"], self._near(tree["on"]), one.hours_after, one.is_done, one is due)
            for one, tree in pairs
        ]

    def _near(self, text: str | None) -> str:
        on = moment_of(text)
        return near(self.case.record.local(on), self.today.now) if on else ""

    @property
    def told(self) -> list[Told]:
        """The latest check-ins, the newest first."""
        record = self.case.record
        made = [report for report in reversed(record.reports) if report.signs][:MOST_SHOWN]
        known = self.case.knowledge.questions
        return [
            Told(
                near(record.local(report.at), self.today.now),
                [
                    (known[id].ask, said(known[id], one))
                    for id, one in report.signs.items()
                    if id in known
                ],
            )
            for report in made
        ]


def recovery_page(record: Record, knowledge: Knowledge, now: datetime) -> RecoveryPage:
    """The page of a record as it stands."""
    return RecoveryPage(today_page(record, knowledge, now), case_of(record, knowledge, now))

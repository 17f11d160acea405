"""What a check-in comes to: how soon somebody should look, what to do, and when to look again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from anagen.knowledge.library import Knowledge
from anagen.records.record import Record
from anagen.records.report import Report
from anagen.web.look.templatetags.words import SHAPES
from anagen.web.recover.asked import asked_in
from anagen.web.recover.healing import days_since
from anagen.web.screen.check import check_of
from anagen.web.today.flags import Tree
from anagen.web.today.nearness import near
from anagen.web.today.page import TodayPage, today_page

MORE_HAIR = ("a_little", "a_lot")


@dataclass(frozen=True)
class Outcome:
    """The page that follows a check-in. `asked` are the questions a check-in can ask."""

    today: TodayPage
    latest: Report | None
    day: int | None
    asked: frozenset[str]
    more_hair: bool

    @property
    def triage(self) -> str:
        """How soon somebody should look; "" when it cannot be said."""
        return self.today.tree["recovery"]["triage"] or ""

    @property
    def shape(self) -> str:
        """The shape of that."""
        return SHAPES[self.triage] if self.triage else "ask"

    @property
    def reasons(self) -> list[Tree]:
        """What was noticed, the most urgent first."""
        shedding = self.today.tree["shedding"] or {"reasons": []}
        return [*self.today.tree["recovery"]["reasons"], *shedding["reasons"]]

    @property
    def more(self) -> list[Tree]:
        """The answers that could still make it more urgent, as far as a check-in asks them."""
        missing = self.today.tree["recovery"]["missing"]
        return [one for one in missing if one["question"] in self.asked]

    @property
    def kept_at(self) -> str:
        """When the latest check-in was kept."""
        if self.latest is None:
            return ""
        return near(self.today.record.local(self.latest.at), self.today.now)


def outcome_of(record: Record, knowledge: Knowledge, now: datetime) -> Outcome:
    """What the latest check-in of a record comes to, now."""
    check = check_of(record, knowledge, now)
    told = [report for report in record.reports if report.signs]
    return Outcome(
        today=today_page(record, knowledge, now),
        latest=told[-1] if told else None,
        day=days_since(check.case),
        asked=frozenset(one.id for one in asked_in(check)),
        more_hair=check.case.known("shed_more") in MORE_HAIR,
    )

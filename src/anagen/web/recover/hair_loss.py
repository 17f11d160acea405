"""What the conversation about hair loss after rolling ends in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from anagen.knowledge.library import Knowledge
from anagen.knowledge.question import Question
from anagen.records.record import Record
from anagen.web.look.templatetags.words import SHAPES
from anagen.web.recover.talk import Talk, talk_of
from anagen.web.today.flags import Tree
from anagen.web.today.page import TodayPage, today_page


@dataclass(frozen=True)
class HairLossPage:
    """The answer at one moment; `shedding` is None where no more hair falls than usual."""

    today: TodayPage
    talk: Talk

    @property
    def shedding(self) -> Tree | None:
        """What was found."""
        found: Tree | None = self.today.tree["shedding"]
        return found

    @property
    def triage(self) -> str:
        """How soon somebody should look; "" while it cannot be said."""
        return (self.shedding or {}).get("triage") or ""

    @property
    def shape(self) -> str:
        """The shape of that."""
        return SHAPES[self.triage] if self.triage else "ask"

    @property
    def is_urgent(self) -> bool:
        """Whether somebody must look at it today."""
        return self.shape == "stop"

    @property
    def likely(self) -> list[Tree]:
        """The causes with something for them and at least as much for as against, in order."""
        return [one for one in self._causes if one["argues_for"] and one["weight"] >= 0]

    @property
    def unlikely(self) -> list[Tree]:
        """The others."""
        likely = self.likely
        return [one for one in self._causes if one not in likely]

    @property
    def _causes(self) -> list[Tree]:
        return list(self.shedding["causes"]) if self.shedding else []

    @property
    def open(self) -> Question | None:
        """The first question of the conversation that is still open."""
        return self.talk.first_open if self.talk.is_of_use else None


def hair_loss_page(record: Record, knowledge: Knowledge, now: datetime) -> HairLossPage:
    """The answer for a record as it stands."""
    return HairLossPage(today_page(record, knowledge, now), talk_of(record, knowledge, now))

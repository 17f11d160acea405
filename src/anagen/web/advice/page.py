"""What the page of an advice shows first, and how far its times have come.

The rest of the page is the kept advice itself; here stands only what depends on the moment
of reading and on the words around it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from anagen.store.models import Decision
from anagen.web.clock import as_seen
from anagen.web.look.templatetags.languages import translated_tree
from anagen.web.look.templatetags.words import SHAPES, URGENT, hours

Tree = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class HoldRow:
    """One hold: how far it has come, what is left of it, and of how many hours in all.

    `whole` is None where more is left than the hold is long: the hour it began is not known
    then, and it is counted from the end of that day.
    """

    hold: Tree
    past: float | None
    is_over: bool
    left: str
    whole: float | None


@dataclass(frozen=True, slots=True)
class AdvicePage:
    """The page of one kept advice at the moment it is read."""

    decision: Decision
    advice: Tree
    said: Tree
    now: datetime

    @property
    def shape(self) -> str:
        """The shape of the verdict."""
        return "stop" if self.is_urgent else SHAPES[self.advice["verdict"]]

    @property
    def is_urgent(self) -> bool:
        """Whether somebody must look at this today: the only case for solid red."""
        return self.advice["triage"] in URGENT

    @property
    def headline(self) -> str:
        """The one sentence that answers the question."""
        says = URGENT.get(self.advice["triage"], self.advice["says"])
        return str(says).rstrip(".")

    @property
    def headline_before(self) -> str:
        """The headline up to the time it names."""
        return f"{self._split[0]} until" if self.headline_when else self.headline

    @property
    def headline_when(self) -> str:
        """The time the headline names; a day never parts from its month."""
        return self._split[2].replace(" ", "\u00a0", 1)

    @property
    def _split(self) -> tuple[str, str, str]:
        return self.headline.partition(" until ") if self.until else (self.headline, "", "")

    @property
    def shows_session(self) -> bool:
        """Whether the steps of a session are of use: not while the answer is no."""
        return bool(self.advice["session"]["steps"]) and self.shape in ("proceed", "wait")

    @property
    def shows_costs(self) -> bool:
        """Whether anything is known about costs."""
        costs = self.advice["costs"]
        return bool(costs["lines"] or costs["points"] or costs["missing"])

    @property
    def shows_practitioner(self) -> bool:
        """Whether there is anything to look for in a practitioner."""
        practitioner = self.advice["practitioner"]
        return any(practitioner[name] for name in ("criteria", "ask", "points"))

    @property
    def until(self) -> datetime | None:
        """When a wait is over."""
        return moment_of(self.advice["until"])

    @property
    def wait_is_over(self) -> bool:
        """Whether a dated wait has passed since the advice was given."""
        return self.until is not None and self.until <= self.now

    @property
    def waited(self) -> float:
        """How much of the wait lies behind, from 0 to 1."""
        begun = self.decision.at
        return part_of(begun, self.until, self.now) if self.until else 0.0

    @property
    def given(self) -> str:
        """When the advice was given, by the person's own clock."""
        own = moment_of(self.advice["at"])
        return as_seen(self.decision.at, own.tzinfo if own else None)

    @property
    def against(self) -> list[Tree]:
        """The reasons that count against needling, strictest first."""
        return [self._told(one) for one in self.advice["reasons"] if one["verdict"] != "proceed"]

    @property
    def others(self) -> list[Tree]:
        """The reasons that stand in nobody's way."""
        return [self._told(one) for one in self.advice["reasons"] if one["verdict"] == "proceed"]

    @property
    def holds(self) -> list[HoldRow]:
        """The holds, each with what is left of it."""
        return [hold_row(hold, self.now) for hold in self.advice["holds"]]

    def _told(self, reason: Tree) -> Tree:
        told = [self.said[id] for id in reason["found"] if id in self.said]
        return {**reason, "said": told}


def advice_page(kept: Tree, decision: Decision, now: datetime) -> AdvicePage:
    """The page of a decision as it was kept."""
    return AdvicePage(decision, translated_tree(kept["advice"]), translated_tree(kept["said"]), now)


def hold_row(hold: Tree, now: datetime) -> HoldRow:
    """One hold at the moment of reading."""
    since, until = moment_of(hold["since"]), moment_of(hold["until"])
    if until is None:
        return HoldRow(hold, None, hold["verdict"] == "proceed", "", None)
    past = part_of(since, until, now) if since else None
    hours_left = (until - now).total_seconds() / 3600
    whole = hold["hours"] if hold["hours"] and hours_left <= hold["hours"] else None
    return HoldRow(hold, past, until <= now, time_left(until - now), whole)


def part_of(begun: datetime, over: datetime, now: datetime) -> float:
    """How much of a time has passed, from 0 to 1."""
    whole = (over - begun).total_seconds()
    gone = (now - begun).total_seconds()
    return 1.0 if whole <= 0 else min(max(gone / whole, 0.0), 1.0)


def time_left(left: timedelta) -> str:
    """What is left in words: 11 h 28 min, 3 days. Rounded up, so that nobody starts early."""
    minutes = -(-max(left.total_seconds(), 0) // 60)
    if minutes >= 72 * 60:
        return hours(-(-minutes // (24 * 60)) * 24)
    whole, rest = divmod(int(minutes), 60)
    spoken = f"{whole}\u00a0h" if whole else ""
    return f"{spoken} {rest}\u00a0min".strip() if rest or not whole else spoken


def moment_of(text: str | None) -> datetime | None:
    """A stored time with its zone; None where there is none."""
    return datetime.fromisoformat(text) if text else None

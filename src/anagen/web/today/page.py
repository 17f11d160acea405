"""What the page of today shows, worked out live from the advice of this moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from anagen.care.advice import Advice
from anagen.care.advise import advise
from anagen.care.case import Case, case_of
from anagen.care.history.person import last_session
from anagen.care.judgement import Reason
from anagen.care.rules import ruled_out
from anagen.care.treat.today import TOO_SOON
from anagen.care.tree import advice_tree
from anagen.knowledge.library import Knowledge
from anagen.knowledge.rule import Rule
from anagen.outlook.asking import outlook_for
from anagen.records.record import Record
from anagen.records.session import Session
from anagen.records.words import Setting, Triage
from anagen.web.advice.page import HoldRow, hold_row, moment_of, part_of
from anagen.web.look.templatetags.languages import translated, translated_tree
from anagen.web.look.templatetags.words import SHAPES, short_moment
from anagen.web.today.answer import TodaysAnswer, todays_answer
from anagen.web.today.flags import Tree, flags_at
from anagen.web.today.nearness import near
from anagen.web.today.next_step import NextStep, next_check_in, next_step


@dataclass(frozen=True, slots=True)
class HoldLine:
    """A hold as the page shows it; `ends` says when in words, "" where no time can be named."""

    row: HoldRow
    ends: str


@dataclass(frozen=True, slots=True)
class WaitTape:
    """The wait on a tape: what it counts from, where now is (0 to 1, and in words), its end."""

    begun: datetime
    is_session: bool
    until: datetime
    past: float
    now_says: str


@dataclass(frozen=True)
class TodayPage:
    """The page of today at one moment; every time is on the person's own clock."""

    record: Record
    advice: Advice
    tree: Tree
    knowledge: Knowledge
    now: datetime

    @cached_property
    def answer(self) -> TodaysAnswer:
        """May I needle today?"""
        return todays_answer(self.advice)

    @property
    def step(self) -> NextStep:
        """The one next step."""
        return next_step(self.advice, self.answer, self.now.date())

    @property
    def shape(self) -> str:
        """The shape of the answer; it decides icon, word and colour."""
        return "stop" if self.answer.is_urgent else SHAPES[self.answer.verdict.word]

    @property
    def is_emergency(self) -> bool:
        """Whether the emergency number is the only thing to think of."""
        return self.answer.triage is Triage.EMERGENCY_NOW

    @property
    def is_at_home(self) -> bool:
        """Whether the person holds the needles."""
        return self.record.setting is Setting.HOME

    @property
    def says(self) -> str:
        """The answer of the advice in its own words, as a headline."""
        events = self.answer.events
        says = f"Wait until {events[0]}." if events else self.advice.says
        return translated(says).rstrip(".")

    @property
    def when(self) -> str:
        """When a dated wait is over, in words; "" where there is no time."""
        return near(self._own(self.answer.until), self.now) if self.answer.until else ""

    @property
    def events(self) -> list[str]:
        """What must have happened before a next session, whatever the clock says."""
        return [translated(one) for one in self.answer.events]

    @property
    def reason(self) -> Tree | None:
        """The reason that decides, with its sources."""
        leading = self.answer.leading
        told = (one for one in self._told if leading and one["rule"] == leading.rule)
        return next(told, None)

    @property
    def others(self) -> list[Tree]:
        """Every other reason against needling, strictest first."""
        lead = self.answer.leading
        against = [one for one in self.tree["reasons"] if one["verdict"] != "proceed"]
        return [one for one in against if lead is None or one["rule"] != lead.rule]

    @property
    def is_clear(self) -> bool:
        """Whether there is nothing against needling today; then the page says what was checked."""
        return self.shape == "proceed"

    @property
    def checked(self) -> int:
        """How many reasons against needling were held against the answers, and do not hold."""
        return ruled_out(self.knowledge.of_kind(Rule), self._case)

    @property
    def has_healed(self) -> bool:
        """Whether they told us lately that the scalp has recovered."""
        return self._case.known("skin_recovered") is True

    @cached_property
    def _case(self) -> Case:
        return case_of(self.record, self.knowledge, self.advice.at)

    @property
    def alarms(self) -> list[Tree]:
        """What has to be seen today or at once, the most urgent first."""
        levels = ("emergency_now", "same_day")
        found = {one["rule"]: one for one in self._told if one["triage"] in levels}
        return sorted(found.values(), key=lambda one: levels.index(one["triage"]))

    @property
    def emergencies(self) -> list[Tree]:
        """The signs that need the emergency number."""
        return flags_at(Triage.EMERGENCY_NOW, self.tree, self.knowledge)

    @property
    def same_day(self) -> list[Tree]:
        """The signs that need somebody today."""
        return flags_at(Triage.SAME_DAY, self.tree, self.knowledge)

    @property
    def _told(self) -> list[Tree]:
        shedding = self.tree["shedding"] or {"reasons": []}
        return [*self.tree["recovery"]["reasons"], *shedding["reasons"], *self.tree["reasons"]]

    @property
    def last(self) -> Session | None:
        """The last session on record."""
        return last_session(self.record, self.advice.at)

    @property
    def last_when(self) -> str:
        """When that was."""
        return near(self._own(self.last.ended), self.now) if self.last else ""

    @property
    def rests(self) -> bool:
        """Whether the wait is the rest after the last session."""
        return self.answer.leading is not None and self.answer.leading.rule == TOO_SOON

    @property
    def rest_days(self) -> int:
        """How many days of rest the last session asks for."""
        assert self.answer.until is not None
        assert self.last is not None
        return (self._own(self.answer.until).date() - self.record.local_day(self.last.ended)).days

    @property
    def tape(self) -> WaitTape | None:
        """The wait drawn on a tape; None where no time can be named."""
        until, leading = self.answer.until, self.answer.leading
        if until is None or leading is None:
            return None
        is_session = self.rests and self.last is not None
        begun = self.last.ended if self.rests and self.last else self._told_at(leading)
        past = part_of(begun, until, self.now)
        now_says = _("Now, %(when)s") % {"when": short_moment(self.now.isoformat())}
        return WaitTape(self._own(begun), is_session, self._own(until), past, now_says)

    def _told_at(self, reason: Reason) -> datetime:
        """When the answer was given that a wait goes by; now where it stands elsewhere."""
        answers = (self.record.answers.get(question) for question in reason.found)
        return min((one.at for one in answers if one is not None), default=self.now)

    @property
    def holds(self) -> list[HoldLine]:
        """What to leave off, each with its end in words. In an emergency nothing else is said."""
        if self.is_emergency:
            return []
        rows = (hold_row(hold, self.now) for hold in self.tree["holds"])
        return [HoldLine(row, self._ends(row)) for row in rows]

    def _ends(self, row: HoldRow) -> str:
        until = moment_of(row.hold["until"])
        return near(self._own(until), self.now) if until else ""

    @property
    def look_again(self) -> str:
        """When the next check-in is; "" where none is to come."""
        on = next_check_in(self.advice)
        return near(self._own(on), self.now) if on else ""

    def _own(self, moment: datetime) -> datetime:
        return self.record.local(moment)


def shown_part(advice: Advice) -> Advice:
    """What live pages put into words: not the plan, the costs and what is known of the world.

    Those make most of an advice; writing them out each time would take longer than working
    the advice out.
    """
    return replace(
        advice,
        indication=(),
        plan=None,
        recovery=replace(advice.recovery, effects=()),
        measures=replace(advice.measures, points=()),
        costs=replace(advice.costs, lines=(), points=(), missing=()),
        practitioner=replace(advice.practitioner, criteria=(), points=()),
    )


def today_page(record: Record, knowledge: Knowledge, now: datetime) -> TodayPage:
    """The page of today for a record as it stands."""
    advice = advise(record, knowledge, now, outlook_for(record, knowledge, now))
    tree = translated_tree(advice_tree(shown_part(advice), record, knowledge))
    return TodayPage(record, advice, tree, knowledge, record.local(now))

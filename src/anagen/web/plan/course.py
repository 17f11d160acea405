"""The page of the plan: the course in words, drawn on a tape, and each number with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from anagen.care.advice import Advice, Scheduled
from anagen.care.history.person import past_sessions
from anagen.care.tree import advice_tree
from anagen.knowledge.course import Course
from anagen.knowledge.device import Device
from anagen.knowledge.library import Knowledge
from anagen.knowledge.limit import Limit
from anagen.records.record import Record
from anagen.records.words import Verdict
from anagen.web.look.templatetags.languages import translated_tree
from anagen.web.treat.scalp_map import Look, Marks, ScalpMap, scalp_map

Tree = Mapping[str, Any]
#: The numbers of a plan, in the order of the page, by the quantity their limits are about.
QUANTITIES: Mapping[str, Promise] = {
    "device": _("Device"),
    "needle_mm": _("Needle length"),
    "gap_days": _("Rest between sessions"),
    "passes": _("Passes over each zone"),
    "zones": _("Where"),
    "sessions": _("The course"),
}
#: Height of each kind of mark on the drawn schedule: from, to.
MARKS = {"session": (10, 40), "measure": (46, 46), "review": (2, 40)}
DAYS_A_WEEK = 7
#: The parts of an advice that stand on the page; the others need not be translated for it.
SHOWN = ("says", "missing", "reasons", "plan")


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One number of the plan, and the facts it stands on."""

    quantity: str
    label: Promise
    points: list[Tree]


@dataclass(frozen=True)
class CoursePage:
    """The plan at one moment, in the language of the page."""

    advice: Advice
    record: Record
    knowledge: Knowledge

    @property
    def tree(self) -> Tree:
        """The parts of the advice that the page shows."""
        tree = advice_tree(self.advice, self.record, self.knowledge)
        return {name: translated_tree(tree[name]) for name in SHOWN}

    @property
    def waits(self) -> bool:
        """Whether a date or a condition still stands before the first session."""
        return self.advice.verdict is Verdict.WAIT

    @property
    def has_begun(self) -> bool:
        """Whether there has been a session: then the dates are those still to come."""
        return bool(past_sessions(self.record, self.advice.at))

    @property
    def first(self) -> date | None:
        """The first session that is to come; None when the course has no more of them."""
        plan = self.advice.plan
        dates = [one.on for one in plan.schedule if one.what == "session"] if plan else []
        return min(dates, default=None)

    @property
    def map(self) -> ScalpMap | None:
        """The scalp with the zones of the plan."""
        plan = self.advice.plan
        if plan is None or not plan.zones:
            return None
        depths = dict.fromkeys(plan.zones, plan.needle_mm)
        passes = dict.fromkeys(plan.zones, plan.passes)
        return scalp_map(Marks(dict.fromkeys(plan.zones, Look.AHEAD), passes, depths), "plan")

    @property
    def drawing(self) -> SafeString:
        """The dates on a tape; "" without dates. The table below it says the same."""
        plan = self.advice.plan
        return drawn(plan.schedule) if plan and plan.schedule else SafeString("")

    def rows(self, tree: Tree) -> list[NumberRow]:
        """The numbers of the plan with their reasons."""
        points = tree["plan"]["points"]
        return [
            NumberRow(quantity, label, [one for one in points if self._is_about(one, quantity)])
            for quantity, label in QUANTITIES.items()
        ]

    def others(self, tree: Tree) -> list[Tree]:
        """What the plan stands on beside its numbers."""
        points = tree["plan"]["points"]
        return [one for one in points if not any(self._is_about(one, id) for id in QUANTITIES)]

    def _is_about(self, point: Tree, quantity: str) -> bool:
        fact = self.knowledge.facts[point["fact"]]
        if isinstance(fact, Limit):
            return fact.quantity == quantity
        if isinstance(fact, Device):
            return quantity == "device"
        return isinstance(fact, Course) and quantity == "sessions"


def drawn(schedule: tuple[Scheduled, ...]) -> SafeString:
    """A tape of weeks with a mark for every date."""
    first, last = schedule[0].on, schedule[-1].on
    days = max((last - first).days, 1)
    weeks = range(days // DAYS_A_WEEK + 1)
    ticks = "".join(_tick("week", week * DAYS_A_WEEK / days, 30, 40) for week in weeks)
    dates = "".join(_marks(schedule, first, days))
    return format_html(
        '<svg class="tape schedule" aria-hidden="true" focusable="false">{}{}</svg>',
        mark_safe(ticks),  # noqa: S308 - numbers only
        mark_safe(dates),  # noqa: S308 - numbers only
    )


def _marks(schedule: tuple[Scheduled, ...], first: date, days: int) -> Iterator[str]:
    for one in schedule:
        place, (top, bottom) = (one.on - first).days / days, MARKS[one.what]
        if one.what == "measure":
            yield f'<circle class="measure" cx="{place * 100:.2f}%" cy="{top}" r="4"/>'
        else:
            yield _tick(one.what, place, top, bottom)


def _tick(kind: str, place: float, top: int, bottom: int) -> str:
    at = f"{place * 100:.2f}%"
    return f'<line class="{kind}" x1="{at}" x2="{at}" y1="{top}" y2="{bottom}"/>'

"""The page of the budget: its fields with what others published, and the two sums."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise

from anagen.care.advice import Advice, Point
from anagen.care.case import Case, case_of
from anagen.care.plan.costs import published_point
from anagen.care.plan.offer import offer_told
from anagen.knowledge.cost import Cost, Price
from anagen.knowledge.course import Course
from anagen.knowledge.library import Knowledge
from anagen.records.record import Record
from anagen.records.words import Setting, Verdict
from anagen.web.look.sources import basis_trees
from anagen.web.look.templatetags.languages import translated
from anagen.web.plan.budget import CLINIC, HOME, NAMES, PRICES, Side, Told, side_of, told_in

#: A slider goes this much beyond the highest price that somebody published.
BEYOND = 1.5
MOST_CHANGES = 12
CURRENCY = "currency"
#: Fields that a question of the check fills in as it stands.
ALSO_ANSWERED = {"sessions": "sessions_planned", "minoxidil": "minoxidil_price_month"}


@dataclass(frozen=True, slots=True)
class Slide:
    """One field with its slider; `most` is None where nothing is known to slide along."""

    name: str
    label: Promise
    typed: str
    is_wrong: bool
    is_money: bool
    most: int | None
    step: int
    published: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class BudgetPage:
    """The budget of one person at one moment."""

    advice: Advice
    record: Record
    knowledge: Knowledge
    form: QueryDict

    @property
    def is_refused(self) -> bool:
        """Whether there must be no needling, and so no sum for it."""
        return self.advice.verdict is Verdict.DO_NOT_TREAT

    @cached_property
    def case(self) -> Case:
        """The case at the moment of the advice."""
        return case_of(self.record, self.knowledge, self.advice.at)

    @cached_property
    def told(self) -> Told:
        """What is in the fields: what was sent, else what the person answered earlier."""
        if self.form:
            return told_in(self.form)
        known = _answered(self.case)
        return Told(known, {name: f"{number:g}" for name, number in known.items()})

    @cached_property
    def currency(self) -> str:
        """The chosen currency; "" for none."""
        sent = self.form.get(CURRENCY, "") if self.form else self.case.known(CURRENCY)
        ids = [choice.id for choice in self.currencies]
        return sent if isinstance(sent, str) and sent in ids else ""

    @property
    def currencies(self) -> tuple[Any, ...]:
        """The currencies to choose from."""
        return self.knowledge.questions[CURRENCY].choices

    @property
    def slides(self) -> list[Slide]:
        """Every field of the form."""
        return [self._slide(name) for name in NAMES]

    @property
    def clinic(self) -> Side:
        """What it costs in a clinic."""
        return side_of(CLINIC, self.told.numbers, self._weeks(Setting.CLINIC))

    @property
    def home(self) -> Side:
        """What it costs at home."""
        return side_of(HOME, self.told.numbers, self._weeks(Setting.HOME))

    @property
    def weeks(self) -> dict[str, int]:
        """How long each course is."""
        return {where.value: self._weeks(where) for where in (Setting.CLINIC, Setting.HOME)}

    @property
    def less_at_home(self) -> float | None:
        """How much less a year at home costs; None while one of the two is open."""
        clinic, home = self.clinic.year, self.home.year
        return None if clinic is None or home is None else clinic - home

    @property
    def extras(self) -> list[str]:
        """What is never in a sum here, each thing once."""
        inside = set(PRICES) | {"session", "device"}
        extras = (one for one in self.knowledge.of_kind(Cost) if one.is_extra)
        return list(dict.fromkeys(translated(one.what) for one in extras if one.item not in inside))

    @property
    def points(self) -> list[Mapping[str, Any]]:
        """What holds at any price."""
        unpriced = (one for one in self.advice.costs.points if not self._is_priced(one))
        return [self._tree(one) for one in unpriced]

    def _is_priced(self, point: Point) -> bool:
        fact = self.knowledge.facts[point.fact]
        return isinstance(fact, Cost)

    def _weeks(self, setting: Setting) -> int:
        courses = self.knowledge.of_kind(Course)
        return next(one.weeks for one in courses if setting in one.settings)

    def _slide(self, name: str) -> Slide:
        is_money = name in PRICES
        prices = self._published(name) if is_money else []
        most = _round(max(price.high for _, price in prices) * BEYOND) if prices else None
        if not is_money:
            most = MOST_CHANGES if name == "changes" else self._most_sessions()
        return Slide(
            name=name,
            label=NAMES[name],
            typed=self.told.typed.get(name, ""),
            is_wrong=name in self.told.slips,
            is_money=is_money,
            most=most,
            step=1 if most is None or most <= 100 else 5,
            published=tuple(self._tree(published_point(cost, price)) for cost, price in prices),
        )

    def _published(self, item: str) -> list[tuple[Cost, Price]]:
        """What others published about this thing in the chosen currency."""
        return [
            (cost, cost.price)
            for cost in self.knowledge.of_kind(Cost)
            if cost.item == item and cost.price and cost.price.currency == self.currency
        ]

    def _most_sessions(self) -> int:
        rail = self.knowledge.guardrail("sessions", Setting.CLINIC)
        assert rail is not None
        return int(rail.most)

    def _tree(self, point: Point) -> Mapping[str, Any]:
        return {
            "title": translated(point.title),
            "says": translated(point.says),
            "basis": basis_trees(point.basis, self.knowledge),
            "strength": {"word": point.strength.value, "bars": point.strength.bars},
            "clinician_reviewed": point.clinician_reviewed,
        }


def _round(most: float) -> int:
    """A round number at or above this one, with one digit that counts."""
    step = 10.0 ** max(int(math.log10(most)), 1)
    return int(math.ceil(most / step) * step)


def _answered(case: Case) -> dict[str, float]:
    """The prices in the answers; of a range the highest, so that nothing looks cheaper."""
    found: dict[str, float] = {}
    high = case.number("price_high")
    offer = offer_told(case)
    covers = offer.covers if offer else case.known("price_covers")
    if high is not None and covers in ("session", "device"):
        found[str(covers)] = high
    for name, question in (
        ("sessions", "sessions_planned"),
        ("minoxidil", "minoxidil_price_month"),
    ):
        number = case.number(question)
        if number is not None:
            found[name] = number
    if case.known("prp_wanted") is False:
        found["plasmas"] = 0
    return found

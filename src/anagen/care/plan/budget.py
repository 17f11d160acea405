"""A budget held against a plan: what four weeks of it cost, and what there is to spend."""

from __future__ import annotations

import math
from dataclasses import dataclass

from anagen.care.advice import Plan, Point, point_from
from anagen.care.case import Case
from anagen.care.plan.course import is_for
from anagen.care.plan.offer import Offer, offer_told
from anagen.knowledge.guidance import Guidance

FOUR_WEEKS = 28


@dataclass(frozen=True, slots=True)
class FourWeeks:
    """What four weeks hold: so many sessions, from `low` to `high` in all."""

    sessions: int
    gap_days: float
    low: float
    high: float


def budget_points(case: Case, plan: Plan | None) -> tuple[Point, ...]:
    """The comparison, where a price for one session, a gap and a budget are known."""
    offer, budget = offer_told(case), case.number("budget_month")
    if offer is None or budget is None or offer.covers != "session":
        return ()
    four_weeks = _four_weeks(case, plan, offer)
    if four_weeks is None:
        return ()
    fact = case.knowledge.fact("budget_against_plan", Guidance)
    says = _compared(four_weeks, offer, budget)
    if four_weeks.high <= budget:
        return (point_from(fact, says),)
    without = case.knowledge.fact("budget_without_needling", Guidance)
    cheaper = (point_from(without),) if is_for(without, case) else ()
    return (point_from(fact, f"{says} {fact.says}"), *cheaper)


def _four_weeks(case: Case, plan: Plan | None, offer: Offer) -> FourWeeks | None:
    wanted = case.number("gap_days_wanted")
    gap = wanted if wanted is not None else (plan.gap_days if plan else None)
    if gap is None:
        return None
    sessions = min(math.ceil(FOUR_WEEKS / gap), offer.times)
    return FourWeeks(sessions, gap, sessions * offer.low, sessions * offer.high)


def _compared(four_weeks: FourWeeks, offer: Offer, budget: float) -> str:
    cost = _span(four_weeks.low, four_weeks.high, offer.currency)
    sessions = "1 session" if four_weeks.sessions == 1 else f"{four_weeks.sessions} sessions"
    if four_weeks.low > budget:
        verdict = "That is more than you have."
    elif four_weeks.high > budget:
        verdict = "It may be more than you have."
    else:
        verdict = "That is within it."
    return (
        f"Every {four_weeks.gap_days:g} days means {sessions} in four weeks, about {cost}. "
        f"You can spend {budget:,.0f} {offer.currency} a month. {verdict}"
    )


def _span(low: float, high: float, currency: str) -> str:
    if low == high:
        return f"{low:,.0f} {currency}"
    return f"{low:,.0f} to {high:,.0f} {currency}"

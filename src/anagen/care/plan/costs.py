"""What a course costs: low and high from the prices the person was told, and what is left out.

Published ranges stand beside it with their place and date. They are never the person's own sum.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from anagen.care.advice import CostLine, Costs, Plan, Point, point_from
from anagen.care.case import Case
from anagen.care.judgement import Judgement
from anagen.care.plan.budget import budget_points
from anagen.care.plan.course import guidance_on
from anagen.care.plan.offer import Offer, offer_told, questions_left
from anagen.knowledge.cost import Cost, Price
from anagen.knowledge.guidance import Guidance, Topic
from anagen.records.words import Verdict

ITEMS = {"session": "One session", "course": "The whole course", "device": "The device"}
DAYS_A_MONTH = 30.44


def costs_for(case: Case, plan: Plan | None, judgement: Judgement) -> Costs:
    """The budget of a course. Where there must be none, only what holds at any price is said."""
    always = (*_guidance(case, Topic.PRICE), *budget_points(case, plan))
    if judgement.verdict is Verdict.DO_NOT_TREAT:
        return Costs(None, None, None, (), (), always, ())
    offer = offer_told(case)
    lines = _lines(case, plan, offer) if offer else ()
    return Costs(
        currency=offer.currency if offer else None,
        low=sum(line.times * line.low for line in lines) if offer else None,
        high=sum(line.times * line.high for line in lines) if offer else None,
        lines=lines,
        not_included=_left_out(case, lines) if offer else (),
        points=(*always, *_published(case), *_guidance(case, Topic.COSTS)),
        missing=questions_left(case),
    )


def _guidance(case: Case, topic: Topic) -> tuple[Point, ...]:
    return tuple(point_from(one) for one in guidance_on(case, topic))


def _lines(case: Case, plan: Plan | None, offer: Offer) -> tuple[CostLine, ...]:
    point = point_from(case.knowledge.fact("sums_from_your_prices", Guidance))
    line = CostLine(ITEMS[offer.covers], offer.times, offer.low, offer.high, point)
    month = case.number("minoxidil_price_month")
    if plan is None or month is None or "minoxidil" in _included(case) or not _uses_it(case):
        return (line,)
    months = math.ceil(plan.weeks * 7 / DAYS_A_MONTH)
    return (line, CostLine("Minoxidil, a month", months, month, month, point))


def _uses_it(case: Case) -> bool:
    return case.known("minoxidil") in ("now", "wanted")


def _included(case: Case) -> tuple[str, ...]:
    said = case.known("price_includes")
    return said if isinstance(said, tuple) else ()


def _left_out(case: Case, lines: tuple[CostLine, ...]) -> tuple[str, ...]:
    """What comes on top of the sum, each thing once."""
    inside = {*_included(case), *(["minoxidil"] if len(lines) > 1 else [])}
    if case.known("prp_wanted") is False:
        inside.add("plasma")
    extras = (one for one in _costs(case) if one.is_extra and one.item not in inside)
    return tuple(dict.fromkeys(one.what for one in extras))


def _costs(case: Case) -> Iterator[Cost]:
    return (one for one in case.knowledge.of_kind(Cost) if case.setting in one.settings)


def _published(case: Case) -> tuple[Point, ...]:
    """Ranges that others published, those in the person's currency alone where there are any."""
    priced = [(one, one.price) for one in _costs(case) if one.price is not None]
    same = [pair for pair in priced if pair[1].currency == case.known("currency")]
    return tuple(published_point(cost, price) for cost, price in same or priced)


def published_point(cost: Cost, price: Price) -> Point:
    """A range that somebody published, with its place and date: never the person's own price."""
    span = f"{price.low:,.0f} to {price.high:,.0f} {price.currency.upper()}"
    seen = f"{price.as_of:%B %Y}"
    return point_from(
        cost,
        f"{cost.says} {span} {price.per} in {price.region}, as seen in {seen}. "
        "This is a general range, not your price.",
    )

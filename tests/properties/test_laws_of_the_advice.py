"""Laws of the whole advice: dates, limits, sources, and the same advice for the same record."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given

from anagen.care.advise import advise
from anagen.care.tree import advice_tree
from anagen.records.record import Record
from anagen.records.words import Verdict
from tests.properties.people import batch
from tests.properties.test_laws_of_the_verdict import many_people, seeds
from tests.story import NOW, knowledge

#: The calendar of 28 years on is the same, leap days and weekdays included (1901 to 2099).
YEARS = 28
SHIFT = timedelta(days=10_227)
DAYLIGHT_FREE = "Asia/Kathmandu"


#: The whole advice takes longer than the verdict: each law looks at one person in this many.
ONE_IN = 20


def _few(seed: int) -> Iterator[Record]:
    return (one for number, one in enumerate(batch(seed)) if number % ONE_IN == 0)


def tree_of(one: Record, now: datetime = NOW) -> dict[str, Any]:
    """The whole advice as plain tables."""
    return advice_tree(advise(one, knowledge(), now), one, knowledge())


def shifted(value: Any) -> Any:
    """A record, or any part of it, with every date moved on by 28 years."""
    if isinstance(value, datetime | date):
        return value + SHIFT
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: shifted(getattr(value, field.name)) for field in fields(value)}
        return replace(value, **parts)
    if isinstance(value, dict):
        return {name: shifted(entry) for name, entry in value.items()}
    return tuple(map(shifted, value)) if isinstance(value, tuple) else value


def is_born(one: Record) -> bool:
    """Whether a birth year, if there is one, stays a year that may be answered when moved on."""
    year = one.answers["birth_year"].value if "birth_year" in one.answers else 0
    return not isinstance(year, int | float) or year <= NOW.year


def born_later(one: Record) -> Record:
    """The birth year is a number, and moves on with the dates."""
    if "birth_year" not in one.answers:
        return one
    answer = one.answers["birth_year"]
    year = answer.value
    if not isinstance(year, int | float):
        return one
    return replace(one, answers={**one.answers, "birth_year": replace(answer, value=year + YEARS)})


#: A year that only a record moved on by 28 years can name; what sources say is of our own day.
LATER_YEAR = re.compile(r"\b20[4-9]\d(?!\d)")


def moved_back(tree: Any) -> Any:
    """A tree with every date of the record 28 years earlier."""
    if isinstance(tree, dict):
        return {name: moved_back(entry) for name, entry in tree.items()}
    if isinstance(tree, list):
        return [moved_back(entry) for entry in tree]
    if isinstance(tree, str):
        return LATER_YEAR.sub(lambda found: str(int(found[0]) - YEARS), tree)
    return tree


@many_people
@given(seeds)
def test_shifting_all_dates_changes_nothing(seed):
    for one in filter(is_born, _few(seed)):
        here = replace(one, timezone=DAYLIGHT_FREE)
        there = born_later(shifted(here))
        now, then = tree_of(here), tree_of(there, NOW + SHIFT)
        assert moved_back(then) == now


@many_people
@given(seeds)
def test_equal_records_give_equal_bytes(seed):
    for one in _few(seed):
        backwards = replace(one, answers=dict(reversed(one.answers.items())))
        first, second = (json.dumps(tree_of(who), sort_keys=True) for who in (one, backwards))
        assert first == second


@many_people
@given(seeds)
def test_every_piece_of_advice_has_a_source(seed):
    for one in _few(seed):
        check_sources(tree_of(one), "advice")


def check_sources(tree: Any, place: str) -> None:
    """Whatever carries a strength carries a basis, and each basis a source we know."""
    if isinstance(tree, dict):
        if "strength" in tree:
            assert tree["basis"], f"{place} has no source"
            assert all(one["source"] in knowledge().sources for one in tree["basis"]), place
        for name, entry in tree.items():
            check_sources(entry, f"{place}.{name}")
    elif isinstance(tree, list):
        for number, entry in enumerate(tree):
            check_sources(entry, f"{place}[{number}]")


@many_people
@given(seeds)
def test_no_plan_exceeds_a_limit(seed):
    for one in _few(seed):
        advice = advise(one, knowledge(), NOW)
        plan = advice.plan
        if plan is None:
            assert advice.verdict > Verdict.WAIT
            continue
        where = (advice.setting, plan.device, plan.needle_mm)
        numbers = {
            "needle_mm": plan.needle_mm,
            "gap_days": plan.gap_days,
            "passes": plan.passes,
        }
        for quantity, number in numbers.items():
            guardrail = knowledge().guardrail(quantity, *where)
            assert guardrail is not None, quantity
            assert guardrail.least <= number <= guardrail.most, quantity
        assert plan.needle_most_mm <= knowledge().guardrail("needle_mm", *where[:2]).most
        days = [entry.on for entry in plan.schedule if entry.what == "session"]
        gaps = [(later - sooner).days for sooner, later in pairwise(days)]
        assert all(gap >= plan.gap_days for gap in gaps)

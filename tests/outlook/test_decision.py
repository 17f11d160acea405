"""The rule: nothing before week 24, a sceptic must agree, and an end to an open question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anagen.outlook.decision import (
    Bounds,
    Chances,
    Decision,
    Means,
    chance_to_decide,
    decision,
    next_look,
)

BOUNDS = Bounds(0.8, 0.2, 24.0)
chances = st.floats(0, 1)


@pytest.mark.parametrize(
    ("plain", "doubted", "weeks", "comes_to"),
    [
        (0.99, 0.99, 23.9, Decision.TOO_EARLY),
        (0.80, 0.80, 24, Decision.CONTINUE),
        (0.95, 0.79, 24, Decision.OPEN),
        (0.20, 0.10, 24, Decision.ADJUST),
        (0.21, 0.05, 24, Decision.OPEN),
        (0.5, 0.5, 47.9, Decision.OPEN),
        (0.5, 0.5, 48, Decision.NOT_DECIDABLE),
        (0.9, 0.85, 60, Decision.CONTINUE),
    ],
)
def test_the_rule_at_its_edges(plain, doubted, weeks, comes_to):
    assert decision(Chances(plain, doubted), weeks, BOUNDS) is comes_to


@given(chances, chances, st.floats(-50, 23.99))
def test_nothing_is_said_of_an_effect_before_week_24(plain, doubted, weeks):
    assert decision(Chances(plain, doubted), weeks, BOUNDS) is Decision.TOO_EARLY


@given(chances, chances, st.floats(24, 300))
def test_going_on_takes_the_sceptic_and_changing_takes_the_plain_reading(plain, doubted, weeks):
    found = decision(Chances(plain, doubted), weeks, BOUNDS)
    if found is Decision.CONTINUE:
        assert doubted >= 0.8
    if found is Decision.ADJUST:
        assert plain <= 0.2


@pytest.mark.parametrize(
    ("weeks", "look"), [(-3, 24), (0, 24), (24, 36), (36, 48), (47.9, 48), (48, 60), (61, 72)]
)
def test_looks_come_at_24_36_and_48_and_then_every_twelve_weeks(weeks, look):
    assert next_look(weeks) == look


def test_counts_that_teach_nothing_decide_nothing_new():
    assert chance_to_decide(Means(10, 8), 6.0, 6.0, 10.0, BOUNDS) == 0.0
    assert chance_to_decide(Means(40, 38), 6.0, 6.0, 10.0, BOUNDS) == 1.0
    assert chance_to_decide(Means(-20, -22), 6.0, 6.0, 10.0, BOUNDS) == 1.0


@given(st.floats(-30, 50), st.floats(2, 15), st.floats(0.1, 0.99), st.floats(0.1, 0.99))
def test_counts_that_leave_less_unknown_decide_more_at_the_line(mean, sd, one, other):
    better, worse = sorted((sd * one, sd * other))
    at_line = Means(10.0, 10.0)
    more = chance_to_decide(at_line, sd, better, 10.0, BOUNDS)
    assert more >= chance_to_decide(at_line, sd, worse, 10.0, BOUNDS) - 1e-9
    assert 0 <= chance_to_decide(Means(mean, mean), sd, better, 10.0, BOUNDS) <= 1 + 1e-9

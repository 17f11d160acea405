"""Four weeks are twenty-eight days, whatever the month."""

from __future__ import annotations

import pytest

from anagen.care.plan.budget import budget_points
from tests.story import case

OFFER = {"price_low": 100, "price_high": 100, "currency": "eur", "price_covers": "session"}


@pytest.mark.parametrize(
    ("gap_days", "sessions"),
    [(7, "4 sessions"), (27, "2 sessions"), (27.5, "2 sessions"), (28, "1 session"), (30, "1 ")],
)
def test_as_many_sessions_fit_as_begin_within_twenty_eight_days(gap_days, sessions):
    said = {**OFFER, "gap_days_wanted": gap_days, "budget_month": 150, "sessions_planned": 9}
    (point, *_) = budget_points(case("clinic", said), None)
    assert f"means {sessions}" in point.says
    assert ("within it" in point.says) is (sessions.startswith("1 "))

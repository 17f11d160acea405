"""A comb count takes three mornings before it can be the one that others are compared with."""

from __future__ import annotations

import pytest

from tests.spec.recover.telling import combed
from tests.story import case


@pytest.mark.parametrize(
    ("first", "baseline"), [((40,), None), ((40, 50), None), ((40, 50, 60), 50)]
)
def test_only_three_mornings_make_a_baseline(first, baseline):
    one = case(reports=(combed(*first, days_ago=90), combed(80, 90, 100, days_ago=1)))
    assert one.known("comb_baseline_mean") == baseline
    assert one.known("comb_ratio") == (None if baseline is None else 90 / baseline)

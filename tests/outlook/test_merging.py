"""Many counts as few: the same forecast, quicker, and never across the start."""

from __future__ import annotations

import pytest

from anagen.outlook.merging import MOST_ROWS, merged
from tests.outlook.told import at_week, looked, steady

LOOKS = (-4, -1, 8, 16, 24, 36, 47)
HAIRS = (150, 151, 150, 152, 155, 156, 156)


def four_spots():
    return [
        one
        for number in range(4)
        for one in steady([hairs + number for hairs in HAIRS], LOOKS, site=f"spot {number}")
    ]


def test_spots_counted_on_the_same_days_become_one_row_a_day():
    visits = looked(four_spots()).visits
    assert len(visits.counts) == 28
    assert len(visits.rows) == 7
    assert visits.treated_spots == 4
    assert visits.rows[0].per_cm2 == pytest.approx(151.5)
    assert visits.rows[0].error_per_cm2 == pytest.approx(2.0)
    assert visits.rows[0].area_cm2 == pytest.approx(4.0)


def test_spots_counted_on_other_days_stay_apart():
    front = steady((90, 92, 95), (-3, 12, 40), site="front")
    rows = looked([*steady(HAIRS, LOOKS), *front]).visits.rows
    assert {one.spot for one in rows} == {"crown dot", "front"}
    assert len(rows) == 10


def test_an_untreated_patch_is_never_averaged_with_a_treated_spot():
    patch = steady(HAIRS, LOOKS, site="control")
    rows = looked([*steady(HAIRS, LOOKS), *patch]).visits.rows
    assert len(rows) == 14


def test_somebody_who_counts_every_day_gets_few_rows_and_none_across_the_start():
    daily = [at_week(-3 + day / 7, 150 + day // 30) for day in range(350)]
    visits = looked(daily).visits
    assert len(visits.counts) == 350
    assert len(visits.rows) <= MOST_ROWS
    before = [one for one in visits.counts if one.weeks < 0]
    early = [one for one in visits.rows if one.weeks < 0]
    assert sum(one.per_cm2 for one in early) / len(early) == pytest.approx(
        sum(one.per_cm2 for one in before) / len(before), abs=0.5
    )


def test_merging_what_is_already_few_changes_nothing():
    rows = looked(steady(HAIRS, LOOKS)).visits.rows
    assert merged(rows) == rows

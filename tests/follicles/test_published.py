"""The page on the hair cycle tells what the fitted model misses, and tells it as it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from anagen.follicles.published import as_table, compared
from anagen.follicles.targets import Bound

PAGE = Path(__file__).parents[2] / "docs/explanation/hair-cycle.md"


def test_the_page_holds_the_table_of_the_draws_that_are_packaged():
    assert as_table() in PAGE.read_text(encoding="utf-8")


def test_bands_lie_in_each_other_around_their_middle():
    for one in compared():
        low, high = one.band_80
        assert one.band_95[0] <= low <= one.middle <= high <= one.band_95[1]


@pytest.mark.parametrize(
    ("bound", "value", "missed"),
    [
        (Bound.NONE, 0.0, True),
        (Bound.NONE, 1.5, False),
        (Bound.NONE, 9.0, True),
        (Bound.CEILING, 0.0, True),
        (Bound.CEILING, 9.0, False),
        (Bound.FLOOR, 0.0, False),
        (Bound.FLOOR, 9.0, True),
    ],
)
def test_a_figure_outside_what_nearly_all_draws_say_is_missed(bound, value, missed):
    one = compared()[0]
    shifted = replace(one, target=replace(one.target, value=value, bound=bound), band_95=(1.0, 2.0))
    assert shifted.is_missed is missed

"""A dozen follicles: every stage follows the one before, and the words say what is drawn."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from anagen.web.outlook.cycle import (
    DOZEN,
    LAST_WEEK,
    STAGE_WORDS,
    STEP_WEEKS,
    Stage,
    row_in,
    standing,
    week_named,
)
from anagen.web.outlook.follicle_art import drawn, since

WEEKS = range(0, LAST_WEEK + 1, STEP_WEEKS)
NEXT = {
    Stage.GROWING: {Stage.STEPPING_BACK},
    Stage.STEPPING_BACK: {Stage.RESTING},
    Stage.RESTING: {Stage.EMPTY, Stage.GROWING_AGAIN},
    Stage.EMPTY: {Stage.GROWING_AGAIN},
    Stage.GROWING_AGAIN: {Stage.GROWING},
}


@pytest.mark.parametrize("place", range(12))
def test_a_follicle_goes_through_its_stages_in_their_order(place):
    one = DOZEN[place]
    stages = [standing(one, week).stage for week in range(800)]
    for before, after in pairwise(stages):
        assert after is before or after in NEXT[before] or _skipped(before, after)
    assert set(stages) >= {Stage.GROWING, Stage.RESTING, Stage.GROWING_AGAIN}
    assert (Stage.EMPTY in stages) == one.stands_empty


def _skipped(before: Stage, after: Stage) -> bool:
    """Stepping back takes two weeks, so that a week may pass it by."""
    return before is Stage.GROWING and after is Stage.RESTING


def test_the_first_week_shows_every_stage():
    assert {one.stage for one in row_in(0)} == set(Stage)


def test_the_number_of_hairs_changes_with_nothing_done():
    seen = {sum(one.has_hair for one in row_in(week)) for week in WEEKS}
    assert len(seen) >= 3


def test_an_empty_follicle_has_no_hair_and_a_resting_one_has():
    for week in WEEKS:
        for one in row_in(week):
            assert not (one.stage is Stage.EMPTY and one.has_hair)
            assert one.stage is not Stage.RESTING or one.has_hair


def test_a_hair_falls_only_when_its_follicle_has_let_go():
    for week in WEEKS:
        for one in row_in(week):
            assert not one.is_falling or one.stage in (Stage.EMPTY, Stage.GROWING_AGAIN)


def test_every_stage_has_a_drawing_of_its_own_and_words_beside_it():
    arts = {}
    for place, one in enumerate(row_in(0)):
        found = drawn(place + 1, one)
        assert str(STAGE_WORDS[one.stage]) in found.says
        assert not re.search(r"style=|<script|on\w+=|#[0-9a-f]{3}", found.art)
        arts[one.stage] = re.sub(r"[\d.\-]+", "", found.art)
    assert len(set(arts.values())) >= 4


@pytest.mark.parametrize(
    ("word", "week"), [("", 0), ("24", 24), ("25", 24), ("9999", LAST_WEEK), ("-4", 0), ("x", 0)]
)
def test_an_address_names_a_week_or_gets_the_nearest(word, week):
    assert week_named(word) == week


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "for 1 day"), (13, "for 13 days"), (28, "for 4 weeks"), (365, "for 12 months")],
)
def test_time_is_told_in_a_unit_that_fits(days, words):
    assert since(days) == words

"""What an address may ask for, and what it is told where it asks for something else."""

from __future__ import annotations

from itertools import pairwise

import pytest

from anagen.web.outlook.choices import (
    ALLOWED,
    DEPTHS_MM,
    GAPS_DAYS,
    STOPS_MONTHS,
    Choices,
    Kind,
    Minoxidil,
    asked,
)


def test_an_address_that_asks_for_nothing_gets_the_usual():
    found = asked({})
    assert found.choices == Choices()
    assert found.problems == ()


@pytest.mark.parametrize("name", sorted(ALLOWED))
def test_every_word_on_the_form_is_understood(name):
    for word, value in ALLOWED[name].items():
        found = asked({name: word})
        assert getattr(found.choices, name) == value
        assert found.problems == ()


@pytest.mark.parametrize(
    ("name", "word"),
    [("kind", "bald"), ("depth_mm", "3"), ("gap_days", "1"), ("stop_month", "-3"), ("kind", "")],
)
def test_a_word_that_is_none_of_ours_is_named_with_what_was_expected(name, word):
    found = asked({name: word})
    assert found.choices == Choices()
    (problem,) = found.problems
    assert name in problem
    assert repr(word) in problem
    assert next(iter(ALLOWED[name])) in problem


def test_a_slider_moves_by_even_steps_so_that_each_stop_is_one_of_ours():
    for values in (DEPTHS_MM, GAPS_DAYS, STOPS_MONTHS):
        steps = {round(b - a, 6) for a, b in pairwise(values)}
        assert len(steps) == 1


def test_sessions_end_when_everything_is_stopped():
    weeks = Choices(stop_month=3, gap_days=7).session_weeks
    assert weeks[0] == 0
    assert max(weeks) < 13
    assert len(weeks) == 13
    assert Choices(depth_mm=0.0).session_weeks == ()


def test_trials_took_only_scalps_that_thin():
    assert [one for one in Kind if not one.is_thinning] == [Kind.HEALTHY]
    assert Choices(minoxidil=Minoxidil.NONE).goes_on

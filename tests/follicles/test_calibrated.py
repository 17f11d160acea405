"""The packaged draws: what the recipe reads, and what published tables say of them."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import pytest

import anagen.follicles
from anagen.follicles import seasons, targets
from anagen.follicles.calibrated import (
    SHAPE_DAYS,
    draws,
    effect_over_time,
    kept,
    season_draws,
    shapes,
)
from anagen.follicles.calibrating import MEMBERS, SEED, Fitting, sampled
from anagen.follicles.course import UNTREATED
from anagen.follicles.recipe import MINOXIDIL, OPEN, drawn
from anagen.follicles.solve import solved
from anagen.follicles.targets import Bound, Target
from anagen.knowledge.load import load_knowledge


def test_the_file_is_small_and_comes_from_the_recipes_seed():
    file = files(anagen.follicles) / "draws.npz"
    assert len(file.read_bytes()) < 200_000
    assert kept().seed == SEED
    assert kept().places.shape == (MEMBERS, len(OPEN))
    assert kept().season_places.shape == (MEMBERS, len(seasons.OPEN))
    assert len(draws()) == len(season_draws()) == MEMBERS


@pytest.mark.parametrize("k", [0, MEMBERS // 2])
def test_a_kept_draw_says_again_what_the_file_says_it_says(k):
    now = targets.predictions(drawn(kept().places[k]))
    assert now == pytest.approx(kept().predicted[k], rel=0.01, abs=0.05)
    now = seasons.predictions(season_draws()[k])
    assert now == pytest.approx(kept().season_predicted[k], rel=0.01, abs=1)


def test_the_draws_fit_better_than_what_was_known_before():
    """Before any trial, places are standard normal; a few of those are enough to see it."""
    random = np.random.default_rng(2)
    before = np.array(
        [targets.predictions(drawn(random.standard_normal(len(OPEN)))) for _ in range(8)]
    )
    assert targets.fit(kept().predicted).mean() > np.median(targets.fit(before)) + 5
    assert np.abs(kept().places).max() < 5


def test_no_two_draws_are_the_same():
    assert len(np.unique(kept().places, axis=0)) > 0.9 * MEMBERS


def test_every_scalp_can_be_solved_and_holds_every_follicle():
    for draw in draws()[::16]:
        curve = solved(draw.scalp, draw.course(MINOXIDIL, 10, 200), 300)
        assert np.isfinite(curve.mass).all()
        assert curve.empty.min() > 0


def test_shapes_are_1_at_week_24_and_0_at_the_start():
    lines = shapes(400)
    assert lines.shape == (MEMBERS, 400)
    assert lines[:, 168] == pytest.approx(np.ones(MEMBERS), abs=1e-5)
    assert lines[:, 0] == pytest.approx(np.zeros(MEMBERS), abs=1e-4)


def test_a_shape_is_the_effect_of_its_draw():
    days = (28, 84, 250, 364)
    expected = effect_over_time(draws()[3], days)
    assert shapes(400)[3, list(days)] == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize("days", [0, SHAPE_DAYS[-1] + 2])
def test_shapes_of_no_days_or_beyond_what_is_kept_are_refused(days):
    with pytest.raises(ValueError, match="expected 1 to"):
        shapes(days)


@pytest.mark.parametrize(
    "target", [*targets.TARGETS, *targets.SEASON_TARGETS], ids=lambda one: one.name
)
def test_every_target_has_a_source_a_mark_and_room_to_miss(target):
    known = load_knowledge().sources
    assert target.sources
    assert all(one in known for one in target.sources)
    assert target.mark in ("V", "Vw", "R")
    assert target.sd > 0


def test_a_bound_counts_only_on_its_wrong_side():
    low, high = np.array([0.5]), np.array([1.5])
    ceiling, floor = (
        Target("x", "x", 1.0, None, 0.1, "V", (), bound) for bound in (Bound.CEILING, Bound.FLOOR)
    )
    assert ceiling.off_by(low) == 0 < ceiling.off_by(high)
    assert floor.off_by(high) == 0 > floor.off_by(low)


def test_the_sampler_finds_a_posterior_that_is_known(capsys):
    """One coordinate seen with an error as wide as the prior: half way there, half as wide."""
    seen = Target("seen", "seen", 2.0, 1.0, 0.0, "V", ())
    toy = Fitting(2, (seen,), lambda place: place[:1])
    places, predicted = sampled(toy, 200, 60, np.random.default_rng(5))
    assert (predicted == places[:, :1]).all()
    assert places[:, 0].mean() == pytest.approx(1, abs=0.2)
    assert places[:, 0].var() == pytest.approx(0.5, abs=0.15)
    assert places[:, 1].mean() == pytest.approx(0, abs=0.25)
    assert places[:, 1].var() == pytest.approx(1, abs=0.3)
    again, _ = sampled(toy, 200, 60, np.random.default_rng(5))
    assert (again == places).all()


def test_untreated_men_of_the_draws_lose_hair():
    for draw in draws()[::32]:
        line = solved(draw.scalp, UNTREATED, 730).visible_per_cm2
        assert line[-1] < line[0]

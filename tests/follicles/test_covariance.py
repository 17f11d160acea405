"""How far a count may wander with nothing done: against draws, and against itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from anagen.follicles.course import UNTREATED
from anagen.follicles.parameters import AGA, HEALTHY, MINIATURISED, MIXED, Mix, Season, Sojourn
from anagen.follicles.simulate import Run
from anagen.follicles.solve import covariance, solved
from tests.follicles.scalps import MOVING, alone

VISITS = [0, 28, 84, 168, 364]


def change_sd(scalp, visits=(0, 84, 168, 364)):
    table = covariance(scalp, visits)
    return [np.sqrt(table[0, 0] + table[i, i] - 2 * table[0, i]) for i in range(1, len(visits))]


def test_it_is_the_covariance_of_simulated_square_centimetres():
    scalp = alone(MINIATURISED, frailty=0.0)
    per, patches = 226, 800
    run = Run(scalp, UNTREATED, VISITS[-1] + 1, seed=2)
    counts = np.array(
        [
            run.counted(per * patches, range(k * per, (k + 1) * per))
            .flows(scalp)
            .visible.sum(axis=0)[VISITS]
            * per
            for k in range(patches)
        ]
    )
    expected = covariance(scalp, VISITS)
    drawn = np.cov(counts.T)
    scale = np.sqrt(np.outer(np.diag(expected), np.diag(expected)))
    assert np.abs((drawn - expected) / scale).max() < 4.5 / np.sqrt(patches) * np.sqrt(2)


@pytest.mark.parametrize("scalp", [HEALTHY, replace(AGA, frailty=0.5), replace(AGA, mix=MOVING)])
def test_it_is_a_covariance(scalp):
    table = covariance(scalp, VISITS)
    assert (table == table.T).all()
    assert np.linalg.eigvalsh(table).min() > 0
    assert (np.diag(table) < scalp.follicles_per_cm2 / 4).all()


def test_on_one_day_it_is_the_spread_of_seen_or_not():
    scalp = alone(MINIATURISED)
    seen = solved(scalp, UNTREATED, 10).visible_per_cm2[0] / scalp.follicles_per_cm2
    expected = scalp.follicles_per_cm2 * seen * (1 - seen)
    assert covariance(scalp, [0])[0, 0] == pytest.approx(expected, rel=1e-4)


def test_classes_that_never_mix_add_up():
    parts = [
        share * covariance(replace(MIXED, mix=Mix((one,), (1.0,))), VISITS)
        for one, share in zip(MIXED.mix.classes, MIXED.mix.shares, strict=True)
    ]
    assert covariance(MIXED, VISITS) == pytest.approx(sum(parts), rel=1e-6)


def test_moving_between_two_classes_alike_changes_nothing():
    twins = Mix(
        (replace(MINIATURISED, thinner_share=0.3), replace(MINIATURISED, thicker_share=0.2)),
        (0.4, 0.6),
    )
    one = covariance(alone(MINIATURISED), VISITS)
    assert covariance(replace(AGA, mix=twins), VISITS) == pytest.approx(one, rel=1e-5)


def test_far_apart_counts_forget_each_other():
    quick = replace(MINIATURISED, kenogen=Sojourn(60, 1.0), anagen=Sojourn(100, 1.0))
    table = covariance(alone(quick), [0, 2500])
    assert abs(table[0, 1]) < 0.03 * table[0, 0]


def test_the_spread_of_a_change_is_what_was_measured_with_another_solver():
    """Section 6 of the forecasts' dossier: weeks 12, 24 and 52, there for about 3 % more hairs."""
    assert change_sd(replace(HEALTHY, emergence_days=0)) == pytest.approx([2.7, 3.0, 2.8], rel=0.03)
    assert change_sd(replace(AGA, emergence_days=0)) == pytest.approx([7.9, 9.1, 8.1], rel=0.03)


def test_a_season_is_allowed():
    table = covariance(replace(AGA, season=Season(0.4, 180, 0.2, 240)), [0, 90, 180])
    assert np.linalg.eigvalsh(table).min() > 0


@pytest.mark.parametrize("days", [[], [3, 3], [10, 5], [-1, 4], [float("nan")]])
def test_visits_that_do_not_rise_are_refused(days):
    with pytest.raises(ValueError, match="expected rising days"):
        covariance(AGA, days)

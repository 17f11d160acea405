"""The published calibration in small: fewer people, the same laws, wider bands."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom, chi2

from anagen.outlook.model import Target
from anagen.outlook.priors import Belief, Regimen, effect_prior
from bench import outlook_people
from bench.outlook_calibration import (
    DESIGNS,
    PLAIN,
    SCEPTICAL,
    coverage,
    decisions,
    even,
    naive,
)
from bench.outlook_forecasts import told
from bench.outlook_people import Twist, people

NUMBER = 240
COARSE, FINE = DESIGNS[0], DESIGNS[2]


@pytest.fixture(scope="module", autouse=True)
def few_patches():
    """A few long courses of follicles are enough for so few people."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outlook_people, "RUNS", 6)
        outlook_people.patches.cache_clear()
        yield
    outlook_people.patches.cache_clear()


def within(share: float, wanted: float) -> bool:
    """Whether a share of NUMBER people fits what was wanted, but for one time in 10,000."""
    low, high = binom.ppf((5e-5, 1 - 5e-5), NUMBER, wanted) / NUMBER
    return bool(low <= share <= high)


def test_the_place_of_the_truth_is_even_and_intervals_hold_it():
    place = told(people(FINE, NUMBER, PLAIN, 1), PLAIN, 24).place
    for target in Target:
        p, apart = even(place[target])
        assert p >= 1e-4, target
        assert apart <= 1.4, target
        assert within(coverage(place[target], 0.80), 0.80), target
        assert within(coverage(place[target], 0.95), 0.95), target


def test_a_forecast_that_is_too_sure_would_be_caught():
    drawn = people(FINE, NUMBER, PLAIN, 2, Twist(error_times=5.0))
    place = told(drawn, PLAIN, 24).place[Target.EFFECT]
    assert not within(coverage(place, 0.80), 0.80)
    assert even(place)[0] < 1e-4


def test_people_without_any_effect_are_seldom_told_to_go_on():
    drawn = people(COARSE, NUMBER, PLAIN, 3, Twist(effect=0.0))
    for regimen in Regimen:
        for is_woman in (False, True):
            priors = tuple(effect_prior(regimen, is_woman, belief) for belief in Belief)
            said = decisions(drawn, priors, 24)
            assert said.count("continue") <= 0.08 * NUMBER, (regimen, is_woman)
    assert naive(drawn) > 0.2


def test_no_one_is_told_of_an_effect_before_week_24():
    drawn = people(FINE, 50, PLAIN, 4, Twist(effect=60.0))
    assert set(decisions(drawn, (PLAIN, SCEPTICAL), 20)) == {"too_early"}
    assert decisions(drawn, (PLAIN, SCEPTICAL), 24).count("continue") > 40


def test_a_forecast_scores_better_than_no_change_and_than_the_trial_mean():
    drawn = people(COARSE, NUMBER, PLAIN, 5)
    ours = told(drawn, PLAIN, 24, scored=True).score.mean()
    assert ours < 0.7 * np.abs(drawn.effect).mean()
    assert ours < 0.8 * np.abs(drawn.effect - PLAIN.mean).mean()


def test_the_test_of_evenness_knows_even_from_uneven():
    steps = (np.arange(2000) + 0.5) / 2000
    assert even(steps)[0] == pytest.approx(float(chi2.sf(0, 19)))
    assert even(steps)[1] < 0.1
    assert even(steps**2)[0] < 1e-6
    assert even(steps**2)[1] > 1

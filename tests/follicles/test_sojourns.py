"""Tables of phases against the integrals they stand for."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import lognorm

from anagen.follicles.parameters import Law, Sojourn
from anagen.follicles.sojourns import ended, quantiles

PHASES = [Sojourn(900, 0.5), Sojourn(14, 0.2), Sojourn(120, 0.6), Sojourn(60, 1.0)]


@pytest.mark.parametrize("phase", PHASES)
def test_the_table_is_the_integral_of_the_share_that_is_over(phase):
    law = lognorm(phase.sigma, scale=np.exp(phase.mu))
    for x in np.array([0.2, 0.7, 1.0, 1.9, 3.5]) * phase.mean_days:
        exact = quad(law.cdf, 0, x, limit=200)[0]
        assert ended(phase)(np.array([x]))[0] == pytest.approx(exact, abs=2e-5 * phase.mean_days)


@pytest.mark.parametrize("phase", PHASES)
def test_a_phase_met_at_a_random_moment_ends_as_renewal_theory_says(phase):
    """Against draws: U times a length-biased phase."""
    draw = np.random.default_rng(1)
    long = quantiles(phase, 14, length_biased=True)
    rest = np.sort(draw.random(200_000) * draw.choice(long, 200_000))
    x = np.array([0.1, 0.5, 1.0, 2.0]) * phase.mean_days
    share = np.searchsorted(rest, x) / len(rest)
    assert ended(phase).after_equilibrium(x) == pytest.approx(share, abs=0.005)


@pytest.mark.parametrize("phase", [*PHASES, Sojourn(73, 1, Law.EXPONENTIAL)])
def test_quantiles_keep_mean_and_spread(phase):
    days = quantiles(phase, 14)
    assert (np.diff(days) > 0).all()
    assert days.mean() == pytest.approx(phase.mean_days)
    assert days.std() / days.mean() == pytest.approx(phase.cv, rel=0.01)


def test_longer_phases_by_a_factor_are_the_same_table_stretched():
    x = np.linspace(0, 4000, 50)
    double = Sojourn(1800, 0.5)
    assert ended(PHASES[0])(x, 2.0) == pytest.approx(ended(double)(x), abs=0.01)


def test_a_phase_of_no_length_is_over_at_once():
    nothing = Sojourn(0, 0.2)
    assert ended(nothing)(np.array([0.0, 3.0])).tolist() == [0, 3]
    assert not quantiles(nothing, 4).any()

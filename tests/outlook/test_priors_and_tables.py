"""Every figure that is believed beforehand: where it comes from, and that it is still the same."""

from __future__ import annotations

import numpy as np
import pytest

from anagen.evidence.effects import Arm, mean_difference
from anagen.evidence.pool import pooled
from anagen.outlook.cycling import Scalp, cycling
from anagen.outlook.making_tables import cycling_tables, shape_tables
from anagen.outlook.priors import (
    MINOXIDIL_MEAN,
    MINOXIDIL_SE,
    PEI_SE,
    PEI_TAU,
    PERSON_SD,
    Belief,
    Regimen,
    effect_prior,
    untreated_prior,
)
from anagen.outlook.tables import tables
from tests.story import knowledge

EVERY = [(regimen, woman) for regimen in Regimen for woman in (False, True)]


@pytest.mark.parametrize(("regimen", "woman"), EVERY)
def test_every_prior_names_sources_that_we_hold(regimen, woman):
    for belief in Belief:
        prior = effect_prior(regimen, woman, belief)
        assert prior.sources
        assert set(prior.sources) <= knowledge().sources.keys()
    assert set(untreated_prior(woman).sources) <= knowledge().sources.keys()


@pytest.mark.parametrize(("regimen", "woman"), EVERY)
def test_a_sceptic_believes_half_of_the_mean_and_no_narrower_spread(regimen, woman):
    plain, doubted = (effect_prior(regimen, woman, belief) for belief in Belief)
    assert doubted.mean == plain.mean / 2
    assert doubted.sd == plain.sd


@pytest.mark.parametrize("woman", [False, True])
def test_where_no_figure_fits_the_prior_is_wider_and_says_so(woman):
    known = effect_prior(Regimen.NEEDLING_ON_MINOXIDIL, False, Belief.PLAIN)
    alone = effect_prior(Regimen.NEEDLING, woman, Belief.PLAIN)
    assert alone.sd > known.sd
    assert alone.mean == 0.0
    assert "no trial" in alone.says
    women = effect_prior(Regimen.NEEDLING_ON_MINOXIDIL, True, Belief.PLAIN)
    assert women.sd > known.sd
    assert "no counts of women" in women.says
    assert untreated_prior(True).drift_sd > untreated_prior(False).drift_sd
    assert "no long course of untreated women" in untreated_prior(True).says


def test_the_minoxidil_figure_is_the_pool_of_the_three_trials():
    trials = {
        "olsen_2002": (Arm(139, 18.6, 25.4), Arm(78, 3.9, 21.7)),
        "olsen_2007": (Arm(180, 20.9, 22.5), Arm(172, 4.7, 19.7)),
        "lucky_2004": (Arm(101, 26.0, 19.5), Arm(51, 9.4, 14.6)),
    }
    effects = [mean_difference(*arms) for arms in trials.values()]
    found = pooled(effects, knapp_hartung=False)
    assert found.effect == pytest.approx(MINOXIDIL_MEAN, abs=0.01)
    assert found.se == pytest.approx(MINOXIDIL_SE, abs=0.01)
    assert set(trials) <= set(effect_prior(Regimen.MINOXIDIL, False, Belief.PLAIN).sources)


def test_the_error_of_the_needling_pool_is_that_of_its_interval():
    assert pytest.approx(PEI_SE, abs=0.001) == (18.16 - 8.55) / 2 / 1.96
    assert 0 < PEI_TAU < 13


def test_the_spread_between_people_keeps_its_mean_square():
    prior = effect_prior(Regimen.MINOXIDIL, False, Belief.PLAIN)
    assert (prior.person_sds**2).mean() == pytest.approx(PERSON_SD**2)


def test_the_tables_are_those_of_the_follicle_model():
    """When this fails: `python -m anagen.outlook.making_tables` makes them anew."""
    for name, numbers in (cycling_tables() | shape_tables()).items():
        assert tables()[name] == pytest.approx(np.array(numbers), abs=2e-6), name


def test_thinner_scalps_cycle_more_and_the_noise_is_as_large_as_published():
    spreads = [cycling(scalp).change_sd(180, 168) for scalp in Scalp]
    assert spreads == sorted(spreads)
    assert spreads[-1] == pytest.approx(9.1, abs=1.5)


def test_cycling_between_visits_is_a_covariance():
    days = np.array([-30.0, 0, 1, 50, 168, 336, 3000])
    for scalp in Scalp:
        found = cycling(scalp).covariance(days)
        assert np.linalg.eigvalsh(found).min() > -1e-9
        assert found == pytest.approx(found.T)

"""Bayes by a grid, held against plain integration; lines through effects, and their cautions."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import integrate, stats

from anagen.evidence.bayes import plain_scale, posterior
from anagen.evidence.effects import Effect
from anagen.evidence.heterogeneity import Method
from anagen.evidence.pool import arrays, pooled
from anagen.evidence.regression import regression
from anagen.evidence.small_studies import small_studies
from anagen.evidence.terms import FigureUnit
from anagen.records.mistakes import Mistake


def studies(*pairs, unit=FigureUnit.SD):
    return [Effect(f"{place}", y, se, unit) for place, (y, se) in enumerate(pairs)]


FEW = studies((0.43, 0.21), (0.77, 0.33), (1.4, 0.3))
TEN = studies(*((0.1 * place, 0.1 + 0.05 * (place * 7 % 10)) for place in range(10)))


def by_integration(effects, scale, what, cut=0.3):
    """The posterior mean of `what(mean, sd, tau)`, integrated over tau up to a cut and beyond."""
    y, v = arrays(effects)

    def density(tau):
        w = 1 / (v + tau * tau)
        mean = w @ y / w.sum()
        like = np.sqrt(np.prod(w) / w.sum()) * math.exp(-0.5 * float(w @ (y - mean) ** 2))
        return like * math.exp(-0.5 * (tau / scale) ** 2), mean, 1 / math.sqrt(w.sum())

    def integral(of):
        return sum(
            integrate.quad(lambda tau: of(tau, *density(tau)), *ends, limit=200)[0]
            for ends in ((0, cut), (cut, 10 * scale))
        )

    whole = integral(lambda tau, weight, mean, sd: weight)
    return integral(lambda tau, weight, mean, sd: weight * what(mean, sd, tau)) / whole


@pytest.mark.parametrize("scale", [0.1, 0.5, 5.0])
def test_the_grid_agrees_with_integration(scale):
    found = posterior(FEW, scale)
    assert found.effect == pytest.approx(by_integration(FEW, scale, lambda m, s, t: m), abs=1e-7)
    assert found.tau_mean == pytest.approx(by_integration(FEW, scale, lambda m, s, t: t), abs=1e-7)
    for ends, wide in ((found.ci, 0), (found.prediction, 1)):
        for end, share in zip(ends, (0.025, 0.975), strict=True):
            below = by_integration(
                FEW, scale, lambda m, s, t, end=end, wide=wide: stats.norm.cdf(
                    end, m, math.hypot(s, wide * t)
                )
            )  # fmt: skip
            assert below == pytest.approx(share, abs=1e-6)
    for end, share in zip((*found.tau_ci, found.tau), (0.025, 0.975, 0.5), strict=True):
        below = by_integration(FEW, scale, lambda m, s, t, end=end: float(t <= end), end)
        assert below == pytest.approx(share, abs=2e-3)


def test_without_room_for_tau_bayes_is_the_fixed_effect():
    found, fixed = posterior(FEW, 1e-6), pooled(FEW, Method.FIXED)
    assert found.effect == pytest.approx(fixed.effect, abs=1e-6)
    assert found.sd == pytest.approx(fixed.se, abs=1e-6)
    assert found.ci == pytest.approx(fixed.ci, abs=1e-5)


def test_a_wider_prior_never_narrows_what_the_next_trial_may_show():
    widths = [np.ptp(posterior(FEW, scale).prediction) for scale in (0.1, 0.5, 2.0)]
    assert widths == sorted(widths)


def test_chances_are_those_of_a_symmetric_case():
    found = posterior(studies((-1.0, 0.5), (1.0, 0.5)), 1.0)
    assert (found.p_positive, found.p_next_positive) == pytest.approx((0.5, 0.5))
    assert found.effect == pytest.approx(0.0, abs=1e-12)


def test_the_scale_of_tau_depends_on_the_unit_unless_it_is_said():
    assert plain_scale(FEW) == posterior(FEW).tau_scale == 0.5
    hairs = studies((14.7, 3.0), (16.2, 3.0), unit=FigureUnit.PER_CM2)
    assert plain_scale(hairs) == pytest.approx(6.0)
    for scale in (0.0, -1.0, math.nan):
        with pytest.raises(Mistake, match="above 0"):
            posterior(FEW, scale)


@pytest.mark.parametrize("method", Method)
def test_a_line_that_is_there_is_found(method):
    x = [0.3, 0.5, 0.6, 1.0, 1.2, 1.5]
    found = regression(studies(*((1 + 2 * one, 0.01) for one in x)), x, method)
    assert (found.intercept, found.slope) == pytest.approx((1.0, 2.0))
    assert (found.tau2, found.is_few) == (0.0, True)
    assert found.p < 1e-6


def test_bands_are_narrowest_in_the_middle_and_wider_for_a_new_trial():
    x = list(range(10))
    effects = studies(*((math.sin(one), 0.3) for one in x))
    found = regression(effects, x)
    band = found.band([0.0, 4.5, 9.0])
    ci, ahead = ([np.ptp(ends) for ends in one] for one in (band.ci, band.prediction))
    assert ci[1] < min(ci[0], ci[2])
    assert all(wide > narrow for wide, narrow in zip(ahead, ci, strict=True))
    assert not found.is_few


def test_a_calendar_year_is_as_good_a_moderator_as_years_since():
    x = [2002.0, 2004.0, 2007.0, 2013.0]
    effects = studies((1.0, 0.2), (1.4, 0.3), (1.1, 0.2), (2.0, 0.4))
    years, since = regression(effects, x), regression(effects, [one - 2000 for one in x])
    assert years.slope == pytest.approx(since.slope)
    assert years.band([2010]).ci[0] == pytest.approx(since.band([10]).ci[0])


@pytest.mark.parametrize("x", [[], [1.0, 2.0], [1.0] * 3, [1.0, 2.0, math.nan], [0, 1e300, 1]])
def test_a_moderator_that_tells_nothing_is_refused(x):
    with pytest.raises(Mistake, match="moderator"):
        regression(FEW, x)


def test_small_trials_with_larger_effects_are_seen():
    lopsided = studies(*((1 + 3 * se, se) for se in np.linspace(0.1, 1, 12)))
    found = small_studies([*lopsided[:6], Effect("x", 1.3, 0.12, FigureUnit.SD), *lopsided[6:]])
    assert found.bias == pytest.approx(3, abs=0.5)
    assert found.limit == pytest.approx(1, abs=0.1)
    assert found.bias_p < 0.001
    assert found.rank_p < 0.001


def test_fewer_than_ten_studies_come_with_a_caution():
    assert "3 studies are too few" in small_studies(FEW).caution
    assert small_studies(TEN).caution == ""


@pytest.mark.parametrize(
    "effects",
    [
        FEW[:2],
        studies((1.0, 0.2), (2.0, 0.2), (3.0, 0.2)),
        studies((0.0, 0.1), (0.0, 0.2), (0.0, 0.4)),
    ],
)
def test_nothing_is_said_of_small_studies_where_nothing_can_be(effects):
    with pytest.raises(Mistake, match="small studies"):
        small_studies(effects)

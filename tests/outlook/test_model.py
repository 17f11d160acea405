"""The closed form: equal to regression, indifferent to order, wider where less is known."""

from __future__ import annotations

import time
from dataclasses import replace
from statistics import median

import numpy as np
import pytest
from scipy.special import chdtri, ndtr
from scipy.stats import norm

from anagen.outlook.cycling import Scalp, cycling
from anagen.outlook.mixture import Mixture
from anagen.outlook.model import Beliefs, Target, model
from anagen.outlook.normal import chi_square_edges, normal_share
from anagen.outlook.priors import MEN_UNTREATED, Belief, Regimen, effect_prior
from anagen.outlook.schedule import WEEKS_A_YEAR, even_schedule
from anagen.outlook.shapes import shapes
from anagen.outlook.technical import Technical

WEEKS = np.array([0.0, 4, 8, 12, 16, 20, 24])
COUNTS = np.array([180.0, 176, 179, 185, 186, 192, 197])
BELIEFS = Beliefs(
    effect_prior(Regimen.NEEDLING_ON_MINOXIDIL, False, Belief.PLAIN), MEN_UNTREATED, Technical()
)


def effect(counts=COUNTS, beliefs=BELIEFS, **parts) -> Mixture:
    schedule = replace(even_schedule(WEEKS, 5.0, 180.0), **parts)
    return model(schedule, beliefs, 36.0).updated(counts).of(Target.EFFECT)


def test_each_part_equals_regression_on_the_start_the_drift_the_season_and_the_effect():
    """The same posterior by the other road: over coefficients instead of over counts."""
    schedule, prior = even_schedule(WEEKS, 5.0, 180.0), BELIEFS.effect
    bank = shapes(WEEKS)
    found = effect()
    part = 0  # the first shape with the first error and the first spread between people
    phase = schedule.phase(WEEKS)
    rows = np.column_stack(
        (np.ones(7), WEEKS / WEEKS_A_YEAR, np.cos(phase), np.sin(phase), bank[part])
    )
    mean = np.array([180, -0.05 * 180, 0, 0, prior.mean])
    spread = np.array([40, 0.03 * 180, 0.02 * 180, 0.02 * 180, prior.sds[0]])
    noise = 180 * cycling(Scalp.AGA).covariance(7 * WEEKS)
    noise += np.diag((BELIEFS.technical.sizes[0] * schedule.error) ** 2)
    inverse = np.linalg.inv(noise)
    covariance = np.linalg.inv(rows.T @ inverse @ rows + np.diag(spread**-2.0))
    expected = covariance @ (rows.T @ inverse @ COUNTS + mean / spread**2)
    assert found.means[0, part] == pytest.approx(expected[-1], abs=1e-6)
    assert found.sd[part] == pytest.approx(covariance[-1, -1] ** 0.5, abs=1e-6)


def test_the_order_in_which_counts_are_told_changes_nothing():
    order = np.array([3, 1, 6, 0, 5, 2, 4])
    schedule = even_schedule(WEEKS, 5.0, 180.0)
    turned = replace(schedule, weeks=WEEKS[order])
    found = model(turned, BELIEFS, 36.0).updated(COUNTS[order]).of(Target.EFFECT)
    assert found.mean == pytest.approx(effect().mean)


def test_people_updated_together_get_what_each_gets_alone():
    ready = model(even_schedule(WEEKS, 5.0, 180.0), BELIEFS, 36.0)
    together = ready.updated(np.stack((COUNTS, COUNTS[::-1]))).of(Target.EFFECT)
    alone = [ready.updated(one).of(Target.EFFECT).mean[0] for one in (COUNTS, COUNTS[::-1])]
    assert together.mean == pytest.approx(alone)


def test_four_spots_with_the_same_counts_equal_their_mean():
    one = even_schedule(WEEKS, 5.0, 180.0, spots=4)
    four = replace(
        one,
        weeks=np.tile(WEEKS, 4),
        spot=np.repeat(np.arange(4), 7),
        is_treated=np.ones(28, np.bool_),
        error=np.full(28, 10.0),
        area_cm2=np.ones(28),
    )
    loose = replace(MEN_UNTREATED, start_sd_per_cm2=4000.0)
    beliefs = replace(BELIEFS, untreated=loose)
    by_mean = model(one, beliefs, 36.0).updated(COUNTS).of(Target.EFFECT)
    by_spot = model(four, beliefs, 36.0).updated(np.tile(COUNTS, 4)).of(Target.EFFECT)
    assert by_spot.mean == pytest.approx(by_mean.mean, abs=0.15)
    assert by_spot.sd.mean() == pytest.approx(by_mean.sd.mean(), rel=0.01)


@pytest.mark.parametrize("error", [(1.0, 3.0), (3.0, 9.0), (9.0, 30.0)])
def test_a_larger_error_leaves_more_unknown(error):
    small, large = (effect(error=np.full(7, one)) for one in error)
    assert (large.sd > small.sd).all()


def test_leaving_cycling_out_would_promise_too_much():
    calm = effect(scalp=Scalp.HEALTHY)
    assert (effect(scalp=Scalp.AGA).sd > calm.sd).all()


def test_higher_counts_late_raise_the_effect_and_lower_ones_lower_it():
    late = np.where(WEEKS >= 16, 12.0, 0.0)
    up, same, down = (effect(COUNTS + sign * late).mean[0] for sign in (1, 0, -1))
    assert up > same > down


def test_counts_that_rise_before_the_start_are_no_effect():
    weeks = np.array([-24.0, -16, -8, 0, 8, 16, 24])
    ready = model(even_schedule(weeks, 3.0, 150.0), BELIEFS, 36.0)
    before, after = (150.0 + 15 * (weeks > edge) for edge in (-20, 4))
    found = [ready.updated(counts).of(Target.EFFECT).mean[0] for counts in (before, after)]
    assert found[0] < found[1] - 5


def test_with_nothing_counted_after_the_start_the_prior_stands():
    weeks = np.array([-16.0, -8, 0])
    found = model(even_schedule(weeks, 3.0, 150.0), BELIEFS, 24.0).updated(np.full(3, 150.0))
    assert found.of(Target.EFFECT).mean[0] == pytest.approx(BELIEFS.effect.mean, abs=0.01)
    assert found.of(Target.EFFECT).variance[0] ** 0.5 == pytest.approx(BELIEFS.effect.sd, abs=0.01)


def test_the_next_count_is_the_untreated_one_and_the_effect():
    found = model(even_schedule(WEEKS, 5.0, 180.0), BELIEFS, 24.0).updated(COUNTS)
    apart = found.of(Target.NEXT_COUNT).mean - found.of(Target.UNTREATED).mean
    assert apart == pytest.approx(found.of(Target.EFFECT).mean)


def test_an_update_takes_less_than_ten_milliseconds_of_work():
    ready = model(even_schedule(WEEKS, 5.0, 180.0), BELIEFS, 36.0)
    taken = []
    for _ in range(9):
        begun = time.process_time()
        ready.updated(COUNTS).of(Target.EFFECT).chance_above(10.0)
        taken.append(time.process_time() - begun)
    assert median(taken) <= 0.010


def test_every_shape_is_nothing_before_the_start_and_one_at_week_24():
    bank = shapes(np.array([-20.0, 0.0, 24.0]))
    assert bank[:, :2] == pytest.approx(0.0)
    assert bank[:, 2] == pytest.approx(1.0)


def test_our_normal_and_chi_square_are_those_of_scipy():
    edges = np.linspace(-9, 9, 200)
    assert normal_share(edges) == pytest.approx(ndtr(edges), abs=1e-7)
    shares = (0.1, 0.3, 0.5, 0.7, 0.9)
    for freedom in (4, 7, 40):
        exact = chdtri(freedom, 1 - np.array(shares))
        assert chi_square_edges(shares, freedom) == pytest.approx(exact, rel=0.01)


def test_a_mixture_of_one_part_is_a_normal():
    one = Mixture(np.ones((1, 1)), np.array([[3.0]]), np.array([2.0]))
    assert one.chance_below(4.0) == pytest.approx(norm.cdf(0.5), abs=1e-6)
    assert one.chance_above(4.0) == pytest.approx(norm.sf(0.5), abs=1e-6)
    assert one.interval(0.80) == pytest.approx((3 - 2 * 1.28155, 3 + 2 * 1.28155), abs=1e-4)


def test_quantiles_undo_chances():
    found = effect()
    for share in (0.025, 0.1, 0.5, 0.9, 0.975):
        assert found.chance_below(found.quantile(share)) == pytest.approx(share, abs=1e-6)


def test_repeats_tell_the_error_and_few_repeats_leave_heavy_tails():
    few, some, many = (np.ptp(np.log(Technical(4.0 * n, n).sizes)) for n in (2, 20, 200))
    assert [round(Technical(4.0 * n, n).size, 1) for n in (2, 20, 200)] == [1.4, 1.9, 2.0]
    assert few > some > many

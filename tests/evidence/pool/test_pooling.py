"""Laws of pooling, and the pool of minoxidil trials that anybody can work out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from anagen.evidence.arms import Arm
from anagen.evidence.effects import Effect, mean_difference
from anagen.evidence.heterogeneity import Method, cochran_q, tau2_at, tau2_interval, tau2_of
from anagen.evidence.pool import arrays, leave_one_out, pooled
from anagen.evidence.terms import FigureUnit
from anagen.records.mistakes import Mistake

RANDOM = (Method.DERSIMONIAN_LAIRD, Method.PAULE_MANDEL, Method.REML)
PLACEBO = {
    "Olsen 2002": (Arm(139, 18.6, 25.4), Arm(78, 3.9, 21.7)),
    "Olsen 2007": (Arm(180, 20.9, 22.5), Arm(172, 4.7, 19.7)),
    "Lucky 2004": (Arm(101, 26.0, 19.5), Arm(51, 9.4, 14.6)),
}
MINOXIDIL = [mean_difference(*arms, name, FigureUnit.PER_CM2) for name, arms in PLACEBO.items()]
EFFECTS = st.lists(
    st.builds(
        lambda effect, se: Effect("a", effect, se, FigureUnit.SD),
        st.floats(-20, 20),
        st.floats(0.05, 5),
    ),
    min_size=2,
    max_size=15,
)


def studies(*pairs):
    return [Effect(f"{place}", y, se, FigureUnit.SD) for place, (y, se) in enumerate(pairs)]


APART = studies((0.1, 0.1), (1.0, 0.2), (3.0, 0.3), (-1.0, 0.4))


def test_three_trials_of_minoxidil_come_to_sixteen_hairs():
    found = pooled(MINOXIDIL, knapp_hartung=False)
    assert (round(found.effect, 2), round(found.se, 2)) == (15.98, 1.55)
    assert (round(found.q, 2), found.tau2, found.i2) == (0.21, 0.0, 0.0)
    for method in Method:
        assert pooled(MINOXIDIL, method).effect == pytest.approx(found.effect)


def test_men_alone_come_to_what_was_worked_out_for_them():
    found = pooled(MINOXIDIL[:2], Method.FIXED)
    printed = (found.effect, *found.ci, found.q)
    assert [round(one, 2) for one in printed] == [15.72, 12.08, 19.35, 0.14]


def test_trials_that_agree_by_luck_do_not_narrow_the_interval():
    plain, adjusted = pooled(MINOXIDIL, knapp_hartung=False), pooled(MINOXIDIL)
    assert adjusted.inflation == 1.0
    assert adjusted.ci[0] < plain.ci[0] < plain.ci[1] < adjusted.ci[1]


@settings(deadline=None)
@given(EFFECTS, st.sampled_from(Method), st.booleans())
def test_the_pool_lies_among_its_studies_and_predicts_wider_than_it_knows(effects, method, adjust):
    found = pooled(effects, method, adjust)
    ends = [one.effect for one in effects]
    assert min(ends) - 1e-9 <= found.effect <= max(ends) + 1e-9
    assert sum(found.weights) == pytest.approx(100)
    assert found.tau2 >= 0
    assert 0 <= found.i2 <= 100
    if method is Method.FIXED:
        assert found.prediction is None
    else:
        assert found.prediction[0] <= found.ci[0] <= found.ci[1] <= found.prediction[1]


@settings(deadline=None)
@given(EFFECTS, st.sampled_from(Method))
def test_the_order_of_studies_says_nothing(effects, method):
    assert pooled(effects[::-1], method).effect == pytest.approx(pooled(effects, method).effect)


@settings(deadline=None)
@given(EFFECTS, st.sampled_from(Method), st.sampled_from([1 / 6.4516, 1000.0]))
def test_another_unit_changes_the_unit_alone(effects, method, factor):
    there = pooled(effects, method)
    scaled = [replace(one, effect=one.effect * factor, se=one.se * factor) for one in effects]
    here = pooled(scaled, method)
    assert here.effect == pytest.approx(there.effect * factor, rel=1e-6, abs=1e-9)
    assert here.se == pytest.approx(there.se * factor, rel=1e-6)
    assert here.i2 == pytest.approx(there.i2, abs=1e-4)


@pytest.mark.parametrize("method", RANDOM)
def test_trials_far_apart_are_not_called_alike(method):
    found = pooled(APART, method)
    assert found.tau2 > 1
    assert found.i2 > 90
    assert found.inflation >= 1


def test_reml_stands_where_the_restricted_likelihood_is_highest():
    y, v = arrays(APART)

    def lost(tau2):
        w = 1 / (v + tau2)
        mean = w @ y / w.sum()
        return 0.5 * (np.log(w.sum()) - np.log(w).sum() + w @ (y - mean) ** 2)

    best = optimize.minimize_scalar(lost, bounds=(0, 50), options={"xatol": 1e-10})
    assert tau2_of(y, v, Method.REML) == pytest.approx(best.x, abs=1e-5)


def test_paule_and_mandel_leave_as_much_spread_as_chance_would():
    y, v = arrays(APART)
    assert cochran_q(y, v + tau2_of(y, v, Method.PAULE_MANDEL)) == pytest.approx(len(y) - 1)


def test_the_interval_of_tau2_is_where_q_leaves_its_quantiles():
    y, v = arrays(APART)
    low, high = tau2_interval(y, v)
    assert low < tau2_of(y, v, Method.PAULE_MANDEL) < high
    assert [round(cochran_q(y, v + one), 3) for one in (low, high)] == [9.348, 0.216]


def test_trials_that_agree_better_than_chance_have_no_tau2_at_all():
    y, v = arrays(studies((1.0, 1.0), (1.0, 1.0), (1.0, 1.0)))
    assert tau2_interval(y, v) == (0.0, 0.0)
    assert tau2_at(y, v, 2.0) == 0.0


def test_leaving_one_out_leaves_the_others():
    found = list(leave_one_out(APART))
    assert [left_out.study for left_out, _ in found] == ["0", "1", "2", "3"]
    assert found[2][1] == pooled([*APART[:2], APART[3]])
    with pytest.raises(Mistake, match="3 studies"):
        list(leave_one_out(APART[:2]))


def test_p_values_follow_the_interval():
    none, some = pooled(studies((0.1, 1.0), (-0.1, 1.0))), pooled(studies((3.0, 0.1), (3.1, 0.1)))
    assert none.p > 0.9
    assert none.q_p > 0.8
    assert some.p < 0.05
    assert pooled(APART).q_p < 1e-6


def test_two_trials_are_predicted_with_one_degree_of_freedom():
    found = pooled(APART[:2])
    assert found.prediction_df == 1
    assert found.prediction == found.predicted(1)


@pytest.mark.parametrize(
    ("effects", "said"),
    [
        ([], "no study"),
        (APART[:1], "one study"),
        ([APART[0], replace(APART[1], unit=FigureUnit.PER_CM2)], "per_cm2 and sd"),
        (studies((1.0, 1e-4), (1.0, 1e4)), "another unit"),
    ],
)
def test_what_cannot_be_pooled_is_refused(effects, said):
    with pytest.raises(Mistake, match=said):
        pooled(effects)

"""Power: the simulation and the formula agree, and what must not help never helps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anagen.cli.power import MIXES
from anagen.follicles.parameters import NAMED
from anagen.outlook.trial.closed import formula_power, formula_size
from anagen.outlook.trial.cycling import with_cycling
from anagen.outlook.trial.design import Design, Plan
from anagen.outlook.trial.drawing import Stream, drawn
from anagen.outlook.trial.heads import Heads
from anagen.outlook.trial.power import Runs, power, size
from anagen.outlook.trial.spread import covariance
from anagen.records.mistakes import Mistake

SPLIT, STAGED = Design.SPLIT_SCALP, Design.STAGED_START
RUNS = Runs(2000, 7)
#: What 2,000 runs may be off by, five times in a million.
CHANCE = 4.5 * np.sqrt(0.25 / RUNS.count)
PLANS = [
    Plan(),
    Plan(dropout=0.2),
    Plan(recruit_weeks=52),
    Plan(recruit_weeks=26, is_season_adjusted=False),
    Plan(clinics=5, clinic_icc=0.1),
    Plan(design=SPLIT, spill=0.2),
    Plan(design=STAGED),
    Plan(design=STAGED, groups=3, dropout=0.1),
]


@pytest.mark.parametrize(
    ("effect", "sd", "n"), [(13, 22, 45), (13, 12, 14), (6.5, 22, 180), (6.5, 12, 54)]
)
def test_the_textbook_sizes_come_out(effect, sd, n):
    assert formula_size(Plan(), Heads.published(effect, sd), 0.8) == n


@pytest.mark.parametrize("plan", PLANS, ids=str)
def test_simulation_and_formula_agree(plan):
    at = power(plan, Heads(sites=2), 24, RUNS)
    assert abs(at.power - at.formula) < CHANCE + 0.02
    assert at.monte_carlo_se == pytest.approx(np.sqrt(at.power * (1 - at.power) / RUNS.count))


@pytest.mark.parametrize("plan", PLANS, ids=str)
def test_no_effect_is_seen_no_more_often_than_alpha_allows(plan):
    at = power(plan, Heads(effect=0, effect_sd=0), 16, RUNS)
    assert at.power < plan.alpha + 4.5 * np.sqrt(plan.alpha / RUNS.count) + 0.01


@pytest.mark.parametrize("plan", PLANS, ids=str)
def test_the_estimate_is_the_effect(plan):
    spilled = plan.spill if plan.design is SPLIT else 0
    heads = Heads(effect=20, effect_sd=5)
    at = power(plan, heads, 30, RUNS)
    assert at.mean_estimate == pytest.approx(20 * (1 - spilled), abs=0.6)


@pytest.mark.parametrize("plan", PLANS[:2] + PLANS[5:], ids=str)
@pytest.mark.parametrize("arm", [0, 1])
def test_heads_are_drawn_with_the_spread_that_the_formula_knows(plan, arm):
    plan = replace(plan, dropout=0.0)
    heads = with_cycling(Heads(images=2, sites=3, icc=0.4), plan, "aga")
    here = drawn(plan, heads, 0 if plan.design is SPLIT else arm, 200, Stream(3, 0, 100))
    counts = here.counts[:, :, arm if plan.design is SPLIT else 0].reshape(20_000, -1)
    known = covariance(plan, heads, arm)
    assert np.cov(counts.T) == pytest.approx(known, rel=0.05, abs=0.02 * known[0, 0])


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(PLANS), st.floats(0.01, 0.6))
def test_people_who_leave_never_raise_the_power(plan, more):
    fewer = replace(plan, dropout=plan.dropout + (0.9 - plan.dropout) * more)
    heads, runs = Heads(sites=2), Runs(300, 5)
    assert formula_power(fewer, heads, 24) <= formula_power(plan, heads, 24) + 1e-9
    assert power(fewer, heads, 24, runs).power <= power(plan, heads, 24, runs).power + 0.1


@given(st.floats(2, 30), st.floats(1, 40), st.floats(0.5, 0.95))
def test_a_smaller_effect_never_takes_fewer_people(effect, sd, wanted):
    sizes = [formula_size(Plan(), Heads.published(e, sd), wanted) for e in (effect, effect / 2)]
    assert sizes[0] is not None
    assert sizes[1] is None or sizes[0] <= sizes[1]


@given(st.floats(0, 0.9), st.floats(0, 0.9))
def test_sites_that_are_more_alike_never_help_a_parallel_trial(one, other):
    low, high = sorted((one, other))
    powers = [formula_power(Plan(), Heads(sites=4, icc=icc), 20) for icc in (low, high)]
    assert powers[0] >= powers[1] - 1e-9


@given(st.floats(0, 0.5), st.floats(0, 0.5))
def test_clinics_that_differ_more_never_help(one, other):
    low, high = sorted((one, other))
    powers = [formula_power(Plan(clinics=6, clinic_icc=i), Heads(), 40) for i in (low, high)]
    assert powers[0] >= powers[1] - 1e-9


@given(st.sampled_from(PLANS), st.floats(0, 0.9))
def test_a_formula_asks_for_those_who_leave(plan, dropout):
    staying, all_of = (formula_size(replace(plan, dropout=d), Heads(), 0.6) for d in (0, dropout))
    assert 0 <= all_of * (1 - dropout) - (staying - 1) <= 2


def test_three_groups_of_six_see_no_more_than_they_say():
    plan = Plan(design=STAGED, groups=3)
    assert power(plan, Heads(effect=0, effect_sd=0), 6, RUNS).power < 0.075


def test_arms_start_on_the_same_days_when_they_are_balanced_by_them():
    for is_adjusted in (True, False):
        plan = Plan(recruit_weeks=40, is_season_adjusted=is_adjusted)
        one, other = (drawn(plan, Heads(), arm, 20, Stream(1, 0, 3)).season for arm in (0, 1))
        assert (one == other).all() == is_adjusted


def test_a_size_reaches_its_power_and_one_less_does_not():
    heads = Heads.published(13, 14)
    found = size(Plan(dropout=0.1), heads, 0.8, RUNS)
    assert found.at.power >= 0.8 > power(Plan(dropout=0.1), heads, found.at.n - 1, RUNS).power
    assert found.low <= found.at.n <= found.high
    assert abs(found.at.n - found.formula) <= 3


def test_the_same_seed_gives_the_same_answer_and_another_does_not():
    heads = Heads()
    assert power(Plan(), heads, 20, RUNS) == power(Plan(), heads, 20, RUNS)
    assert power(Plan(), heads, 20, RUNS) != power(Plan(), heads, 20, Runs(2000, 8))


@pytest.mark.parametrize("plan", [Plan(), Plan(clinics=3, clinic_icc=0.2), Plan(design=SPLIT)])
def test_a_larger_trial_begins_with_the_same_heads(plan):
    few, many = (drawn(plan, Heads(), 0, n, Stream(4, 2, 5)) for n in (30, 150))
    assert (many.first(30).counts == few.counts).all()
    assert (many.first(30).stays == few.stays).all()


def test_a_split_scalp_takes_fewer_people_than_two_arms():
    heads = Heads(effect=10, effect_sd=3)
    assert formula_size(Plan(design=SPLIT), heads, 0.8) < formula_size(Plan(), heads, 0.8)


def test_seasons_that_nobody_looks_at_cost_power():
    heads = Heads(season=0.08)
    blind = formula_power(Plan(recruit_weeks=52, is_season_adjusted=False), heads, 30)
    assert blind < formula_power(Plan(recruit_weeks=52), heads, 30) - 0.05


def test_thinning_scalp_is_noisier_than_healthy_scalp():
    powers = [
        formula_power(Plan(), with_cycling(Heads(), Plan(), mix), 30)
        for mix in ("healthy", "mixed", "aga")
    ]
    assert powers == sorted(powers, reverse=True)
    assert set(MIXES) == set(NAMED)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Plan(dropout=1.0), "dropout"),
        (lambda: Plan(dropout=-0.1), "dropout"),
        (lambda: Plan(alpha=0), "alpha"),
        (lambda: Plan(weeks=float("nan")), "weeks"),
        (lambda: Plan(groups=1), "groups"),
        (lambda: Plan(clinics=1), "clinics"),
        (lambda: Plan(design=SPLIT, clinics=4), "split-scalp"),
        (lambda: Heads.published(13, 0), "sd"),
        (lambda: Heads(sites=0), "sites"),
        (lambda: Heads(icc=1), "icc"),
        (lambda: power(Plan(), Heads(), 1, RUNS), "n: found 1"),
        (lambda: size(Plan(), Heads(effect=0), 0.8, RUNS), "larger effect"),
        (lambda: size(Plan(), Heads(), 1.0, RUNS), "power"),
        (lambda: size(Plan(clinics=2, clinic_icc=0.4), Heads(), 0.9, RUNS), "more clinics"),
        (lambda: Runs(1), "runs"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_line(make, says):
    with pytest.raises(Mistake, match=says) as refused:
        make()
    assert "\n" not in str(refused.value)


def test_clinics_too_few_for_any_number_of_people_have_no_formula():
    assert formula_size(Plan(clinics=2, clinic_icc=0.4), Heads(), 0.9) is None


def test_nobody_left_is_never_a_success():
    at = power(Plan(dropout=0.99), Heads(), 2, RUNS)
    assert at.power < 0.02

"""Our own analysis: exact where arithmetic is known, and honest about those who left."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anagen.outlook.trial.design import Design
from anagen.outlook.trial.estimating import Row, by_stratum, filled, mixed, primary
from anagen.outlook.trial.protocol import EXAMPLE, Covariate, Missing, Model, protocol_of
from anagen.records.mistakes import Mistake

ANCOVA = protocol_of(EXAMPLE)
CHANGE = replace(ANCOVA, model=Model.CHANGE, covariates=())
SPLIT = replace(ANCOVA, design=Design.SPLIT_SCALP, compared=("left", "right"))


def rows(seed=1, people=40, gain=12.0, left=0.0, split=False):
    rng = np.random.default_rng(seed)
    found = []
    for i in range(people):
        level = rng.normal(180, 30)
        for treated in (True, False) if split else (bool(i % 2),):
            base = level + rng.normal(0, 6)
            value = level + gain * treated + rng.normal(0, 6)
            gone = rng.random() < left
            found.append(Row(f"P{i}", f"s{i % 3}", "all", treated, base, None if gone else value))
    return found


@pytest.mark.parametrize("plan", [ANCOVA, CHANGE, SPLIT], ids=lambda plan: plan.model.value)
def test_the_planned_analysis_finds_what_is_there(plan):
    split = plan is SPLIT
    found = [primary(rows(seed, split=split), plan) for seed in range(500)]
    held = [one.interval[0] <= 12 <= one.interval[1] for one in found]
    assert np.mean([one.effect for one in found]) == pytest.approx(12, abs=0.5)
    assert np.mean(held) == pytest.approx(0.95, abs=0.04)


def test_the_mixed_model_finds_it_too_although_people_leave():
    found = [mixed(rows(seed, left=0.2), 0.05) for seed in range(500)]
    held = [one.interval[0] <= 12 <= one.interval[1] for one in found]
    assert np.mean([one.effect for one in found]) == pytest.approx(12, abs=0.5)
    assert np.mean(held) == pytest.approx(0.95, abs=0.04)
    assert {one.people for one in found} == {40}


def test_change_scores_are_a_plain_t_test():
    used = rows(3)
    gain = {w: [r.value - r.base for r in used if r.is_treated is w] for w in (True, False)}
    found = primary(used, CHANGE)
    pooled = (np.var(gain[True], ddof=1) + np.var(gain[False], ddof=1)) / 2
    assert found.effect == pytest.approx(np.mean(gain[True]) - np.mean(gain[False]))
    assert found.se == pytest.approx(np.sqrt(pooled * 2 / 20))
    assert found.freedom == 38


@given(st.floats(-50, 50), st.sampled_from([ANCOVA, CHANGE]))
def test_hair_that_everybody_gains_is_no_effect(more, plan):
    used = rows(5)
    moved = [replace(row, value=row.value + more) for row in used]
    assert primary(moved, plan).effect == pytest.approx(primary(used, plan).effect, abs=1e-8)


@pytest.mark.parametrize("plan", [ANCOVA, CHANGE])
def test_arms_swapped_turn_the_sign_and_nothing_else(plan):
    used = rows(6)
    other = primary([replace(row, is_treated=not row.is_treated) for row in used], plan)
    assert other.effect == pytest.approx(-primary(used, plan).effect)
    assert other.se == pytest.approx(primary(used, plan).se)


def test_those_who_left_are_left_out_or_taken_as_unchanged():
    used = rows(7, left=0.4)
    gone = sum(row.value is None for row in used)
    assert gone > 5
    assert len(filled(used, Missing.LEFT_OUT)) == 40 - gone
    unchanged = filled(used, Missing.UNCHANGED)
    assert len(unchanged) == 40
    assert sum(row.value == row.base for row in unchanged) == gone


def test_nobody_without_a_first_count_is_analysed():
    used = rows(8)
    used[0] = replace(used[0], base=None)
    assert primary(used, ANCOVA).people == mixed(used, 0.05).people == 39


def test_strata_cost_freedom_and_stand_on_their_own():
    used = rows(9, people=60)
    with_strata = replace(ANCOVA, covariates=(Covariate.BASELINE, Covariate.STRATUM))
    assert primary(used, ANCOVA).freedom - primary(used, with_strata).freedom == 2
    assert [name for name, _, _ in by_stratum(used)] == ["s0", "s1", "s2"]
    assert by_stratum(used[:6]) == []


@pytest.mark.parametrize("plan", [ANCOVA, CHANGE, SPLIT])
@pytest.mark.parametrize("people", [0, 1, 2])
def test_too_few_people_are_refused(plan, people):
    with pytest.raises(Mistake, match="the counts"):
        primary(rows(people=people, split=plan is SPLIT), plan)


def test_one_arm_alone_is_refused():
    one_arm = [row for row in rows() if row.is_treated]
    for analyse in (lambda: primary(one_arm, ANCOVA), lambda: mixed(one_arm, 0.05)):
        with pytest.raises(Mistake, match="one arm alone"):
            analyse()


def test_people_who_do_not_differ_at_all_are_refused():
    same = [Row(f"P{i}", "s", "all", bool(i % 2), 100.0, 110.0) for i in range(10)]
    with pytest.raises(Mistake, match="spread of zero"):
        primary(same, CHANGE)
    with pytest.raises(Mistake, match="the counts"):
        mixed(same, 0.05)

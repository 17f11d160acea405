"""Effects worked out from what trials print, held against figures that were published."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anagen.evidence.arms import Arm, Events, change_from_baseline
from anagen.evidence.effects import (
    Effect,
    exact_j,
    log_risk_ratio,
    mean_difference,
    se_from_interval,
    se_from_p,
    standardised,
    standardised_from_p,
)
from anagen.evidence.terms import FigureUnit
from anagen.evidence.units import in_plain_units, unit_named
from anagen.records.mistakes import Mistake

ARMS = st.builds(
    Arm,
    st.integers(2, 500),
    st.floats(-100, 100).map(lambda one: round(one, 2)),
    st.floats(0.1, 100),
)


@pytest.mark.parametrize(
    ("treated", "sham", "printed"),
    [
        (Arm(43, 20.2, 11.2), Arm(22, 2.8, 16.5), (17.40, 9.74, 25.06)),
        (Arm(39, 20.6, 11.6), Arm(18, 3.0, 9.3), (17.60, 11.97, 23.23)),
    ],
)
def test_a_published_mean_difference_comes_out_to_the_printed_digit(treated, sham, printed):
    found = mean_difference(treated, sham)
    assert tuple(round(one, 2) for one in (found.effect, *found.ci)) == printed


def test_hedges_g_of_a_published_p_is_what_the_dossier_worked_out():
    found = standardised_from_p(0.039, 50, 44)
    assert (round(found.effect, 2), round(found.se, 2)) == (0.43, 0.21)
    assert round(standardised_from_p(0.017, 20, 20).effect, 2) == 0.77
    assert round(standardised_from_p(0.007, 20, 20).effect, 2) == 0.88


def test_the_spread_behind_a_p_value_comes_back():
    assert se_from_p(69.2, 0.039, 92) * math.sqrt(1 / (1 / 50 + 1 / 44)) == pytest.approx(
        160, abs=1
    )
    assert se_from_p(12.03, 0.01, 18) * math.sqrt(19) == pytest.approx(18.2, abs=0.05)


def test_an_absolute_risk_follows_from_a_ratio_as_it_was_published():
    ratios = (1.93, 1.51, 2.47)
    assert [round(1000 * 77 / 555 * one, 1) for one in ratios] == [267.8, 209.5, 342.7]


@settings(deadline=None)
@given(ARMS, ARMS)
def test_turning_the_arms_round_turns_the_sign_and_nothing_else(one, other):
    for measure in (mean_difference, standardised):
        there, back = measure(one, other), measure(other, one)
        assert there.effect == pytest.approx(-back.effect)
        assert there.se == pytest.approx(back.se)


@settings(deadline=None)
@given(ARMS, ARMS, st.sampled_from([0.001, 1 / 6.4516, 1000.0]))
def test_a_standardised_difference_does_not_depend_on_the_unit(one, other, factor):
    there, here = standardised(one, other), standardised(one.times(factor), other.times(factor))
    assert here.effect == pytest.approx(there.effect)
    assert here.se == pytest.approx(there.se)


def test_the_exact_correction_nears_the_well_known_shortcut():
    assert exact_j(38) == pytest.approx(1 - 3 / (4 * 38 - 1), abs=1e-4)
    assert exact_j(2) == pytest.approx(math.gamma(1) / math.gamma(0.5))


def test_a_ratio_without_empty_cells_is_the_plain_one():
    found = log_risk_ratio(Events(31, 27), Events(31, 15))
    assert math.exp(found.effect) == pytest.approx(27 / 15)
    assert found.se**2 == pytest.approx(1 / 27 - 1 / 31 + 1 / 15 - 1 / 31)


def test_an_empty_cell_adds_half_a_person_to_each_cell():
    found = log_risk_ratio(Events(50, 40), Events(44, 0))
    assert math.exp(found.effect) == pytest.approx((40.5 / 51) / (0.5 / 45))


@pytest.mark.parametrize(("had", "of"), [(0, 20), (20, 20)])
def test_two_arms_without_any_difference_to_see_are_refused(had, of):
    with pytest.raises(Mistake, match="says nothing about a ratio"):
        log_risk_ratio(Events(of, had), Events(of, had))


def test_a_change_needs_the_correlation_of_both_visits():
    before, after = Arm(20, 155.75, 15.86), Arm(20, 199.65, 20.25)
    apart, close = (change_from_baseline(before, after, r) for r in (0.0, 0.9))
    assert apart.mean == close.mean == pytest.approx(43.90)
    assert apart.sd == pytest.approx(math.hypot(15.86, 20.25))
    assert close.sd < 0.5 * apart.sd
    with pytest.raises(Mistake):
        change_from_baseline(before, Arm(19, 1.0, 1.0), 0.5)
    with pytest.raises(Mistake):
        change_from_baseline(before, after, 1.0)


def test_an_interval_gives_its_error_back():
    found = mean_difference(Arm(43, 20.2, 11.2), Arm(22, 2.8, 16.5))
    assert se_from_interval(*found.ci) == pytest.approx(found.se)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Arm(1, 3.0, 1.0),
        lambda: Arm(20, 3.0, 0.0),
        lambda: Arm(20, math.nan, 1.0),
        lambda: Events(20, 21),
        lambda: Events(0, 0),
        lambda: Effect("a", 1.0, 0.0, FigureUnit.SD),
        lambda: Effect("a", math.inf, 1.0, FigureUnit.SD),
        lambda: se_from_interval(3.0, 3.0),
        lambda: se_from_p(0.0, 0.5),
        lambda: se_from_p(1.0, 0.0),
    ],
)
def test_what_cannot_be_a_figure_is_refused(wrong):
    with pytest.raises(Mistake):
        wrong()


def test_counts_of_every_area_become_hairs_per_square_centimetre():
    assert in_plain_units(FigureUnit.PER_INCH2, None, "x")[1] == pytest.approx(1 / 6.4516)
    assert in_plain_units(FigureUnit.PER_FIELD, 0.25, "x") == (FigureUnit.PER_CM2, 4.0)
    circle = in_plain_units(FigureUnit.PER_INCH_CIRCLE, None, "x")[1]
    assert 1 / circle == pytest.approx(5.067, abs=0.001)
    assert in_plain_units(FigureUnit.SCORE, None, "x") == (FigureUnit.SCORE, 1.0)


def test_a_field_without_its_area_is_refused():
    for area in (None, 0.0, -1.0):
        with pytest.raises(Mistake, match="area_cm2"):
            in_plain_units(FigureUnit.PER_FIELD, area, "line 2")


def test_a_unit_is_known_by_its_name_or_refused():
    assert unit_named(" mm ", "x") == (FigureUnit.MICROMETRES, 1000.0)
    assert unit_named("", "x") == (FigureUnit.NOT_STATED, 1.0)
    with pytest.raises(Mistake, match="one of per_cm2"):
        unit_named("hairs", "line 2")

"""The expected course: laws that hold for every scalp, and figures measured elsewhere."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from anagen.follicles.course import UNTREATED, Effect
from anagen.follicles.parameters import AGA, HEALTHY, MIXED, Mix
from anagen.follicles.solve import solved
from tests.follicles.scalps import MOVING, RICH, SUDDEN, use

TWO_YEARS = 730
SCALPS = [HEALTHY, AGA, replace(AGA, frailty=0.5), replace(AGA, mix=MOVING), RICH]


@pytest.mark.parametrize("scalp", SCALPS)
@pytest.mark.parametrize("course", [UNTREATED, use(begin=40, end=300), use(onset=3)])
def test_no_follicle_is_lost_and_none_is_made(scalp, course):
    curve = solved(scalp, course, TWO_YEARS)
    for share in (curve.growing, curve.resting, curve.empty, curve.anagen_share):
        assert share.min() >= -1e-6
        assert share.max() <= 1 + 1e-6
    whole = curve.growing + curve.resting + curve.empty
    assert whole == pytest.approx(np.ones(TWO_YEARS), abs=1e-9)
    assert curve.shed_per_day.min() >= 0
    assert (curve.visible_per_cm2 <= scalp.follicles_per_cm2 * (1 - curve.empty) + 1e-6).all()


@pytest.mark.parametrize("scalp", SCALPS)
def test_before_a_course_begins_it_changes_nothing(scalp):
    treated, untreated = (solved(scalp, one, 300) for one in (use(begin=150), UNTREATED))
    for name in ("visible_per_cm2", "anagen_share", "width_um", "mass"):
        before, alone = (getattr(one, name)[:151] for one in (treated, untreated))
        assert before == pytest.approx(alone, rel=1e-4)
    assert treated.shed_per_day[:150] == pytest.approx(untreated.shed_per_day[:150], rel=2e-3)
    assert treated.shed_per_day[160:].max() > 1.1 * untreated.shed_per_day[160:].max()


@pytest.mark.parametrize("scalp", [HEALTHY, MIXED, AGA, replace(AGA, frailty=0.7)])
def test_a_scalp_left_alone_stays_as_it_is(scalp):
    curve = solved(scalp, UNTREATED, TWO_YEARS)
    for name in ("visible_per_cm2", "anagen_share", "shed_per_day", "width_um", "mass"):
        line = getattr(curve, name)
        assert line == pytest.approx(np.full(TWO_YEARS, line[0]), rel=2e-5)


@pytest.mark.parametrize("scalp", [AGA, replace(AGA, frailty=0.5), replace(AGA, mix=MOVING)])
def test_leaving_the_empty_phase_sooner_never_lowers_density(scalp):
    lines = [
        solved(scalp, use(Effect(kenogen=much)), TWO_YEARS).visible_per_cm2
        for much in (0.0, 0.2, 0.5)
    ]
    for less, more in pairwise(lines):
        assert (more >= less - 1e-3).all()
        assert more[168] > less[168] + 1


def test_releasing_resting_hair_alone_sheds_first_and_loses_density():
    scalp = replace(AGA, emergence_days=0)
    release = solved(scalp, use(Effect(telogen=SUDDEN.telogen), onset=0.01), 400)
    assert release.shed_per_day[:7].max() > 2 * release.shed_per_day[390]
    assert release.visible_per_cm2.argmin() < 120
    change = release.visible_per_cm2 / solved(scalp, UNTREATED, 2).visible_per_cm2[0] - 1
    assert change[[56, 336]] == pytest.approx([-0.096, -0.048], abs=0.002)  # the same dossier


@pytest.mark.parametrize(
    ("scalp", "shed", "lowest", "week_24", "week_48"),
    [
        (HEALTHY, 116, -0.5, 1.0, 0.8),
        (MIXED, 181, -2.0, 4.0, 3.1),
        (AGA, 274, -4.8, 10.0, 7.5),
    ],
)
def test_a_sudden_start_gives_the_table_measured_with_another_solver(
    scalp, shed, lowest, week_24, week_48
):
    """Section 1 of the forecasts' dossier: shed before, lowest density, weeks 24 and 48 in %."""
    at_once = replace(scalp, emergence_days=0)
    before = solved(at_once, UNTREATED, 2)
    after = solved(at_once, use(onset=0.01), 400)
    change = 100 * (after.visible_per_cm2 / before.visible_per_cm2[0] - 1)
    assert before.shed_per_day[0] == pytest.approx(shed, abs=0.5)
    assert after.shed_per_day[7:21].max() / before.shed_per_day[0] == pytest.approx(2.5, abs=0.05)
    assert change.min() == pytest.approx(lowest, abs=0.06)
    assert change.argmin() == pytest.approx(30, abs=1)
    assert change[[168, 336]] == pytest.approx([week_24, week_48], abs=0.06)


def test_thinning_costs_mass_before_it_costs_hairs_and_treatment_holds_it_up():
    thinning = tuple(replace(one, thinner_share=0.2) for one in AGA.mix.classes)
    scalp = replace(AGA, mix=Mix(thinning, (0.4, 0.4, 0.2)))
    years = 3 * 365
    lost = solved(scalp, UNTREATED, years)
    held = solved(scalp, use(Effect(miniaturise=-3)), years)
    hairs = lost.visible_per_cm2 / lost.visible_per_cm2[0]
    assert 0.5 < lost.mass[-1] < hairs[-1] < 1
    assert lost.width_um[-1] < lost.width_um[0]
    assert (held.visible_per_cm2[400:] > lost.visible_per_cm2[400:]).all()
    assert held.mass[-1] > lost.mass[-1]


def test_a_season_moves_shed_with_the_year_and_comes_round_again():
    shed = solved(replace(RICH, mix=HEALTHY.mix), UNTREATED, TWO_YEARS + 40).shed_per_day
    assert shed[:365].max() / shed[:365].min() > 1.5
    assert shed[365:700] == pytest.approx(shed[:335], rel=0.06)


@pytest.mark.parametrize("days", [0, 1, 10**6])
def test_a_run_of_no_days_or_of_centuries_is_refused(days):
    with pytest.raises(ValueError, match=f"{days} days; expected 2 to"):
        solved(AGA, UNTREATED, days)

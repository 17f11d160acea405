"""Halloy 2002: growing, resting, latent with means of 3.6, 2.4 and 2.0 months."""

from __future__ import annotations

import numpy as np
import pytest

from anagen.follicles.clocks import Phase, clocks
from anagen.follicles.course import UNTREATED
from anagen.follicles.parameters import Law, Sojourn
from anagen.follicles.renewal import Equations
from anagen.follicles.simulate import simulated
from anagen.follicles.solve import solved
from tests.follicles.scalps import alone, plain

MONTH = 30.4375
MONTHS = (3.6, 0.0, 2.4, 2.0)


def halloy(law: Law, cv: float):
    phases = [Sojourn(one * MONTH, cv, law) for one in MONTHS]
    return alone(plain(*phases), emergence_days=0)


@pytest.mark.parametrize(("law", "cv"), [(Law.LOGNORMAL, 0.4), (Law.EXPONENTIAL, 1.0)])
def test_the_steady_state_is_theirs_to_the_printed_digit(law, cv):
    curve = solved(halloy(law, cv), UNTREATED, 400)
    for shares, printed in ((curve.growing, 0.450), (curve.resting, 0.300), (curve.empty, 0.250)):
        assert shares.round(3).tolist() == [printed] * 400


def test_the_simulator_stands_in_the_same_state():
    n = 200_000
    curve = simulated(halloy(Law.EXPONENTIAL, 1.0), UNTREATED, n, 300, seed=5)
    for shares, printed in ((curve.growing, 0.450), (curve.resting, 0.300), (curve.empty, 0.250)):
        assert np.abs(shares - printed).max() < 5 * np.sqrt(0.25 / n)


def test_the_way_there_from_a_third_each_is_theirs_to_the_printed_digit():
    """From (0.34, 0.33, 0.33), after 0.9 months: 0.3910, 0.3037, 0.3052."""
    scalp = halloy(Law.EXPONENTIAL, 1.0)
    nodes = np.linspace(0, 0.9 * MONTH, 60)
    equations = Equations(scalp, clocks(scalp, UNTREATED, 40), nodes)
    start = np.zeros((len(Phase), 1, 1, 1))
    start[:, 0, 0, 0] = (0.34, 0.0, 0.33, 0.33)
    found = equations.solve(equations.started(start))
    out = [found.left[phase][0, 0, -1, 0] for phase in Phase]
    grown = found.grown[0, 0, -1, 0]
    now = (0.34 + grown - out[0], 0.33 + out[0] - out[2], 0.33 + out[2] - out[3])
    assert [round(float(share), 4) for share in now] == [0.3910, 0.3037, 0.3052]


def test_fluctuations_shrink_as_one_over_the_root_of_the_number():
    scalp = halloy(Law.LOGNORMAL, 0.4)
    spread = {
        n: np.std([simulated(scalp, UNTREATED, n, 2, seed).growing[0] for seed in range(40)])
        for n in (100, 1600)
    }
    assert spread[100] / spread[1600] == pytest.approx(4, rel=0.5)
    assert spread[100] == pytest.approx(np.sqrt(0.45 * 0.55 / 100), rel=0.4)

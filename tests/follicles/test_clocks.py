"""Clocks: read both ways, whatever runs them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from anagen.follicles.clocks import Phase, clocks
from anagen.follicles.course import UNTREATED, Effect
from anagen.follicles.parameters import AGA
from anagen.follicles.tables import TICKS, clock_table
from tests.follicles.scalps import RICH, use

DAYS = 400


def test_untreated_clocks_are_the_calendar():
    time = clocks(AGA, UNTREATED, DAYS)
    assert time.elapsed == (None,) * 4
    assert time.lead == AGA.emergence_days
    days = np.array([0.0, 3.5, 200.0])
    assert (time.read(Phase.TELOGEN, days) == days).all()


@pytest.mark.parametrize("scalp", [AGA, RICH])
@pytest.mark.parametrize("phase", [Phase.ANAGEN, Phase.TELOGEN, Phase.KENOGEN])
def test_what_a_clock_shows_leads_back_to_the_day(scalp, phase):
    time = clocks(scalp, use(begin=50, end=200), DAYS)
    days = np.linspace(0, time.lead + DAYS, 777)
    shown = time.read(phase, days)
    assert (np.diff(shown) > 0).all()
    assert time.when(phase, shown) == pytest.approx(days, abs=1e-9)


def test_a_clock_runs_as_fast_as_the_effect_says_once_it_is_there():
    time = clocks(AGA, use(Effect(telogen=np.log(2.0)), onset=1), DAYS)
    late = time.read(Phase.TELOGEN, np.array([300.0, 310.0]))
    assert late[1] - late[0] == pytest.approx(20, rel=1e-6)
    assert time.elapsed[Phase.ANAGEN] is None


def test_a_year_of_season_is_a_year_in_the_mean():
    time = clocks(RICH, UNTREATED, 2 * DAYS)
    for phase in (Phase.ANAGEN, Phase.TELOGEN):
        begin, end = time.read(phase, np.array([100.0, 100 + 2 * 365.25]))
        assert end - begin == pytest.approx(2 * 365.25, rel=1e-3)
    assert time.elapsed[Phase.CATAGEN] is None


def test_no_one_moves_before_day_0():
    time = clocks(RICH, use(Effect(miniaturise=0.5)), DAYS)
    thinner, thicker = time.moves(np.array([0.0, time.lead - 1, time.lead + 1, time.lead + 300]))
    assert thinner[:2].tolist() == thicker[:2].tolist() == [0, 0]
    assert thinner[3] == pytest.approx(np.exp(0.5), rel=1e-3)
    assert thicker[3] == 1


def test_whole_ticks_keep_to_their_clock():
    time = clocks(replace(AGA, emergence_days=0), use(onset=5), DAYS)
    table = clock_table(time, Phase.TELOGEN, DAYS)
    ticks = np.arange(0, DAYS * TICKS, 37)
    back = table.when[table.shows[ticks]]
    assert np.abs(back - ticks).max() <= 1
    assert table.when[-1] == DAYS * TICKS
    assert clock_table(time, Phase.CATAGEN, DAYS) is None

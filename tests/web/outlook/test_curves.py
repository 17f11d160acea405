"""The curves: as fresh as the draws behind them, bands everywhere, and no dose made up."""

from __future__ import annotations

import itertools

import pytest

from anagen.web.outlook.choices import (
    DEPTHS_MM,
    GAPS_DAYS,
    STOPS_MONTHS,
    WEEKS,
    Choices,
    Kind,
    Minoxidil,
)
from anagen.web.outlook.curves import Part, curves, kept, key_of, part_alone
from anagen.web.outlook.needling import WITH_MINOXIDIL, bands_around
from anagen.web.outlook.working_out import _treating, bands, fingerprint, noise_per_cm2

AGAIN = "run python -m anagen.web.outlook.working_out"


def test_the_curves_were_made_from_the_draws_that_are_there():
    assert kept().draws == fingerprint(), AGAIN


@pytest.mark.parametrize("kind", [Kind.AGA, Kind.MIXED])
def test_a_curve_worked_out_anew_is_the_one_that_is_kept(kind):
    key = key_of(kind, Minoxidil.STARTING, 6)
    for name, band in bands(kind, key, _treating(Minoxidil.STARTING, 6)):
        assert kept().bands[name].middle == pytest.approx(band.middle, abs=0.06), AGAIN
        assert kept().bands[name].low == pytest.approx(band.low, abs=0.06), AGAIN
    assert kept().noise[kind.value] == pytest.approx(noise_per_cm2(kind), abs=0.06), AGAIN


def test_every_position_of_the_form_has_its_curves():
    for kind, use, month in itertools.product(Kind, Minoxidil, STOPS_MONTHS):
        found = curves(Choices(kind, use, month))
        assert found.density.weeks == found.shed.weeks == WEEKS
        assert (found.treated_density is None) == (use is Minoxidil.NONE)
        assert found.noise > 0


def test_a_band_never_crosses_itself():
    for name, band in kept().bands.items():
        for low, middle, high in zip(band.low, band.middle, band.high, strict=True):
            assert low <= middle <= high, name


@pytest.mark.parametrize("minoxidil", list(Minoxidil))
def test_depth_and_gap_move_no_curve(minoxidil):
    seen = {
        repr(curves(Choices(Kind.AGA, minoxidil, 18, depth_mm, gap_days)))
        for depth_mm in DEPTHS_MM
        for gap_days in GAPS_DAYS
    }
    assert len(seen) == 1


@pytest.mark.parametrize("kind", list(Kind))
def test_a_course_that_begins_today_begins_where_leaving_alone_does(kind):
    found = curves(Choices(kind, Minoxidil.STARTING))
    assert found.treated_density is not None
    assert found.treated_density.start == pytest.approx(found.density.start, abs=0.11)


@pytest.mark.parametrize("kind", list(Kind))
def test_letting_go_sooner_sheds_and_loses_and_starting_sooner_does_neither(kind):
    density, shed = part_alone(kind, Part.TELOGEN)
    # In some draws minoxidil hardly lets hairs go sooner: there is next to nothing to lose then.
    assert density.middle[8] < density.start
    assert density.high[8] <= 1.005 * density.start
    assert max(shed.middle[:9]) > 1.15 * shed.middle[0]
    assert min(shed.low[2:9]) > shed.low[0]
    density, shed = part_alone(kind, Part.KENOGEN)
    assert min(density.low) >= density.start - 0.11
    assert density.low[8] > density.start
    assert max(shed.high[:9]) <= shed.high[0] + 1


def test_a_thinning_scalp_left_alone_loses_hair_and_one_that_hardly_thins_is_taken_as_steady():
    loses = curves(Choices(Kind.AGA, Minoxidil.NONE)).density
    steady = curves(Choices(Kind.HEALTHY, Minoxidil.NONE)).density
    assert loses.high[-1] < loses.start - 3
    assert abs(steady.middle[-1] - steady.start) < 1


@pytest.mark.parametrize("kind", [Kind.MIXED, Kind.AGA])
def test_what_minoxidil_gave_is_lost_after_stopping(kind):
    stopped = curves(Choices(kind, Minoxidil.STARTING, 6))
    going_on = curves(Choices(kind, Minoxidil.STARTING, 18))
    assert stopped.treated_density is not None
    assert going_on.treated_density is not None
    assert stopped.treated_density.high[-1] < going_on.treated_density.low[-1]
    assert stopped.treated_density.low[-1] < stopped.density.high[-1] + 3


def test_a_next_trial_of_needles_may_show_nothing():
    low, high = WITH_MINOXIDIL.next_trial
    assert low == pytest.approx(-5.7, abs=0.1)
    assert high == pytest.approx(32.4, abs=0.1)
    assert low < 0 < WITH_MINOXIDIL.low


def test_needles_are_laid_on_minoxidil_and_only_where_trials_measured():
    treated = curves(Choices()).treated_density
    assert treated is not None
    inner, outer = bands_around(treated, WITH_MINOXIDIL, 24)
    assert inner.weeks == outer.weeks == 12
    assert inner.low[0] == pytest.approx(treated.middle[12] + 8.55)
    assert outer.low[0] < treated.middle[12] < inner.low[0] < inner.high[0] < outer.high[0]

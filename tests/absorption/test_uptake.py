"""A dose on the skin: nothing is made from nothing, and a layer lets through when theory says."""

from __future__ import annotations

import numpy as np
import pytest

from anagen.absorption.channels import Needling, Skin, skin_after
from anagen.absorption.figures import points
from anagen.absorption.layer import Layer, slowest_channel
from anagen.absorption.uptake import (
    STEPS,
    blood_mg_per_day,
    into_blood_per_hour,
    mean_enhancement,
    taken_up,
)


@pytest.mark.parametrize(("thickness_cm", "diffusion"), [(0.015, 1e-6), (0.015, 5e-6), (0.1, 1e-7)])
def test_a_layer_lets_through_after_the_lag_that_theory_gives(thickness_cm, diffusion):
    lag_s = Layer(thickness_cm, diffusion).lag_s()
    assert lag_s == pytest.approx(thickness_cm**2 / (6 * diffusion), rel=0.002)


def test_a_layer_lets_through_at_its_full_rate_in_the_end():
    layer = Layer(0.015, 1e-6)
    seconds = 4 * 0.015**2 / 1e-6
    passed = layer.passed(seconds)
    rate = (passed[-1] - passed[-2]) / (seconds / len(passed))
    assert rate == pytest.approx(1e-6 / 0.015, rel=1e-6)


def test_even_the_slowest_channel_is_filled_within_a_minute():
    assert slowest_channel().lag_s() < 60


def test_no_more_of_a_dose_is_taken_up_than_was_put_on():
    huge = Skin(np.full(1024, 1e6), np.full(1024, 1e6))
    assert np.all(taken_up(huge, 0.0) <= 1.0)


def test_unbroken_skin_takes_up_the_share_that_was_measured():
    found = taken_up(skin_after(Needling(0.0)), 0.0)
    assert found == pytest.approx(points()["intact_share"])


def test_unbroken_scalp_sends_into_the_blood_what_was_measured():
    found = blood_mg_per_day(0.0, Needling(0.0))
    assert 2.4 <= found.low < found.high <= 5.4
    assert mean_enhancement(0.0, Needling(0.0)).high == pytest.approx(1.0)


def test_what_reaches_the_blood_in_a_day_is_no_more_than_was_taken_up():
    skin = skin_after(Needling())
    reached = into_blood_per_hour(skin, 0.0).sum(axis=0) * 24 / STEPS
    assert np.all(reached <= taken_up(skin, 0.0) * 1.03)
    assert np.all(reached > taken_up(skin, 0.0) * 0.4)


def test_a_first_hour_on_fresh_channels_is_steeper_than_the_day():
    assert into_blood_per_hour(skin_after(Needling()), 0.0)[:, 0].argmax() < STEPS / 2

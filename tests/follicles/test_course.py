"""How an exposure comes on and wears off."""

from __future__ import annotations

import numpy as np
import pytest

from anagen.follicles.course import UNTREATED, Course, Effect, Exposure
from tests.follicles.scalps import use

DAYS = np.arange(0, 800.0)


def test_nothing_happens_before_a_course_begins():
    assert not use(begin=100).level("drug", DAYS)[:101].any()
    assert not UNTREATED.log_factor("anagen", DAYS).any()


def test_a_level_stays_between_none_and_full_and_rises_only_in_use():
    level = use(begin=50, end=300, onset=40).level("drug", DAYS)
    assert level.min() >= 0
    assert level.max() < 1
    assert (np.diff(level[50:301]) > 0).all()
    assert (np.diff(level[300:]) < 0).all()


def test_after_one_onset_time_63_percent_of_the_effect_is_there():
    level = use(onset=40).level("drug", DAYS)
    assert level[40] == pytest.approx(1 - np.exp(-1))


def test_a_second_period_takes_up_what_the_first_left():
    pause = Course(
        (Exposure("drug", 0, 100), Exposure("drug", 120, None)), {"drug": Effect(anagen=1.0)}
    )
    level = pause.level("drug", np.array([99.9, 100.0, 119.999, 120.0, 120.001]))
    assert np.abs(np.diff(level)).max() < 0.6
    assert level[3] == pytest.approx(level[2], abs=1e-3)
    assert level[4] >= level[3]
    whole = use().level("drug", DAYS)
    assert (pause.level("drug", DAYS) <= whole + 1e-12).all()


def test_effects_of_two_exposures_add_up():
    two = Course(
        (Exposure("one", 0), Exposure("two", 30)),
        {"one": Effect(telogen=0.5), "two": Effect(telogen=0.2)},
    )
    each = 0.5 * two.level("one", DAYS) + 0.2 * two.level("two", DAYS)
    assert two.log_factor("telogen", DAYS) == pytest.approx(each)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Exposure("drug", -1),
        lambda: Exposure("drug", 10, 10),
        lambda: Exposure("drug", float("nan")),
        lambda: Exposure("drug", 0, None, 0),
        lambda: Exposure("drug", 0, None, 10, -3),
        lambda: Effect(telogen=9),
        lambda: Course((Exposure("drug", 0),), {}),
    ],
)
def test_a_course_that_cannot_be_is_refused(make):
    with pytest.raises(ValueError, match=r"."):
        make()


def test_two_periods_at_once_are_refused():
    both = Course((Exposure("a", 0, 50), Exposure("a", 40)), {"a": Effect(anagen=0.1)})
    with pytest.raises(ValueError, match="a period begins before the one before has ended"):
        both.level("a", DAYS)

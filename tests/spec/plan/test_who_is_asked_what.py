"""What is taken along to a practitioner, and who has nothing to earn before a short needle."""

from __future__ import annotations

import pytest

from anagen.care.plan import practitioner_for
from anagen.care.plan.steps_up import is_earned, step_in
from tests.spec.plan.telling import CLINICS
from tests.spec.plan.test_practitioner import GOOD, UNKNOWN
from tests.story import case


@pytest.mark.parametrize("setting", CLINICS)
def test_advice_on_asking_is_given_while_there_is_something_to_ask(setting):
    assert practitioner_for(case(setting, UNKNOWN)).points
    assert practitioner_for(case(setting, GOOD)).points == ()
    assert practitioner_for(case(setting, {**GOOD, "lot_noted": None})).points


def test_a_needle_as_short_as_the_first_one_needs_nothing_and_a_longer_one_does():
    new = case("home", {"quiz_passed": False, "calm_recoveries": 0})
    first = step_in(new).from_mm
    assert is_earned(new, first)
    assert is_earned(new, first - 0.05)
    assert not is_earned(new, first + 0.05)
    assert is_earned(case("clinic"), 1.5)

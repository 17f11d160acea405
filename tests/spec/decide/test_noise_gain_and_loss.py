"""A change inside the error is noise; beyond it, it is held against what happens untreated."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anagen.care.decide import spoken_day
from anagen.care.outlook import Outlook
from anagen.records.words import Outcome, Verdict
from tests.spec.decide.courses import (
    HALF_YEAR,
    TODAY,
    decision,
    forecast,
    measured,
    rules,
)
from tests.spec.measure.visits import count, session


def test_a_gain_smaller_than_the_error_is_noise():
    found = decision("clinic", **measured(5, before=118))
    assert found.outcome is Outcome.UNDECIDABLE
    assert "a difference of 5" in found.says
    assert "less than 11, so the difference is noise" in found.says
    assert "Neither growth nor loss has been shown." in found.says
    assert "the season differs" in found.says
    assert "%" not in found.says
    assert found.next_on == TODAY + timedelta(days=154)
    assert spoken_day(found.next_on) in found.says


@settings(deadline=None)
@given(st.integers(-11, 11), st.floats(0, 1))
def test_no_forecast_makes_a_result_of_noise(change, chance):
    outlook = Outlook(48, 140, 20, (10, 30), (5, 35), 0.99, chance)
    assert decision(outlook=outlook, **measured(change)).outcome is Outcome.UNDECIDABLE


def test_a_clear_gain_goes_on_and_is_credited_to_nothing_alone():
    found = decision("trial", **measured(24, weeks=52, standard_error_per_cm2=3.6))
    assert found.outcome is Outcome.CONTINUE
    assert found.says.index("between 13 and 35") < found.says.index("its middle is 24")
    assert "larger than the error of 11" in found.says
    assert "cannot be split between needling, minoxidil" in found.says
    assert "no needling study that tells whether a benefit lasts beyond 6 months" in found.says
    assert found.next_on == TODAY + timedelta(days=140)


@pytest.mark.parametrize(("change", "side"), [(15, "less"), (16, "more")])
def test_a_gain_is_held_against_what_people_notice(change, side):
    found = decision(**measured(change, before=100))
    assert f"here 15 hairs per cm2; this is {side}" in found.says


def test_half_a_hair_more_is_a_gain_when_the_error_is_smaller_still():
    exact = {"area_cm2": 2.0, "smallest_detectable_per_cm2": 0.25}
    counts = (count(183, 300, **exact), count(0, 301, **exact))
    assert decision(measurements=counts, **HALF_YEAR).outcome is Outcome.CONTINUE
    early = decision(measurements=counts, sessions=(session(30),))
    assert rules(early) == ["too_early"]


def test_a_mans_gain_is_compared_with_untreated_men():
    found = decision("home", {"sex": "male"}, **measured(24, weeks=52))
    untreated = [one for one in found.reasons if one.rule.startswith("untreated")]
    assert [one.rule for one in untreated] == [
        "untreated_five_years", "untreated_placebo_men", "untreated_two_years",
    ]  # fmt: skip
    assert "From your start of 150 per cm2 that would be about 8 fewer in 52 weeks." in (
        untreated[0].says
    )
    assert "about 9 fewer in 52 weeks" in untreated[2].says
    assert "fewer in" not in untreated[1].says


def test_a_womans_gain_is_compared_with_women_on_placebo():
    found = decision("home", {"sex": "female", "pregnant": "no"}, **measured(24, weeks=52))
    assert "untreated_placebo_women" in rules(found)
    assert "untreated_five_years" not in rules(found)


@pytest.mark.parametrize("sex", [None, "intersex"])
def test_where_no_study_fits_all_are_shown(sex):
    found = decision("home", {"sex": sex}, **measured(24, weeks=52))
    assert {"untreated_placebo_women", "untreated_five_years"} <= set(rules(found))


def test_a_clear_loss_stops_needling_and_sends_to_a_dermatologist():
    found = decision(**measured(-24))
    assert found.outcome is Outcome.STOP
    assert "from the disease, from harm by the needles, or from both" in found.says
    assert "See a dermatologist within 2 weeks" in found.says
    assert "the season differs" in found.says
    assert max(reason.verdict for reason in found.reasons) is Verdict.ASK_A_CLINICIAN
    assert found.next_on is None


@settings(deadline=None)
@given(st.integers(-100, 100), st.integers(1, 60))
def test_a_change_inside_the_error_is_never_a_result(change, error):
    counts = (
        count(183, 150, smallest_detectable_per_cm2=float(error)),
        count(0, 150 + change, smallest_detectable_per_cm2=float(error)),
    )
    outcome = decision(measurements=counts, **HALF_YEAR).outcome
    assert (outcome is Outcome.UNDECIDABLE) is (abs(change) <= error)


@pytest.mark.parametrize(
    ("chance", "outcome", "rule"),
    [
        (0.2, Outcome.ADJUST, "unlikely_worthwhile"),
        (0.21, Outcome.CONTINUE, "still_open"),
        (0.79, Outcome.CONTINUE, "still_open"),
        (0.8, Outcome.CONTINUE, "clear_gain"),
    ],
)
def test_a_forecast_may_doubt_a_gain(chance, outcome, rule):
    found = decision(outlook=forecast(chance), **measured(24))
    assert found.outcome is outcome
    assert rule in rules(found)
    assert ("still_open" in rules(found)) is (rule == "still_open")


def test_a_forecast_begins_with_no_treatment_and_gives_intervals_before_a_chance():
    found = decision(outlook=forecast(0.8), **measured(24))
    (told,) = [reason.says for reason in found.reasons if reason.rule == "forecast"]
    places = [
        told.index(word) for word in ("without treatment 130", "+5 to +25", "-2 to +30", "80 in")
    ]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("chance", "outcome"), [(0.79, Outcome.STOP), (0.8, Outcome.ADJUST), (0.1, Outcome.STOP)]
)
def test_a_forecast_may_soften_a_loss_but_a_clinician_still_looks(chance, outcome):
    found = decision(outlook=forecast(chance), **measured(-24))
    assert found.outcome is outcome
    assert max(reason.verdict for reason in found.reasons) is Verdict.ASK_A_CLINICIAN


def test_without_a_forecast_none_is_told():
    assert "forecast" not in rules(decision(**measured(24)))


def test_too_early_stays_too_early_with_a_forecast():
    found = decision(outlook=forecast(0.9), **measured(24, weeks=10))
    assert rules(found) == ["too_early"]
    assert "You are in week 10." in found.says

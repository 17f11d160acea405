"""No verdict before week 24, and none without two measurements made alike."""

from __future__ import annotations

from datetime import timedelta

import pytest

from anagen.records.treatment import Treatment
from anagen.records.words import Outcome, Verdict
from tests.spec.decide.courses import (
    HALF_YEAR,
    METHOD,
    TODAY,
    decision,
    measured,
    rules,
)
from tests.spec.measure.visits import count, picture, session


@pytest.mark.parametrize(
    ("days", "outcome"),
    [(1, Outcome.TOO_EARLY), (167, Outcome.TOO_EARLY), (168, Outcome.UNDECIDABLE)],
)
def test_no_verdict_on_effect_before_day_168_exactly(days, outcome):
    assert decision(sessions=(session(days),)).outcome is outcome


def test_ten_weeks_in_it_is_too_early_whatever_the_mirror_says():
    found = decision(sessions=(session(70),), measurements=(count(71, 150),))
    assert found.outcome is Outcome.TOO_EARLY
    assert "You are in week 10." in found.says
    assert "not a measurement" in found.says
    assert "Keep to the plan as long as your skin stays calm." in found.says
    assert found.next_on == TODAY + timedelta(days=98)
    assert "26 February 2027" in found.says


@pytest.mark.parametrize("change", [40, -40, 0])
def test_no_count_makes_a_verdict_before_week_24(change):
    found = decision(**measured(change, weeks=23))
    assert found.outcome is Outcome.TOO_EARLY
    assert ("count_fell" in rules(found)) is (change < 0)


@pytest.mark.parametrize("change", [-11, 5, 24])
def test_a_count_that_did_not_fall_beyond_the_error_is_not_called_fallen(change):
    assert rules(decision(**measured(change, weeks=12))) == ["too_early"]


STATES = {
    "not begun": {"sessions": (), "needled_before": False, "course_began_on": None},
    "not begun, and a start all the same": {"needled_before": False, "sessions": ()},
    "start not known": {"sessions": (), "course_began_on": None},
    "start told": {"sessions": ()},
    "recorded late": {"sessions": (session(30),)},
    "count too soon": {"hairs_days_ago": 20},
    "early": {"sessions": (session(100),), "course_began_on": None},
}


@pytest.mark.parametrize("state", STATES)
def test_a_count_that_fell_beyond_the_error_is_always_looked_at(state):
    parts = dict(STATES[state])
    told = {
        "course_began_on": parts.pop("course_began_on", TODAY - timedelta(days=182)),
        "needled_before": parts.pop("needled_before", True),
    }
    latest = parts.pop("hairs_days_ago", 0)
    counts = (count(200, 150, **METHOD), count(latest, 126, **METHOD))
    found = decision("home", told, measurements=counts, **({"sessions": (session(182),)} | parts))
    assert max(reason.verdict for reason in found.reasons) is Verdict.ASK_A_CLINICIAN


def test_before_anything_has_begun_there_is_no_outcome():
    new = {"needled_before": False, "last_session_on": None}
    found = decision("home", new)
    assert found.outcome is None
    assert found.reasons == ()
    assert found.next_on is None
    assert "Measure first" in found.says


def test_a_course_whose_first_day_nobody_knows_cannot_be_decided():
    found = decision()
    assert found.outcome is Outcome.UNDECIDABLE
    assert rules(found) == ["start_unknown"]


def test_the_start_may_be_told_instead_of_recorded():
    told = {"course_began_on": TODAY - timedelta(days=70)}
    assert decision("home", told).outcome is Outcome.TOO_EARLY


def test_who_has_needled_and_started_minoxidil_began_on_its_latest_first_day():
    lists = (
        Treatment("Minoxidil 5 %", TODAY - timedelta(days=300)),
        Treatment("minoxidil foam", TODAY - timedelta(days=70)),
        Treatment("minoxidil 2 %", TODAY - timedelta(days=60), TODAY - timedelta(days=10)),
        Treatment("vitamin D", TODAY - timedelta(days=5)),
        Treatment("Regaine"),
    )
    found = decision("home", {"minoxidil": "now"}, treatments=lists)
    assert "You are in week 10." in found.says


def test_minoxidil_alone_is_no_course_of_needling():
    new = {"needled_before": False, "last_session_on": None, "minoxidil": "now"}
    lists = (Treatment("minoxidil", TODAY - timedelta(days=300)),)
    assert decision("home", new, treatments=lists).outcome is None


def test_nothing_measured_is_undecidable_and_asks_for_a_measurement_today():
    found = decision(**HALF_YEAR)
    assert rules(found) == ["nothing_measured"]
    assert found.next_on == TODAY


def test_photos_alone_never_decide_even_when_taken_alike():
    found = decision(photos=(picture(365), picture(0)), sessions=(session(364),))
    assert found.outcome is Outcome.UNDECIDABLE
    assert rules(found) == ["photos_only"]


def test_two_photos_that_differ_are_named_difference_by_difference_without_a_number():
    first = picture(210, camera="old phone", hair_wet=True, hair_length_mm=200.0, has_scale=False)
    today = picture(0, camera="new phone", light="sun", has_scale=False)
    found = decision(photos=(first, today), sessions=(session(210),))
    for word in ("camera", "light", "wet", "length", "scale"):
        assert word in found.says
    assert "cannot be compared" in found.says
    assert "fresh baseline" in found.says
    assert "per cm2" not in found.says
    assert found.next_on == TODAY


def test_a_single_photo_does_not_decide():
    assert rules(decision(photos=(picture(0),), **HALF_YEAR)) == ["photos_only"]


def test_a_single_count_has_nothing_to_be_compared_with():
    found = decision(measurements=(count(183, 150),), **HALF_YEAR)
    assert rules(found) == ["single_baseline"]
    assert "21 May 2026" in found.says


@pytest.mark.parametrize(("days_ago", "rule"), [(15, "count_too_soon"), (14, "noise")])
def test_a_count_from_before_week_24_carries_no_verdict_later(days_ago, rule):
    counts = (count(183, 150, **METHOD), count(days_ago, 152, **METHOD))
    found = decision(measurements=counts, **HALF_YEAR)
    assert rules(found) == [rule]
    assert ("from week 23 of the course" in found.says) is (rule == "count_too_soon")
    assert (found.next_on == TODAY) is (rule == "count_too_soon")


def test_counts_that_cannot_be_compared_decide_nothing():
    counts = (count(183, 140), count(0, 910, area_cm2=6.4516, site="unknown"))
    found = decision("trial", measurements=counts, **HALF_YEAR)
    assert found.outcome is Outcome.UNDECIDABLE
    assert "about 140 and 141 per cm2" in found.says
    assert "keep the first entry visible" in found.says
    assert "770" not in found.says


def test_counts_of_which_too_little_was_written_down_decide_nothing():
    counts = (count(183, 140, device=""), count(0, 190, device=""))
    assert rules(decision(measurements=counts, **HALF_YEAR)) == ["not_comparable"]

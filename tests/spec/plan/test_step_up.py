"""The one step to a longer needle at home: earned by time, calm healing and a short quiz."""

import math

import pytest

from anagen.knowledge.longer_needle import LongerNeedle
from anagen.records.answers import Unknown
from tests.spec.plan.telling import (
    CLINICS,
    EARNED,
    NEEDS,
    PROCEED,
    WAIT,
    asked,
    check_in,
    planned,
    reason,
    session,
    verdict,
    weekly,
    weighed,
)
from tests.story import knowledge

HALF = {"needle_mm": 0.5}


def test_the_start_needs_no_step_and_a_hair_more_does():
    assert verdict("home", {"needle_mm": 0.25}) is PROCEED
    assert verdict("home", {"needle_mm": math.nextafter(0.25, 1)}) is NEEDS


def test_four_calm_recoveries_and_the_quiz_open_the_longer_needle():
    assert verdict("home", {**HALF, **EARNED}) is PROCEED
    assert planned("home", {**HALF, **EARNED}).needle_mm == 0.5


@pytest.mark.parametrize("calm", [0, 1, 3])
def test_fewer_calm_recoveries_have_to_wait_and_hear_what_is_needed(calm):
    found = reason(
        weighed("home", {**HALF, "calm_recoveries": calm, "quiz_passed": True}),
        "longer_needle_home",
    )
    assert found.verdict is WAIT
    assert f"{calm} so far" in found.says
    assert "at least 7 days after the one before" in found.says
    assert "quiz on safe needling" not in found.says
    assert found.until_says == "4 sessions with 0.25 mm in a row have healed calmly"
    assert found.then == "Begin with 0.25 mm."
    assert found.found == ("needle_mm", "calm_recoveries")


def test_without_the_quiz_the_longer_needle_waits():
    found = reason(
        weighed("home", {**HALF, "calm_recoveries": 9, "quiz_passed": False}),
        "longer_needle_home",
    )
    assert found.verdict is WAIT
    assert "quiz on safe needling" in found.says
    assert "so far" not in found.says
    assert found.until_says == "you have passed the short quiz"


def test_what_is_lacking_is_said_even_while_the_rest_is_open():
    judgement = weighed("home", {**HALF, "calm_recoveries": 0})
    assert judgement.verdict is WAIT
    assert "The short quiz" in reason(judgement, "longer_needle_home").says


def test_what_nobody_said_is_asked_and_never_assumed():
    judgement = weighed("home", HALF)
    assert judgement.verdict is NEEDS
    assert asked(judgement) == {"calm_recoveries", "quiz_passed"}
    assert asked(weighed("home", {**HALF, "calm_recoveries": 4})) == {"quiz_passed"}


@pytest.mark.parametrize("id", ["calm_recoveries", "quiz_passed"])
@pytest.mark.parametrize("why", Unknown)
def test_taking_an_answer_away_never_opens_the_longer_needle(id, why):
    assert verdict("home", {**HALF, **EARNED, id: why}) > PROCEED
    assert verdict("home", {**HALF, **EARNED, id: None}) > PROCEED


def test_someone_who_never_needled_has_no_calm_recovery():
    found = weighed("home", {**HALF, "needled_before": False, "last_session_on": None})
    assert "0 so far" in reason(found, "longer_needle_home").says


@pytest.mark.parametrize("setting", CLINICS)
def test_a_clinic_has_no_steps(setting):
    assert verdict(setting, HALF) is PROCEED
    assert planned(setting, HALF).step_up is None


def test_sessions_in_the_record_count_as_told_ones_do():
    said = {**HALF, "quiz_passed": True}
    assert verdict("home", said, **weekly(4)) is PROCEED
    assert verdict("home", said, **weekly(3)) is NEEDS
    assert verdict("home", {**said, "calm_recoveries": 2}, **weekly(4)) is PROCEED


def recorded(**parts):
    """How many calm recoveries a record shows when the person counts none."""
    told = {**HALF, "quiz_passed": False, "calm_recoveries": 0}
    says = reason(weighed("home", told, **parts), "longer_needle_home").says
    return 4 if "so far" not in says else int(says.split(" so far")[0][-1])


def test_a_row_in_the_record_needs_the_gap_between_sessions():
    assert recorded(**weekly(4, gap=7)) == 4
    assert recorded(**weekly(4, gap=6)) == 1


def test_a_session_that_nobody_found_healed_breaks_the_row():
    told = weekly(3)
    assert recorded(**told) == 3
    assert recorded(sessions=told["sessions"], reports=told["reports"][:2]) == 0
    assert recorded(sessions=told["sessions"], reports=told["reports"][1:]) == 2


def test_the_last_check_in_after_a_session_counts():
    sessions = (session(20),)
    healed, sore = check_in(15), check_in(15, has_recovered=False)
    assert recorded(sessions=sessions, reports=(check_in(18, has_recovered=False), healed)) == 1
    assert recorded(sessions=sessions, reports=(check_in(18), sore)) == 0
    assert recorded(sessions=sessions, reports=(check_in(15, has_recovered=None),)) == 0
    assert recorded(sessions=sessions, reports=(check_in(21),)) == 0


def test_a_check_in_belongs_to_the_session_before_it():
    sessions = (session(20), session(10))
    assert recorded(sessions=sessions, reports=(check_in(5),)) == 1
    assert recorded(sessions=sessions, reports=(check_in(15), check_in(5))) == 2
    assert recorded(sessions=sessions, reports=(check_in(15),)) == 0


def test_a_session_deeper_than_home_allows_starts_the_row_anew():
    assert recorded(**weekly(3, needle_mm=1.0)) == 0
    assert recorded(**weekly(3, needle_mm=0.5)) == 3


def test_a_plan_shows_the_next_step_and_what_it_asks_for():
    step = planned("home", {"quiz_passed": True, "calm_recoveries": 1}).step_up
    assert (step.needle_mm, step.is_earned) == (0.5, False)
    (need,) = step.needs
    assert "1 so far" in need
    assert step.questions == ("calm_recoveries",)
    assert step.point.fact == "longer_needle_home"


def test_a_plan_that_knows_nothing_of_healing_says_so():
    needs = planned("home").step_up.needs
    assert len(needs) == 2
    assert "not known yet" in needs[0]


def test_an_earned_step_is_named_and_not_taken_for_the_person():
    plan = planned("home", EARNED)
    assert plan.needle_mm == 0.25
    assert plan.step_up.is_earned
    assert plan.step_up.needs == ()


def test_there_is_never_more_than_one_step():
    assert planned("home", {**HALF, **EARNED}).step_up is None
    (step,) = knowledge().of_kind(LongerNeedle)
    rail = knowledge().guardrail("needle_mm", step.settings[0])
    assert (step.from_mm, step.to_mm) == (rail.start, rail.most)


def test_while_the_longer_needle_waits_the_plan_begins_at_the_start():
    assert planned("home", {**HALF, "calm_recoveries": 0}).needle_mm == 0.25


def test_the_follow_up_questions_begin_where_the_step_begins():
    (step,) = knowledge().of_kind(LongerNeedle)
    asked = {id: knowledge().questions[id].asked_when for id in EARNED}
    assert asked["calm_recoveries"].part.against[1] == step.from_mm
    assert asked["quiz_passed"].parts[0].part.against[1] == step.from_mm

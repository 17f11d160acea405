"""Harm stops a course whatever the count says; a wish is answered and left to the person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from anagen.care.decide import decide_judgement, decided, spoken_day
from anagen.care.measure import measures_for
from anagen.records.answers import Answer
from anagen.records.report import Report
from anagen.records.words import Outcome, Triage, Verdict
from tests.spec.decide.courses import (
    CALM,
    HALF_YEAR,
    TODAY,
    decision,
    forecast,
    measured,
    rules,
)
from tests.spec.measure.visits import session
from tests.story import NOW, case


def test_repeated_infection_stops_whatever_the_count_says():
    for change in (24, 0, -24):
        found = decision("home", {"infections_after_sessions": 3.0}, **measured(change, weeks=32))
        assert found.outcome is Outcome.STOP
        assert found.reasons[0].rule == "repeated_infection"
        assert found.reasons[0].verdict is Verdict.DO_NOT_TREAT
        assert "the same day for pus, fever or pain" in found.says
        assert "Go on as planned" not in found.says


def test_repeated_infection_stops_before_week_24_too():
    found = decision("home", {"infections_after_sessions": 2.0}, sessions=(session(30),))
    assert found.outcome is Outcome.STOP
    assert "Keep to the plan" not in str(found)


def test_who_must_stop_is_not_told_of_anything_milder():
    told = {
        "infections_after_sessions": 2.0, "minoxidil": "now", "minoxidil_stop_wanted": True,
    }  # fmt: skip
    found = decision("home", told, **measured(5))
    assert "minoxidil" not in found.says
    assert "noise" not in found.says
    assert {"stopping_minoxidil", "noise"} <= set(rules(found))


def test_in_a_clinic_repeated_infection_goes_to_a_clinician():
    found = decision("clinic", {"infections_after_sessions": 2.0}, **HALF_YEAR)
    assert found.reasons[0].verdict is Verdict.ASK_A_CLINICIAN


def pus(days_ago: float) -> Report:
    at = NOW - timedelta(days=days_ago)
    return Report(at, signs={"scalp_warnings": Answer(("pus",), at)})


@pytest.mark.parametrize(
    ("reports", "outcome"),
    [
        ((pus(58), pus(28)), Outcome.STOP),
        ((pus(58), pus(57)), Outcome.ADJUST),
        ((pus(58),), Outcome.ADJUST),
        ((pus(61), pus(62)), Outcome.TOO_EARLY),
        ((), Outcome.TOO_EARLY),
    ],
)
def test_check_ins_that_told_of_pus_count_once_a_session(reports, outcome):
    found = decision(sessions=(session(60), session(30)), reports=reports)
    assert found.outcome is outcome


def test_one_infection_asks_for_a_change():
    found = decision("home", {"infections_after_sessions": 1.0}, **measured(24))
    assert found.outcome is Outcome.ADJUST
    assert "Have the scalp looked at." in found.says
    assert "The gain lies between" in found.says
    assert "Go on as planned" not in found.says


@pytest.mark.parametrize(
    ("triage", "outcome"),
    [
        (None, Outcome.CONTINUE),
        (Triage.EXPECTED, Outcome.CONTINUE),
        (Triage.SELF_CARE, Outcome.CONTINUE),
        (Triage.WITHIN_TWO_WEEKS, Outcome.ADJUST),
        (Triage.SAME_DAY, Outcome.STOP),
        (Triage.EMERGENCY_NOW, Outcome.STOP),
    ],
)
def test_what_was_reported_after_a_session_bears_on_the_course(triage, outcome):
    assert decision(triage=triage, **measured(24)).outcome is outcome


def test_signs_to_be_looked_at_change_a_course_before_week_24_too():
    found = decision(triage=Triage.WITHIN_TWO_WEEKS, sessions=(session(30),))
    assert found.outcome is Outcome.ADJUST
    assert "Keep to the plan" not in str(found)
    assert found.next_on == TODAY + timedelta(days=138)


def test_signs_to_be_looked_at_leave_a_course_stopped_that_lost_hair():
    assert decision(triage=Triage.WITHIN_TWO_WEEKS, **measured(-24)).outcome is Outcome.STOP


@pytest.mark.parametrize("change", [None, 0, 24, -24])
def test_a_worse_report_never_makes_the_outcome_milder(change):
    order = [Outcome.CONTINUE, Outcome.UNDECIDABLE, Outcome.ADJUST, Outcome.STOP]
    parts = HALF_YEAR if change is None else measured(change)
    found = [decision(triage=triage, **parts).outcome for triage in Triage]
    ranks = [order.index(outcome) for outcome in found]
    assert ranks == sorted(ranks)


def test_who_wants_to_stop_minoxidil_learns_what_is_lost_and_keeps_the_choice():
    told = {"minoxidil": "now", "minoxidil_stop_wanted": True}
    found = decision("clinic", told, **measured(16, weeks=60))
    assert found.outcome is Outcome.ADJUST
    assert "lost again over the months" in found.says
    assert "Needling alone does not hold it" in found.says
    assert "one trial of it alone found no benefit" in found.says
    assert "easier form" in found.says
    assert "The choice is yours." in found.says
    assert max(reason.verdict for reason in found.reasons) is Verdict.PROCEED


def test_the_wish_to_stop_minoxidil_leaves_an_open_outcome_open():
    told = {"minoxidil": "now", "minoxidil_stop_wanted": True}
    found = decision("home", told, **HALF_YEAR)
    assert found.outcome is Outcome.UNDECIDABLE
    assert found.reasons[0].rule == "stopping_minoxidil"


def joined(*told: Any, **parts: Any):
    one = case(*told, **parts)
    return decide_judgement(one, decided(one, measures_for(one).comparison, CALM, None))


def test_only_a_reason_to_stop_or_a_measured_loss_touches_the_verdict():
    for parts in (HALF_YEAR, measured(24), measured(5), {}, {"sessions": (session(10),)}):
        assert joined(**parts).verdict is Verdict.PROCEED
    assert joined(**measured(-24)).verdict is Verdict.ASK_A_CLINICIAN


def test_who_has_been_needled_must_say_how_often_it_got_infected():
    found = joined("home", {"infections_after_sessions": None})
    assert found.verdict is Verdict.NEEDS_ANSWERS
    assert [one.question for one in found.open] == ["infections_after_sessions"]


def test_who_was_never_needled_need_not():
    new = {"needled_before": False, "last_session_on": None, "infections_after_sessions": None}
    assert joined("home", new).open == ()


def test_a_question_about_a_wish_never_keeps_anybody_from_proceeding():
    assert joined("home", {"minoxidil": "now", "minoxidil_stop_wanted": None}).open == ()


def test_every_conclusion_names_its_sources_and_that_no_clinician_has_read_it():
    for parts in (HALF_YEAR, measured(24), measured(5), measured(-24), {}):
        for reason in decision(**parts).reasons:
            assert reason.basis
            assert not reason.clinician_reviewed


def test_no_brace_is_left_in_what_people_read():
    for outlook in (None, forecast(0.5), forecast(0.1), forecast(0.9)):
        for parts in (HALF_YEAR, measured(24), measured(5), measured(-24), {}):
            found = decision(outlook=outlook, triage=Triage.SAME_DAY, **parts)
            assert "{" not in str([(one.says, one.then) for one in found.reasons])
            assert "not known" not in found.says


def test_a_day_nobody_knows_is_said_to_be_unknown():
    assert spoken_day(None) == "a day not known"

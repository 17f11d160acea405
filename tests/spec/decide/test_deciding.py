"""What a course has come to: safety first, then time, then whether anything was measured at all."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anagen.care.advice import Decided, Recovery
from anagen.care.decide import decide_judgement, decided, spoken_day
from anagen.care.measure import measures_for
from anagen.care.outlook import Outlook
from anagen.records.answers import Answer
from anagen.records.report import Report
from anagen.records.treatment import Treatment
from anagen.records.words import Outcome, Triage, Verdict
from tests.spec.measure.visits import count, picture, session
from tests.story import NOW, case

TODAY = date(2026, 11, 20)
CALM = Recovery(None, (), (), (), (), (), ())
METHOD = {"smallest_detectable_per_cm2": 11.0}
HALF_YEAR = {"sessions": (session(182),)}


def decision(
    *told: Any,
    triage: Triage | None = None,
    outlook: Outlook | None = None,
    **parts: Any,
) -> Decided:
    """What is decided for a story; nothing was reported after the last session."""
    one = case(*told, **parts)
    recovery = Recovery(triage, (), (), (), (), (), ())
    return decided(one, measures_for(one).comparison, recovery, outlook)


def rules(found: Decided) -> list[str]:
    return [reason.rule for reason in found.reasons]


def measured(change: int, weeks: int = 26, before: int = 150, **parts: Any) -> dict[str, Any]:
    """A course of so many weeks with a count the day before and one today."""
    days = weeks * 7
    counts = (count(days + 1, before, **METHOD, **parts), count(0, before + change, **METHOD))
    return {"sessions": (session(days),), "measurements": counts}


# Time


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


# Nothing to decide from


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


# Noise, gain and loss


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


# A forecast


def forecast(chance: float) -> Outlook:
    return Outlook(48, 130, 16, (5, 25), (-2, 30), 0.98, chance)


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


# Harm


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


# Wishes


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


# What joins the verdict


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

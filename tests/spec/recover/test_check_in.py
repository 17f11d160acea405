"""The check-in: when, what for, and what it comes to when little or nothing was said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from anagen.care.case import case_of
from anagen.care.recover import recovery_for
from anagen.records.answers import Answer, Unknown
from tests.spec.recover.telling import (
    CALM,
    CHECK_IN,
    EXPECTED,
    NEEDS,
    NO,
    PROCEED,
    SAME_DAY,
    SELF_CARE,
    SETTINGS,
    TWO_WEEKS,
    after,
    asked,
    combed,
    judgement,
    pulled,
    recovery,
    report,
    session,
    verdict,
    washed,
    weeks_ago,
)
from tests.story import NOW, case, knowledge

NOTHING = dict.fromkeys((*CHECK_IN, "shed_more"))


def test_healing_is_not_called_expected_while_nobody_asked_about_hair():
    found = recovery_for(after(20, {"scalp_signs": ("redness",), "shed_more": None}))
    assert found.triage is SELF_CARE
    assert asked(found) == ["shed_more"]


def test_nothing_reported_comes_to_no_triage():
    found = recovery(NOTHING)
    assert found.triage is None
    assert found.reasons == ()
    assert found.missing == ()


@pytest.mark.parametrize("setting", SETTINGS)
def test_somebody_who_healed_well_may_go_on(setting):
    assert verdict({}, setting) is PROCEED
    assert recovery({}, setting).triage is EXPECTED


def test_somebody_never_needled_has_no_healing_to_judge():
    assert recovery({"needled_before": False}).triage is None
    assert verdict({"needled_before": False}) is PROCEED


@pytest.mark.parametrize("question", [*CHECK_IN, "shed_more"])
@pytest.mark.parametrize("unknown", [None, *Unknown])
def test_nobody_goes_on_with_an_open_question(question, unknown):
    assert verdict({question: unknown}) is NEEDS


def test_a_check_in_that_is_too_old_counts_as_none():
    old = case("home", {}, hours_old=25)
    assert recovery_for(old).triage is None
    assert judgement(old).verdict is NEEDS


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("scalp_warnings", ("pus",)),
        ("alarm_signs", ("chest",)),
        ("fever", "at_least_38"),
        ("fever", "feels_hot"),
    ],
)
def test_a_serious_sign_does_not_vanish_by_growing_old(question, value):
    old = case("home", {question: value}, hours_old=25)
    assert recovery_for(old).triage is SAME_DAY
    assert question in asked(recovery_for(old))
    assert judgement(old).verdict is NO


def test_a_serious_sign_of_an_old_report_is_asked_about_again():
    reports = (report(4), report(3, {"scalp_warnings": ("pus",)}))
    found = recovery(NOTHING, reports=reports)
    assert found.triage is SAME_DAY
    (missing,) = [one for one in found.missing if one.question == "scalp_warnings"]
    assert missing.because is Unknown.STALE


def test_a_later_word_that_all_is_well_settles_an_old_sign():
    reports = (report(3, {"scalp_warnings": ("pus",)}), report(0, {"scalp_warnings": ()}))
    assert recovery({}, reports=reports).triage is EXPECTED


def test_the_latest_report_counts_when_things_get_worse():
    reports = (report(0.9, {"scalp_warnings": ()}), report(0, {"scalp_warnings": ("pus",)}))
    assert recovery({"scalp_warnings": None}, reports=reports).triage is SAME_DAY


def test_the_first_word_of_a_check_in_alone_is_not_enough():
    found = recovery({**NOTHING, "alarm_signs": ()})
    assert found.triage is SELF_CARE
    assert set(asked(found)) == {"scalp_warnings", "fever", "scalp_signs", "shed_more"}


def test_signs_after_needling_ask_whether_there_was_any():
    found = recovery({"scalp_signs": ("redness",), "needled_before": None})
    assert found.triage is SELF_CARE
    assert "needled_before" in asked(found)


def test_shedding_adds_to_the_urgency_of_a_check_in():
    said = {**CALM, "shed_where": "patch"}
    assert recovery(said).triage is TWO_WEEKS
    assert recovery({**said, "scalp_warnings": ("pus",)}).triage is SAME_DAY


def test_calm_skin_is_not_called_fine_while_shedding_cannot_be_judged():
    assert recovery({"shed_more": "a_little"}).triage is None


def test_shedding_that_cannot_be_judged_hides_no_sign():
    said = {"shed_more": "a_little", "scalp_warnings": ("pus",), "fever": "below_38"}
    assert recovery(said).triage is SAME_DAY


def test_shedding_alone_makes_a_triage_but_open_red_flags_stay_open():
    said = {**NOTHING, **CALM, "course_began_on": weeks_ago(4)}
    found = recovery(said, reports=(pulled(1), washed(40)))
    assert found.triage is SELF_CARE
    assert "alarm_signs" in asked(found)


def test_check_ins_come_after_a_day_three_days_a_week_two_weeks_and_four():
    found = recovery_for(after(30)).check_ins
    assert [one.hours_after for one in found] == [24, 72, 168, 336, 672]
    over = NOW - timedelta(hours=30)
    assert [one.on for one in found] == [over + timedelta(hours=one.hours_after) for one in found]
    assert not any(one.is_done for one in found)


def test_a_check_in_is_done_once_somebody_reported_at_about_its_time():
    reports = (report(1),)  # six hours after the session, too early for the first check-in
    early = recovery_for(after(30, reports=reports)).check_ins
    assert [one.is_done for one in early] == [False] * 5
    reports = (report(0.5),)  # eighteen hours after it
    later = recovery_for(after(30, reports=reports)).check_ins
    assert [one.is_done for one in later] == [True, False, False, False, False]


@pytest.mark.parametrize(("hours_after", "done"), [(11.9, False), (12, True), (30, True)])
def test_the_first_check_in_counts_from_half_a_day_on(hours_after, done):
    reports = (report((30 - hours_after) / 24),)
    assert recovery_for(after(30, reports=reports)).check_ins[0].is_done is done


@pytest.mark.parametrize("counted", [combed(12, 9, 11), pulled(1), washed(40, 3)])
def test_counted_hairs_alone_are_no_check_in(counted):
    found = recovery_for(after(30, reports=(counted,))).check_ins
    assert not any(one.is_done for one in found)
    told = replace(counted, signs=report(0, {"scalp_signs": ()}).signs)
    assert recovery_for(after(30, reports=(told,))).check_ins[0].is_done


def test_a_report_on_day_fourteen_does_for_those_before_it():
    found = recovery_for(after(15 * 24, reports=(report(1),))).check_ins
    assert [one.is_done for one in found] == [True, True, True, True, False]


def test_check_ins_have_no_day_before_any_session():
    found = recovery({"needled_before": False, "last_session_on": None}).check_ins
    assert [one.on for one in found] == [None] * 5
    assert not any(one.is_done for one in found)


def test_somebody_to_be_seen_today_is_offered_no_later_check_in():
    said = {"scalp_warnings": ("pus",), "fever": "below_38"}
    found = recovery_for(after(30, said))
    assert found.check_ins == ()
    assert found.aftercare != ()


def test_in_an_emergency_there_is_one_thing_to_do():
    found = recovery_for(after(30, {"alarm_signs": ("chest",)}))
    assert (found.check_ins, found.aftercare, found.missing) == ((), (), ())


def test_every_check_in_says_what_to_look_for():
    assert all(len(one.says) > 40 for one in recovery().check_ins)


def aftercare(setting="home", said=None, **parts):
    return [point.fact for point in recovery(said, setting, **parts).aftercare]


def test_short_needles_at_home_keep_products_off_for_three_days():
    facts = aftercare("home", {"last_needle_mm": 0.5})
    assert "aftercare_products_shallow" in facts
    assert "aftercare_products_deep" not in facts


def test_deep_needles_keep_products_off_for_two_weeks():
    facts = aftercare("clinic", {"last_needle_mm": 1.0})
    assert "aftercare_products_deep" in facts
    assert "aftercare_products_shallow" not in facts


def test_the_depth_of_the_recorded_session_decides():
    facts = aftercare("clinic", {"last_needle_mm": None}, sessions=(session(20, 1.0),))
    assert "aftercare_products_deep" in facts


def test_a_depth_nobody_knows_counts_as_deep():
    facts = aftercare("home", {"last_needle_mm": None, "needle_mm": None})
    assert "aftercare_products_deep" in facts


def test_before_a_first_session_the_planned_needles_decide():
    facts = aftercare("home", {"last_needle_mm": None, "needle_mm": 0.25})
    assert "aftercare_products_shallow" in facts


def test_each_setting_has_its_own_lines():
    assert "aftercare_combs" in aftercare("home")
    assert "aftercare_call" not in aftercare("home")
    assert "aftercare_call" in aftercare("clinic")


def test_aftercare_names_washing_sun_and_products_in_that_order():
    facts = aftercare("home", {"last_needle_mm": 0.25})
    order = ["aftercare_wash", "aftercare_sun", "aftercare_products_shallow", "aftercare_signs"]
    assert [fact for fact in facts if fact in order] == order


def test_a_medicine_on_the_scalp_is_only_for_those_who_were_given_it():
    (cream,) = [point for point in recovery().aftercare if point.fact == "aftercare_cream"]
    assert "only if a clinician gave it to you" in cream.says


def test_answers_from_the_future_are_not_believed():
    one = case("home", {})
    answers = {**one.record.answers, "fever": Answer("below_38", NOW + timedelta(hours=1))}
    later = case_of(replace(one.record, answers=answers), knowledge(), NOW)
    assert judgement(later).verdict is NEEDS


def test_moving_the_clock_on_never_makes_the_same_signs_milder():
    one = case("home", {"scalp_signs": ("redness",)}, sessions=(session(1),))
    levels = []
    for hours in (0, 12, 23):
        now = datetime(2026, 11, 20, 12, tzinfo=UTC) + timedelta(hours=hours)
        levels.append(recovery_for(case_of(one.record, knowledge(), now)).triage)
    assert levels == sorted(levels)

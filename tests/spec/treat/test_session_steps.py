"""The session step by step: the right steps, in order, with this person's numbers."""

from dataclasses import replace

import pytest

from anagen.care.advice import SessionAdvice
from anagen.care.judgement import Judgement, Open
from anagen.care.treat import session_for, treat_judgement
from anagen.care.treat.protocol import protocol_for
from anagen.knowledge.protocol import Protocol, SessionStepFact
from anagen.records.words import DeviceKind, Setting, Step, Verdict
from tests.spec.treat.telling import CLINICS, SETTINGS, ago, steps, weighed
from tests.story import case, knowledge

CREAM = {"numbing_planned": True}


def session_at(verdict: Verdict, setting: str = "home") -> SessionAdvice:
    """The session when all steps together come to a verdict."""
    some = weighed("home", {"needle_faults": ("bent",)}).reasons[0]
    return session_for(case(setting), Judgement((replace(some, verdict=verdict),)))


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("verdict", Verdict)
def test_a_session_starts_only_when_everything_says_proceed(setting, verdict):
    assert session_at(verdict, setting).may_start is (verdict is Verdict.PROCEED)


def test_an_open_question_keeps_a_session_from_starting():
    open_ = Judgement(open=(Open("keloid", "keloid", Verdict.DO_NOT_TREAT),))
    assert not session_for(case("home"), open_).may_start


def test_whoever_is_refused_gets_no_steps_to_follow():
    for setting in SETTINGS:
        refused = session_at(Verdict.DO_NOT_TREAT, setting)
        assert (refused.steps, refused.protocol) == ((), "")
    assert session_at(Verdict.ASK_A_CLINICIAN, "home").steps == ()
    assert session_at(Verdict.ASK_A_CLINICIAN, "clinic").steps
    assert session_at(Verdict.WAIT, "home").steps


@pytest.mark.parametrize(
    ("setting", "device", "protocol"),
    [
        ("home", "roller", "protocol_home_roller"),
        ("home", "stamp", "protocol_home_stamp"),
        ("home", "pen", "protocol_home_pen"),
        ("home", "radio_frequency", None),
        ("home", None, None),
        ("clinic", "pen", "protocol_clinic_pen"),
        ("clinic", "roller", "protocol_clinic_roller"),
        ("clinic", "stamp", "protocol_clinic_roller"),
        ("clinic", "radio_frequency", "protocol_clinic_radio_frequency"),
        ("trial", "pen", "protocol_trial_pen"),
        ("trial", "roller", "protocol_trial_roller"),
        ("trial", "radio_frequency", "protocol_trial_radio_frequency"),
    ],
)
def test_each_device_has_its_own_protocol(setting, device, protocol):
    one = case(setting, {"device_kind": device})
    found = protocol_for(one)
    assert (found.id if found else None) == protocol
    advice = session_for(one, Judgement())
    assert advice.protocol == (protocol or "")
    assert advice.may_start is (protocol is not None)


def test_no_two_protocols_fit_the_same_place_and_device():
    for setting in Setting:
        for device in DeviceKind:
            fitting = [
                one
                for one in knowledge().of_kind(Protocol, Step.TREAT)
                if setting in one.settings and device in one.devices
            ]
            assert len(fitting) == (0 if (setting.value, device.value) == HEAT_AT_HOME else 1)


HEAT_AT_HOME = ("home", "radio_frequency")


def test_a_clinic_session_keeps_the_order_of_the_guide():
    order = list(steps("clinic", {**CREAM, "prp_wanted": True}))
    guide = [
        "step_numb_on", "step_numb_off", "step_clean_clinic", "step_needle_pen",
        "step_endpoint_clinic", "step_rinse_clinic", "step_plasma", "step_nothing_on",
        "step_waste_clinic", "step_record_clinic", "step_aftercare_talk",
    ]  # fmt: skip
    assert [id for id in order if id in guide] == guide


def test_cream_always_comes_off_before_the_skin_is_cleaned_and_needled():
    for protocol in knowledge().of_kind(Protocol, Step.TREAT):
        order = protocol.steps
        on, off = order.index("step_numb_on"), order.index("step_numb_off")
        cleaned = next(n for n, id in enumerate(order) if id.startswith("step_clean_"))
        assert on < off < cleaned, protocol.id


def test_every_protocol_looks_first_and_writes_down_last():
    for protocol in knowledge().of_kind(Protocol, Step.TREAT):
        assert "step_look" in protocol.steps[:3], protocol.id
        assert any(id.startswith("step_record") for id in protocol.steps[-3:]), protocol.id
        assert len(set(protocol.steps)) == len(protocol.steps)


def test_every_step_belongs_to_a_protocol():
    used = {id for one in knowledge().of_kind(Protocol) for id in one.steps}
    assert {step.id for step in knowledge().of_kind(SessionStepFact)} == used


def test_a_session_in_order_says_what_a_clinic_must_not_forget():
    found = steps("clinic", CREAM, sessions=(ago(1.0, days=28, setting="clinic"),))
    assert "after this person" in found["step_waste_clinic"].says
    assert "Nothing is kept for the next visit" in found["step_waste_clinic"].says
    record = found["step_record_clinic"].says
    assert "Record depth, passes and what was seen" in record
    assert "lot number" in record
    assert found["step_needle_pen"].stop_if.startswith("bleeding is more than pinpoint")
    assert "press no harder because it hurts less" in found["step_numb_off"].says


def test_the_numbers_of_the_plan_are_put_in():
    found = steps("home", {"zones_wanted": ("crown", "left_temple", "hairline")})
    roll = found["step_roll_home"].says
    assert "crown, left temple and hairline" in roll
    assert "2 to 4 passes" in roll
    assert "With 0.25 mm" in roll
    assert "7 days away" in found["step_record_home"].says
    assert "15 uses" in found["step_check_needles"].says
    longer = steps("home", {"needle_mm": 0.5})
    assert "14 days away" in longer["step_record_home"].says


def test_one_zone_is_named_alone():
    assert "one after the other: crown. In" in (
        steps("home", {"zones_wanted": ("crown",)})["step_roll_home"].says
    )


def test_what_is_not_known_is_left_to_the_plan_and_never_made_up():
    found = steps("home", {"needle_mm": None})
    assert "the needle length of your plan" in found["step_roll_home"].says
    assert "the zones of your plan" in found["step_roll_home"].says


def test_a_needle_beyond_the_limit_never_stands_in_a_step():
    one = case("home", {"needle_mm": 1.5})
    told = session_for(one, Judgement())
    assert not any("1.5 mm" in step.says for step in told.steps)


def test_the_timer_of_the_cream_is_the_limit_itself():
    numb = steps("home", CREAM)["step_numb_on"]
    rail = knowledge().guardrail("numbing_minutes", Setting.HOME)
    assert rail is not None
    assert (numb.minutes_least, numb.minutes_most) == (
        rail.recommended_least,
        rail.recommended_most,
    )
    assert "15 to 45 minutes, and 60 minutes is the end" in numb.says
    assert "15 g" in numb.says


def test_a_step_without_a_time_has_no_timer():
    look = steps("home")["step_look"]
    assert (look.minutes_least, look.minutes_most) == (None, None)
    soak = steps("home")["step_soak"]
    assert (soak.minutes_least, soak.minutes_most) == (10, 30)


@pytest.mark.parametrize("setting", SETTINGS)
def test_nobody_is_led_to_cream_plasma_or_a_product_that_was_never_spoken_of(setting):
    quiet = {"numbing_planned": None, "prp_wanted": None, "minoxidil_order": None}
    found = session_for(case(setting, quiet), Judgement()).steps
    absent = {"step_numb_on", "step_numb_off", "step_plasma", "step_ordered_minoxidil"}
    assert absent.isdisjoint(step.id for step in found)


@pytest.mark.parametrize("setting", CLINICS)
def test_minoxidil_is_a_step_only_with_a_written_order(setting):
    said = {"apply_today": ("minoxidil",), "minoxidil": "now"}
    assert "step_ordered_minoxidil" not in steps(setting, said)
    assert "step_ordered_minoxidil" in steps(setting, {**said, "minoxidil_order": True})
    assert "step_ordered_minoxidil" not in steps("home", {**said, "minoxidil_order": True})


def test_at_home_blood_is_never_the_goal():
    assert "Blood is not the goal" in steps("home")["step_endpoint_home"].says


def test_no_brace_is_ever_left_in_a_step():
    for setting in SETTINGS:
        for device in DeviceKind:
            said = {**CREAM, "prp_wanted": True, "minoxidil_order": True}
            one = case(setting, {**said, "device_kind": device.value})
            for step in session_for(one, Judgement()).steps:
                assert "{" not in step.says + step.stop_if + step.title
                assert step.point.says == step.says
                assert step.point.basis


def test_the_faults_of_the_last_session_come_along():
    one = case("home", sessions=(ago(0.25, days=10, pressure="hard"),))
    advice = session_for(one, treat_judgement(one))
    assert [fault.rule for fault in advice.faults] == ["fault_pressed_hard"]

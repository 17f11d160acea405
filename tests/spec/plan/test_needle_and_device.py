"""How long a needle may be, which device may be used, and whose hands may hold it."""

import math

import pytest

from anagen.knowledge.device import Device
from anagen.records.words import DeviceKind, Setting
from tests.spec.plan.telling import (
    CLINICS,
    EARNED,
    NEEDS,
    NO,
    PROCEED,
    SETTINGS,
    asked,
    planned,
    reason,
    rules_of,
    verdict,
    weighed,
)
from tests.story import knowledge


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_clear_plan_stands_in_nobodys_way(setting):
    judgement = weighed(setting)
    assert judgement.verdict is PROCEED
    assert judgement.reasons == ()


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_needle_of_unknown_length_leaves_everything_open(setting):
    judgement = weighed(setting, {"needle_mm": None})
    assert judgement.verdict is NEEDS
    (open_,) = judgement.open
    assert (open_.question, open_.at_worst) == ("needle_mm", NO)


@pytest.mark.parametrize(("setting", "most"), [("home", 0.5), ("clinic", 1.5), ("trial", 1.5)])
def test_the_limit_itself_is_allowed_and_a_hair_more_is_not(setting, most):
    assert verdict(setting, {"needle_mm": most, **EARNED}) is PROCEED
    assert verdict(setting, {"needle_mm": math.nextafter(most, 0), **EARNED}) is PROCEED
    assert verdict(setting, {"needle_mm": math.nextafter(most, 9), **EARNED}) is NO


def test_nothing_opens_a_needle_beyond_the_limit_at_home():
    judgement = weighed("home", {"needle_mm": 1.5, **EARNED})
    assert rules_of(judgement) == {"needle_home"}
    assert judgement.verdict is NO
    assert judgement.open == ()


def test_a_long_needle_at_home_is_told_where_it_came_from_and_what_to_start_with():
    found = reason(weighed("home", {"needle_mm": 1.5}), "needle_home")
    assert "1.5 mm" in found.says
    assert "The limit at home is 0.5 mm" in found.says
    assert "trained staff" in found.says
    assert "0.25 mm, light pressure and at least 7 days" in found.then
    assert found.found == ("needle_mm",)
    assert {one.source for one in found.basis} >= {"home_roller_pages", "seed_0"}


def test_a_needle_read_in_inches_by_mistake_is_never_rounded_down():
    found = reason(weighed("home", {"needle_mm": 0.76}), "needle_home")
    assert found.verdict is NO
    assert "0.76 mm" in found.says


@pytest.mark.parametrize("setting", CLINICS)
def test_two_millimetres_in_a_clinic_are_refused_with_the_trial_of_two_depths(setting):
    found = reason(weighed(setting, {"needle_mm": 2.0}), "needle_clinic")
    assert found.verdict is NO
    assert "deeper than 1.5 mm" in found.says
    assert "0.6 mm did at least as well as 1.2 mm" in found.says
    assert "0.5 to 1.5 mm" in found.then
    assert "fully healed" in found.then
    assert "faghihi_2021" in {one.source for one in found.basis}


def test_depth_is_never_called_settled():
    for id in ("needle_home", "needle_clinic"):
        assert knowledge().facts[id].is_disputed
        assert knowledge().facts[id].strength.value == "contested"


@pytest.mark.parametrize("device", [kind.value for kind in DeviceKind])
@pytest.mark.parametrize("setting", SETTINGS)
def test_every_device_but_heat_at_home_may_be_used(setting, device):
    judgement = weighed(setting, {"device_kind": device})
    barred = setting == "home" and device == "radio_frequency"
    assert judgement.verdict is (NO if barred else PROCEED)
    if barred:
        assert reason(judgement, "device_radio_frequency").found == ("device_kind",)


def test_at_home_an_unnamed_device_may_be_one_with_heat():
    judgement = weighed("home", {"device_kind": None})
    assert judgement.verdict is NEEDS
    assert asked(judgement) == {"device_kind"}


@pytest.mark.parametrize("setting", CLINICS)
def test_in_a_clinic_no_device_is_barred_so_none_has_to_be_named(setting):
    assert verdict(setting, {"device_kind": None}) is PROCEED


def test_each_setting_has_one_device_that_a_plan_begins_with():
    for setting in Setting:
        usual = [one for one in knowledge().of_kind(Device) if setting in one.starts_in]
        assert len(usual) == 1
    assert {one.device for one in knowledge().of_kind(Device)} == set(DeviceKind)


@pytest.mark.parametrize(("said", "expected"), [(True, PROCEED), (False, NO), (None, NEEDS)])
def test_needles_that_somebody_else_has_used_are_refused(said, expected):
    assert verdict("home", {"device_is_own": said}) is expected


@pytest.mark.parametrize("setting", CLINICS)
@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("dermatologist", PROCEED),
        ("doctor", PROCEED),
        ("nurse", PROCEED),
        ("therapist", PROCEED),
        ("salon", NO),
        ("untrained", NO),
        (None, NEEDS),
    ],
)
def test_the_hands_that_hold_the_needle_must_be_known_and_trained(setting, who, expected):
    assert verdict(setting, {"practitioner_kind": who}) is expected


def test_a_salon_is_told_what_can_be_passed_on_and_whom_to_look_for():
    found = reason(weighed("clinic", {"practitioner_kind": "salon"}), "operator_untrained")
    assert "hepatitis, HIV" in found.says
    assert "dermatologist" in found.then


def test_at_home_nobody_is_asked_who_holds_the_needle():
    assert "practitioner_kind" not in asked(weighed("home", {"practitioner_kind": None}))


@pytest.mark.parametrize("setting", SETTINGS)
def test_few_questions_block_a_plan(setting):
    from tests.clear import plan

    nothing = dict.fromkeys({**plan.ANSWERS, **plan.CLINIC})
    blocking = {
        "home": {"device_kind", "needle_mm", "device_is_own"},
        "clinic": {"needle_mm", "practitioner_kind"},
        "trial": {"needle_mm", "practitioner_kind"},
    }
    assert asked(weighed(setting, nothing)) == blocking[setting]


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_refused_needle_or_device_never_enters_a_plan(setting):
    plan = planned(setting, {"needle_mm": 3, "device_kind": "radio_frequency"})
    start = {"home": (0.25, "roller"), "clinic": (0.6, "radio_frequency")}
    start["trial"] = start["clinic"]
    assert (plan.needle_mm, plan.device.value) == start[setting]

"""The plan itself: its numbers, where they stop, and the source of each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anagen.care.advice import Plan
from anagen.records.words import Setting, Zone
from tests.spec.plan.telling import (
    CLINICS,
    EARNED,
    PROCEED,
    SETTINGS,
    asked,
    facts_of,
    planned,
    reason,
    rules_of,
    verdict,
    weighed,
)
from tests.story import knowledge

ALL_ZONES = tuple(zone.value for zone in Zone)


def numbers(plan: Plan) -> tuple[float, int, int, int]:
    return plan.needle_mm, plan.gap_days, plan.passes, plan.sessions


def test_a_first_plan_at_home_is_short_gentle_and_weekly():
    plan = planned("home", {"needle_mm": None})
    assert numbers(plan) == (0.25, 7, 2, 24)
    assert plan.device.value == "roller"
    assert plan.needle_most_mm == 0.5
    assert plan.weeks == 24


def test_a_half_millimetre_at_home_rests_two_weeks():
    assert numbers(planned("home", {"needle_mm": 0.5, **EARNED})) == (0.5, 14, 2, 12)


@pytest.mark.parametrize("setting", CLINICS)
def test_a_clinic_plan_starts_shallow_and_every_two_weeks(setting):
    plan = planned(setting, {"needle_mm": None, "device_kind": None})
    assert numbers(plan) == (0.6, 14, 4, 12)
    assert plan.device.value == "pen"
    assert plan.needle_most_mm == 1.5


@pytest.mark.parametrize(("depth", "gap"), [(1.0, 14), (1.01, 28), (1.5, 28)])
def test_deeper_in_a_clinic_rests_longer(depth, gap):
    assert planned("clinic", {"needle_mm": depth}).gap_days == gap


def test_one_of_a_thing_is_told_as_one():
    said = {"passes_wanted": 1, "sessions_planned": 1, "gap_days_wanted": 7 / 3}
    says = " ".join(one.says for one in weighed("clinic", said).reasons)
    assert "You want 1 pass over each zone." in says
    assert "You want 1 session in this course." in says
    assert "You want 2.333 days between sessions." in says


@pytest.mark.parametrize(
    ("setting", "depth", "least"),
    [("home", 0.25, 7), ("home", 0.5, 14), ("clinic", 1.0, 7), ("trial", 1.5, 7)],
)
def test_a_gap_that_is_too_short_is_lengthened_and_said(setting, depth, least):
    said = {"needle_mm": depth, **EARNED}
    for wanted, told in ((1, "1 day"), (2, "2 days"), (least - 0.01, f"{least - 0.01:g} days")):
        short = {**said, "gap_days_wanted": wanted}
        assert planned(setting, short).gap_days == least
        (rule,) = rules_of(weighed(setting, short))
        found = reason(weighed(setting, short), rule)
        assert f"You want {told} between sessions. We plan {least}." in found.says
        assert "More often has not been shown to work better" in found.says
        assert found.found == ("gap_days_wanted",)
    assert planned(setting, {**said, "gap_days_wanted": least}).gap_days == least


def test_a_longer_gap_is_kept_as_wanted():
    plan = planned("home", {"gap_days_wanted": 21})
    assert (plan.gap_days, plan.sessions) == (21, 8)
    assert rules_of(weighed("home", {"gap_days_wanted": 21})) == set()


def test_part_of_a_day_is_rounded_up_never_down():
    assert planned("home", {"gap_days_wanted": 7.2}).gap_days == 8


def test_a_weekly_clinic_gap_is_kept_and_called_shorter_than_ours():
    said = {"gap_days_wanted": 7}
    assert planned("clinic", said).gap_days == 7
    says = reason(weighed("clinic", said), "gap_clinic_middle").says
    assert says.startswith("You want 7 days between sessions. The plan keeps to it")


@pytest.mark.parametrize(("setting", "most"), [("home", 4), ("clinic", 10), ("trial", 10)])
def test_passes_stop_at_the_limit(setting, most):
    assert planned(setting, {"passes_wanted": most}).passes == most
    assert rules_of(weighed(setting, {"passes_wanted": most})) == set()
    too_many = {"passes_wanted": most + 1}
    assert planned(setting, too_many).passes == most
    (rule,) = rules_of(weighed(setting, too_many))
    assert f"We plan {most}." in reason(weighed(setting, too_many), rule).says


@pytest.mark.parametrize(
    ("setting", "gap", "wanted", "sessions"),
    [
        ("home", 7, 24, 24),
        ("home", 7, 25, 24),
        ("home", 28, 7, 6),
        ("clinic", 14, 12, 12),
        ("clinic", 14, 13, 12),
        ("clinic", 28, 6, 6),
        ("clinic", 28, 7, 6),
        ("clinic", 365, 4, 1),
    ],
)
def test_sessions_stop_at_the_limit_and_at_the_review(setting, gap, wanted, sessions):
    said = {"gap_days_wanted": gap, "sessions_planned": wanted}
    assert planned(setting, said).sessions == sessions
    corrected = [
        one for one in weighed(setting, said).reasons if one.found == ("sessions_planned",)
    ]
    assert len(corrected) == (1 if wanted > sessions else 0)


def test_few_sessions_are_kept_and_called_fewer_than_in_trials():
    said = {"sessions_planned": 2}
    assert planned("clinic", said).sessions == 2
    assert "4 to 12 sessions" in reason(weighed("clinic", said), "sessions_clinic").says


def test_zones_are_those_that_thin_in_the_order_of_the_scalp():
    plan = planned("home", {"zones_wanted": ("crown", "hairline")})
    assert plan.zones == (Zone.HAIRLINE, Zone.CROWN)
    assert rules_of(weighed("home", {"zones_wanted": ("crown", "hairline")})) == set()


@pytest.mark.parametrize("said", [None, ()])
def test_without_a_zone_the_top_of_the_head_is_planned(said):
    assert planned("home", {"zones_wanted": said}).zones == (Zone.MID_SCALP, Zone.CROWN)
    assert rules_of(weighed("home", {"zones_wanted": said, "passes_wanted": 2})) == set()


def test_a_whole_head_at_once_is_too_much_at_home():
    said = {"zones_wanted": ALL_ZONES}
    assert planned("home", said).zones == tuple(Zone)[:5]
    assert "You want 8 zones" in reason(weighed("home", said), "area_home").says
    assert planned("clinic", said).zones == tuple(Zone)


@pytest.mark.parametrize(
    ("setting", "wanted", "corrected"),
    [
        ("home", "nothing", False),
        ("home", "mild_redness", False),
        ("home", "pinpoint_bleeding", True),
        ("home", "heavier_bleeding", True),
        ("clinic", "pinpoint_bleeding", False),
        ("clinic", "heavier_bleeding", True),
        ("trial", "pinpoint_bleeding", False),
        ("trial", "heavier_bleeding", True),
        ("home", None, False),
    ],
)
def test_blood_is_not_the_goal_at_home_and_never_more_than_dots(setting, wanted, corrected):
    found = rules_of(weighed(setting, {"endpoint_wanted": wanted, "passes_wanted": 4}))
    name = "endpoint_home" if setting == "home" else "endpoint_clinic"
    assert found == ({name} if corrected else set())


def test_a_wish_is_corrected_and_blocks_nobody():
    said = {
        "gap_days_wanted": 1,
        "passes_wanted": 40,
        "sessions_planned": 200,
        "zones_wanted": ALL_ZONES,
        "endpoint_wanted": "heavier_bleeding",
    }
    for setting in SETTINGS:
        judgement = weighed(setting, said)
        assert judgement.verdict is PROCEED
        assert len(judgement.reasons) >= 4
        assert asked(judgement) == set()


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_number_of_a_plan_has_a_point_with_a_source(setting):
    plan = planned(setting, {"needle_mm": 0.5, **EARNED})
    facts = {id: knowledge().facts[id] for id in facts_of(plan.points)}
    quantities = {getattr(fact, "quantity", None) for fact in facts.values()}
    assert {"needle_mm", "gap_days", "passes", "sessions", "zones"} <= quantities
    assert "course_24_weeks" in facts
    assert any(id.startswith("device_") for id in facts)
    assert all(point.basis for point in (*plan.points, *plan.combination))
    assert len(facts) == len(plan.points)


def test_a_plan_says_how_hard_where_and_when_to_stop():
    home, clinic = facts_of(planned("home").points), facts_of(planned("clinic").points)
    both = {"pressure_light", "zones_where", "zones_keep_clear", "results_not_certain"}
    assert both <= set(home) & set(clinic)
    assert {"endpoint_home", "endpoint_clinic"} & set(home) == {"endpoint_home"}
    assert {"endpoint_home", "endpoint_clinic"} & set(clinic) == {"endpoint_clinic"}


def test_hair_loss_is_said_to_be_no_cleared_use():
    for setting in SETTINGS:
        assert {"regulation_us", "regulation_eu"} <= set(facts_of(planned(setting).points))
    assert "consent_names_harms" in facts_of(planned("clinic").points)
    assert "not a cleared use" in knowledge().facts["regulation_us"].says


def test_only_bald_areas_is_shown_with_both_sides():
    fact = knowledge().facts["zones_where"]
    assert fact.is_disputed
    assert "seed_3" in {one.source for one in fact.basis if one.stance.value == "against"}


def test_a_steroid_is_named_to_people_with_areata_in_a_clinic_alone():
    def named(setting, kind):
        return "with_triamcinolone" in facts_of(planned(setting, {"hair_loss": kind}).combination)

    assert named("clinic", "areata")
    assert not named("home", "areata")
    assert not named("clinic", "androgenetic")
    assert not named("clinic", None)


def test_what_a_plan_is_combined_with_is_named_with_its_doubts():
    home, clinic = planned("home").combination, planned("clinic").combination
    assert {"with_minoxidil", "needling_alone", "with_serums", "with_vitamin_c"} <= set(
        facts_of(home)
    )
    assert "with_plasma" not in facts_of(home)
    assert "with_plasma" in facts_of(clinic)
    assert knowledge().facts["with_plasma"].is_disputed


@pytest.mark.parametrize("device", ["roller", "stamp", "pen"])
def test_the_persons_own_device_is_kept_and_its_care_is_named(device):
    plan = planned("home", {"device_kind": device})
    assert plan.device.value == device
    assert f"device_{device}" in facts_of(plan.points)


def test_a_roller_is_disinfected_and_never_shared():
    says = knowledge().facts["device_roller"].says
    assert "70 % isopropyl alcohol before and after" in says
    assert "never share" in says


wishes = st.fixed_dictionaries(
    {
        "device_kind": st.sampled_from(["roller", "stamp", "pen", "radio_frequency", None]),
        "needle_mm": st.none() | st.floats(0.1, 3),
        "gap_days_wanted": st.none() | st.floats(1, 365),
        "passes_wanted": st.none() | st.floats(1, 40),
        "sessions_planned": st.none() | st.floats(1, 200),
        "zones_wanted": st.none() | st.sets(st.sampled_from(ALL_ZONES)).map(tuple),
        "calm_recoveries": st.none() | st.integers(0, 20),
        "quiz_passed": st.none() | st.booleans(),
    }
)


@given(st.sampled_from(SETTINGS), wishes)
def test_no_plan_ever_exceeds_a_limit(setting, said):
    plan = planned(setting, said)
    named = knowledge().facts[f"device_{plan.device.value}"]
    assert Setting(setting) in named.settings
    for quantity, number in {
        "needle_mm": plan.needle_mm,
        "gap_days": plan.gap_days,
        "passes": plan.passes,
        "sessions": plan.sessions,
        "zones": len(plan.zones),
    }.items():
        rail = knowledge().guardrail(quantity, Setting(setting), plan.device, plan.needle_mm)
        assert rail.least <= number <= rail.most, quantity
    assert plan.sessions == sum(one.what == "session" for one in plan.schedule)


@given(
    st.sampled_from(SETTINGS),
    st.floats(0.1, 1.5),
    st.floats(0.1, 1.5),
    st.none() | st.floats(1, 365),
)
def test_a_longer_needle_never_shortens_the_gap(setting, one, other, wanted):
    shorter, longer = sorted((one, other))
    said = {"gap_days_wanted": wanted, **EARNED}
    gaps = [planned(setting, {**said, "needle_mm": depth}).gap_days for depth in (shorter, longer)]
    if verdict(setting, {**said, "needle_mm": longer}) is PROCEED:
        assert gaps[0] <= gaps[1]


def test_gap_limits_meet_without_a_hole_and_only_ever_grow():
    for setting in Setting:
        depths = [0.1 + 0.01 * number for number in range(990)]
        rails = [knowledge().guardrail("gap_days", setting, None, depth) for depth in depths]
        assert all(rail and len(rail.limits) == 1 for rail in rails)
        for name in ("least", "start"):
            values = [getattr(rail, name) for rail in rails]
            assert values == sorted(values)


@given(st.sampled_from(SETTINGS), wishes)
def test_a_wish_never_makes_the_verdict_milder(setting, said):
    bare = {id: said[id] for id in ("device_kind", "needle_mm", "calm_recoveries", "quiz_passed")}
    assert verdict(setting, said) == verdict(setting, bare)

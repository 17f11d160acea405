"""Hair loss after needling: when to stop, when to be seen, and when four weeks may pass."""

from dataclasses import replace

import pytest

from anagen.care.recover import shedding as investigation
from anagen.care.recover import shedding_for
from anagen.knowledge.conditions import questions_of
from anagen.records.answers import Unknown
from anagen.records.session import Anaesthetic, ZonePasses
from anagen.records.words import Step, Zone
from tests.spec.recover.telling import (
    ASK,
    CALM,
    EXPECTED,
    MUCH,
    NEEDS,
    NO,
    PROCEED,
    SAME_DAY,
    SELF_CARE,
    SETTINGS,
    TWO_WEEKS,
    WAIT,
    asked,
    combed,
    pulled,
    rules_of,
    session,
    shedding,
    verdict,
    washed,
    weeks_ago,
    words,
)
from tests.story import case, knowledge

EARLY = {"course_began_on": weeks_ago(4)}
FINE = (pulled(1), washed(40))
HARD = {
    **MUCH,
    "course_began_on": weeks_ago(6),
    "shed_where": "only_rolled",
    "shed_weeks": 1.5,
    "shed_pressure": "hard",
    "shed_passes": 12,
    "shed_gap_days": 3,
    "last_needle_mm": 0.5,
}


def test_no_investigation_where_no_more_hair_than_usual_falls():
    assert shedding_for(case("home", {"shed_more": "no", "shed_where": "patch"})) is None


@pytest.mark.parametrize("more", ["a_little", "a_lot", None])
def test_no_investigation_of_somebody_who_was_never_needled(more):
    said = {"needled_before": False, "shed_more": more, "shed_where": "patch"}
    assert shedding_for(case("home", said)) is None


def test_nothing_said_about_hair_is_no_report_but_stays_open():
    one = case("home", {"shed_more": None})
    assert shedding_for(one) is None
    assert verdict({"shed_more": None}) is NEEDS


@pytest.mark.parametrize(
    "parts",
    [{"said": {"shed_where": "all_over"}}, {"reports": (combed(38),)}, {"reports": (pulled(1),)}],
)
def test_a_count_or_a_detail_alone_begins_the_investigation(parts):
    said = {"shed_more": None, **parts.pop("said", {})}
    found = shedding(said, **parts)
    assert found.triage is None
    assert asked(found)[0] == "shed_more"


@pytest.mark.parametrize("rule", knowledge().rules(Step.RECOVER), ids=lambda rule: rule.id)
def test_the_name_of_a_rule_tells_whether_it_is_about_shedding(rule):
    assert investigation.is_about_shedding(rule) == ("shed_more" in questions_of(rule.when))


# Stop, and be seen.


def test_marked_loss_after_hard_rolling_ends_rolling():
    found = shedding(HARD)
    assert found.triage is TWO_WEEKS
    assert found.stop_needling
    assert rules_of(found) == {"shed_only_rolled", "shed_after_rough_use", "shed_short_gaps"}
    for piece in ("Stop rolling now", "a scalp disease that nobody had seen", "is not certain"):
        assert piece in words(found)
    assert verdict(HARD) is NO


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"shed_where": "only_rolled"}, "shed_only_rolled"),
        ({"shed_where": "patch"}, "shed_patch"),
        ({"shed_where": "stripe"}, "shed_stripe"),
        ({"shed_scalp": ("smooth_skin",)}, "shed_scarring_signs"),
        ({"shed_scalp": ("lines",)}, "shed_scarring_signs"),
        ({"shed_scalp": ("pain",)}, "shed_inflamed"),
        ({"shed_scalp": ("scale",)}, "shed_inflamed"),
        ({"shed_scalp": ("broken_hairs",)}, "shed_inflamed"),
        ({"shed_weeks": 13}, "shed_long"),
    ],
)
def test_each_sign_of_harm_ends_needling_and_is_seen_within_two_weeks(change, rule):
    found = shedding({**CALM, **change}, reports=FINE)
    assert found.triage is TWO_WEEKS
    assert rules_of(found) == {rule}
    assert verdict({**CALM, **change}, reports=FINE) is NO
    assert verdict({**CALM, **change}, "clinic", reports=FINE) is ASK


@pytest.mark.parametrize("sign", ["pus", "soft_patch"])
def test_pus_or_a_swollen_patch_is_seen_the_same_day(sign):
    found = shedding({**CALM, "shed_scalp": (sign,)})
    assert found.triage is SAME_DAY
    assert "Do not share combs, hats or towels" in words(found)
    for setting in SETTINGS:
        assert verdict({**CALM, "shed_scalp": (sign,)}, setting) is NO


@pytest.mark.parametrize(
    "change", [{"shed_pressure": "hard"}, {"shed_passes": 11}, {"shed_gap_days": 6}]
)
def test_much_more_loss_after_rough_use_ends_needling(change):
    found = shedding({**MUCH, **change}, reports=FINE)
    assert rules_of(found) == {"shed_after_rough_use"}
    assert found.triage is TWO_WEEKS


def test_a_little_more_loss_after_rough_use_does_not():
    found = shedding({**CALM, "shed_pressure": "hard"}, reports=FINE)
    assert found.triage is SELF_CARE


def test_long_needles_at_home_need_longer_gaps_than_a_clinic_keeps():
    said = {**MUCH, "last_needle_mm": 0.5, "shed_gap_days": 10}
    assert rules_of(shedding(said, reports=FINE)) == {"shed_short_gaps"}
    assert "shed_short_gaps" not in rules_of(shedding(said, "clinic", reports=FINE))


@pytest.mark.parametrize(("came_out", "level"), [(2, SELF_CARE), (3, TWO_WEEKS)])
def test_a_pull_of_three_ends_needling(came_out, level):
    assert shedding(CALM, reports=(pulled(came_out),)).triage is level


@pytest.mark.parametrize(("hairs", "level"), [(99, SELF_CARE), (100, TWO_WEEKS)])
def test_a_wash_of_a_hundred_hairs_ends_needling(hairs, level):
    assert shedding(CALM, reports=(pulled(1), washed(hairs))).triage is level


@pytest.mark.parametrize(("weeks", "level"), [(12.9, SELF_CARE), (13, TWO_WEEKS)])
def test_shedding_for_three_months_ends_needling(weeks, level):
    assert shedding({**CALM, "shed_weeks": weeks}, reports=(pulled(1),)).triage is level


def test_the_most_urgent_reason_comes_first():
    found = shedding({**CALM, "shed_where": "patch", "shed_scalp": ("pus",)})
    assert [reason.rule for reason in found.reasons] == ["shed_pus", "shed_patch"]


def test_a_stripe_counts_whatever_the_pull_test_says():
    found = shedding({**CALM, "shed_where": "stripe", "shed_scalp": ("lines",)}, reports=FINE)
    assert found.triage is TWO_WEEKS
    for piece in ("in every direction", "a clear photo today", "early scarring"):
        assert piece in words(found)


def test_beside_a_reason_to_stop_nothing_soothing_is_said():
    said = {**CALM, **EARLY, "shed_weeks": 18}
    found = shedding(said, reports=(pulled(5, 50), combed(60, 60, 60)))
    assert rules_of(found) == {"shed_long", "shed_pull"}
    assert "Blood tests may be needed" in words(found)
    assert "four weeks" not in found.says


ROUGH = replace(session(24 * 9), zones=(ZonePasses(Zone.CROWN, 5, 0.25),), pressure="hard")
NUMBED = Anaesthetic("cream", covered=True)


def test_faults_of_a_recorded_session_count_like_those_that_were_told():
    found = shedding(MUCH, reports=FINE, sessions=(ROUGH,))
    assert rules_of(found) == {"shed_after_rough_use"}
    assert "Recorded:" in words(found)
    assert found.triage is TWO_WEEKS
    assert verdict(MUCH, reports=FINE, sessions=(ROUGH,)) is NO


def test_faults_are_not_told_twice_or_blamed_for_a_little_shedding():
    assert "Recorded:" not in words(shedding(HARD, sessions=(ROUGH,)))
    assert shedding(CALM, reports=FINE, sessions=(ROUGH,)).triage <= SELF_CARE


@pytest.mark.parametrize("done", [session(24 * 9), session(24 * 9, anaesthetic=NUMBED)])
def test_a_session_without_faults_that_hurt_hair_adds_nothing(done):
    found = shedding(MUCH, reports=FINE, sessions=(done,))
    assert "shed_after_rough_use" not in rules_of(found)


def test_every_fault_that_can_hurt_hair_is_one_that_sessions_are_checked_for():
    assert set(investigation.HURTING) <= knowledge().facts.keys()


# Calm and early.


def test_early_shedding_with_minoxidil_may_be_watched_for_four_weeks():
    said = {**CALM, **EARLY, "minoxidil": "now", "shed_minoxidil_since": weeks_ago(5)}
    found = shedding(said, reports=(combed(9, 8, 10, days_ago=40), pulled(1)))
    assert found.triage is SELF_CARE
    assert not found.stop_needling
    assert rules_of(found) == {"shed_reported", "shed_with_minoxidil", "shed_early_rolling"}
    assert "in four weeks with the same comb and pull test" in found.says
    assert "fits early shedding with minoxidil" in words(found)
    assert "A pause in rolling is a fair choice" in words(found)
    assert verdict(said, reports=(pulled(1),)) is WAIT


def test_calm_early_shedding_with_every_test_done_is_expected():
    said = {**CALM, **EARLY}
    found = shedding(said, reports=FINE)
    assert found.triage is EXPECTED
    assert rules_of(found) == {"shed_early_rolling"}
    assert "A pause in rolling is a fair choice" in found.says
    assert verdict(said, reports=FINE) is PROCEED


@pytest.mark.parametrize(
    "less",
    [
        {"course_began_on": None},
        {"course_began_on": weeks_ago(13)},
        {"shed_scalp": ("itch",)},
        {"shed_scalp": ("redness",)},
        {"shed_where": "pattern"},
    ],
)
def test_less_than_that_is_not_expected(less):
    found = shedding({**CALM, **EARLY, **less}, reports=FINE)
    assert found.triage is SELF_CARE
    assert verdict({**CALM, **EARLY, **less}, reports=FINE) is WAIT


def test_without_a_wash_test_it_is_not_expected():
    assert shedding({**CALM, **EARLY}, reports=(pulled(1),)).triage is SELF_CARE


@pytest.mark.parametrize(("weeks", "fits"), [(8, True), (9, False)])
def test_minoxidil_explains_shedding_for_eight_weeks(weeks, fits):
    said = {**CALM, "minoxidil": "now", "shed_minoxidil_since": weeks_ago(weeks)}
    assert ("shed_with_minoxidil" in rules_of(shedding(said, reports=FINE))) is fits


@pytest.mark.parametrize(("weeks", "fits"), [(12, True), (13, False)])
def test_needling_explains_shedding_for_twelve_weeks(weeks, fits):
    said = {**CALM, "course_began_on": weeks_ago(weeks)}
    assert ("shed_early_rolling" in rules_of(shedding(said, reports=FINE))) is fits


# What is not known.


def test_one_comb_count_without_a_baseline_says_nothing():
    said = {"shed_more": "a_little", "shed_scalp": (), "course_began_on": weeks_ago(3)}
    found = shedding(said, reports=(combed(38),))
    assert found.triage is None
    assert {"pull_came_out", "shed_where", "comb_baseline_mean"} <= set(asked(found))
    assert "Do not roll until the answers are in" in found.says
    assert "comb counts on three mornings" in found.says
    assert found.stop_needling
    assert verdict(said, reports=(combed(38),)) is NEEDS


@pytest.mark.parametrize("question", ["shed_where", "shed_scalp", "shed_weeks"])
@pytest.mark.parametrize("unknown", [None, *Unknown])
def test_without_an_answer_calm_shedding_cannot_be_judged(question, unknown):
    said = {**CALM, **EARLY, question: unknown}
    found = shedding(said, reports=FINE)
    assert found.triage is None
    assert question in asked(found)
    assert verdict(said, reports=FINE) >= NEEDS


@pytest.mark.parametrize("question", ["shed_pressure", "shed_passes", "shed_gap_days"])
def test_much_more_shedding_asks_how_it_was_done(question):
    found = shedding({**MUCH, question: None}, reports=FINE)
    assert found.triage is None
    assert question in asked(found)


def test_without_a_pull_test_calm_shedding_cannot_be_judged():
    found = shedding({**CALM, **EARLY})
    assert found.triage is None
    assert "pull_came_out" in asked(found)


def test_a_pull_of_too_few_hairs_is_no_pull_test():
    assert shedding({**CALM, **EARLY}, reports=(pulled(1, 30),)).triage is None
    assert shedding({**CALM, **EARLY}, reports=(pulled(3, 30),)).triage is TWO_WEEKS


def test_a_baseline_is_not_asked_of_somebody_who_has_one():
    found = shedding({"shed_more": "a_little"}, reports=(combed(9, 9, 9, days_ago=9), combed(12)))
    assert "comb_baseline_mean" not in asked(found)


def test_a_known_reason_to_stop_does_not_wait_for_other_answers():
    said = {"shed_more": "a_lot", "shed_where": "only_rolled"}
    found = shedding(said)
    assert found.triage is TWO_WEEKS
    assert asked(found) == ["shed_scalp"]  # pus would make it the same day


def test_what_could_make_it_no_more_urgent_is_not_asked():
    assert asked(shedding({**CALM, "shed_scalp": ("pus",), "shed_where": None})) == []


# What to change.


def test_after_a_stop_changes_are_for_later_and_only_with_leave():
    found = shedding(HARD)
    assert all(change.says.startswith("Only when a clinician says") for change in found.changes)
    assert {change.fact for change in found.changes} == {
        "change_pressure", "change_passes", "change_speed", "change_depth", "change_frequency",
        "change_place", "change_care",
    }  # fmt: skip


def test_what_was_done_well_need_not_change():
    found = shedding({**MUCH, **EARLY, "needle_uses": 3}, reports=FINE)
    facts = [change.fact for change in found.changes]
    assert facts == ["change_speed", "change_place", "change_care"]
    assert not any(change.says.startswith("Only when") for change in found.changes)


def test_worn_needles_are_thrown_away():
    found = shedding({**CALM, "needle_faults": ("blunt",)}, reports=FINE)
    assert "change_needles" in {change.fact for change in found.changes}


def test_hope_is_never_sold():
    told = []
    for said in (CALM, {**CALM, **EARLY}, HARD, {"shed_more": "a_lot"}, MUCH):
        found = shedding(said, reports=FINE)
        told += [found.says, words(found), *(change.says for change in found.changes)]
        told += [cause.point.says for cause in found.causes]
    everything = " ".join(told).casefold()
    for promise in ("good sign", "it is working", "sign that it works", "will grow back"):
        assert promise not in everything
    assert "says nothing about whether the treatment will help" in everything

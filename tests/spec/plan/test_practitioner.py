"""Who may hold the needle: the check-list, and the questions to take along."""

import pytest

from anagen.care.plan import practitioner_for
from anagen.knowledge.criterion import Criterion
from anagen.records.words import Setting
from tests.spec.plan.telling import ASK, CLINICS, NEEDS, reason, weighed
from tests.story import case, knowledge

GOOD = {
    "practitioner_kind": "dermatologist",
    "scalp_experience": True,
    "cause_assessed": True,
    "health_asked": True,
    "cartridge": "new_sterile",
    "needle_mm": 1.0,
    "risks_explained": True,
    "regrowth_promised": False,
    "aftercare_written": True,
    "contact_any_hour": True,
    "lot_noted": True,
    "price_written": True,
}
UNKNOWN = dict.fromkeys(GOOD)


def by_question(listed):
    return {one.question: one for one in listed.criteria}


@pytest.mark.parametrize("setting", CLINICS)
def test_a_good_practitioner_meets_every_point(setting):
    listed = practitioner_for(case(setting, GOOD))
    assert (listed.met, listed.of, listed.ask) == (12, 12, ())
    assert set(by_question(listed)) == set(GOOD)
    assert "Keep a note" in by_question(listed)["lot_noted"].point.says
    assert "not certain" in by_question(listed)["regrowth_promised"].point.says


def test_what_is_not_known_is_neither_met_nor_missed_and_becomes_a_question():
    listed = practitioner_for(case("clinic", UNKNOWN))
    assert (listed.met, listed.of) == (0, 12)
    assert {one.met for one in listed.criteria} == {None}
    assert len(listed.ask) == 12
    first = listed.ask[0]
    assert "Who holds the needle" in first
    together = " ".join(listed.ask)
    for words in ("medical training", "opened new", "Which depth", "at night", "go wrong"):
        assert words in together


def test_a_friendly_clinic_with_the_key_facts_missing_is_not_yet_a_yes():
    judgement = weighed("clinic", UNKNOWN)
    assert judgement.verdict is NEEDS
    assert "practitioner_kind" in {one.question for one in judgement.open}


@pytest.mark.parametrize(
    ("id", "value", "words"),
    [
        ("practitioner_kind", "salon", "no medical training"),
        ("cartridge", "reused", "hepatitis, HIV"),
        ("regrowth_promised", True, "No one can guarantee it"),
        ("cause_assessed", False, "nobody examined your scalp"),
        ("risks_explained", False, "told that there are none"),
        ("health_asked", False, "nobody asked about your health"),
        ("needle_mm", 2.0, "beyond what was studied"),
    ],
)
def test_a_warning_sign_is_said_where_the_point_is_not_met(id, value, words):
    listed = practitioner_for(case("clinic", {**GOOD, id: value}))
    found = by_question(listed)[id]
    assert found.met is False
    assert words in found.point.says
    assert listed.met == 11
    assert listed.ask == ()


@pytest.mark.parametrize("id", sorted(set(GOOD) - {"cartridge", "needle_mm", "practitioner_kind"}))
def test_the_check_list_alone_never_blocks(id):
    blocking = {one.question for one in weighed("clinic", {**GOOD, id: None}).open}
    assert blocking == set()


@pytest.mark.parametrize("setting", CLINICS)
def test_medical_training_with_a_doubt_is_not_yet_a_yes(setting):
    judgement = weighed(setting, {**GOOD, "practitioner_kind": "doubtful"})
    assert judgement.verdict is ASK
    assert "no one can guarantee regrowth" in reason(judgement, "operator_doubtful").says


def test_at_home_there_is_nobody_to_check():
    listed = practitioner_for(case("home"))
    assert (listed.criteria, listed.met, listed.of, listed.ask) == ((), 0, 0, ())


def test_the_price_is_never_a_mark_of_quality():
    says = knowledge().facts["practitioner_price"].says
    assert "no sign of quality" in says


def test_the_depth_on_the_list_is_the_depth_of_the_limit():
    listed = knowledge().facts["practitioner_depth"].when.against
    rail = knowledge().guardrail("needle_mm", Setting.CLINIC)
    assert listed == (rail.least, rail.most)


def test_every_point_has_its_own_place_in_the_list():
    orders = [one.order for one in knowledge().of_kind(Criterion)]
    assert len(set(orders)) == len(orders)

"""Shedding with another likely trigger, and marked loss with needles past their time."""

import pytest

from anagen.records.answers import Unknown
from tests.spec.recover.telling import (
    ASK,
    CALM,
    EXPECTED,
    MUCH,
    NO,
    PROCEED,
    SELF_CARE,
    SETTINGS,
    TWO_WEEKS,
    pulled,
    rules_of,
    shedding,
    verdict,
    washed,
    weeks_ago,
)
from tests.story import knowledge

EARLY = {"course_began_on": weeks_ago(4)}
FINE = (pulled(1), washed(40))
TRIGGERS = sorted(set(knowledge().questions["shed_life"].words) - {"stress"})


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("trigger", TRIGGERS)
def test_shedding_after_a_known_trigger_is_never_put_down_to_needling_alone(trigger, setting):
    said = {**CALM, **EARLY, "shed_life": (trigger,)}
    found = shedding(said, setting, reports=FINE)
    assert found.triage is TWO_WEEKS
    assert rules_of(found) == {"shed_other_trigger"}
    assert "nothing you told us points to harm" not in found.says
    assert verdict(said, setting, reports=FINE) is ASK


@pytest.mark.parametrize("life", [("stress",), None, *Unknown])
def test_great_stress_or_an_open_question_never_soothes(life):
    said = {**CALM, **EARLY, "shed_life": life}
    assert shedding(said, reports=FINE).triage is SELF_CARE
    assert verdict(said, reports=FINE) is not PROCEED


@pytest.mark.parametrize(
    "change",
    [
        *({"needle_faults": (fault,)} for fault in ("bent", "dropped", "blunt", "rusty")),
        {"needle_uses": 16},
        {"shed_passes": 5},
        {"shed_passes": 10},
    ],
)
def test_marked_loss_with_bad_needles_or_many_passes_ends_rolling_at_home(change):
    found = shedding({**MUCH, **EARLY, **change}, reports=FINE)
    assert found.triage is TWO_WEEKS
    assert rules_of(found) == {"shed_beyond_home_plan"}
    assert verdict({**MUCH, **EARLY, **change}, reports=FINE) is NO


def test_many_passes_in_a_clinic_are_judged_by_the_clinics_own_limit():
    found = shedding({**MUCH, **EARLY, "shed_passes": 10}, "clinic", reports=FINE)
    assert found.triage is EXPECTED


@pytest.mark.parametrize("open_", ["needle_faults", "needle_uses"])
def test_needles_nobody_looked_at_leave_shedding_judged_and_the_session_closed(open_):
    said = {**MUCH, **EARLY, open_: None}
    assert shedding(said, reports=FINE).triage is not None

"""Whatever is more urgent than two weeks stops needling too, and no red flag is left out."""

from __future__ import annotations

from itertools import pairwise

import pytest

from anagen.knowledge.rule import Rule
from anagen.records.words import Step, Triage
from tests.spec.recover.telling import CALM, SAME_DAY, TWO_WEEKS, recovery, shedding
from tests.story import case, knowledge


@pytest.mark.parametrize(
    ("change", "level"),
    [({"shed_scalp": ("pus",)}, SAME_DAY), ({"shed_weeks": 14}, TWO_WEEKS)],
)
def test_shedding_that_must_be_seen_ends_needling_however_soon_it_must_be_seen(change, level):
    found = shedding({**CALM, **change})
    assert found.triage is level
    assert found.stop_needling


def test_every_sign_that_cannot_wait_is_on_the_list_of_red_flags():
    shown = [point.fact for point in recovery().red_flags]
    settings = case().setting
    urgent = {
        rule.id: rule.triage
        for rule in knowledge().of_kind(Rule, Step.RECOVER)
        if rule.triage is not None
        and rule.triage >= Triage.SAME_DAY
        and not rule.id.startswith("shed")
        and (not rule.verdicts or settings in rule.verdicts)
    }
    missing = set(urgent) - set(shown)
    assert len(missing) <= 1, "only a temperature that nobody took is no sign"
    levels = [urgent[id] for id in shown]
    assert all(sooner >= later for sooner, later in pairwise(levels))
    assert len(shown) == len(set(shown))

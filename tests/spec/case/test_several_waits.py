"""Of several waits without a date the first is told, and a rule for needling is no wait."""

from __future__ import annotations

from dataclasses import replace

import pytest

from anagen.care.judgement import Judgement, reason_from
from anagen.care.verdicts import headline
from anagen.knowledge.rule import Rule
from anagen.records.words import Step, Verdict
from tests.story import case, knowledge


def waiting(*events: str) -> Judgement:
    plain = reason_from(knowledge().of_kind(Rule, Step.SCREEN)[0], Verdict.WAIT)
    return Judgement(tuple(replace(plain, until_says=event) for event in events))


@pytest.mark.parametrize(
    ("events", "told"),
    [
        (("the skin has healed", "the quiz is passed"), "Wait until the skin has healed."),
        (("", "the quiz is passed"), "Wait until the quiz is passed."),
        (("the skin has healed", ""), "Wait until the skin has healed."),
        (("", ""), "Wait for now."),
    ],
)
def test_of_several_things_to_wait_for_the_first_is_named(events, told):
    assert headline(waiting(*events), case()) == told

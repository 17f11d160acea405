"""A count that denies an answer: neither is believed until the person has put it right."""

from __future__ import annotations

from datetime import timedelta

import pytest

from anagen.care.advise import advise
from anagen.records.report import PullTest, Report
from anagen.records.words import Verdict
from tests.story import NOW, knowledge, record


def advised(came_out: int, more: str = "no"):
    report = Report(NOW - timedelta(days=2), pull=PullTest(came_out, 60))
    said = {"needled_before": True, "shed_more": more}
    return advise(record("home", said, reports=(report,)), knowledge(), NOW)


@pytest.mark.parametrize("came_out", [3, 8])
def test_no_more_loss_beside_a_pull_of_three_hairs_is_asked_again(came_out):
    advice = advised(came_out)
    assert advice.verdict >= Verdict.NEEDS_ANSWERS
    assert "shed_more" in [one.question for one in advice.missing]


def test_no_more_loss_beside_a_pull_of_two_hairs_stands():
    assert advised(2).verdict is Verdict.PROCEED

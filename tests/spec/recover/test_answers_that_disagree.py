"""A count that denies an answer: neither is believed until the person has put it right."""

from __future__ import annotations

from datetime import timedelta

import pytest

from anagen.care.advise import advise
from anagen.records.report import PullTest, Report
from anagen.records.words import Verdict
from tests.story import NOW, knowledge, record


def advised(came_out: int, more: str | None = "no", needled: bool = True):
    report = Report(NOW - timedelta(days=2), pull=PullTest(came_out, 60))
    said = {"needled_before": needled, "shed_more": more}
    said |= {} if needled else {"last_session_on": None, "skin_recovered": None}
    return advise(record("home", said, reports=(report,)), knowledge(), NOW)


@pytest.mark.parametrize("came_out", [3, 8])
def test_no_more_loss_beside_a_pull_of_three_hairs_is_asked_again(came_out):
    advice = advised(came_out)
    assert advice.verdict >= Verdict.NEEDS_ANSWERS
    assert "shed_more" in [one.question for one in advice.missing]


def test_no_more_loss_beside_a_pull_of_two_hairs_stands():
    assert advised(2).verdict is Verdict.PROCEED


@pytest.mark.parametrize("needled", [True, False])
def test_taking_the_denied_answer_away_never_opens_the_way(needled):
    """Somebody who was never needled is not asked about hair that falls after needling."""
    with_it, without_it = advised(8, needled=needled), advised(8, more=None, needled=needled)
    assert (without_it.verdict is Verdict.PROCEED) <= (with_it.verdict is Verdict.PROCEED)

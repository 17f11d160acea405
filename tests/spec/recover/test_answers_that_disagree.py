"""A pull test in the record counts, whatever was answered about how much hair falls."""

from __future__ import annotations

from datetime import timedelta

import pytest

from anagen.care.advise import advise
from anagen.records.answers import Unknown
from anagen.records.report import PullTest, Report
from anagen.records.words import Verdict
from tests.story import NOW, knowledge, record


def advised(came_out: int, **said):
    report = Report(NOW - timedelta(days=2), pull=PullTest(came_out, 60))
    answers = {"needled_before": True, "shed_more": "no", **said}
    return advise(record("home", answers, reports=(report,)), knowledge(), NOW)


@pytest.mark.parametrize("came_out", [3, 8])
@pytest.mark.parametrize("more", ["no", "a_lot", None, Unknown.DECLINED])
def test_three_hairs_or_more_stop_needling_whatever_was_said(came_out, more):
    advice = advised(came_out, shed_more=more)
    assert advice.verdict is Verdict.DO_NOT_TREAT
    assert [one.rule for one in advice.reasons].count("shed_pull") == 1


def test_they_stop_somebody_who_was_never_needled_too():
    first = {"needled_before": False, "last_session_on": None, "skin_recovered": None}
    assert advised(8, **first).verdict is Verdict.DO_NOT_TREAT


def test_two_hairs_stop_nobody():
    assert advised(2).verdict is Verdict.PROCEED

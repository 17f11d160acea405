"""Times as people say them: what is still to go never sounds shorter than it is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from anagen.care.treat.spoken import (
    counted,
    depth_in_words,
    hold_length,
    listed,
    time_left,
    time_passed,
)


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (1, "1 hour"),
        (6.5, "6.5 hours"),
        (24, "24 hours"),
        (72, "72 hours"),
        (73, "73 hours"),
        (96, "4 days"),
        (100, "100 hours"),
        (168, "7 days"),
        (336, "14 days"),
    ],
)
def test_a_hold_is_told_in_hours_up_to_three_days_and_then_in_whole_days(hours, words):
    assert hold_length(hours) == words


@pytest.mark.parametrize(
    ("minutes", "left", "passed"),
    [
        (0, "0 minutes", "0 minutes"),
        (1, "1 minute", "1 minute"),
        (59, "59 minutes", "59 minutes"),
        (60, "1 hour", "1 hour"),
        (61, "1 hour 1 minute", "1 hour 1 minute"),
        (47 * 60 + 59, "47 hours 59 minutes", "47 hours 59 minutes"),
        (48 * 60, "2 days", "2 days"),
        (48 * 60 + 1, "2 days 1 hour", "2 days"),
        (50 * 60, "2 days 2 hours", "2 days 2 hours"),
        (50 * 60 + 59, "2 days 3 hours", "2 days 2 hours"),
        (71 * 60 + 30, "3 days", "2 days 23 hours"),
        (9 * 24 * 60, "9 days", "9 days"),
    ],
)
def test_time_left_is_rounded_up_and_time_gone_by_is_rounded_down(minutes, left, passed):
    assert time_left(timedelta(minutes=minutes)) == left
    assert time_passed(timedelta(minutes=minutes)) == passed


@pytest.mark.parametrize(("seconds", "left", "passed"), [(61, "2 minutes", "1 minute")])
def test_a_begun_minute_counts_as_still_to_go(seconds, left, passed):
    assert time_left(timedelta(seconds=seconds)) == left
    assert time_passed(timedelta(seconds=seconds)) == passed


def test_numbers_lists_and_depths_are_told_plainly():
    assert [counted(number, "day") for number in (0, 1, 2, 1.5)] == [
        "0 days", "1 day", "2 days", "1.5 days",
    ]  # fmt: skip
    assert listed(["crown"]) == "crown"
    assert listed(["hairline", "crown"]) == "hairline and crown"
    assert listed(["hairline", "crown", "back"]) == "hairline, crown and back"
    assert depth_in_words(0.25) == "0.25 mm"
    assert depth_in_words(None) == "a needle length we do not know"

"""Isotretinoin: six months at home, a clinician elsewhere, and both sides of the dispute."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from anagen.care.entering import check_record
from anagen.care.screen import screen_judgement
from anagen.knowledge.fact import Stance, Strength
from anagen.records.mistakes import RecordError
from tests.spec.screen.telling import (
    ASK,
    NEEDS,
    NO,
    PROCEED,
    SETTINGS,
    TODAY,
    WAIT,
    asked,
    reason,
    screened,
    taking,
    took,
)
from tests.story import NOW, case, knowledge, record

SIX_MONTHS_DAYS = 183


def stopped(days_ago: int) -> dict[str, object]:
    """The last capsule so many days ago."""
    day = TODAY - timedelta(days=days_ago)
    return {"isotretinoin": "stopped", "isotretinoin_stopped_on": day}


def test_a_wait_at_home_ends_by_the_persons_own_calendar():
    judgement = screened("home", stopped(91), timezone="Pacific/Auckland")
    # There it is already the 21st, so the last capsule was 92 days ago.
    day = TODAY - timedelta(days=91) + timedelta(days=SIX_MONTHS_DAYS + 1)
    assert judgement.verdict is WAIT
    assert judgement.until == datetime(
        day.year, day.month, day.day, tzinfo=ZoneInfo("Pacific/Auckland")
    )


def test_the_first_day_after_six_months_is_free():
    assert screened("home", stopped(SIX_MONTHS_DAYS)).verdict is WAIT
    assert screened("home", stopped(SIX_MONTHS_DAYS + 1)).verdict is PROCEED


def test_the_day_of_the_last_capsule_is_asked_for():
    person = case("home", {"isotretinoin": "stopped"})
    judgement = screen_judgement(person)
    assert judgement.verdict is NEEDS
    assert asked(judgement, person) == {"isotretinoin_stopped_on"}


def test_a_last_capsule_in_the_future_is_not_believed():
    assert screened("home", stopped(-3)).verdict is NEEDS


@pytest.mark.parametrize("rule", ["isotretinoin_now", "isotretinoin_recent"])
def test_both_sides_are_shown(rule):
    fact = knowledge().facts[rule]
    assert fact.strength is Strength.CONTESTED
    assert fact.is_disputed
    against = {one.source for one in fact.basis if one.stance is Stance.AGAINST}
    assert against == {"spring_2017", "acsi_2017"}
    assert "sources disagree" in fact.says


@pytest.mark.parametrize("setting", ["clinic", "trial"])
def test_outside_home_somebody_may_judge_differently(setting):
    for said in (stopped(91), {"isotretinoin": "now"}):
        assert screened(setting, said).verdict is ASK
    assert screened("home", {"isotretinoin": "now"}).verdict is NO


def test_home_names_the_clinician_who_may_judge_differently():
    found = reason(screened("home", stopped(91)), "isotretinoin_recent")
    assert "A clinician may judge differently" in found.says


@pytest.mark.parametrize("setting", SETTINGS)
def test_never_taken_and_a_day_it_was_stopped_is_refused(setting):
    said = {"isotretinoin": "never", "isotretinoin_stopped_on": date(2026, 9, 1)}
    judgement = screened(setting, said)
    assert judgement.verdict is NEEDS
    assert reason(judgement, "isotretinoin_never_but_stopped").verdict is NEEDS
    with pytest.raises(RecordError, match="isotretinoin_stopped_on"):
        check_record(record(setting, said), knowledge(), NOW)


def test_a_course_on_the_list_answers_when_nobody_was_asked():
    blank = {"isotretinoin": None}
    assert screened("home", blank, treatments=taking("Roaccutane 20 mg")).verdict is NO
    recent = screened("home", blank, treatments=took("isotretinoin", date(2026, 9, 1)))
    assert recent.verdict is WAIT
    assert recent.until is not None
    assert recent.until.date() == date(2026, 9, 1) + timedelta(days=SIX_MONTHS_DAYS + 1)


def test_never_taken_and_a_recent_course_on_the_list_do_not_fit():
    judgement = screened("home", treatments=took("isotretinoin", date(2026, 9, 1)))
    assert judgement.verdict is NEEDS
    found = reason(judgement, "isotretinoin_medicines")
    assert "isotretinoin" in found.says
    assert found.found == ("isotretinoin",)


def test_the_later_of_two_last_capsules_counts():
    later = took("isotretinoin", TODAY - timedelta(days=60))
    judgement = screened("home", stopped(400), treatments=later)
    assert judgement.verdict is WAIT
    assert judgement.until is not None
    assert judgement.until.date() == TODAY + timedelta(days=SIX_MONTHS_DAYS + 1 - 60)


def test_a_course_of_long_ago_on_the_list_changes_nothing():
    assert screened("home", treatments=took("isotretinoin", date(2019, 1, 1))).verdict is PROCEED


def test_a_new_course_counts_and_not_the_old_one():
    both = (*took("isotretinoin", date(2026, 9, 1)), *taking("isotretinoin"))
    judgement = screened("home", {"isotretinoin": "now"}, treatments=both)
    assert judgement.verdict is NO
    assert not judgement.open

"""To the minute and to the day: where an answer stops counting, and a wait begins or ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from anagen.care.case import case_of
from anagen.care.rules import judged
from anagen.records.answers import Answer, Unknown
from anagen.records.record import Record
from anagen.records.words import Setting, Step, Verdict
from tests.spec.small import altered, small
from tests.story import NOW

STOPPED = {"stopped_on": date(2026, 10, 1), "needle_mm": 0.5, "illnesses": (), "thinner": False}


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory):
    return small(tmp_path_factory.mktemp("knowledge"))


def of_scar(knowledge, given_at):
    record = Record(Setting.HOME, "Europe/Madrid", answers={"scar": Answer(False, given_at)})
    return case_of(record, knowledge, NOW).findings.of("scar")


def test_a_clock_that_is_a_minute_ahead_is_forgiven_and_no_more(knowledge):
    assert of_scar(knowledge, NOW + timedelta(minutes=1)) is False
    later = NOW + timedelta(minutes=1, seconds=1)
    assert of_scar(knowledge, later) is Unknown.CONTRADICTORY


def test_an_answer_counts_to_the_last_second_of_its_days(knowledge):
    days = timedelta(days=knowledge.questions["scar"].valid_days)
    assert of_scar(knowledge, NOW - days) is False
    assert of_scar(knowledge, NOW - days - timedelta(seconds=1)) is Unknown.STALE


def test_only_a_wait_has_an_end(tmp_path):
    stricter = altered("screen/stopped_rule.toml", 'clinic = "wait"', 'clinic = "ask_a_clinician"')
    knowledge = small(tmp_path, stricter)
    answers = {id: Answer(value, NOW) for id, value in STOPPED.items()}
    found = {}
    for setting in (Setting.HOME, Setting.CLINIC):
        case = case_of(Record(setting, "Europe/Madrid", answers=answers), knowledge, NOW)
        (found[setting],) = [
            one
            for one in judged(knowledge.rules(Step.SCREEN), case).reasons
            if one.rule == "stopped_rule"
        ]
    assert found[Setting.HOME].verdict is Verdict.WAIT
    assert found[Setting.HOME].until is not None
    assert found[Setting.CLINIC].verdict is Verdict.ASK_A_CLINICIAN
    assert found[Setting.CLINIC].until is None

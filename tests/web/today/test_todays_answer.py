"""The answer of today follows the advice: it may say more of a wait, and is never milder."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from anagen.care.advice import Advice
from anagen.care.advise import advise
from anagen.records.measurement import Photo
from anagen.records.words import Triage, Verdict
from anagen.web.today.answer import todays_answer
from anagen.web.today.next_step import Move, due_check_in, next_step
from tests.story import NOW, knowledge, record
from tests.web.after_a_session import session

NEEDLED = {"needled_before": True, "minoxidil": "now"}


def told(said: dict[str, Any] | None = None, **parts: Any) -> Advice:
    hours_ago = parts.pop("hours_ago", None)
    if hours_ago is not None:
        parts["sessions"] = (session(hours_ago, at=NOW),)
        said = {**NEEDLED, **(said or {})}
    return advise(record(said=said, **parts), knowledge(), NOW)


STORIES: list[dict[str, Any]] = [
    {},
    {"said": {"sex": None}},
    {"said": {"keloid": True}},
    {"said": {"skin_today": ("rash",)}},
    {"said": {"isotretinoin": "now"}},
    {"said": {"fever": "feels_hot"}},
    {"hours_ago": 36},
    {"hours_ago": 36, "hours_old": 30},
    {"hours_ago": 36, "said": {"scalp_signs": ("itch",)}},
    {"hours_ago": 36, "said": {"scalp_warnings": ("pus",)}},
    {"hours_ago": 36, "said": {"alarm_signs": ("chest",)}},
    {"hours_ago": 36, "said": {"shed_more": "a_lot"}},
    {"hours_ago": 400, "hours_old": 30},
    {"hours_old": 24 * 400},
]


@pytest.mark.parametrize("story", STORIES)
def test_it_is_never_milder_than_the_advice(story: dict[str, Any]) -> None:
    advice = told(**story)
    answer = todays_answer(advice)
    if advice.verdict is Verdict.NEEDS_ANSWERS:
        assert answer.verdict in (Verdict.NEEDS_ANSWERS, Verdict.WAIT)
    else:
        assert answer.verdict is advice.verdict
    assert (answer.verdict is Verdict.PROCEED) == (advice.verdict is Verdict.PROCEED)


@pytest.mark.parametrize("story", STORIES)
def test_only_a_wait_without_anything_open_names_a_firm_time(story: dict[str, Any]) -> None:
    advice = told(**story)
    answer = todays_answer(advice)
    if answer.is_firm:
        assert advice.verdict is Verdict.WAIT
        assert answer.until == advice.until


@pytest.mark.parametrize("story", STORIES)
def test_there_is_always_exactly_one_next_step(story: dict[str, Any]) -> None:
    advice = told(**story)
    answer = todays_answer(advice)
    step = next_step(advice, answer, NOW.date())
    assert (step.move is Move.GET_HELP) == answer.is_urgent
    if step.move is Move.SESSION:
        assert advice.verdict is Verdict.PROCEED


def test_a_rest_that_runs_is_a_wait_even_while_answers_are_open() -> None:
    advice = told(hours_ago=36, hours_old=30)
    answer = todays_answer(advice)
    assert advice.verdict is Verdict.NEEDS_ANSWERS
    assert answer.verdict is Verdict.WAIT
    assert answer.until is not None
    assert answer.until > NOW
    assert answer.open == len(advice.missing) > 0
    assert not answer.is_firm


def test_without_a_wait_an_open_answer_is_asked_for() -> None:
    advice = told({"sex": None})
    answer = todays_answer(advice)
    assert answer.verdict is Verdict.NEEDS_ANSWERS
    step = next_step(advice, answer, NOW.date())
    assert (step.move, step.question) == (Move.ANSWER, "sex")


def test_what_must_happen_stands_beside_the_time_that_is_certain() -> None:
    answer = todays_answer(told({"scalp_signs": ("itch",)}, hours_ago=36))
    assert answer.until is not None
    assert answer.events == ("the itch has gone",)
    assert not answer.is_firm


@pytest.mark.parametrize(
    ("sign", "level"),
    [
        ({"scalp_warnings": ("pus",)}, Triage.SAME_DAY),
        ({"alarm_signs": ("chest",)}, Triage.EMERGENCY_NOW),
        ({"scalp_warnings": ("growing_redness",), "fever": "at_least_38"}, Triage.EMERGENCY_NOW),
    ],
)
def test_an_urgent_sign_comes_before_everything(sign: dict[str, Any], level: Triage) -> None:
    advice = told(sign, hours_ago=36)
    answer = todays_answer(advice)
    assert answer.triage is level
    assert answer.leading is not None
    assert answer.leading.triage is level
    assert next_step(advice, answer, NOW.date()).move is Move.GET_HELP


def test_what_can_wait_two_weeks_is_not_called_urgent() -> None:
    answer = todays_answer(told({"scalp_warnings": ("dark_patches",)}, hours_ago=36))
    assert not answer.is_urgent


# The next step


def step_of(advice: Advice) -> Move:
    return next_step(advice, todays_answer(advice), NOW.date()).move


@pytest.mark.parametrize(
    ("story", "move"),
    [
        ({}, Move.SESSION),
        ({"said": {"sex": None}}, Move.ANSWER),
        ({"said": {"fever": "feels_well", "scalp_warnings": ("heat",)}}, Move.GET_HELP),
        ({"said": {"keloid": True}}, Move.LETTER),
        ({"hours_ago": 12}, Move.PHOTOS),
        ({"hours_ago": 30}, Move.CHECK_IN),
        ({"hours_ago": 30, "hours_old": 30}, Move.CHECK_IN),
        ({"hours_ago": 12, "said": {"shed_more": "a_lot", "shed_where": None}}, Move.LOOK_INTO),
    ],
)
def test_the_first_step_that_fits_is_taken(story: dict[str, Any], move: Move) -> None:
    assert step_of(told(**story)) is move


def test_a_check_in_is_due_from_its_hour_and_let_go_after_two_weeks() -> None:
    assert due_check_in(told(hours_ago=23.9)) is None
    assert due_check_in(told(hours_ago=24)) is not None
    last = told(hours_ago=1).recovery.check_ins[-1].hours_after
    assert due_check_in(told(hours_ago=last + 24 * 14)) is not None
    assert due_check_in(told(hours_ago=last + 24 * 14 + 1)) is None


def test_pictures_already_taken_are_not_asked_for() -> None:
    photo = Photo("a", NOW - timedelta(days=1))
    assert step_of(told(hours_ago=12, photos=(photo,))) is Move.WAIT

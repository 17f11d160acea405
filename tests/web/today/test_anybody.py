"""Whoever it is: the pages of today and of the recovery answer, and are never milder than advice."""

from __future__ import annotations

from random import Random

import pytest
from django.test import Client
from django.urls import reverse

from anagen.care.advise import advise
from anagen.records.words import Triage, Verdict
from anagen.web.clock import now
from anagen.web.today.answer import todays_answer
from anagen.web.today.next_step import Move, next_step
from tests.properties.people import random_record
from tests.story import NOW, knowledge
from tests.web.after_a_session import kept

PAGES = (
    "today", "recovery", "check_in", "check_in_whole", "checked_in", "hair_loss_answer",
    "shedding_tests",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_today_is_never_milder_than_the_advice(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - made-up people, no secrets
    for _ in range(60):
        one = random_record(random)
        advice = advise(one, knowledge(), NOW)
        answer = todays_answer(advice)
        step = next_step(advice, answer, one.local_day(NOW))
        assert (answer.verdict is Verdict.PROCEED) == (advice.verdict is Verdict.PROCEED)
        assert answer.verdict is advice.verdict or (
            advice.verdict is Verdict.NEEDS_ANSWERS and answer.verdict is Verdict.WAIT
        )
        assert answer.is_urgent == ((advice.triage or Triage.EXPECTED) >= Triage.SAME_DAY)
        assert (step.move is Move.GET_HELP) == answer.is_urgent
        assert answer.until is None or answer.until > NOW


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_every_page_answers_for_anybody(client: Client, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - made-up people, no secrets
    for _ in range(15):
        case = kept(random_record(random, now()))
        for name in PAGES:
            assert client.get(reverse(name, args=[case.public_id])).status_code == 200, name
        page = client.get(reverse("today", args=[case.public_id])).content.decode()
        urgent = 'class="verdict bleed solid"' in page
        assert page.count("Your one next step") == (0 if urgent else 1)
        case.delete()

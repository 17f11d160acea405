"""Whoever it is: today and the recovery answer, and are never milder than the advice."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import pytest
from django.test import Client
from django.urls import reverse

from anagen.care.advise import advise
from anagen.records.mistakes import RecordError
from anagen.records.reading import read_record
from anagen.records.words import Triage, Verdict
from anagen.records.writing import written_record
from anagen.store.models import Case
from anagen.web.clock import now
from anagen.web.today.answer import todays_answer
from anagen.web.today.next_step import Move, next_step
from tests.properties.people import random_record
from tests.story import NOW, knowledge
from tests.web.after_a_session import kept

PAGES = (
    "today", "recovery", "check_in", "checked_in", "hair_loss_answer", "shedding_tests",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_today_is_never_milder_than_the_advice(seed: int) -> None:
    random = Random(seed)
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


def somebody_who_can_be_saved(random: Random) -> Case:
    """A random person of whom nothing lies in the future: the store would not read that."""
    while True:
        one, moment = random_record(random, now()), now()
        with suppress(RecordError):
            read_record(written_record(one), moment)
            return kept(one)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_every_page_answers_for_anybody(client: Client, seed: int) -> None:
    random = Random(seed)
    for _ in range(15):
        case = somebody_who_can_be_saved(random)
        for name in PAGES:
            assert client.get(reverse(name, args=[case.public_id])).status_code == 200, name
        page = client.get(reverse("today", args=[case.public_id])).content.decode()
        urgent = 'class="verdict bleed solid"' in page
        assert page.count("Your one next step") == (0 if urgent else 1)
        case.delete()

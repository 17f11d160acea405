"""All answers on one page, each with a way to change it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from anagen.records.answers import Answer, Unknown
from anagen.records.record import Record
from anagen.store.models import Case
from anagen.store.rows import change_record
from anagen.web.clock import now
from tests.web.small_world import GIVEN

pytestmark = pytest.mark.django_db


def answer_all(client: Client, case: Case) -> None:
    for question, form in GIVEN.items():
        client.post(reverse("question", args=[case.public_id, question]), form)


def review_of(client: Client, case: Case) -> str:
    response = client.get(reverse("review", args=[case.public_id]))
    assert response.status_code == 200
    return response.content.decode()


def test_it_works_with_every_question_answered(client: Client, opened: Case) -> None:
    answer_all(client, opened)
    page = review_of(client, opened)
    for said in ("1992", "Female", "None of these", "0.25\u00a0mm", "Nothing else."):
        assert said in page
    for question in GIVEN:
        assert f"/question/{question}/?then=review" in page
    assert '<button class="btn go">Work out the advice</button>' in page


def test_what_is_open_is_counted_and_comes_first(client: Client, opened: Case) -> None:
    page = review_of(client, opened)
    assert "7 questions are still open" in page
    assert f'class="btn go" href="{reverse("go_on", args=[opened.public_id])}"' in page


def test_what_was_not_said_reads_as_such(client: Client, opened: Case) -> None:
    at = reverse("question", args=[opened.public_id, "sex"])
    client.post(at, {"answer": "unknown:declined"})
    assert "I’d rather not say" in review_of(client, opened)


def test_a_step_for_later_is_offered_and_not_demanded(client: Client, opened: Case) -> None:
    answer_all(client, opened)
    page = review_of(client, opened)
    assert "Answer these when there is something to tell." in page
    assert reverse("question", args=[opened.public_id, "redness"]) in page


def put(case: Case, **answers: Answer) -> None:
    def change(record: Record) -> Record:
        return replace(record, answers={**record.answers, **answers})

    change_record(case.public_id, change, now())


def test_an_answer_too_old_to_count_says_so(client: Client, opened: Case) -> None:
    put(opened, skin_today=Answer(("rash",), now() - timedelta(days=3)))
    assert "A rash (too long ago to count)" in review_of(client, opened)


def test_answers_that_do_not_fit_together_are_named_with_a_way_to_each(
    client: Client, opened: Case
) -> None:
    put(opened, sex=Answer("male", now()), pregnant=Answer(True, now()))
    page = review_of(client, opened)
    assert "Two answers do not fit together" in page
    problem = page.partition('<div class="problem">')[2].partition("</div>")[0]
    assert "/question/sex/?then=review" in problem
    assert "/question/pregnant/?then=review" in problem


def test_not_knowing_is_shown_and_never_as_a_no(client: Client, opened: Case) -> None:
    put(opened, pregnant=Answer(Unknown.DOES_NOT_KNOW, now()))
    line = review_of(client, opened).partition("Are you pregnant?")[2][:80]
    assert "I don’t know" in line


def test_the_page_cannot_be_posted_to(client: Client, opened: Case) -> None:
    assert client.post(reverse("review", args=[opened.public_id])).status_code == 405

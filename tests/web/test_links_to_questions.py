"""Whatever advice asks for can be answered: every link to a question leads to a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from random import Random
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from anagen.care.advise import advise
from anagen.care.entering import entered_record
from anagen.care.tree import advice_tree
from anagen.knowledge.contradiction import Contradiction
from anagen.records.record import Record
from anagen.store.models import Case
from anagen.store.rows import change_record
from anagen.web.clock import now
from anagen.web.screen.templatetags.asking import ask_url
from tests.golden.cases import NAMES, expected_outline, record_file
from tests.properties.people import random_record
from tests.story import NOW, knowledge
from tests.story import record as clear_record

pytestmark = pytest.mark.django_db
RANDOM_PEOPLE = 2_000


@pytest.fixture
def case(client: Client) -> Case:
    """A case that meets the real questions."""
    client.post(reverse("begin"), {"answer": "home", "once": str(uuid4())})
    return Case.objects.get()


def asked_for(tree: Any) -> Iterator[str]:
    """Every question under a `missing` anywhere in the advice."""
    if isinstance(tree, Mapping):
        yield from (one["question"] for one in tree.get("missing") or ())
        for inner in tree.values():
            yield from asked_for(inner)
    elif isinstance(tree, list):
        for inner in tree:
            yield from asked_for(inner)


def questions_of(record: Record, moment: datetime) -> set[str]:
    advice = advise(record, knowledge(), moment)
    return set(asked_for(advice_tree(advice, record, knowledge())))


def lost_links(client: Client, case: Case, questions: set[str]) -> list[str]:
    """The questions whose link ends on no page."""
    ends = {id: client.get(page_at(case, id), follow=True) for id in sorted(questions)}
    return [id for id, end in ends.items() if end.status_code != 200]


def page_at(case: Case, question: str) -> str:
    """The address of a link without the place on its page."""
    parts = urlsplit(ask_url(case.public_id, question))
    return parts._replace(fragment="").geturl()


def test_it_works_for_every_question_that_a_golden_case_is_asked(
    client: Client, case: Case
) -> None:
    found: set[str] = set()
    for name in NAMES:
        moment = datetime.fromisoformat(expected_outline(name)["at"])
        record = entered_record(record_file(name).read_text("utf-8"), knowledge(), moment)
        found |= questions_of(record, moment)
    assert found
    assert lost_links(client, case, found) == []


def test_it_works_for_every_question_that_thousands_of_people_are_asked(
    client: Client, case: Case
) -> None:
    random = Random(34)
    found: set[str] = set()
    for _ in range(RANDOM_PEOPLE):
        found |= questions_of(random_record(random), NOW)
    counted = {id for id in found if knowledge().questions[id].derived}
    assert {"pull_came_out", "comb_baseline_mean"} <= counted
    tests = reverse("shedding_tests", args=[case.public_id])
    assert {id for id in counted if not page_at(case, id).startswith(tests)} == set()
    assert lost_links(client, case, found) == []


def test_a_question_that_has_a_page_keeps_it(case: Case) -> None:
    asked = [one.id for one in knowledge().questions.values() if not one.derived]
    for id in asked:
        own = reverse("question", args=[case.public_id, id]) + "?then=review"
        assert ask_url(case.public_id, id) == own


def test_no_question_at_all_leads_nowhere(client: Client, case: Case) -> None:
    assert lost_links(client, case, set(knowledge().questions)) == []


def test_answers_that_cannot_all_be_right_can_all_be_looked_at(client: Client, case: Case) -> None:
    disagreeing = {
        id
        for fact in knowledge().facts.values()
        if isinstance(fact, Contradiction)
        for id in fact.questions
    }
    assert lost_links(client, case, disagreeing) == []
    assert "/question/birth_year/" in ask_url(case.public_id, "age_years")


def test_a_question_that_is_no_longer_asked_leads_to_the_review(case: Case) -> None:
    review = reverse("review", args=[case.public_id])
    for id in ("a_question_of_old", "comb_of_old", "month_of_year"):
        assert ask_url(case.public_id, id) == review


@pytest.mark.parametrize("count", ["pull_came_out", "pull_held", "comb_mean", "wash_hairs"])
def test_a_count_leads_to_its_own_test(client: Client, case: Case, count: str) -> None:
    _, _, place = ask_url(case.public_id, count).partition("#")
    assert f'id="{place}"' in client.get(page_at(case, count)).content.decode()


def test_the_links_on_the_real_page_of_an_advice_all_lead_somewhere(
    client: Client, case: Case
) -> None:
    told = {"needled_before": True, "shed_more": "a_lot", "shed_where": "all_over"}
    record = clear_record("home", told, now=now())
    change_record(case.public_id, lambda _: record, now())
    work_out = reverse("work_out", args=[case.public_id])
    page = client.post(work_out, {"once": str(uuid4())}, follow=True).content.decode()
    links = {part.partition('"')[0] for part in page.split('href="/')[1:]}
    assert any("shedding-tests" in link for link in links)
    for link in links - {one for one in links if one.startswith("static/")}:
        assert client.get(f"/{link.partition('#')[0]}", follow=True).status_code == 200, link

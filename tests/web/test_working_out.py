"""The advice is worked out by the core, kept once, and can be worked out again to the letter."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from anagen.care.advise import advise
from anagen.care.letter import letter
from anagen.care.tree import advice_tree
from anagen.knowledge.load import load_knowledge
from anagen.records.reading import read_record
from anagen.store.models import Case, Decision
from anagen.store.rows import open_case
from anagen.web.advice.keeping import worked_out
from anagen.web.look.templatetags.words import SHAPES
from tests.golden.cases import NAMES, expected_outline, record_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(client: Client) -> Case:
    """A case with two answers to the real questions, one of which stands in the way."""
    client.post(reverse("begin"), {"answer": "home", "once": str(uuid4())})
    case = Case.objects.get()
    for question, form in {"keloid": {"answer": "yes"}, "birth_year": {"text": "1992"}}.items():
        client.post(reverse("question", args=[case.public_id, question]), form)
    return Case.objects.get()


def work_out(client: Client, case: Case, once: str) -> str:
    response = client.post(reverse("work_out", args=[case.public_id]), {"once": once})
    assert response.status_code == 302
    return response.url


def test_it_works_and_shows_what_the_core_says(client: Client, case: Case) -> None:
    page = client.get(work_out(client, case, str(uuid4()))).content.decode()
    kept = json.loads(Decision.objects.get().advice)["advice"]
    assert kept["verdict"] == "do_not_treat"
    assert 'data-verdict="stop"' in page
    assert kept["reasons"][0]["title"] in page
    assert "<b>Yes</b>" in page


def test_a_kept_decision_can_be_worked_out_again_to_the_letter(client: Client, case: Case) -> None:
    work_out(client, case, str(uuid4()))
    kept = Decision.objects.get()
    record, knowledge = read_record(kept.record, kept.at), load_knowledge()
    again = advise(record, knowledge, kept.at)
    told = json.loads(kept.advice)
    assert (again.knowledge, again.version) == (kept.knowledge, kept.code_version)
    assert json.loads(json.dumps(advice_tree(again, record, knowledge))) == told["advice"]
    assert letter(again, record, knowledge) == told["letter"]


def test_the_button_pressed_twice_keeps_one_decision(client: Client, case: Case) -> None:
    once = str(uuid4())
    assert work_out(client, case, once) == work_out(client, case, once)
    assert Decision.objects.count() == 1


def test_a_later_answer_leaves_the_earlier_advice_as_it_was(client: Client, case: Case) -> None:
    address = work_out(client, case, str(uuid4()))
    before = client.get(address).content.decode().partition('<div class="body">')[2]
    question = reverse("question", args=[case.public_id, "keloid"])
    seen = client.get(question).context["screen"].seen
    client.post(question, {"answer": "no", "seen": seen})
    after = client.get(address).content.decode().partition('<div class="body">')[2]
    assert after.partition("<footer")[0] == before.partition("<footer")[0]
    assert work_out(client, case, str(uuid4())) != address
    assert Decision.objects.count() == 2


def test_the_id_of_another_cases_decision_gives_nothing_away(client: Client, case: Case) -> None:
    once = str(uuid4())
    work_out(client, case, once)
    client.post(reverse("begin"), {"answer": "home", "once": str(uuid4())})
    other = Case.objects.exclude(pk=case.pk).get()
    response = client.post(reverse("work_out", args=[other.public_id]), {"once": once})
    assert response.status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_every_golden_case_is_shown_with_its_verdict_and_reasons(client: Client, name: str) -> None:
    at = datetime.fromisoformat(expected_outline(name)["at"])
    record = read_record(record_file(name).read_text(), at)
    decision = worked_out(open_case(record, at, uuid4()), load_knowledge(), at, uuid4())
    advice = json.loads(decision.advice)["advice"]
    page = client.get(reverse("advice", args=[decision.public_id])).content.decode()
    urgent = advice["triage"] in ("same_day", "emergency_now")
    assert f'data-verdict="{"stop" if urgent else SHAPES[advice["verdict"]]}"' in page
    titles = [escape(one["title"]) for one in advice["reasons"]]
    assert [title for title in titles if title not in page] == []
    assert client.get(reverse("letter", args=[decision.public_id])).status_code == 200

"""The first page: what this is, for whom, and where to begin or go on."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from anagen.store.models import Case

pytestmark = pytest.mark.django_db


def test_it_works_with_nothing_saved(client: Client, in_small_world: None) -> None:
    page = client.get("/").content.decode()
    assert "Should you needle your scalp?" in page
    assert f'href="{reverse("begin")}"' in page
    assert page.count("not a medical device and does not diagnose") == 1
    assert "Go on where you left off" not in page


def test_a_saved_check_can_be_gone_on_with(client: Client, opened: Case) -> None:
    page = client.get("/").content.decode()
    assert "Go on where you left off" in page
    assert reverse("go_on", args=[opened.public_id]) in page
    assert "Not yet told: age and sex" in page


def test_people_of_a_household_are_told_apart_without_a_name(client: Client, opened: Case) -> None:
    for question, form in {"sex": {"answer": "male"}, "birth_year": {"text": "1987"}}.items():
        client.post(reverse("question", args=[opened.public_id, question]), form)
    assert "Male, born 1987" in client.get("/").content.decode()


def test_only_the_latest_few_are_shown(client: Client, opened: Case) -> None:
    for _ in range(4):
        client.post(reverse("begin"), {"answer": "home", "once": str(uuid4())})
    page = client.get("/").content.decode()
    assert page.count('class="who"') == 3
    assert "All records" in page


def test_the_page_cannot_be_posted_to(client: Client) -> None:
    assert client.post("/").status_code == 405

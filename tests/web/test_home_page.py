"""The bare address and the first page: what this is, for whom, and where to begin or go on."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from anagen.store.models import Case

pytestmark = pytest.mark.django_db


def start(client: Client) -> str:
    response = client.get(reverse("start"))
    assert response.status_code == 200
    return response.content.decode()


def test_it_works_with_nothing_saved(client: Client, in_small_world: None) -> None:
    page = client.get("/").content.decode()
    assert "Should you needle your scalp?" in page
    assert f'href="{reverse("begin")}"' in page
    assert page.count("not a medical device and does not diagnose") == 1
    assert "Go on where you left off" not in page


def test_with_a_record_it_leads_to_today(client: Client, opened: Case) -> None:
    response = client.get("/")
    assert response.status_code == 302
    assert response.headers["Location"] == reverse("today", args=[opened.public_id])


def test_the_start_stays_open_and_a_saved_check_can_be_gone_on_with(
    client: Client, opened: Case
) -> None:
    page = start(client)
    assert "Should you needle your scalp?" in page
    assert "Go on where you left off" in page
    assert reverse("go_on", args=[opened.public_id]) in page
    assert "Not yet told: age and sex" in page


def test_people_of_a_household_are_told_apart_without_a_name(client: Client, opened: Case) -> None:
    for question, form in {"sex": {"answer": "male"}, "birth_year": {"text": "1987"}}.items():
        client.post(reverse("question", args=[opened.public_id, question]), form)
    assert "Male, born 1987" in start(client)


def test_only_the_latest_few_are_shown(client: Client, opened: Case) -> None:
    for _ in range(4):
        client.post(reverse("begin"), {"answer": "home", "once": str(uuid4())})
    page = start(client)
    assert page.count('class="who"') == 3
    assert "All records" in page


@pytest.mark.parametrize("name", ["home", "start"])
def test_the_page_cannot_be_posted_to(client: Client, name: str) -> None:
    assert client.post(reverse(name)).status_code == 405

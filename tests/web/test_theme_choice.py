"""Light, dark, or as the computer has it; chosen with a form, kept in a cookie."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_works_and_is_remembered(client: Client, in_small_world: None, theme: str) -> None:
    response = client.post(reverse("theme"), {"theme": theme, "page": "/records/"})
    assert response.url == "/records/"
    cookie = response.cookies["theme"]
    assert (cookie["samesite"], cookie["httponly"]) == ("Strict", True)
    page = client.get("/").content.decode()
    assert f'data-theme="{theme}"' in page
    assert f'value="{theme}" aria-pressed="true"' in page


def test_at_first_the_computer_decides(client: Client, in_small_world: None) -> None:
    page = client.get("/").content.decode()
    assert "data-theme" not in page
    assert 'value="system" aria-pressed="true"' in page


def test_the_choice_can_be_given_back_to_the_computer(client: Client, in_small_world: None) -> None:
    client.post(reverse("theme"), {"theme": "dark", "page": "/"})
    client.post(reverse("theme"), {"theme": "system", "page": "/"})
    assert "data-theme" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    "page", ["https://evil.example/", "//evil.example", "", "javascript:alert(1)", "\\evil.test"]
)
def test_nobody_is_sent_to_another_site(client: Client, page: str) -> None:
    assert client.post(reverse("theme"), {"theme": "dark", "page": page}).url == "/"


def test_an_odd_cookie_is_not_believed(client: Client, in_small_world: None) -> None:
    client.cookies["theme"] = 'x" onload="alert(1)'
    assert "data-theme" not in client.get("/").content.decode()


def test_the_choice_needs_the_token_of_its_form(strict_client: Client) -> None:
    assert strict_client.post(reverse("theme"), {"theme": "dark"}).status_code == 403


def test_a_link_cannot_choose(client: Client) -> None:
    assert client.get(reverse("theme")).status_code == 405

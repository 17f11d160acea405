"""What stands around every page: who may ask, how much may be sent, what is kept private."""

from __future__ import annotations

import logging

import pytest
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from anagen.store.models import Case
from anagen.web.guard import MOST_BYTES, WithoutContent

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "media-src 'self' blob:",
    "worker-src 'self'",
    "manifest-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}


@pytest.mark.parametrize("path", ["/", "/nowhere/"])
def test_it_works_with_every_safety_header(client: Client, in_small_world: None, path: str) -> None:
    response = client.get(path)
    assert set(response["Content-Security-Policy"].split("; ")) == POLICY
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cache-Control"] == "no-store"
    assert "camera=(self)" in response["Permissions-Policy"]
    assert "microphone=()" in response["Permissions-Policy"]


def test_the_cookie_of_a_form_stays_on_this_site_and_out_of_scripts(client: Client) -> None:
    cookie = client.get(reverse("begin")).cookies["csrftoken"]
    assert (cookie["samesite"], cookie["httponly"]) == ("Strict", True)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.20", ""])
def test_another_name_for_this_computer_is_refused(client: Client, host: str) -> None:
    response = client.get("/", headers={"host": host} if host else {"host": " "})
    assert response.status_code == 400
    assert "We could not read that" in response.content.decode()


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8017", "[::1]:8000"])
def test_this_computer_by_its_own_names_is_answered(
    client: Client, in_small_world: None, host: str
) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


def test_a_page_of_another_site_cannot_send_a_form(strict_client: Client) -> None:
    token = strict_client.get(reverse("begin")).cookies["csrftoken"].value
    response = strict_client.post(
        reverse("begin"),
        {"answer": "home", "csrfmiddlewaretoken": token},
        headers={"origin": "http://evil.example"},
    )
    assert response.status_code == 403
    assert not Case.objects.exists()


def test_no_page_there_is_said_in_words(client: Client) -> None:
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "There is no page here" in response.content.decode()


def test_a_body_no_form_can_have_made_is_refused_unread(client: Client) -> None:
    response = client.post(reverse("begin"), b"x" * (MOST_BYTES + 1), content_type="text/plain")
    assert response.status_code == 413
    assert response["Connection"] == "close"
    assert "far longer than any answer" in response.content.decode()


def test_a_length_that_is_no_number_is_refused(client: Client) -> None:
    assert client.post("/", headers={"content-length": "-5"}).status_code == 413


def test_a_field_too_long_for_any_answer_is_refused(client: Client, opened: Case) -> None:
    address = reverse("question", args=[opened.public_id, "remarks"])
    response = client.post(
        address, f"text={'x' * 100_000}", content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 400
    assert Case.objects.get().version == 1


def test_a_thousand_fields_are_refused(client: Client, opened: Case) -> None:
    address = reverse("question", args=[opened.public_id, "remarks"])
    assert client.post(address, {f"f{n}": "1" for n in range(1000)}).status_code == 400


def test_an_error_of_ours_is_a_page_and_says_that_nothing_is_lost(
    client: Client, opened: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_request: HttpRequest) -> None:
        raise RuntimeError("a private answer")

    monkeypatch.setattr("anagen.web.records.views.newest_cases", breaks)
    client.raise_request_exception = False
    response = client.get(reverse("records"))
    assert response.status_code == 500
    page = response.content.decode()
    assert "What you answered before is saved" in page
    assert "private" not in page


def test_a_log_line_names_the_place_and_never_what_somebody_wrote() -> None:
    def breaks() -> None:
        raise RuntimeError("a private answer")

    try:
        breaks()
    except RuntimeError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord(
        "django.request", logging.ERROR, __file__, 1, "a private %s", ("path",), info
    )
    line = WithoutContent().format(record)
    assert "RuntimeError" in line
    assert "test_refusals.py" in line
    assert "private" not in line

"""The first question: where the needling would happen. Its answer opens the record."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from anagen.records.words import Setting
from anagen.store.models import Case
from anagen.store.rows import record_of
from anagen.web.clock import local_zone, now

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("answer", "setting"),
    [
        ("home", Setting.HOME),
        ("clinic", Setting.CLINIC),
        ("trial", Setting.TRIAL),
        ("undecided", Setting.HOME),  # the strictest limits, while it is not known
    ],
)
def test_it_works_for_every_place(
    client: Client, in_small_world: None, answer: str, setting: Setting
) -> None:
    response = client.post(reverse("begin"), {"answer": answer, "once": str(uuid4())})
    case = Case.objects.get()
    assert response.url == reverse("go_on", args=[case.public_id])
    record = record_of(case, now())
    assert (record.setting, record.timezone) == (setting, local_zone())
    assert case.setting == setting.value


def test_opening_the_page_saves_nothing(client: Client) -> None:
    assert client.get(reverse("begin")).status_code == 200
    assert not Case.objects.exists()


@pytest.mark.parametrize("answer", [None, "moon"])
def test_no_answer_is_asked_about_again(client: Client, answer: str | None) -> None:
    response = client.post(reverse("begin"), {"answer": answer} if answer else {})
    assert response.status_code == 422
    assert "Choose one answer" in response.content.decode()
    assert not Case.objects.exists()


def test_the_form_sent_twice_opens_one_record(client: Client, in_small_world: None) -> None:
    once = str(uuid4())
    first, second = (client.post(reverse("begin"), {"answer": "home", "once": once}) for _ in "ab")
    assert first.url == second.url
    assert Case.objects.count() == 1


@pytest.mark.parametrize("once", ["", "42", "not-an-id"])
def test_a_form_that_is_not_ours_is_refused(client: Client, once: str) -> None:
    response = client.post(reverse("begin"), {"answer": "home", "once": once})
    assert response.status_code == 400
    assert not Case.objects.exists()


def test_the_place_can_be_changed_and_keeps_every_answer(client: Client, opened: Case) -> None:
    client.post(reverse("question", args=[opened.public_id, "sex"]), {"answer": "male"})
    page = reverse("setting", args=[opened.public_id])
    assert client.get(page).content.decode().count(" checked>") == 1
    client.post(page, {"answer": "clinic"})
    record = record_of(Case.objects.get(), now())
    assert record.setting is Setting.CLINIC
    assert set(record.answers) == {"sex"}


def test_a_change_without_an_answer_changes_nothing(client: Client, opened: Case) -> None:
    response = client.post(reverse("setting", args=[opened.public_id]))
    assert response.status_code == 422
    assert Case.objects.get().version == opened.version


def test_a_form_without_its_token_opens_no_record(strict_client: Client) -> None:
    response = strict_client.post(reverse("begin"), {"answer": "home", "once": str(uuid4())})
    assert response.status_code == 403
    assert not Case.objects.exists()

"""An answer that needs help today is not kept waiting until the check is over."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from anagen.store.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(client: Client) -> Case:
    """A case that meets the real questions and rules."""
    client.post(reverse("begin"), {"answer": "home", "once": str(uuid4())})
    return Case.objects.get()


def after(client: Client, case: Case, question: str, answer: str) -> str:
    """The page that follows an answer."""
    address = reverse("question", args=[case.public_id, question])
    response = client.post(address, {"answer": answer, "seen": ""}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_it_works_for_an_emergency_on_the_very_next_page(client: Client, case: Case) -> None:
    page = after(client, case, "alarm_signs", "breathing")
    alarm, _, question = page.partition("<form")
    assert 'role="alert"' in alarm
    assert "Call the emergency number now" in alarm
    assert "<legend>" in question


def test_what_a_doctor_must_see_today_is_said_so(client: Client, case: Case) -> None:
    assert "See a doctor today" in after(client, case, "scalp_warnings", "pus")


def test_it_stays_on_every_page_until_the_answer_is_another(client: Client, case: Case) -> None:
    after(client, case, "alarm_signs", "breathing")
    review = reverse("review", args=[case.public_id])
    assert "Call the emergency number now" in client.get(review).content.decode()
    address = reverse("question", args=[case.public_id, "alarm_signs"])
    seen = client.get(address).context["screen"].seen
    client.post(address, {"answer": "none_of_these", "seen": seen})
    assert "emergency number" not in client.get(review).content.decode()


def test_a_calm_answer_alarms_nobody(client: Client, case: Case) -> None:
    assert 'role="alert"' not in after(client, case, "alarm_signs", "none_of_these")

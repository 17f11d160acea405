"""The page of today: one answer, what to leave off, one next step."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from anagen.store.models import Case
from tests.web.after_a_session import somebody

pytestmark = pytest.mark.django_db


def page_of(client: Client, case: Case, status: int = 200) -> str:
    response = client.get(reverse("today", args=[case.public_id]))
    assert response.status_code == status
    return response.content.decode()


def test_a(client: Client) -> None:
    for case in (somebody(), somebody(hours_ago=36), somebody(hours_ago=36, hours_old=30), somebody({"pregnant": True}), somebody({"scalp_warnings": ("pus",)}, hours_ago=30), somebody({"alarm_signs": ("chest",)}, hours_ago=30), somebody({"sex": None})):
        t = page_of(client, case)
        import re
        print(re.sub(r"\s+"," ",re.sub(r"<[^>]+>"," ",t[t.index("<main"):t.index("</main")]))[:900]); print("----")
        for name in ("recovery", "check_in", "checked_in", "hair_loss", "hair_loss_answer"):
            r = client.get(reverse(name, args=[case.public_id]), follow=True)
            print(name, r.status_code, len(r.content))

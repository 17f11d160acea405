"""The list of everything else: every place is there, opens, and is meant for whoever looks."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from anagen.store.models import Case
from anagen.store.rows import open_case
from anagen.web.clock import now
from anagen.web.sample.person import sample_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return open_case(sample_record(now(), "Europe/Madrid"), now(), uuid4())


def test_every_place_of_the_list_opens(client: Client, case: Case) -> None:
    page = client.get(reverse("more", args=[case.public_id])).content.decode()
    places = re.findall(r'<li><a href="(/[^"]+)">', page)
    assert len(places) >= 14
    for place in places:
        assert client.get(place).status_code == 200, place


def test_nobody_else_s_list_is_shown(client: Client) -> None:
    assert client.get(reverse("more", args=[uuid4()])).status_code == 404

"""The sample: invented, said so on every page, and the same whenever it is opened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from anagen.records.reading import read_record
from anagen.records.writing import written_record
from anagen.store.models import Case
from anagen.store.pictures.models import Picture
from anagen.web.clock import now
from anagen.web.sample.filling import SAMPLE_CASE, fill
from anagen.web.sample.person import sample_record

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PLACES = ("today", "session", "recovery", "progress", "photos", "plan", "more", "my_data", "review")


@pytest.mark.parametrize("hour", range(0, 24, 3))
@pytest.mark.parametrize("zone", ["Europe/Madrid", "Pacific/Kiritimati", "America/St_Johns"])
def test_it_is_a_record_that_the_door_accepts_at_any_hour(hour: int, zone: str) -> None:
    moment = NOW + timedelta(hours=hour)
    text = written_record(sample_record(moment, zone))
    assert written_record(read_record(text, moment)) == text


@pytest.mark.django_db
def test_it_is_filled_once_and_every_page_says_that_it_is_invented(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.SAMPLE, settings.DATA = True, tmp_path
    fill(now())
    fill(now())
    assert Case.objects.count() == 1
    assert Picture.objects.count() == 2
    for place in PLACES:
        page = client.get(reverse(place, args=[SAMPLE_CASE]))
        assert page.status_code == 200, place
        assert "A sample record, invented" in page.content.decode(), place

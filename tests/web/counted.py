"""Somebody who loses more hair, and how the counts of shedding tests are sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from anagen.care.case import Case as Person
from anagen.care.case import case_of
from anagen.records.record import Record
from anagen.store.models import Case
from anagen.store.rows import change_record, record_of
from anagen.web.clock import now
from tests.story import knowledge, record

MORE_HAIR = {
    "needled_before": True, "shed_more": "a_lot", "shed_where": "all_over", "shed_scalp": (),
    "shed_weeks": 2, "shed_pressure": "light", "shed_passes": 4, "shed_gap_days": 14,
}  # fmt: skip
COMB_NOW = {"comb_1": "24", "comb_2": "18", "comb_3": "21", "comb_when": "now"}
PULL = {"pull_out": "1", "pull_held": "55"}
WASH = {"wash_hairs": "40", "wash_short": "3", "wash_days": "1"}


def somebody_who_sheds(client: Client) -> Case:
    """Somebody who has needled, loses more hair since, and meets the real questions."""
    client.post(reverse("begin"), {"answer": "home", "once": str(uuid4())})
    found = Case.objects.get()
    told = record("home", MORE_HAIR, now=now(), timezone="Pacific/Kiritimati")
    change_record(found.public_id, lambda _: told, now())
    return found


def address(case: Case) -> str:
    return reverse("shedding_tests", args=[case.public_id])


def seen(client: Client, case: Case) -> str:
    return str(client.get(address(case)).context["page"].version)


def send(client: Client, case: Case, form: dict[str, Any]) -> HttpResponse:
    """Opens the page and sends its form, as a browser does."""
    return client.post(address(case), {"seen": seen(client, case), **form})


def text_of(client: Client, case: Case) -> str:
    response = client.get(address(case))
    assert response.status_code == 200
    return response.content.decode()


def kept(case: Case) -> Record:
    return record_of(Case.objects.get(pk=case.pk), now())


def person(case: Case) -> Person:
    return case_of(kept(case), knowledge(), now())


def date_before(case: Case, days: int) -> dict[str, str]:
    day = kept(case).local_day(now()) - timedelta(days=days)
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}


def baseline(case: Case, days: int = 90) -> dict[str, str]:
    morning = {"comb_1": "10", "comb_2": "8", "comb_3": "12"}
    return {**morning, "comb_when": "before", **date_before(case, days)}

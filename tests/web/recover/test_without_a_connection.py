"""A check-in on one page: written without a connection, sent later, kept once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from anagen.store.models import Case
from anagen.web.clock import now
from tests.web.after_a_session import somebody, standing

pytestmark = pytest.mark.django_db

CALM: dict[str, Any] = {
    "whole": "1",
    "alarm_signs": "none_of_these",
    "scalp_warnings": "none_of_these",
    "fever": "below_38",
    "scalp_signs": "none_of_these",
    "lump_days": "",
    "shed_more": "no",
}


@pytest.fixture
def case() -> Case:
    return somebody(hours_ago=100, hours_old=30)


def send(client: Client, case: Case, written: datetime | str, form: dict[str, Any]) -> Any:
    at = written if isinstance(written, str) else written.isoformat()
    told = {"begun": now().isoformat(), "written_at": at, **form}
    return client.post(reverse("check_in", args=[case.public_id]), told)


def test_the_page_has_every_question_in_one_form_that_may_wait(client: Client, case: Case) -> None:
    page = client.get(reverse("check_in_whole", args=[case.public_id])).content.decode()
    for question in ("alarm_signs", "scalp_warnings", "fever", "scalp_signs", "lump_days"):
        assert f'name="{question}"' in page
    assert "data-queue=" in page
    assert " checked" not in page
    assert "Call the emergency number now" in page


def test_it_tells_of_the_time_it_was_written(client: Client, case: Case) -> None:
    written = now() - timedelta(hours=50)
    assert send(client, case, written, CALM).status_code == 302
    (report,) = standing(case).reports
    assert report.at == written
    assert {answer.at for answer in report.signs.values()} == {written}


def test_what_was_fine_two_days_ago_says_nothing_of_today(client: Client, case: Case) -> None:
    send(client, case, now() - timedelta(hours=50), CALM)
    page = client.get(reverse("checked_in", args=[case.public_id])).content.decode()
    assert "Nothing you told us is unusual" not in page


def test_sent_again_it_is_kept_once_and_another_days_beside_it(client: Client, case: Case) -> None:
    first, second = now() - timedelta(hours=50), now() - timedelta(hours=20)
    for written in (first, first, second, second):
        assert send(client, case, written, CALM).status_code == 302
    assert [one.at for one in standing(case).reports] == [first, second]


def test_every_answer_counts_although_one_alone_decides(client: Client, case: Case) -> None:
    signs = {"scalp_warnings": "growing_redness", "fever": "at_least_38"}
    response = send(client, case, now(), {**CALM, **signs})
    page = client.get(response.headers["Location"]).content.decode()
    assert "Call the emergency number now" in page
    assert standing(case).reports[0].signs["fever"].value == "at_least_38"


def test_a_slip_never_keeps_an_emergency_back(client: Client, case: Case) -> None:
    response = send(client, case, now(), {**CALM, "alarm_signs": "chest", "fever": "octopus"})
    assert response.status_code == 302
    assert standing(case).reports[0].signs["alarm_signs"].value == ("chest",)


def test_what_is_not_answered_is_asked_and_the_entry_stays_where_it_waits(
    client: Client, case: Case
) -> None:
    response = send(client, case, now(), {**CALM, "fever": ""})
    assert response.status_code == 422
    assert response.context["screen"].turn.question.id == "fever"
    assert 'name="shed_more" value="no"' in response.content.decode()
    assert standing(case).reports == ()


@pytest.mark.parametrize("hours", [-1, 24 * 15])
def test_a_time_that_cannot_be_is_refused(client: Client, case: Case, hours: float) -> None:
    response = send(client, case, now() - timedelta(hours=hours), CALM)
    assert response.status_code == 400
    assert standing(case).reports == ()


@pytest.mark.parametrize("written", ["x", "2026-11-20T10:00:00"])
def test_a_time_without_sense_is_refused(client: Client, case: Case, written: str) -> None:
    assert send(client, case, written, CALM).status_code == 400

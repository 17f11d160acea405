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


def test_one_page_has_every_question_and_no_word_of_the_record(client: Client, case: Case) -> None:
    page = client.get(reverse("write_down", args=[case.public_id])).content.decode()
    for question in ("alarm_signs", "scalp_warnings", "fever", "scalp_signs", "lump_days"):
        assert f'name="{question}"' in page
    assert " checked" not in page


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


# Counts of hairs


def count(client: Client, case: Case, written: datetime | None = None) -> Any:
    form = {"seen": "0", "comb_when": "now", "comb_1": "9", "pull_out": "1", "pull_held": "55"}
    more = {"written_at": written.isoformat()} if written else {}
    return client.post(reverse("shedding_tests", args=[case.public_id]), {**form, **more})


def test_counts_tell_of_the_time_they_were_written_and_are_kept_once(
    client: Client, case: Case
) -> None:
    written = now() - timedelta(hours=50)
    for _ in range(2):
        assert count(client, case, written).status_code == 302
    (report,) = standing(case).reports
    assert report.at == written
    assert report.pull is not None


def test_a_page_that_shows_no_record_can_be_sent_with_a_connection_too(
    client: Client, case: Case
) -> None:
    assert count(client, case).status_code == 302
    assert len(standing(case).reports) == 1


def test_counts_from_a_time_that_cannot_be_are_refused(client: Client, case: Case) -> None:
    assert count(client, case, now() + timedelta(hours=1)).status_code == 400
    assert standing(case).reports == ()

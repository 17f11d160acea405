"""The form of the shedding tests: counts are kept with their day, or refused in words."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from anagen.records.report import CombCount, PullTest, WashTest
from anagen.store.models import Case
from anagen.web.clock import now
from tests.web.counted import (
    COMB_NOW,
    PULL,
    WASH,
    address,
    baseline,
    kept,
    person,
    seen,
    send,
    somebody_who_sheds,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def case(client: Client) -> Case:
    return somebody_who_sheds(client)


# What is kept


def test_it_works_with_all_three_tests_at_once(client: Client, case: Case) -> None:
    response = send(client, case, {**COMB_NOW, **PULL, **WASH})
    assert response.status_code == 302
    (report,) = kept(case).reports
    assert report.comb == CombCount((24, 18, 21))
    assert report.pull == PullTest(1, 55)
    assert report.wash == WashTest(40, 3, 1)
    assert now() - report.at < timedelta(minutes=5)


@pytest.mark.parametrize("form", [COMB_NOW, PULL, WASH])
def test_every_test_may_stand_alone(client: Client, case: Case, form: dict[str, str]) -> None:
    assert send(client, case, form).status_code == 302
    assert len(kept(case).reports) == 1


def test_one_morning_is_kept_too(client: Client, case: Case) -> None:
    send(client, case, {"comb_2": "9", "comb_when": "now"})
    assert kept(case).reports[0].comb == CombCount((9,))


def test_the_bounds_of_a_record_are_the_bounds_of_the_form(client: Client, case: Case) -> None:
    most = {"comb_1": "2000", "comb_when": "now", "pull_out": "200", "pull_held": "200",
            "wash_hairs": "5000", "wash_short": "5000", "wash_days": "30"}  # fmt: skip
    least = {"comb_1": "0", "comb_when": "now", "pull_out": "0", "pull_held": "10",
             "wash_hairs": "0", "wash_short": "0", "wash_days": "0,5"}  # fmt: skip
    assert send(client, case, most).status_code == 302
    assert send(client, case, least).status_code == 302
    assert [one.wash and one.wash.unwashed_days for one in kept(case).reports] == [30, 0.5]


def test_a_baseline_stands_on_its_own_day_where_the_person_is(client: Client, case: Case) -> None:
    send(client, case, baseline(case))
    before = kept(case)
    (report,) = before.reports
    assert before.local_day(report.at) == before.local_day(now()) - timedelta(days=90)


def test_a_count_now_is_compared_with_a_baseline_entered_after_it(
    client: Client, case: Case
) -> None:
    send(client, case, COMB_NOW)
    assert person(case).known("comb_ratio") is None
    send(client, case, baseline(case))
    assert person(case).known("comb_baseline_mean") == 10
    assert person(case).known("comb_ratio") == 2.1
    assert [one.at for one in kept(case).reports] == sorted(one.at for one in kept(case).reports)


def test_an_old_pull_or_wash_never_speaks_for_today(client: Client, case: Case) -> None:
    send(client, case, {**baseline(case, days=10), **PULL, **WASH})
    before, today = kept(case).reports
    assert (before.comb, before.pull, before.wash) == (CombCount((10, 8, 12)), None, None)
    assert (today.comb, today.pull, today.wash) == (None, PullTest(1, 55), WashTest(40, 3, 1))
    assert now() - today.at < timedelta(minutes=5)


def test_the_advice_asks_for_counts_until_they_are_in(client: Client, case: Case) -> None:
    def asked() -> str:
        work_out = reverse("work_out", args=[case.public_id])
        page = client.post(work_out, {"once": str(uuid4())}, follow=True).content.decode()
        return page.partition('id="shedding"')[2].partition("</section>")[0]

    assert f'href="{address(case)}#pull"' in asked()
    assert f'href="{address(case)}#comb"' in asked()
    send(client, case, {**COMB_NOW, **PULL, **WASH})
    send(client, case, baseline(case))
    assert address(case) not in asked()
    assert "your own baseline 10" in asked()


# What is refused


@pytest.mark.parametrize(
    ("form", "at", "says"),
    [
        ({}, "comb_1", "at least one test"),
        ({"comb_when": "now"}, "comb_1", "at least one test"),
        ({"comb_1": "12"}, "comb_when", "the count now or the one from before"),
        ({"comb_1": "12", "comb_when": "octopus"}, "comb_when", "the count now or"),
        ({**COMB_NOW, "comb_2": "-1"}, "comb_2", "from 0 to 2000"),
        ({**COMB_NOW, "comb_2": "2001"}, "comb_2", "from 0 to 2000"),
        ({**COMB_NOW, "comb_2": "12.5"}, "comb_2", "a whole number"),
        ({**COMB_NOW, "comb_2": "a few"}, "comb_2", "in digits"),
        ({**COMB_NOW, "comb_2": "٣"}, "comb_2", "in digits"),
        ({**COMB_NOW, "comb_2": "9" * 5000}, "comb_2", "in digits"),
        ({"pull_out": "1"}, "pull_held", "how many hairs you held"),
        ({"pull_held": "55"}, "pull_out", "None is 0"),
        ({"pull_out": "0", "pull_held": "9"}, "pull_held", "from 10 to 200"),
        ({"pull_out": "0", "pull_held": "201"}, "pull_held", "from 10 to 200"),
        ({"pull_out": "56", "pull_held": "55"}, "pull_out", "at most 55"),
        ({**WASH, "wash_short": "41"}, "wash_short", "at most 40"),
        ({**WASH, "wash_short": ""}, "wash_short", "3 cm or shorter"),
        ({**WASH, "wash_hairs": ""}, "wash_hairs", "in all"),
        ({**WASH, "wash_hairs": "5001"}, "wash_hairs", "from 0 to 5000"),
        ({**WASH, "wash_days": ""}, "wash_days", "had not washed"),
        ({**WASH, "wash_days": "0.4"}, "wash_days", "from 0.5 to 30"),
        ({**WASH, "wash_days": "31"}, "wash_days", "from 0.5 to 30"),
        ({**WASH, "wash_days": "1.2.3"}, "wash_days", "from 0.5 to 30"),
        ({**WASH, "wash_days": "."}, "wash_days", "from 0.5 to 30"),
        ({**WASH, "wash_days": "²"}, "wash_days", "from 0.5 to 30"),
    ],
)
def test_a_slip_is_said_at_its_field_and_nothing_is_kept(
    client: Client, case: Case, form: dict[str, str], at: str, says: str
) -> None:
    response = send(client, case, form)
    assert response.status_code == 422
    page = response.context["page"]
    assert says in page.fields[at].slip
    assert f'href="#{at}"' in response.content.decode()
    assert f'id="{at}-slip"' in response.content.decode()
    assert kept(case).reports == ()


@pytest.mark.parametrize(
    ("change", "at", "says"),
    [
        ({"comb_3": ""}, "comb_3", "has 3 mornings"),
        ({"comb_1": "", "comb_2": "", "comb_3": ""}, "comb_1", "has 3 mornings"),
        ({"day": "", "month": "", "year": ""}, "day", "the day of the last morning"),
        ({"month": ""}, "month", "The month is missing"),
        ({"day": "31", "month": "2"}, "day", "There is no 31 February"),
        ({"year": "3000"}, "year", "We need a year"),
    ],
)
def test_a_baseline_needs_three_mornings_and_a_day(
    client: Client, case: Case, change: dict[str, str], at: str, says: str
) -> None:
    response = send(client, case, {**baseline(case), **change})
    assert response.status_code == 422
    assert says in response.context["page"].fields[at].slip
    assert kept(case).reports == ()


def test_a_baseline_lies_before_today(client: Client, case: Case) -> None:
    response = send(client, case, baseline(case, days=0))
    assert "That is today" in response.context["page"].fields["day"].slip
    assert send(client, case, baseline(case, days=1)).status_code == 302


def test_one_slip_keeps_every_test_back_and_all_that_was_typed(client: Client, case: Case) -> None:
    response = send(client, case, {**PULL, "wash_hairs": "<b>many</b>"})
    page = response.content.decode()
    assert "3 things to check" in page
    assert 'value="55"' in page
    assert "&lt;b&gt;many&lt;/b&gt;" in page
    assert kept(case).reports == ()


# Twice, and from two windows


def test_a_form_sent_twice_is_kept_once(client: Client, case: Case) -> None:
    form = {"seen": seen(client, case), **PULL, **COMB_NOW}
    assert client.post(address(case), form).status_code == 302
    assert client.post(address(case), form).status_code == 302
    assert len(kept(case).reports) == 1


def test_a_test_sent_again_after_it_was_deleted_stays_deleted(client: Client, case: Case) -> None:
    form = {"seen": seen(client, case), **PULL}
    client.post(address(case), form)
    (test,) = client.get(address(case)).context["page"].kept
    client.post(reverse("delete_test", args=[case.public_id, test.id]))
    assert client.post(address(case), form).status_code == 409
    assert kept(case).reports == ()


def test_a_change_in_another_window_is_said_before_anything_is_kept(
    client: Client, case: Case
) -> None:
    form = {"seen": seen(client, case), **PULL}
    send(client, case, WASH)
    response = client.post(address(case), form)
    assert response.status_code == 409
    page = response.content.decode()
    assert "in another window meanwhile" in page
    assert 'value="55"' in page
    assert send(client, case, PULL).status_code == 302
    assert len(kept(case).reports) == 2


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 50])
def test_a_form_that_no_page_of_ours_showed_is_refused(
    client: Client, case: Case, version: str
) -> None:
    assert client.post(address(case), {"seen": version, **PULL}).status_code == 400
    assert kept(case).reports == ()


def test_another_site_can_neither_keep_nor_delete(strict_client: Client, case: Case) -> None:
    assert strict_client.post(address(case), {"seen": "1", **PULL}).status_code == 403


def test_an_unknown_record_has_no_tests(client: Client) -> None:
    assert client.get(reverse("shedding_tests", args=[uuid4()])).status_code == 404
    assert client.get(reverse("delete_test", args=[uuid4(), "a"])).status_code == 404

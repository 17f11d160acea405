"""The page of the shedding tests: counts are kept with their day, refused in words, deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from anagen.care.case import Case as Person
from anagen.care.case import case_of
from anagen.care.history.recover import TESTS_COUNT
from anagen.knowledge.shedding_test import SheddingTest
from anagen.records.answers import Answer
from anagen.records.record import Record
from anagen.records.report import CombCount, PullTest, Report, WashTest
from anagen.store.models import Case, Decision
from anagen.store.rows import change_record, record_of
from anagen.web.clock import now
from tests.story import knowledge, record
from tests.web.conftest import SLIM, Opener
from tests.web.walking import tab_to

pytestmark = pytest.mark.django_db(transaction=True)

MORE_HAIR = {
    "needled_before": True, "shed_more": "a_lot", "shed_where": "all_over", "shed_scalp": (),
    "shed_weeks": 2, "shed_pressure": "light", "shed_passes": 4, "shed_gap_days": 14,
}  # fmt: skip
COMB_NOW = {"comb_1": "24", "comb_2": "18", "comb_3": "21", "comb_when": "now"}
PULL = {"pull_out": "1", "pull_held": "55"}
WASH = {"wash_hairs": "40", "wash_short": "3", "wash_days": "1"}


@pytest.fixture
def case(client: Client) -> Case:
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


# What is listed and deleted


def put(case: Case, *reports: Report) -> None:
    change_record(case.public_id, lambda one: replace(one, reports=reports), now())


def test_kept_tests_are_listed_with_day_and_result(client: Client, case: Case) -> None:
    assert "Tests kept so far" not in text_of(client, case)
    long_ago = datetime(2026, 3, 7, 12, tzinfo=UTC)
    old = now() - TESTS_COUNT - timedelta(days=1)
    put(
        case, Report(long_ago, comb=CombCount((10, 8, 12))), Report(old, pull=PullTest(4, 60)),
        Report(now(), comb=CombCount((24,)), wash=WashTest(40, 3, 1)),
    )  # fmt: skip
    page = text_of(client, case)
    for said in (
        "10, 8, 12 hairs: 10 on average over 3 mornings", "8\u00a0March 2026 · Your baseline",
        "4 of 60 hairs came out", "Too long ago to count",
        "24 hairs: 24 on average over 1 morning", "40 hairs, 3 of them short, after 1 day without",
    ):  # fmt: skip
        assert said in page, said
    assert page.count("Too long ago to count") == 1
    assert page.index("40 hairs, 3") < page.index("4 of 60") < page.index("10, 8, 12")


def test_one_test_is_deleted_once_it_is_confirmed_and_the_others_stay(
    client: Client, case: Case
) -> None:
    send(client, case, {**PULL, **WASH})
    tests = {one.title: one.id for one in client.get(address(case)).context["page"].kept}
    delete = reverse("delete_test", args=[case.public_id, tests["The pull test"]])
    asked = client.get(delete).content.decode()
    assert "1 of 55 hairs came out. It cannot be brought back." in asked
    assert kept(case).reports[0].pull is not None
    assert client.post(delete).status_code == 302
    (report,) = kept(case).reports
    assert (report.pull, report.wash) == (None, WashTest(40, 3, 1))
    assert client.get(delete).status_code == 404
    assert client.post(delete).status_code == 302  # sent twice, it deletes once


def test_a_report_left_empty_goes_and_one_with_signs_stays(client: Client, case: Case) -> None:
    signs = {"scalp_warnings": Answer(("pus",), now())}
    put(case, Report(now(), comb=CombCount((9,))), Report(now(), signs, pull=PullTest(1, 55)))
    for one in client.get(address(case)).context["page"].kept:
        client.post(reverse("delete_test", args=[case.public_id, one.id]))
    (report,) = kept(case).reports
    assert (report.signs, report.pull) == (signs, None)


def test_deleting_a_test_never_makes_the_advice_milder(client: Client, case: Case) -> None:
    def verdict() -> str:
        client.post(reverse("work_out", args=[case.public_id]), {"once": str(uuid4())})
        return Decision.objects.latest("pk").verdict

    send(client, case, {"pull_out": "5", "pull_held": "50"})
    assert verdict() == "do_not_treat"
    (test,) = client.get(address(case)).context["page"].kept
    client.post(reverse("delete_test", args=[case.public_id, test.id]))
    assert verdict() != "proceed"


# What the page says


def test_the_page_tells_how_what_it_means_and_what_it_cannot_say(
    client: Client, case: Case
) -> None:
    page = text_of(client, case)
    for id in ("test_comb", "test_pull", "test_wash_one_day", "test_wash_five_days"):
        test = knowledge().fact(id, SheddingTest)
        assert test.says in page
        assert test.cannot_say in page
        for reading in test.readings:
            assert reading.says in page
        for basis in test.basis:
            assert knowledge().sources[basis.source].short in page


def test_the_page_works_without_any_fact_about_tests(client: Client, opened: Case) -> None:
    assert client.get(address(opened)).status_code == 200


def test_an_emergency_is_said_here_too(client: Client, case: Case) -> None:
    alarm = {"alarm_signs": Answer(("breathing",), now())}
    change_record(
        case.public_id, lambda one: replace(one, answers={**one.answers, **alarm}), now()
    )
    assert "Call the emergency number now" in text_of(client, case)


@pytest.mark.parametrize(("more", "is_offered"), [("a_lot", 1), ("a_little", 1), ("no", 0)])
def test_the_review_offers_the_tests_to_whoever_loses_more_hair(
    client: Client, case: Case, more: str, is_offered: int
) -> None:
    told = {"shed_more": Answer(more, now())}
    change_record(case.public_id, lambda one: replace(one, answers={**one.answers, **told}), now())
    review = reverse("review", args=[case.public_id])
    page = client.get(review).content.decode()
    assert page.count(f'href="{address(case)}"') == is_offered
    assert page.count("None kept yet") == is_offered
    send(client, case, {**PULL, **WASH})
    assert "2 kept" in client.get(review).content.decode()


# In a browser


Faults = Callable[[Page, str], list[str]]


def test_the_page_is_without_faults(
    open_page: Opener, case: Case, theme: str, size: dict[str, int], faults: Faults
) -> None:
    send(Client(), case, {**COMB_NOW, **WASH})
    send(Client(), case, baseline(case))
    page = open_page(address(case), theme=theme, size=size)
    name = f"{theme}-{size['width']}"
    found = faults(page, f"tests-closed-{name}")
    for closed in page.locator("details").all():
        closed.evaluate("one => { one.open = true }")
    found += faults(page, f"tests-open-{name}")
    page.get_by_label("Hairs that came out").fill("60")
    page.get_by_label("First morning").fill("12")
    page.get_by_label("All hairs").fill("many")
    page.get_by_role("button", name="Keep these counts").click()
    expect(page.get_by_role("alert")).to_be_focused()
    found += faults(page, f"tests-slip-{name}")
    page.goto(page.url)
    page.get_by_role("link", name="Delete the wash test").click()
    found += faults(page, f"tests-delete-{name}")
    page.goto(page.url.partition("/shedding-tests/")[0] + reverse("review", args=[case.public_id]))
    found += faults(page, f"tests-review-{name}")
    page.get_by_role("button", name="Work out the advice").first.click()
    found += faults(page, f"tests-advice-{name}")
    assert found == []


def test_it_all_works_by_keyboard_and_without_javascript(open_page: Opener, case: Case) -> None:
    page = open_page(address(case), size=SLIM, script=False)
    for label, text in (("First morning", "9"), ("Hairs that came out", "1"),
                        ("Hairs you held", "55")):  # fmt: skip
        tab_to(page, page.get_by_label(label))
        page.keyboard.type(text)
    tab_to(page, page.get_by_label("The count now"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Keep these counts"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Kept")
    tab_to(page, page.get_by_role("link", name="Delete the pull test"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Delete it"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    (report,) = kept(case).reports
    assert (report.comb, report.pull) == (CombCount((9,)), None)

"""The shedding tests that are kept: listed, deleted, explained, and the page in a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from anagen.care.history.recover import TESTS_COUNT
from anagen.knowledge.shedding_test import SheddingTest
from anagen.records.answers import Answer
from anagen.records.report import CombCount, PullTest, Report, WashTest
from anagen.store.models import Case, Decision
from anagen.store.rows import change_record
from anagen.web.clock import now
from anagen.web.recover.page import SENTENCES
from tests.story import knowledge
from tests.web.conftest import SLIM, Opener, follow
from tests.web.counted import (
    COMB_NOW,
    PULL,
    WASH,
    address,
    baseline,
    kept,
    send,
    somebody_who_sheds,
    text_of,
)
from tests.web.walking import tab_to

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def case(client: Client) -> Case:
    return somebody_who_sheds(client)


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
    assert page.index("40 hairs, 3") < page.index("4 of 60") < page.index("10, 8, 12 hairs")


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
        assert all(sentence in page for sentence in SENTENCES.split(test.says))
        assert test.cannot_say in page
        for reading in test.readings:
            assert reading.says in page
        for basis in test.basis:
            assert knowledge().sources[basis.source].short in page


def test_the_page_works_without_any_fact_about_tests(client: Client, opened: Case) -> None:
    assert client.get(address(opened)).status_code == 200


def test_an_emergency_is_said_here_too(client: Client, case: Case) -> None:
    alarm = {"alarm_signs": Answer(("breathing",), now())}
    change_record(case.public_id, lambda one: replace(one, answers={**one.answers, **alarm}), now())
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
    follow(page.get_by_role("link", name="The wash test"))
    found += faults(page, f"tests-delete-{name}")
    page.goto(page.url.partition("/recovery/")[0] + reverse("review", args=[case.public_id]))
    found += faults(page, f"tests-review-{name}")
    follow(page.get_by_role("button", name="Work out the advice").first)
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
    tab_to(page, page.get_by_role("link", name="The pull test"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Delete it"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    (report,) = kept(case).reports
    assert (report.comb, report.pull) == (CombCount((9,)), None)

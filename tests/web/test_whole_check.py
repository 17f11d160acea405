"""The whole check in a real browser: both sizes, keyboard alone, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from anagen.store.models import Case, Decision
from tests.web.conftest import SLIM, WIDE, Opener, follow
from tests.web.walking import by_keyboard, by_mouse, question_on, tab_to, walk

pytestmark = pytest.mark.django_db(transaction=True)
Size = dict[str, int]
Faults = Callable[[Page, str], list[str]]


def start(page: Page) -> None:
    page.get_by_role("link", name="Start the check").click()
    page.get_by_label("At home").check()
    page.get_by_role("button", name="Continue").click()


def check_the_advice(page: Page) -> None:
    """The advice is there, verdict first, and was kept."""
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".verdict .word")).to_have_text("Go ahead")
    expect(page.get_by_role("heading", name="Your plan")).to_be_visible()
    assert Decision.objects.get().verdict == "proceed"


@pytest.mark.parametrize(
    ("size", "theme", "script"),
    [(WIDE, "light", True), (SLIM, "dark", True), (SLIM, "light", False)],
    ids=["desktop", "phone in the dark", "phone without script"],
)
def test_the_whole_check_works_from_start_to_advice(
    open_page: Opener, size: Size, theme: str, script: bool, faults: Faults
) -> None:
    page = open_page("/", size=size, theme=theme, script=script)
    start(page)
    seen = walk(page, by_mouse)
    assert len(seen) > 20
    expect(page.locator("h1")).to_have_text("Your answers")
    # axe needs script; the pages themselves have none.
    assert not script or faults(page, f"real-review-{theme}-{size['width']}") == []
    page.get_by_role("button", name="Work out the advice").click()
    check_the_advice(page)
    assert not script or faults(page, f"real-advice-{theme}-{size['width']}") == []


def test_the_whole_check_works_with_the_keyboard_alone(open_page: Opener) -> None:
    page = open_page("/", size=SLIM)
    tab_to(page, page.get_by_role("link", name="Start the check"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("At home"))
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    walk(page, by_keyboard)
    tab_to(page, page.get_by_role("button", name="Work out the advice"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    check_the_advice(page)


def test_not_knowing_anything_never_leads_to_a_go_ahead(client: Client) -> None:
    opened = client.post(reverse("begin"), {"answer": "home", "once": str(uuid4())}, follow=True)
    address = opened.request["PATH_INFO"]
    while "/question/" in address:
        form = {"answer": "unknown:does_not_know", "seen": ""}
        address = client.post(address, form, follow=True).request["PATH_INFO"]
    work_out = reverse("work_out", args=[Case.objects.get().public_id])
    page = client.post(work_out, {"once": str(uuid4())}, follow=True).content.decode()
    assert Decision.objects.get().verdict != "proceed"
    assert 'data-verdict="proceed"' not in page
    assert "What to answer next" in page


def test_going_back_reloading_and_leaving_lose_nothing(open_page: Opener) -> None:
    page = open_page("/")
    start(page)
    first = question_on(page)
    by_mouse(page, first or "")
    second = question_on(page)
    by_mouse(page, second or "")
    third = page.url
    page.go_back()
    assert question_on(page) == second
    assert page.locator("input:checked").count() + page.locator("#text").count() >= 1
    page.reload()
    follow(page.get_by_role("link", name="Back"))
    assert question_on(page) == first
    follow(page.get_by_role("link", name="Save and leave"))
    follow(page.get_by_role("link", name="Go on"))
    assert page.url == third
    assert Case.objects.count() == 1


def test_a_slip_is_said_at_the_field_and_the_focus_goes_there(open_page: Opener) -> None:
    page = open_page("/", size=SLIM)
    start(page)
    page.get_by_role("button", name="Continue").click()
    problem = page.get_by_role("alert")
    expect(problem).to_be_focused()
    problem.get_by_role("link").first.click()
    expect(page.locator("#text, #answer-1").first).to_be_in_viewport()


def test_advice_can_be_read_again_printed_and_deleted(open_page: Opener) -> None:
    page = open_page("/")
    start(page)
    page.goto(page.url.partition("/question/")[0] + "/review/")
    follow(page.get_by_role("button", name="Work out the advice now"))
    given = page.locator("h1").inner_text()
    page.get_by_role("link", name="Letter", exact=True).click()
    expect(page.locator("h1")).to_have_text("Letter for a consultation")
    follow(page.get_by_role("link", name="Back to the advice"))
    records = page.url.partition("/advice/")[0] + reverse("records")
    page.goto(records)
    follow(page.get_by_role("link", name="Read the advice"))
    assert page.locator("h1").inner_text() == given
    page.goto(records)
    page.locator(".who a").click()
    page.get_by_role("link", name="Delete this record").click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("status")).to_contain_text("deleted")
    expect(page.get_by_text("No records yet")).to_be_visible()
    assert not Case.objects.exists()


def test_the_theme_can_be_chosen_without_javascript(open_page: Opener) -> None:
    page = open_page("/", theme="light", script=False)
    ground = page.locator("body")
    light = ground.evaluate("one => getComputedStyle(one).backgroundColor")
    follow(page.get_by_role("button", name="Dark"))
    assert ground.evaluate("one => getComputedStyle(one).backgroundColor") != light
    follow(page.get_by_role("button", name="As this computer"))
    assert ground.evaluate("one => getComputedStyle(one).backgroundColor") == light


def test_the_sources_of_a_question_open_in_place(open_page: Opener) -> None:
    page = open_page("/", script=False, size=WIDE)
    start(page)
    source = page.locator("details.source").first
    told: Any = source.locator(".told")
    expect(told).not_to_be_visible()
    source.locator("summary").click()
    expect(told).to_be_visible()

"""Today, the check-in, the diary and hair loss in a browser: taps, keys, no script, no faults."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from anagen.store.models import Case
from tests.web.after_a_session import somebody, standing
from tests.web.conftest import SLIM, Opener, follow, overflow_px
from tests.web.walking import tab_to

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}
#: The bar of the five places at the foot of a phone.
BAR_PX = 65

Faults = Callable[[Page, str], list[str]]


def at(live_server: Any, name: str, case: Case, *more: str) -> str:
    return str(live_server.url) + reverse(name, args=[case.public_id, *more])


def bottom_px(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None, selector
    return box["y"] + box["height"]


@pytest.mark.parametrize("others", [0, 1])
def test_the_verdict_and_the_next_step_stand_above_the_fold_of_a_phone(
    open_page: Opener, others: int
) -> None:
    case = somebody(hours_ago=36, hours_old=30)
    for _ in range(others):
        somebody()
    page = open_page(reverse("today", args=[case.public_id]), size=PHONE)
    assert bottom_px(page, ".verdict") < PHONE["height"] - BAR_PX
    assert bottom_px(page, ".next .btn.go") < PHONE["height"] - BAR_PX


def test_every_page_of_the_recovery_is_without_faults(
    open_page: Opener, live_server: Any, theme: str, faults: Faults
) -> None:
    case = somebody(hours_ago=36, hours_old=30)
    urgent = somebody({"scalp_warnings": ("pus",)}, hours_ago=30)
    page = open_page(reverse("today", args=[case.public_id]), theme=theme, size=SLIM)

    def look(name: str) -> list[str]:
        found = faults(page, f"{name}-{theme}")
        page.evaluate("document.documentElement.dir = 'rtl'")
        wide = overflow_px(page)
        page.evaluate("document.documentElement.dir = 'ltr'")
        return [*found, f"{name}: {wide} px too wide from right to left"] if wide > 0 else found

    assert seen_pages(page, live_server, case, urgent, look) == []


def seen_pages(
    page: Page, live_server: Any, case: Case, urgent: Case, look: Callable[[str], list[str]]
) -> list[str]:
    """Walks from today through a check-in with more hair to the causes, and looks at each page."""
    found = look("today")
    follow(page.get_by_role("link", name="Start the check-in"))
    found += look("check-in-many")
    follow(page.get_by_role("button", name="Go on with what I ticked"))
    found += look("check-in-slip")
    follow(page.get_by_role("button", name="None of these"))
    follow(page.get_by_role("button", name="None of these"))
    found += look("check-in-one")
    page.get_by_role("button", name="I did not measure, and I feel well").click()
    page.get_by_label("Itching").check()
    page.get_by_role("button", name="Go on with what I ticked").click()
    follow(page.get_by_role("button", name="Yes, a lot"))
    found += look("checked-in")
    follow(page.get_by_role("link", name="Look into it"))
    found += look("talk")
    for name in ("recovery", "hair_loss_answer", "shedding_tests"):
        page.goto(at(live_server, name, case))
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        found += look(name)
    for number, count in enumerate(("10", "8", "12"), 1):
        page.locator(f"#comb_{number}").fill(count)
    page.locator("#comb_when").check()
    page.get_by_role("button", name="Keep these counts").click()
    expect(page.locator(".diary svg")).to_be_visible()
    found += look("diary")
    for name in ("today", "recovery", "checked_in"):
        page.goto(at(live_server, name, urgent))
        found += look(f"urgent-{name}")
    page.goto(str(live_server.url) + reverse("start"))
    return found + look("start")


def test_a_check_in_works_by_keyboard_alone_and_without_javascript(
    open_page: Opener, live_server: Any
) -> None:
    case = somebody(hours_ago=36, hours_old=30)
    page = open_page(reverse("check_in", args=[case.public_id]), size=SLIM, script=False)
    for name in ("None of these", "None of these", "No: I measured less than 38 °C"):
        press(page, name)
    tab_to(page, page.get_by_label("Itching"))
    page.keyboard.press("Space")
    press(page, "Go on with what I ticked")
    press(page, "No")
    expect(page.get_by_text("Nothing you told us is unusual for this day")).to_be_visible()
    (report,) = standing(case).reports
    assert report.signs["scalp_signs"].value == ("itch",)


def press(page: Page, name: str) -> None:
    """Reaches a button with Tab and presses it."""
    tab_to(page, page.get_by_role("button", name=name, exact=True))
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_enter_on_a_box_never_answers_none_of_these(open_page: Opener, live_server: Any) -> None:
    case = somebody(hours_ago=36, hours_old=30)
    page = open_page(reverse("check_in", args=[case.public_id]))
    tab_to(page, page.locator("#answer-1"))
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    expect(page.get_by_role("button", name="None of these")).to_be_visible()
    assert page.locator("h1").inner_text().startswith("Do you have any of these")
    assert standing(case).reports == ()


def test_what_is_left_of_a_hold_counts_down_while_the_page_is_open(open_page: Opener) -> None:
    case = somebody(hours_ago=36)
    page = open_page(reverse("today", args=[case.public_id]))
    page.clock.install()
    page.reload()
    left = page.locator("[data-until]").first
    before = hours_left(left.inner_text())
    page.clock.run_for(61 * 60 * 1000)
    expect(left).to_contain_text("min")
    # A slow machine may have spent some minutes of the twelve hours before it looked.
    assert before == pytest.approx(12, abs=0.2)
    assert before - hours_left(left.inner_text()) == pytest.approx(61 / 60, abs=0.1)


def hours_left(said: str) -> float:
    """How long is left by the words of a hold: "12 h", "10 h 59 min"."""
    hours, _, minutes = said.replace("min", "").partition("h")
    return float(hours) + float(minutes or 0) / 60


def test_the_minute_is_counted_and_can_be_stopped(open_page: Opener) -> None:
    case = somebody()
    page = open_page(reverse("shedding_tests", args=[case.public_id]), size=SLIM)
    page.clock.install()
    page.reload()
    page.get_by_role("button", name="Start 60 seconds").click()
    page.clock.run_for(50_500)
    expect(page.locator(".timer output")).to_have_text("10")
    expect(page.locator(".timer .said")).to_have_text("Ten seconds left.")
    page.clock.run_for(10_000)
    expect(page.locator(".timer .said")).to_have_text("Stop combing. Now count.")
    page.get_by_role("button", name="Start again").click()
    page.get_by_role("button", name="Stop the timer").click()
    expect(page.locator(".timer output")).to_have_text("60")


def test_without_javascript_there_is_no_dead_timer(open_page: Opener) -> None:
    case = somebody()
    page = open_page(reverse("shedding_tests", args=[case.public_id]), script=False)
    expect(page.locator(".timer")).to_be_hidden()
    expect(page.get_by_text("for 60 seconds, from the crown")).to_be_visible()

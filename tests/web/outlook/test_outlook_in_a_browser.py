"""The outlook in a real browser: no faults, moves with and without a script, prints, mirrors."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.web.conftest import SLIM, WIDE, Opener, follow, overflow_px

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = {
    "outlook": "?minoxidil=starting&stop_month=9",
    "outlook_shedding": "?kind=mixed",
    "outlook_follicles": "?week=64",
}
Faults = Callable[[Page, str], list[str]]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_pages_are_without_faults(open_page: Opener, faults: Faults, name: str) -> None:
    found = []
    for theme, size, word in (("light", WIDE, "wide"), ("dark", SLIM, "slim")):
        page = open_page(reverse(name) + PAGES[name], theme=theme, size=size)
        for one in page.locator("main details").all():
            one.evaluate("(details) => { details.open = true; }")
        found += faults(page, f"{name}-{theme}-{word}")
        page.evaluate("document.documentElement.dir = 'rtl'")
        assert overflow_px(page) <= 0, f"{name} from right to left"
    assert found == []


def test_a_slider_moves_the_page_without_loading_it_anew(open_page: Opener) -> None:
    page = open_page(reverse("outlook"))
    expect(page.locator("#needles")).to_contain_text("At home only after time")
    page.evaluate("window.stays = true")
    depth = page.get_by_label("Needle")
    depth.focus()
    depth.press("ArrowRight")
    expect(page.locator("#needles")).to_contain_text("Not at home")
    expect(page.locator('output[for="move-depth_mm"]')).to_have_text("0.75\u00a0mm")
    assert page.evaluate("window.stays")
    assert "depth_mm=0.75" in page.url
    page.get_by_label("no minoxidil").check()
    expect(page.locator("#finding h1")).not_to_contain_text("minoxidil")
    expect(page.get_by_role("button", name="Show it")).to_be_hidden()


def test_without_a_script_the_button_does_the_same(open_page: Opener) -> None:
    page = open_page(reverse("outlook"), size=SLIM, script=False)
    page.get_by_label("used for over a year").check()
    follow(page.get_by_role("button", name="Show it"))
    expect(page.locator("#finding h1")).to_contain_text("Stopped today")
    assert "minoxidil=already" in page.url


def test_nothing_moves_for_those_who_asked_for_less_motion(open_page: Opener) -> None:
    page = open_page(reverse("outlook_follicles"))
    page.emulate_media(reduced_motion="reduce")
    page.reload()
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.locator(".fallen").count() > 0


def test_on_paper_the_curves_stay_and_the_controls_go(open_page: Opener) -> None:
    page = open_page(reverse("outlook"))
    page.emulate_media(media="print")
    expect(page.locator("#moves")).to_be_hidden()
    expect(page.locator("#density svg.chart:visible")).to_have_count(1)
    expect(page.locator("#shed svg.chart:visible")).to_have_count(1)

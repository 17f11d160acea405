"""Every page of the home, enlarged four times, from right to left, and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from anagen.store.sessions.models import KeptDevice
from tests.film.home_pages import home_pages, routes_at_home
from tests.web.after_a_session import somebody, standing
from tests.web.conftest import SLIM, Opener, follow, overflow_px

pytestmark = pytest.mark.django_db(transaction=True)

Faults = Callable[[Page, str], list[str]]
#: What is left of a window of 1280 by 1024 when the page is enlarged to 400 %.
ENLARGED = {"width": 320, "height": 256}
#: Controls that cannot be brought into sight and pressed: something lies over them, or they lie
#: outside of every screen to which the page can be scrolled.
OUT_OF_REACH = """() => {
  document.querySelectorAll('details').forEach((one) => { one.open = true; });
  const faults = [];
  const named = (one) => (one.getAttribute('aria-label') || one.textContent.trim()
    || one.name || one.tagName).slice(0, 40);
  const all = 'a[href], button, select, textarea, summary, input:not([type=hidden])';
  for (const one of document.querySelectorAll(all)) {
    const seen = one.checkVisibility({ visibilityProperty: true });
    if (!seen || one.disabled || one.closest('.skip')) continue;
    const part = one.closest('label') || one;
    part.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const box = [...part.getClientRects()].find((each) => each.width && each.height);
    if (!box) continue;
    const down = box.y + Math.min(box.height / 2, 20);
    const hit = document.elementFromPoint(box.x + box.width / 2, down);
    const mine = hit && (part.contains(hit) || hit.closest('label')?.control === one);
    if (!mine) {
      faults.push(named(one) + ' behind ' + (hit ? hit.tagName + '.' + hit.className : 'the edge'));
    }
  }
  return faults;
}"""


@pytest.fixture
def pages(client: Client, db: None) -> dict[str, str]:
    return home_pages(client)


def test_every_page_somebody_at_home_may_open_is_looked_at(pages: dict[str, str]) -> None:
    assert routes_at_home() - set(pages) == set()


@pytest.mark.parametrize("language", ["en", "ar-xb"])
def test_every_page_enlarged_four_times_hides_nothing(
    open_page: Opener, settings: Any, faults: Faults, language: str, client: Client
) -> None:
    """WCAG 1.4.10: at 320 by 256 CSS pixels nothing scrolls sideways, and all can be pressed."""
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar-xb", "Right to left")]
    pages = home_pages(client)
    page = open_page("/start/", size=ENLARGED)
    home = page.url.removesuffix("/start/")
    cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": home}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    found: list[str] = []
    for name, address in pages.items():
        page.set_viewport_size(ENLARGED)
        page.goto(home + address)
        found += [f"{name}: {one}" for one in page.evaluate(OUT_OF_REACH)]
        over = overflow_px(page)
        found += [f"{name}: {over} px too wide at 320"] if over > 0 else []
        if language == "ar-xb":
            assert page.locator("html").get_attribute("dir") == "rtl"
            page.set_viewport_size(SLIM)
            found += faults(page, f"{name}-rtl")
    assert found == []


def test_a_control_out_of_reach_would_be_noticed(open_page: Opener, client: Client) -> None:
    page = open_page("/start/", size=ENLARGED)
    assert page.evaluate(OUT_OF_REACH) == []
    page.locator("main").evaluate(
        """one => one.insertAdjacentHTML('afterbegin', '<button hidden>Unseen</button>'
           + '<button id="away">Away</button><button id="under">Under</button>')"""
    )
    page.evaluate(
        """const away = document.getElementById('away');
        away.style.position = 'absolute';
        away.style.insetInlineStart = '-40rem';
        const over = document.querySelector('header');
        over.style.cssText = 'position: fixed; inset: 0; z-index: 9';"""
    )
    found = page.evaluate(OUT_OF_REACH)
    assert any(one.startswith("Away") for one in found)
    assert any(one.startswith("Under") for one in found)
    assert not any(one.startswith("Unseen") for one in found)


def test_every_record_can_be_written_without_a_script(open_page: Opener) -> None:
    """Check-ins, photos, answers and the check-list have tests of this kind beside their pages."""
    case = somebody(hours_ago=400)
    page = open_page("/start/", size=SLIM, script=False)
    home = page.url.removesuffix("/start/")

    def write(name: str, button: str, **fields: str) -> None:
        page.goto(home + reverse(name, args=[case.public_id]))
        for field, text in fields.items():
            place = page.locator(f"#{field}")
            if place.evaluate("one => one.tagName") == "SELECT":
                place.select_option(text)
            else:
                place.fill(text)
        with page.expect_navigation():
            page.get_by_role("button", name=button, exact=True).click()

    write("session_log", "Keep this session")
    write("measurement_add", "Keep this count", site="crown", hair_count="131", area_cm2="1")
    write("event_add", "Keep it", kind="haircut")
    write("treatments", "Add it to the list", product="minoxidil 5 %", dose="1 ml")
    write("kept_devices", "Keep it", kind="roller", needle_mm="0.25", owner="me", uses_before="1")
    page.goto(home + reverse("shedding_tests", args=[case.public_id]))
    for number, count in enumerate(("10", "8", "12"), 1):
        page.locator(f"#comb_{number}").fill(count)
    page.locator("#comb_when").check()
    follow(page.get_by_role("button", name="Keep these counts"))
    expect(page.get_by_text("10, 8, 12 hairs", exact=False).first).to_be_visible()
    kept = standing(case)
    assert [len(kept.sessions), len(kept.measurements), len(kept.events)] == [2, 1, 1]
    assert [len(kept.treatments), len(kept.reports)] == [1, 1]
    assert KeptDevice.objects.get().owner == "me"


def test_a_guided_session_can_be_walked_without_a_script(open_page: Opener) -> None:
    case = somebody()
    page = open_page(reverse("session_begin", args=[case.public_id]), size=SLIM, script=False)
    follow(page.get_by_role("button", name="Begin"))
    for _ in range(40):
        if page.get_by_role("link", name="Finish").count():
            break
        before = page.get_by_role("button", name="Done before")
        with page.expect_navigation():
            (before.first if before.count() else page.locator("#main-button")).click()
    follow(page.get_by_role("link", name="Finish"))
    follow(page.get_by_role("button", name="Keep this session"))
    expect(page.get_by_role("heading", level=1)).to_have_text("The session is in your record")
    assert len(standing(case).sessions) == 1

"""The session on a phone: wet hands, keyboard alone, no script, no connection, a crash."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from anagen.store.models import Case
from tests.web.conftest import SLIM, Opener, follow
from tests.web.treat.ground import Time, at, guide_of, sessions
from tests.web.treat.phone import in_sight, main, tap

pytestmark = pytest.mark.django_db(transaction=True)

Faults = Callable[[Page, str], list[str]]
ROLL, SOAK = "step_roll_home", "step_soak"


def test_a_whole_session_on_a_phone_is_without_faults(
    open_page: Opener, planned: Case, time: Time, theme: str, faults: Faults
) -> None:
    page = open_page(at(planned, "session"), theme=theme, size=SLIM)
    found = faults(page, f"session-hub-{theme}")
    follow(page.get_by_role("link", name="Start a session"))
    found += faults(page, f"session-begin-{theme}")
    spot = page.locator(".spot.on-top-crown")
    spot.click()
    expect(page.get_by_label("Crown")).not_to_be_checked()
    spot.click()
    expect(page.get_by_label("Crown")).to_be_checked()
    page.get_by_role("button", name="Begin").click()
    found += faults_of_the_steps(page, planned, time, lambda name: faults(page, f"{name}-{theme}"))
    follow(page.get_by_role("link", name="Finish"))
    found += faults(page, f"session-finish-{theme}")
    page.get_by_label("Light pink skin").check()
    page.locator(".pains").get_by_text("2", exact=True).click()
    page.get_by_role("button", name="Keep this session").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The session is in your record")
    found += faults(page, f"session-ended-{theme}")
    found += faults_of_what_is_kept(page, planned, lambda name: faults(page, f"{name}-{theme}"))
    assert found == []
    (session,) = sessions(planned)
    assert session.anaesthetic
    assert (session.pain, len(session.zones)) == (2, 2)


def faults_of_the_steps(
    page: Page, case: Case, time: Time, faults: Callable[[str], list[str]]
) -> list[str]:
    """Walks through every step; what must be in sight is, and big buttons are big."""
    found: list[str] = []
    shown: set[str] = set()
    while not page.get_by_role("link", name="Finish").count():
        guide = guide_of(case)
        name = guide.step.id + ("-run" if guide.run else "")
        for place in ("#main-button", ".stopline", ".stepline", "#saved"):
            assert in_sight(page, place), f"{place} is out of sight at {name}"
        box = main(page).bounding_box()
        assert box
        assert box["height"] >= 72
        if name not in shown:
            found += faults(f"session-{name}")
            shown.add(name)
        if guide.step.id == SOAK and SOAK in guide.timers:
            time.on(minutes=11)
        if guide.run and "paused" not in shown:
            shown.add("paused")
            found += faults_from_right_to_left(page, faults)
            tap(page, "Pause")
            found += faults("session-paused")
        time.on(seconds=50)
        tap(page)
    return found


def faults_from_right_to_left(page: Page, faults: Callable[[str], list[str]]) -> list[str]:
    """The page turned round: the map of the head stays as it is."""
    crown = "document.querySelector('.scalp [data-zone=left_side] .dot').getBoundingClientRect().x"
    head = "document.querySelector('.scalp').getBoundingClientRect().x"
    before = page.evaluate(f"{crown} - {head}")
    page.evaluate("document.documentElement.dir = 'rtl'")
    found = faults("session-right-to-left")
    assert page.evaluate(f"{crown} - {head}") == pytest.approx(before)
    page.evaluate("document.documentElement.dir = 'ltr'")
    return found


def faults_of_what_is_kept(page: Page, case: Case, faults: Callable[[str], list[str]]) -> list[str]:
    """The hub, the session just kept, and the devices."""
    page.get_by_role("link", name="Session", exact=True).click()
    expect(page.locator(".pastlist a")).to_have_count(1)
    found = faults("session-hub-after")
    follow(page.get_by_role("link", name="Log a session like the last"))
    found += faults("session-log")
    page.go_back()
    page.locator(".pastlist a").click()
    expect(page.get_by_text("Light pink skin")).to_be_visible()
    found += faults("session-past")
    follow(page.get_by_role("link", name="Correct it"))
    found += faults("session-edit")
    page.goto(page.url.partition("/session/")[0] + at(case, "kept_devices"))
    found += faults("session-devices")
    page.get_by_label("What is it?").select_option("roller")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("alert").filter(has_text="Please check")).to_be_focused()
    found += faults("session-devices-slip")
    page.get_by_label("Needle length in mm").fill("0.25")
    page.get_by_label("Whose is it?").fill("me")
    page.get_by_label("How often was it used").fill("12")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", level=2, name="Cleaning")).to_be_visible()
    return [*found, *faults("session-device")]

"""The session on a phone: wet hands, keyboard alone, no script, no connection, a crash."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from anagen.records.words import Zone
from anagen.store.models import Case
from anagen.store.sessions.models import GuidedSession
from tests.web.conftest import SLIM, Opener
from tests.web.treat.ground import NOW, Time, a_session, at, clear, guide_of, kept, sessions
from tests.web.walking import tab_to

pytestmark = pytest.mark.django_db(transaction=True)

Faults = Callable[[Page, str], list[str]]
ROLL, SOAK = "step_roll_home", "step_soak"


@pytest.fixture
def case(transactional_db: None, time: Time) -> Case:
    """A case that may start, with numbing cream planned and a session long ago."""
    return kept(clear({"numbing_planned": True}))


def main(page: Page) -> Any:
    return page.locator("#main-button")


def tap(page: Page, label: str = "") -> None:
    """Presses the wide button, or one with a name, and waits until it is saved."""
    before = page.locator("#stage").get_attribute("data-version")
    (page.get_by_role("button", name=label, exact=True) if label else main(page)).click()
    page.wait_for_function(
        "seen => document.querySelector('#stage')?.dataset.version !== seen", arg=before
    )


def begin(page: Page) -> None:
    """Begins from the hub with the crown alone."""
    page.get_by_role("link", name="Start a session").click()
    page.get_by_label("Mid-scalp").uncheck()
    page.get_by_role("button", name="Begin").click()


def walk_to(page: Page, case: Case, step: str) -> None:
    """Walks on to a step; what needs time is said to be done, and there is no cream."""
    while guide_of(case).step.id != step:
        if page.get_by_role("button", name="Done before").count():
            tap(page, "Done before")
        elif page.get_by_role("button", name="No cream").count():
            tap(page, "No cream")
        else:
            tap(page)


def in_sight(page: Page, place: str) -> bool:
    """Whether something lies whole inside the screen."""
    box = page.locator(place).bounding_box()
    size = page.viewport_size
    assert box
    assert size
    return bool(box["y"] >= 0 and box["y"] + box["height"] <= size["height"] + 1)


def test_a_whole_session_on_a_phone_is_without_faults(
    open_page: Opener, case: Case, time: Time, theme: str, faults: Faults
) -> None:
    page = open_page(at(case, "session"), theme=theme, size=SLIM)
    found = faults(page, f"session-hub-{theme}")
    page.get_by_role("link", name="Start a session").click()
    found += faults(page, f"session-begin-{theme}")
    spot = page.locator(".spot.on-top-crown")
    spot.click()
    expect(page.get_by_label("Crown")).not_to_be_checked()
    spot.click()
    expect(page.get_by_label("Crown")).to_be_checked()
    page.get_by_role("button", name="Begin").click()
    shown: set[str] = set()
    while not page.get_by_role("link", name="Finish").count():
        guide = guide_of(case)
        name = guide.step.id + ("-run" if guide.run else "")
        for place in ("#main-button", ".stopline", ".stepline", "#saved"):
            assert in_sight(page, place), f"{place} is out of sight at {name}"
        height = main(page).bounding_box()
        assert height
        assert height["height"] >= 72
        if name not in shown:
            found += faults(page, f"session-{name}-{theme}")
            shown.add(name)
        if guide.step.id == SOAK and SOAK in guide.timers:
            time.on(minutes=11)
        if guide.run and guide.run.number == 1 and guide.run.zone is Zone.MID_SCALP:
            tap(page, "Pause")
            found += faults(page, f"session-paused-{theme}")
        time.on(seconds=50)
        tap(page)
    page.get_by_role("link", name="Finish").click()
    found += faults(page, f"session-finish-{theme}")
    page.get_by_label("Light pink skin").check()
    page.locator(".pains").get_by_text("2", exact=True).click()
    page.get_by_role("button", name="Keep this session").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The session is in your record")
    found += faults(page, f"session-ended-{theme}")
    page.get_by_role("link", name="Session", exact=True).click()
    found += faults(page, f"session-hub-after-{theme}")
    page.locator(".pastlist a").click()
    found += faults(page, f"session-past-{theme}")
    page.get_by_role("link", name="Correct it").click()
    found += faults(page, f"session-edit-{theme}")
    page.goto(page.url.partition("/session/")[0] + at(case, "kept_devices"))
    found += faults(page, f"session-devices-{theme}")
    page.get_by_label("What is it?").select_option("roller")
    page.get_by_role("button", name="Keep it").click()
    found += faults(page, f"session-devices-slip-{theme}")
    page.get_by_label("Needle length in mm").fill("0.25")
    page.get_by_label("Whose is it?").fill("me")
    page.get_by_label("How often was it used").fill("12")
    page.get_by_role("button", name="Keep it").click()
    found += faults(page, f"session-device-{theme}")
    assert found == []
    (session,) = sessions(case)
    assert session.anaesthetic
    assert (session.pain, len(session.zones)) == (2, 2)

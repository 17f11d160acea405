"""Presses on a phone: the wide button, a step further, what is in sight."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from anagen.store.models import Case
from tests.web.treat.ground import Time, clear, guide_of, kept


@pytest.fixture
def planned(transactional_db: None, time: Time) -> Case:
    """A case that may start, with numbing cream planned."""
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

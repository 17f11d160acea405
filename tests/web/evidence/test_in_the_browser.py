"""What is known, in a real browser: no fault in both colours and both widths, without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.web.conftest import SLIM, WIDE, Opener

pytestmark = pytest.mark.django_db(transaction=True)
Faults = Callable[[Page, str], list[str]]

#: One with a pool, one with the most marks, one with almost nothing.
PAGES = ("", "minoxidil/", "with_minoxidil/", "telogen_effluvium/")


@pytest.mark.parametrize(
    ("theme", "size"), [("light", SLIM), ("dark", SLIM), ("light", WIDE), ("dark", WIDE)]
)
def test_no_page_of_the_evidence_has_a_fault(
    open_page: Opener, faults: Faults, theme: str, size: dict[str, int]
) -> None:
    page = open_page("/evidence/", theme=theme, size=size)
    home = page.url
    found: list[str] = []
    for path in PAGES:
        page.goto(home + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        name = path.strip("/") or "every"
        found += faults(page, f"evidence-{name}-{theme}-{size['width']}")
    assert found == []


def test_the_answer_and_how_sure_it_is_stand_above_the_fold_of_a_phone(open_page: Opener) -> None:
    page = open_page("/evidence/with_minoxidil/", size=SLIM, script=False)
    for one in (page.get_by_role("heading", level=1), page.locator(".known")):
        box = one.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < SLIM["height"]


def test_the_pages_work_without_a_script(open_page: Opener) -> None:
    page = open_page("/evidence/", script=False)
    page.get_by_role("link", name="How deep should the needles go?").click()
    page.get_by_text("How far it can be trusted").first.click()
    assert page.get_by_text("Groups made by lot").first.is_visible()

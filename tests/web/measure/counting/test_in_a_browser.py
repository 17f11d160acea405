"""One walk through the pages of counts in a real browser: taps, keyboard, both themes, 360 px."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from anagen.imaging.corrections import corrected, read_correction
from anagen.imaging.doubts import Doubt
from anagen.imaging.writing import read, written
from anagen.store.counts.models import Comparison, HairCount
from anagen.store.models import Case
from anagen.web.clock import now
from anagen.web.measure.counting import putting_right
from anagen.web.measure.counting.putting_right import as_corrected, hash_of_both
from tests.web.conftest import SHOTS, SLIM, WIDE, Opener, overflow_px
from tests.web.measure.album import address, taken
from tests.web.measure.counting.ground import GIVEN, a_count, measured, refused
from tests.web.measure.counting.test_comparing import NOT, TOLD

pytestmark = pytest.mark.django_db(transaction=True)

Faults = Callable[[Page, str], list[str]]
Json = dict[str, Any]


def in_this_process(task: Json, _pictures: Sequence[bytes], _beat: Callable[[], None]) -> Json:
    return written(corrected(read(task["measured"]), map(read_correction, task["changes"])))


def pages_of(case: Case) -> dict[str, str]:
    """Every page of counts in every state, by a name for its picture."""
    client = Client()
    first, last = taken(client, case, days=60), taken(client, case)
    every = tuple(Doubt)[:6]
    before = a_count(case, first, measured())
    after = a_count(case, last, measured(doubts=every))
    sore = a_count(case, last, refused("pustules"))
    compared = Comparison.objects.create(
        case=case,
        before=before,
        after=after,
        asked=now(),
        of=hash_of_both(as_corrected(before), as_corrected(after)),
        answer=json.dumps(TOLD),
    )
    other = Comparison.objects.create(
        case=case,
        before=before,
        after=sore,
        asked=now(),
        of=hash_of_both(as_corrected(before), as_corrected(sore)),
        answer=json.dumps(NOT),
    )
    client.post(
        address("hair_count_ask", case, last.public_id),
        {**GIVEN, "once": "0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a"},
    )
    waiting = HairCount.objects.latest("pk")
    failed = a_count(case, last)
    return {
        "list": address("hair_counts", case),
        "start": address("hair_count_start", case),
        "ask": address("hair_count_ask", case, last.public_id),
        "waiting": address("hair_count", case, waiting.public_id),
        "failed": address("hair_count", case, failed.public_id),
        "refused": address("hair_count", case, sore.public_id),
        "delete": address("hair_count_delete", case, sore.public_id),
        "compare": address("hair_compare", case) + f"?after={after.public_id}",
        "compared": address("hair_comparison", case, compared.public_id),
        "not-compared": address("hair_comparison", case, other.public_id),
        "result": address("hair_count", case, after.public_id),
    }


def looked_at(page: Page, name: str, faults: Faults) -> list[str]:
    """Axe on the narrow page; wide, and from right to left, only that nothing sticks out."""
    found = []
    for closed in page.locator("details").all():
        closed.evaluate("one => { one.open = true }")
    page.set_viewport_size(WIDE)
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}-wide.png", full_page=True)
    found += [f"{name}: too wide at 1440"] if overflow_px(page) > 0 else []
    page.set_viewport_size(SLIM)
    page.evaluate("document.documentElement.dir = 'rtl'")
    found += [f"{name}: too wide from right to left"] if overflow_px(page) > 0 else []
    page.evaluate("document.documentElement.dir = 'ltr'")
    return [*found, *faults(page, name)]


def tap(page: Page, number: int) -> None:
    """Taps the middle of a hair, as a finger does."""
    place = page.locator(f'#over [data-n="{number}"] .shaft')
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_the_pages_are_without_faults_and_a_tap_puts_a_count_right(
    open_page: Opener, case: Case, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(putting_right, "answer_to", in_this_process)
    found: list[str] = []
    pages = pages_of(case)
    page = open_page(address("hair_counts", case), size=SLIM)
    home = page.url.partition("/close-ups/")[0]
    for name, where in pages.items():
        page.goto(home + where)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            found += looked_at(page, f"counting-{name}-{theme}", faults)
    assert found == []
    page.emulate_media(color_scheme="light")

    page.get_by_role("button", name="Take out").click()
    for number in (3, 4, 4):
        tap(page, number)
    expect(page.locator("#tapped")).to_contain_text("Hair 4 stays. Not saved yet: 1.")
    page.get_by_role("button", name="Make one of two").click()
    for number in (5, 6):
        tap(page, number)
    page.get_by_role("button", name="Put in").click()
    box = page.locator("#over").bounding_box()
    assert box is not None
    for share in (0.9, 0.95):
        page.mouse.click(box["x"] + share * box["width"], box["y"] + 0.3 * box["height"])
    expect(page.locator("#tapped")).to_contain_text("Not saved yet: 3.")
    page.get_by_role("button", name="Undo the last mark").click()
    expect(page.locator("#tapped")).to_contain_text("Not saved yet: 2.")
    expect(page.locator("#remove")).to_have_value("3")
    expect(page.locator("#merge")).to_have_value("5+6")
    expect(page.locator("#add")).to_have_value("")
    page.locator("#save-taps").click()
    expect(page.get_by_role("status").first).to_contain_text("Corrected.")
    expect(page.get_by_text("Hairs 5 and 6 made one").first).to_be_visible()
    page.get_by_label("Four times").check(force=True)
    assert page.locator("#over").evaluate("one => one.getBoundingClientRect().width") > 1000
    assert overflow_px(page) == 0
    page.get_by_role("button", name="Keep this count").click()
    expect(page).to_have_url(home + address("progress", case))

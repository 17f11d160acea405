"""Walks through the check in a browser: by mouse, by keyboard alone, or without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from playwright.sync_api import Locator, Page

#: What a person answers for whom nothing stands in the way: 34, male pattern hair loss that a
#: dermatologist found, a new 0.25 mm roller of his own, no session yet. A word picks the option
#: with that value; a text goes into the field. What is not listed is answered by its kind.
NOTHING_IN_THE_WAY: Mapping[str, str] = {
    "birth_year": "1992",
    "sex": "male",
    "hair_loss": "androgenetic",
    "hair_loss_diagnosed_by": "dermatologist",
    "isotretinoin": "never",
    "minoxidil": "never",
    "device_kind": "roller",
    "device_is_own": "yes",
    "needle_mm": "0.25",
    "gap_days_wanted": "7",
    "passes_wanted": "2",
    "sessions_planned": "24",
    "needle_uses": "0",
    "fever": "feels_well",
}
MOST_QUESTIONS = 120
QUESTION = re.compile(r"/question/(\w+)/")

Answering = Callable[[Page, str], None]


def question_on(page: Page) -> str | None:
    """The question a page asks; None when it is not the page of a question."""
    found = QUESTION.search(page.url)
    return found[1] if found else None


def walk(page: Page, answer: Answering) -> list[str]:
    """Answers one question after the other until the review, and names them."""
    seen: list[str] = []
    while (question := question_on(page)) is not None:
        assert question not in seen, f"{question} was asked twice"
        assert len(seen) < MOST_QUESTIONS
        seen.append(question)
        answer(page, question)
    return seen


def wanted(page: Page, question: str) -> tuple[Locator, str]:
    """The field or option that answers a question, and what to write into it ("" to pick)."""
    word = NOTHING_IN_THE_WAY.get(question, "")
    field = page.locator("#text")
    if field.count():
        least = page.locator("#text[inputmode=decimal]").count()
        return field, word or ("1" if least else "Nothing.")
    if page.locator("#day").count():
        return page.locator("#day"), "3"
    for value in (word, "no", "none_of_these"):
        option = page.locator(f'input[name="answer"][value="{value}"]')
        if value and option.count():
            return option, ""
    return page.locator("#answer-1"), ""


def by_mouse(page: Page, question: str) -> None:
    """Clicks and types."""
    place, text = wanted(page, question)
    if text:
        place.fill(text)
    else:
        place.check()
    if place.get_attribute("id") == "day":
        page.locator("#month").fill("March")
        page.locator("#year").fill("2024")
    with page.expect_navigation():
        page.get_by_role("button", name="Continue").click()


def by_keyboard(page: Page, question: str) -> None:
    """Tab, arrows, Space and Enter; the pointer is never used."""
    place, text = wanted(page, question)
    group = page.locator("input[type=radio][name=answer]")
    if not text and group.count():
        tab_to(page, group.first)
        for _ in range(option_number(page, place) - 1):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Space")
    else:
        tab_to(page, place)
        if text:
            page.keyboard.type(text)
        else:
            page.keyboard.press("Space")
        if place.get_attribute("id") == "day":
            for more in ("March", "2024"):
                page.keyboard.press("Tab")
                page.keyboard.type(more)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def option_number(page: Page, option: Locator) -> int:
    """Which of the options this is, from 1."""
    value = option.get_attribute("value")
    values = [one.get_attribute("value") for one in page.locator("input[name=answer]").all()]
    return values.index(value) + 1


def tab_to(page: Page, place: Locator) -> None:
    """Presses Tab until the focus is there."""
    for _ in range(60):
        if place.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {place}")

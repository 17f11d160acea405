"""How long it takes to a first useful answer: words read and taps made, counted in the browser.

Adults read 238 words a minute silently (Brysbaert 2019, a review of 190 studies); a tap takes
1.5 s, which is an assumption of our own. What a person must read is counted whole: the start
page down to its button, each question with its hint and every option, the answer with its reason
and the one next step.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Opener
from tests.web.walking import question_on

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}
WORDS_A_MINUTE = 238
SECONDS_A_TAP = 1.5
MOST_SECONDS = 60


class Count:
    """What one person reads and taps on the way."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.words = 0
        self.taps = 0

    def reads(self, *places: str) -> None:
        """Every visible word in these parts of the page."""
        for place in places:
            for one in self.page.locator(place).all():
                self.words += len(one.inner_text().split())

    def taps_on(self, name: str, role: str = "button") -> None:
        self.taps += 1
        self.page.get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]

    def ticks(self, value: str) -> None:
        self.taps += 1
        self.page.locator(f'input[name="answer"][value="{value}"]').check()

    def types(self, text: str) -> None:
        """A tap into the field, and one for each sign."""
        self.taps += 1 + len(text)
        self.page.locator("#text").fill(text)

    @property
    def seconds(self) -> float:
        return self.words / WORDS_A_MINUTE * 60 + self.taps * SECONDS_A_TAP


def opens_the_check(count: Count) -> None:
    """From the start page to the first question."""
    count.reads("h1", ".opening .lead", ".opening .btns", ".opening .cap", ".opening .plainword")
    count.taps_on("Start the check", "link")
    reads_the_question(count)
    count.ticks("home")
    count.taps_on("Continue")


def reads_the_question(count: Count) -> None:
    expect(count.page.locator("h1")).to_be_visible()
    count.reads(".question fieldset", ".question .foot")


def answers(count: Count, question: str, *values: str, text: str = "") -> None:
    """Reads a question whole and answers it."""
    assert question_on(count.page) == question
    reads_the_question(count)
    if text:
        count.types(text)
    for value in values:
        count.ticks(value)
    count.taps_on("Continue")


def reads_todays_answer(count: Count) -> None:
    """The mark of Anagen leads to today at any time."""
    count.taps += 1
    count.page.locator(".brand").first.click()
    expect(count.page.locator(".verdict .word")).to_be_visible()
    count.reads(".verdict .in", ".next")


@pytest.mark.parametrize(
    ("answered", "word"),
    [
        ((("skin_today", "open_wound"),), "Wait"),
        ((("skin_today", "none_of_these"), ("marks_in_field", "none_of_these"), ("keloid", "yes")), "Stop"),
    ],
)
def test_what_rules_it_out_is_answered_within_a_minute(
    open_page: Opener, answered: tuple[tuple[str, str], ...], word: str
) -> None:
    count = Count(open_page("/", size=PHONE))
    opens_the_check(count)
    answers(count, "birth_year", text="1992")
    answers(count, "sex", "male")
    print(count.words, count.taps)
    for question, value in answered:
        answers(count, question, value)
        print(question, count.words, count.taps)
    reads_todays_answer(count)
    print("OUT", count.words, count.taps, count.seconds, count.page.locator(".verdict").inner_text(), count.page.locator(".next").inner_text())
    expect(count.page.locator(".verdict .word")).to_have_text(word)
    assert count.seconds < MOST_SECONDS


def test_what_to_answer_next_is_said_within_a_minute(open_page: Opener) -> None:
    count = Count(open_page("/", size=PHONE))
    opens_the_check(count)
    reads_todays_answer(count)
    print("NEXT", count.words, count.taps, count.seconds, count.page.locator(".verdict").inner_text(), count.page.locator(".next").inner_text())
    assert count.seconds < MOST_SECONDS

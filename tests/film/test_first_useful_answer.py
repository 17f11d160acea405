"""How long it takes to a first useful answer: words read and taps made, counted in the browser.

Adults read 238 words a minute silently (Brysbaert 2019, a review of 190 studies). A tap, and a
digit typed, takes 1.5 s: an assumption of our own. Counted is what stands above what is pressed:
the start page down to its button, a question with its hint and its options down to the one that
fits; then the answer, its sentence and its reason.
"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from anagen.care.advise import advise
from anagen.records.answers import Answer, Unknown
from anagen.records.words import Setting
from anagen.web.clock import now
from tests.story import clear_answers, knowledge
from tests.web.after_a_session import somebody, standing
from tests.web.conftest import Opener
from tests.web.measure.album import change
from tests.web.walking import MOST_QUESTIONS, question_on

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

    def reads_down_to(self, value: str) -> None:
        """A question, its hint, and its options down to the one with this value."""
        self.reads("fieldset legend", "fieldset .hint")
        for option in self.page.locator(".opt").all():
            self.words += len(option.inner_text().split())
            if option.locator(f'input[value="{value}"]').count():
                return

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
    count.reads("h1", ".opening .lead", ".opening .btn.go")
    count.taps_on("Start the check", "link")
    chooses(count, "home")


def chooses(count: Count, value: str) -> None:
    expect(count.page.get_by_role("button", name="Continue")).to_be_visible()
    count.reads_down_to(value)
    count.ticks(value)
    count.reads(".foot .go")
    count.taps_on("Continue")


def answers(count: Count, question: str, value: str) -> None:
    """Answers a question with an option, or with what is typed."""
    assert question_on(count.page) == question
    if not count.page.locator("#text").count():
        chooses(count, value)
        return
    count.reads("fieldset legend", "fieldset .hint", "fieldset .lab")
    count.types(value)
    count.taps_on("Continue")


def reads_todays_answer(count: Count) -> None:
    """The mark of Anagen leads to today at any time."""
    count.taps += 1
    count.page.locator(".brand").first.click()
    expect(count.page.locator(".verdict .word")).to_be_visible()
    count.reads(".verdict .word", ".verdict h1", ".verdict .why")


def test_a_wound_is_answered_within_a_minute(open_page: Opener) -> None:
    count = Count(open_page("/", size=PHONE))
    opens_the_check(count)
    answers(count, "birth_year", "1992")
    answers(count, "sex", "male")
    answers(count, "skin_today", "open_wound")
    reads_todays_answer(count)
    expect(count.page.locator(".verdict")).to_contain_text("Do not needle an open wound")
    assert count.seconds < MOST_SECONDS


def test_what_to_answer_next_is_said_within_a_minute(open_page: Opener) -> None:
    count = Count(open_page("/", size=PHONE))
    opens_the_check(count)
    reads_todays_answer(count)
    expect(count.page.locator(".verdict")).to_contain_text("We cannot say yet")
    count.reads(".next h2", ".next .quiet")
    expect(count.page.locator(".next")).to_contain_text("Has your scalp ever been needled")
    assert count.seconds < MOST_SECONDS


@pytest.mark.parametrize("hours_ago", [None, 200])
def test_whoever_goes_on_until_nothing_is_asked_has_said_all_the_advice_needs(
    client: Client, hours_ago: float | None
) -> None:
    """The button beside what Today names as open never leads to an end with something open."""
    case = somebody(hours_ago=hours_ago)
    sessions = standing(case).sessions
    said = {**clear_answers(Setting.HOME), "needled_before": bool(sessions)}
    if sessions:
        said["last_session_on"] = standing(case).local_day(sessions[0].ended)
    change(case, answers={})
    asked: list[str] = []
    while "/question/" in (to := client.get(reverse("go_on", args=[case.public_id]))["Location"]):
        asked.append(to.rstrip("/").rpartition("/")[2])
        assert len(asked) == len(set(asked)) < MOST_QUESTIONS, asked[-1]
        answer = Answer(said.get(asked[-1], Unknown.DOES_NOT_KNOW), now())
        change(case, answers={**standing(case).answers, asked[-1]: answer})
    open_still = [one.question for one in advise(standing(case), knowledge(), now()).missing]
    assert open_still == []

"""The quiz in the browser: asked on one page, marked with reasons, saved in the record."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from playwright.sync_api import Page, expect

from anagen.care.plan.quiz import QUIZ_PASSED
from anagen.knowledge.load import load_knowledge
from anagen.knowledge.quiz import QuizQuestion
from anagen.records.answers import Answer
from anagen.records.words import Who
from anagen.store.models import Case, Decision
from anagen.store.rows import change_record, record_of
from anagen.web.clock import now
from anagen.web.plan import views
from tests.story import record
from tests.web.conftest import Opener, follow
from tests.web.walking import tab_to

pytestmark = pytest.mark.django_db
Faults = Callable[[Page, str], list[str]]

KNOWLEDGE = load_knowledge()
QUESTIONS = KNOWLEDGE.of_kind(QuizQuestion)
RIGHT = {question.id: question.right for question in QUESTIONS}
WRONG = {**RIGHT, "quiz_depth": "trials"}


@pytest.fixture
def case(client: Client) -> Case:
    """A person at home for whom nothing is open but the quiz."""
    client.post(reverse("begin"), {"answer": "home", "once": str(uuid4())})
    told = record("home", {"needle_mm": 0.5, "calm_recoveries": 4, QUIZ_PASSED: None}, now=now())
    opened = Case.objects.get()
    change_record(opened.public_id, lambda _: told, now())
    return Case.objects.get()


def page_of(case: Case) -> str:
    return reverse("quiz", args=[case.public_id])


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


def kept(case: Case) -> Answer | None:
    """The answer in the record as it stands now."""
    later = now() + timedelta(days=2)
    return record_of(Case.objects.get(pk=case.pk), later).answers.get(QUIZ_PASSED)


def send(client: Client, case: Case, picks: dict[str, str]) -> HttpResponse:
    """Opens the page and sends its form, as a browser does."""
    page = client.get(page_of(case))
    return client.post(page_of(case), {"seen": page.context["page"].seen, **picks})


def say(client: Client, case: Case, question: str, **form: str) -> None:
    """Answers a question of the check."""
    address = reverse("question", args=[case.public_id, question])
    seen = client.get(address).context["screen"].seen
    assert client.post(address, {"seen": seen, **form}).status_code == 302


def travel(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Sets the clock of the quiz."""
    monkeypatch.setattr(views, "now", lambda: moment)


def work_out(client: Client, case: Case) -> str:
    address = reverse("work_out", args=[case.public_id])
    return text_of(client.post(address, {"once": str(uuid4())}, follow=True))


def test_it_works_from_the_advice_to_the_longer_needle(client: Client, case: Case) -> None:
    question = reverse("question", args=[case.public_id, QUIZ_PASSED])
    assert f'href="{question}?then=review"' in work_out(client, case)
    assert f'href="{page_of(case)}"' in text_of(client.get(question))
    marks = text_of(send(client, case, RIGHT))
    assert "All 8 answers are right" in marks
    assert reverse("work_out", args=[case.public_id]) in marks
    answer = kept(case)
    assert answer
    assert (answer.value, answer.by) == (True, Who.OTHER)
    advice = work_out(client, case)
    assert page_of(case) not in advice
    assert "0.5 mm" in advice


def test_a_question_is_never_marked_without_its_reason_and_sources(
    client: Client, case: Case
) -> None:
    for picks in (WRONG, RIGHT):
        marks = text_of(send(client, case, picks))
        for question in QUESTIONS:
            assert escape(question.ask) in marks
            assert escape(question.says) in marks
            for basis in question.basis:
                assert escape(KNOWLEDGE.sources[basis.source].short) in marks
                assert escape(basis.locator) in marks
        Case.objects.filter(pk=case.pk).update(record=case.record)


def test_one_wrong_answer_is_told_and_does_not_pass(client: Client, case: Case) -> None:
    marks = text_of(send(client, case, WRONG))
    assert "1 of 8 answers is not right" in marks
    assert marks.count("Not right") == 1
    assert "You chose: 1.5 mm, as in most trials." in marks
    assert "Right is: 0.5 mm." in marks
    answer = kept(case)
    assert answer
    assert answer.value is False
    assert page_of(case) in work_out(client, case)


def test_a_quiz_taken_before_any_longer_needle_is_named_is_kept(client: Client, case: Case) -> None:
    say(client, case, "needle_mm", text="0.25")
    assert f'href="{page_of(case)}">Take the short quiz' in work_out(client, case)
    send(client, case, RIGHT)
    assert page_of(case) not in work_out(client, case)
    say(client, case, "needle_mm", text="0.2")
    answer = kept(case)
    assert answer
    assert answer.value is True


def test_the_question_of_the_check_takes_a_no_and_keeps_the_quiz_open(
    client: Client, case: Case
) -> None:
    other = reverse("question", args=[case.public_id, "calm_recoveries"])
    assert page_of(case) not in text_of(client.get(other))
    for pick in ("no", "unknown:does_not_know"):
        say(client, case, QUIZ_PASSED, answer=pick)
        assert "A short quiz" in text_of(client.get(page_of(case)))


# Refusals


def test_a_try_too_early_is_told_when_and_changes_nothing(
    client: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = now()
    travel(monkeypatch, tried)
    form = client.get(page_of(case)).context["page"].seen
    client.post(page_of(case), {"seen": form, **WRONG})
    travel(monkeypatch, tried + timedelta(minutes=59))
    before = Case.objects.get().record
    closed = client.get(page_of(case))
    opens = (tried + timedelta(hours=1)).astimezone(record_of(case, now()).zone)
    assert f"opens again on {opens.day}\u00a0{opens:%B %Y, %H:%M}" in text_of(closed)
    assert 'type="radio"' not in text_of(closed)
    early = client.post(page_of(case), {"seen": form, **RIGHT})
    assert early.status_code == 409
    assert "opens again on" in text_of(early)
    assert Case.objects.get().record == before
    travel(monkeypatch, tried + timedelta(hours=1))
    assert "All 8 answers are right" in text_of(send(client, case, RIGHT))


def test_a_form_sent_twice_shows_its_marks_twice_and_counts_once(
    client: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = now()
    travel(monkeypatch, tried)
    client.post(page_of(case), WRONG)
    before = Case.objects.get().record
    travel(monkeypatch, tried + timedelta(minutes=1))
    assert "1 of 8 answers is not right" in text_of(client.post(page_of(case), WRONG))
    assert Case.objects.get().record == before


@pytest.mark.parametrize("gone", [["quiz_depth"], list(RIGHT)], ids=["one", "all"])
def test_a_missing_answer_is_asked_for_and_nothing_is_marked(
    client: Client, case: Case, gone: list[str]
) -> None:
    left = {id: choice for id, choice in RIGHT.items() if id not in gone}
    response = send(client, case, left)
    assert response.status_code == 422
    assert text_of(response).count(" checked>") == len(left)
    assert text_of(response).count("Choose one answer.") == len(gone)
    assert kept(case) is None


def test_two_answers_to_one_question_are_none(client: Client, case: Case) -> None:
    response = client.post(page_of(case), {**RIGHT, "quiz_depth": ["half", "one"]})
    assert response.status_code == 422
    assert kept(case) is None


def test_a_choice_nobody_offered_is_wrong_and_shown_nowhere(client: Client, case: Case) -> None:
    marks = text_of(send(client, case, {**RIGHT, "quiz_depth": "<script>"}))
    assert "You chose: nothing." in marks
    assert "<script>" not in marks
    answer = kept(case)
    assert answer
    assert answer.value is False


def test_an_answer_changed_in_another_window_is_never_overwritten_unseen(
    client: Client, case: Case
) -> None:
    seen = client.get(page_of(case)).context["page"].seen
    address = reverse("question", args=[case.public_id, QUIZ_PASSED])
    client.post(address, {"answer": "no", "seen": ""})
    before = Case.objects.get().record
    response = client.post(page_of(case), {"seen": seen, **RIGHT})
    assert response.status_code == 409
    assert "changed in another window" in text_of(response)
    assert text_of(response).count(" checked>") == len(RIGHT)
    assert Case.objects.get().record == before
    again = {"seen": response.context["page"].seen, **RIGHT}
    assert "All 8 answers are right" in text_of(client.post(page_of(case), again))


def test_a_record_that_is_not_there_has_no_quiz(client: Client, case: Case) -> None:
    address = reverse("quiz", args=[uuid4()])
    assert client.get(address).status_code == 404
    assert client.post(address, RIGHT).status_code == 404


def test_another_method_is_refused(client: Client, case: Case) -> None:
    assert client.put(page_of(case)).status_code == 405
    assert client.delete(page_of(case)).status_code == 405


def test_a_form_without_its_token_is_refused(strict_client: Client, case: Case) -> None:
    assert strict_client.post(page_of(case), RIGHT).status_code == 403
    assert kept(case) is None


def test_where_no_needle_is_earned_the_quiz_leads_back_to_the_check(
    client: Client, case: Case
) -> None:
    client.post(reverse("setting", args=[case.public_id]), {"answer": "clinic"})
    for response in (client.get(page_of(case)), client.post(page_of(case), RIGHT)):
        assert response.status_code == 302
        assert response["Location"] == reverse("go_on", args=[case.public_id])
    assert kept(case) is None


# In the browser


@pytest.mark.django_db(transaction=True)
def test_every_state_of_the_page_is_without_faults(
    open_page: Opener, case: Case, theme: str, size: dict[str, int], faults: Faults
) -> None:
    page = open_page(page_of(case), theme=theme, size=size)
    picture = f"{theme}-{size['width']}"
    found = faults(page, f"quiz-form-{picture}")
    follow(page.get_by_role("button", name="Send my answers"))
    found += faults(page, f"quiz-open-{picture}")
    pick_all(page, WRONG)
    page.get_by_role("button", name="Send my answers").click()
    expect(page.locator("h1")).to_contain_text("1 of 8")
    for closed in page.locator("details").all():
        closed.evaluate("one => { one.open = true }")
    found += faults(page, f"quiz-marks-{picture}")
    page.goto(page.url)
    expect(page.locator("h1")).to_contain_text("opens again")
    found += faults(page, f"quiz-closed-{picture}")
    Case.objects.filter(pk=case.pk).update(record=case.record)
    page.goto(page.url)
    pick_all(page, RIGHT)
    page.get_by_role("button", name="Send my answers").click()
    expect(page.locator("h1")).to_contain_text("All 8 answers are right")
    assert found + faults(page, f"quiz-passed-{picture}") == []


def pick_all(page: Page, picks: dict[str, str]) -> None:
    for id, choice in picks.items():
        page.locator(f'input[name="{id}"][value="{choice}"]').check()


@pytest.mark.django_db(transaction=True)
def test_the_quiz_works_without_script_and_leads_back_to_the_advice(
    open_page: Opener, case: Case
) -> None:
    page = open_page(page_of(case), script=False)
    pick_all(page, RIGHT)
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_role("button", name="Work the advice out again").first.click()
    expect(page.get_by_role("heading", name="Your plan")).to_be_visible()
    assert Decision.objects.get().verdict == "proceed"


@pytest.mark.django_db(transaction=True)
def test_the_quiz_works_with_the_keyboard_alone(open_page: Opener, case: Case) -> None:
    page = open_page(page_of(case))
    names = re.findall(r'<fieldset.*?name="(\w+)"', page.content(), re.DOTALL)
    for name in names:
        group = page.locator(f'input[name="{name}"]')
        tab_to(page, group.first)
        values = [one.get_attribute("value") for one in group.all()]
        for _ in range(values.index(RIGHT[name])):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Send my answers"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("All 8 answers are right")

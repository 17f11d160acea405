"""The page of one question: saved at every step, refused in plain words, nothing lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from anagen.records.answers import Answer, Unknown
from anagen.store.models import Case
from anagen.store.rows import change_record, record_of
from anagen.web.clock import now
from tests.web.scripts import foreign_scripts
from tests.web.small_world import GIVEN

UNKNOWN_WORDS = {"does_not_know": Unknown.DOES_NOT_KNOW, "declined": Unknown.DECLINED}
pytestmark = pytest.mark.django_db


def page_of(case: Case, question: str) -> str:
    return reverse("question", args=[case.public_id, question])


def send(client: Client, case: Case, question: str, **form: Any) -> HttpResponse:
    """Opens the page of a question and sends its form, as a browser does."""
    page = client.get(page_of(case, question))
    seen = page.context["screen"].seen if page.status_code == 200 else ""
    return client.post(page_of(case, question), {"seen": seen, **form})


def answers(case: Case) -> dict[str, Answer]:
    return dict(record_of(Case.objects.get(pk=case.pk), now()).answers)


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


def test_it_works_from_the_first_question_to_the_review(client: Client, opened: Case) -> None:
    response = client.get(reverse("go_on", args=[opened.public_id]), follow=True)
    seen = []
    while "/question/" in response.request["PATH_INFO"]:
        path = response.request["PATH_INFO"]
        seen.append(path.rstrip("/").rpartition("/")[2])
        response = client.post(path, GIVEN[seen[-1]], follow=True)
    assert seen == list(GIVEN)
    assert response.request["PATH_INFO"] == reverse("review", args=[opened.public_id])
    assert set(answers(opened)) == set(GIVEN)


@pytest.mark.parametrize(
    ("question", "form", "value"),
    [
        ("birth_year", {"text": "1992"}, 1992),
        ("sex", {"answer": "male"}, "male"),
        ("pregnant", {"answer": "no"}, False),
        ("pregnant", {"answer": "yes"}, True),
        ("skin_today", {"answer": ["sunburn", "rash"]}, ("rash", "sunburn")),
        ("skin_today", {"answer": "none_of_these"}, ()),
        ("needle_mm", {"text": "0,25"}, 0.25),
        ("needle_mm", {"text": " 0.5 mm "}, 0.5),
        ("remarks", {"text": "Two lines\r\nof words"}, "Two lines\r\nof words"),
    ],
)
def test_an_answer_of_every_kind_is_saved(
    client: Client, opened: Case, question: str, form: dict[str, Any], value: object
) -> None:
    assert send(client, opened, question, **form).status_code == 302
    assert answers(opened)[question].value == value


@pytest.mark.parametrize("word", UNKNOWN_WORDS)
@pytest.mark.parametrize("question", GIVEN)
def test_not_knowing_and_not_saying_are_answers_to_every_question(
    client: Client, opened: Case, question: str, word: str
) -> None:
    assert f'value="unknown:{word}"' in text_of(client.get(page_of(opened, question)))
    send(client, opened, question, answer=f"unknown:{word}")
    assert answers(opened)[question].value is UNKNOWN_WORDS[word]


def test_the_page_says_what_not_knowing_leads_to(client: Client, opened: Case) -> None:
    assert "We then treat it as a yes" in text_of(client.get(page_of(opened, "pregnant")))
    assert "It never counts as a no" in text_of(client.get(page_of(opened, "sex")))


def test_the_page_says_why_it_asks_with_sources_that_open(client: Client, opened: Case) -> None:
    page = text_of(client.get(page_of(opened, "isotretinoin")))
    assert "It changes how skin heals." in page
    assert "We take the careful side." in page
    assert 'href="https://doi.org/10.1000/1"' in page
    assert page.count("<details") == 2


@pytest.mark.parametrize(
    ("question", "form", "says"),
    [
        ("birth_year", {}, "Write a year"),
        ("birth_year", {"text": "1700"}, "a year from 1906 to 2026"),
        ("birth_year", {"text": "nineteen"}, "in digits"),
        ("birth_year", {"text": "1,992"}, "without a comma"),
        ("needle_mm", {"text": "15"}, "from 0.1 to 3 mm"),
        ("needle_mm", {"text": "-0.25"}, "from 0.1 to 3 mm"),
        ("needle_mm", {"text": "0.25 inch"}, "0.25 inch is about"),
        ("needle_mm", {"text": "25 parsecs"}, "Give it in mm"),
        ("needle_mm", {"text": "1/4"}, "in digits"),
        ("needle_mm", {"text": "1e400"}, "in digits"),
        ("needle_mm", {"text": "nan"}, "in digits"),
        ("needle_mm", {"text": "9" * 3000}, "from 0.1 to 3 mm"),
        ("needle_mm", {"text": "0.5", "answer": "unknown:declined"}, "Keep one of the two"),
        ("sex", {}, "Choose one answer"),
        ("sex", {"answer": "octopus"}, "Choose one of the answers below"),
        ("sex", {"answer": ["female", "male"]}, "Choose one answer"),
        ("pregnant", {"answer": "perhaps"}, "Choose one of the answers below"),
        ("skin_today", {}, "Tick what applies"),
        ("skin_today", {"answer": ["rash", "none_of_these"]}, "rule each other out"),
        ("skin_today", {"answer": ["rash", "unknown:declined"]}, "rule each other out"),
        ("skin_today", {"answer": ["rash", "scales"]}, "Choose among the answers below"),
        ("remarks", {"text": ""}, "Write an answer"),
        ("remarks", {"text": "x" * 2001}, "longer than 2000 characters"),
        ("remarks", {"text": "a\x00b"}, "a character in it that we cannot keep"),
    ],
)
def test_what_cannot_be_used_is_said_at_the_field_and_nothing_saved_is_harmed(
    client: Client, opened: Case, question: str, form: dict[str, Any], says: str
) -> None:
    send(client, opened, question, **GIVEN[question])
    before = Case.objects.get().record
    response = send(client, opened, question, **form)
    assert response.status_code == 422
    assert says in text_of(response)
    assert Case.objects.get().record == before


def test_what_was_typed_stays_in_the_form(client: Client, opened: Case) -> None:
    page = text_of(send(client, opened, "needle_mm", text="15 mm"))
    assert 'value="15 mm"' in page
    assert 'aria-invalid="true"' in page
    assert "<title>Please check: " in page


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("//", "Write day, month and year"),
        ("3//2026", "The month is missing"),
        ("31/2/2026", "There is no 31 February in 2026"),
        ("29/February/2025", "There is no 29 February in 2025"),
        ("0/1/2026", "There is no 0 January"),
        ("1/13/2026", "number from 1 to 12"),
        ("1/Ju/2026", "number from 1 to 12"),
        ("1/1/26", "four digits"),
        ("1/1/1226", "We need a year from"),
        ("1/1/2999", "We need a year from"),
        ("one/1/2026", "Write the day as a number"),
        ("٣/1/2026", "Write the day as a number"),
    ],
)
def test_a_day_that_never_was_is_asked_again(
    client: Client, opened: Case, written: str, says: str
) -> None:
    send(client, opened, "isotretinoin", answer="stopped")
    form = dict(zip(("day", "month", "year"), written.split("/"), strict=True))
    response = send(client, opened, "stopped_on", **form)
    assert response.status_code == 422
    assert says in text_of(response)
    assert "stopped_on" not in answers(opened)


def test_a_day_that_has_not_come_is_asked_again(client: Client, opened: Case) -> None:
    send(client, opened, "isotretinoin", answer="stopped")
    ahead = now() + timedelta(days=2)
    form = {"day": str(ahead.day), "month": str(ahead.month), "year": str(ahead.year)}
    response = send(client, opened, "stopped_on", **form)
    assert response.status_code == 422
    assert "has not come yet" in text_of(response) or "We need a year from" in text_of(response)


@pytest.mark.parametrize("month", ["7", "07", "July", "jul", "JUL."])
def test_a_month_may_be_a_number_or_a_name(client: Client, opened: Case, month: str) -> None:
    send(client, opened, "isotretinoin", answer="stopped")
    send(client, opened, "stopped_on", day="5", month=month, year="2026")
    assert str(answers(opened)["stopped_on"].value) == "2026-07-05"


def test_a_day_that_was_given_stands_in_its_fields(client: Client, opened: Case) -> None:
    send(client, opened, "isotretinoin", answer="stopped")
    send(client, opened, "stopped_on", day="5", month="July", year="2026")
    page = text_of(client.get(page_of(opened, "stopped_on")))
    for name, value in {"day": "5", "month": "7", "year": "2026"}.items():
        assert f'id="{name}" name="{name}"' in page
        assert f'value="{value}"' in page


def test_a_follow_up_is_asked_only_where_it_applies(client: Client, opened: Case) -> None:
    assert client.get(page_of(opened, "stopped_on")).status_code == 302
    response = send(client, opened, "isotretinoin", answer="stopped")
    assert response.url == page_of(opened, "stopped_on")
    assert client.get(page_of(opened, "stopped_on")).status_code == 200


def test_a_follow_up_that_no_longer_applies_takes_its_answer_along(
    client: Client, opened: Case
) -> None:
    send(client, opened, "isotretinoin", answer="stopped")
    send(client, opened, "stopped_on", day="5", month="7", year="2026")
    send(client, opened, "isotretinoin", answer="never")
    assert set(answers(opened)) == {"isotretinoin"}


def test_two_answers_that_describe_nobody_are_not_saved_together(
    client: Client, opened: Case
) -> None:
    send(client, opened, "sex", answer="male")
    response = send(client, opened, "pregnant", answer="yes")
    assert response.status_code == 422
    assert "recorded at birth is male" in text_of(response)
    assert page_of(opened, "sex") in text_of(response)
    assert set(answers(opened)) == {"sex"}


def test_going_back_shows_what_was_answered(client: Client, opened: Case) -> None:
    send(client, opened, "birth_year", text="1992")
    send(client, opened, "skin_today", answer=["rash"])
    assert f'href="{page_of(opened, "birth_year")}"' in text_of(client.get(page_of(opened, "sex")))
    assert 'value="1992"' in text_of(client.get(page_of(opened, "birth_year")))
    page = text_of(client.get(page_of(opened, "skin_today")))
    assert page.count(" checked>") == 1


def test_going_on_skips_what_is_answered_and_ends_in_the_review(
    client: Client, opened: Case
) -> None:
    send(client, opened, "sex", answer="female")
    assert send(client, opened, "birth_year", text="1992").url == page_of(opened, "pregnant")
    for question, form in GIVEN.items():
        response = send(client, opened, question, **form)
    assert response.url == reverse("review", args=[opened.public_id])


def test_a_change_from_the_review_leads_back_there(client: Client, opened: Case) -> None:
    review = reverse("review", args=[opened.public_id])
    assert f'href="{review}"' in text_of(client.get(page_of(opened, "sex") + "?then=review"))
    assert send(client, opened, "sex", answer="male", then="review").url == review
    follow_up = send(client, opened, "isotretinoin", answer="stopped", then="review")
    assert follow_up.url.startswith(page_of(opened, "stopped_on"))


def test_the_same_answer_sent_twice_is_saved_once(client: Client, opened: Case) -> None:
    for _ in range(2):
        assert send(client, opened, "sex", answer="male", seen="").status_code == 302
    assert set(answers(opened)) == {"sex"}


def test_an_answer_changed_in_another_window_is_never_overwritten_unseen(
    client: Client, opened: Case
) -> None:
    old_page = client.get(page_of(opened, "sex"))
    send(client, opened, "sex", answer="male", seen=old_page.context["screen"].seen)
    stale = send(client, opened, "sex", answer="female", seen=old_page.context["screen"].seen)
    assert stale.status_code == 409
    assert "What is saved is: Male" in text_of(stale)
    assert answers(opened)["sex"].value == "male"
    again = send(client, opened, "sex", answer="female", seen=stale.context["screen"].seen)
    assert again.status_code == 302
    assert answers(opened)["sex"].value == "female"


def test_two_windows_may_answer_two_questions(client: Client, opened: Case) -> None:
    send(client, opened, "sex", answer="male", seen="")
    assert send(client, opened, "birth_year", text="1992", seen="").status_code == 302
    assert set(answers(opened)) == {"sex", "birth_year"}


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ request }}{% debug %}",
        "'; DROP TABLE store_case; --",
        "\u202egnirts",
    ],
)
def test_hostile_text_is_shown_as_text(client: Client, opened: Case, hostile: str) -> None:
    send(client, opened, "remarks", text=hostile)
    pages = [page_of(opened, "remarks"), reverse("review", args=[opened.public_id])]
    for page in (text_of(client.get(path)) for path in pages):
        assert foreign_scripts(page) == []
        assert "<img" not in page
        assert "request }}" in page or "request" not in hostile
    assert answers(opened)["remarks"].value == hostile
    assert foreign_scripts(text_of(send(client, opened, "needle_mm", text=hostile))) == []


@pytest.mark.parametrize("question", ["nothing_of_the_kind", "age_years"])
def test_a_question_nobody_asks_has_no_page(client: Client, opened: Case, question: str) -> None:
    assert client.get(page_of(opened, question)).status_code == 404


@pytest.mark.parametrize("name", ["go_on", "setting", "review"])
def test_an_unknown_case_has_no_pages(client: Client, opened: Case, name: str) -> None:
    assert client.get(reverse(name, args=[uuid4()])).status_code == 404
    assert client.post(reverse("question", args=[uuid4(), "sex"])).status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_other_methods_are_turned_away_in_words(client: Client, opened: Case, method: str) -> None:
    response = getattr(client, method)(page_of(opened, "sex"))
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, POST"
    assert "does not work that way" in text_of(response)


def test_a_form_without_its_token_is_refused_and_saves_nothing(
    strict_client: Client, opened: Case
) -> None:
    response = strict_client.post(page_of(opened, "sex"), {"answer": "male"})
    assert response.status_code == 403
    assert "gone out of date" in text_of(response)
    assert answers(opened) == {}


def test_an_answer_that_has_grown_too_old_is_asked_again(client: Client, opened: Case) -> None:
    for question, form in GIVEN.items():
        send(client, opened, question, **form)

    def aged(record: Any) -> Any:
        old = Answer((), now() - timedelta(days=2))
        return type(record)(
            setting=record.setting,
            timezone=record.timezone,
            answers={**record.answers, "skin_today": old},
        )

    change_record(UUID(str(opened.public_id)), aged, now())
    response = client.get(reverse("go_on", args=[opened.public_id]))
    assert response.url == page_of(opened, "skin_today")

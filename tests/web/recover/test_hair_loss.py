"""Hair loss after rolling: a conversation that ends in causes, changes and a letter."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from anagen.store.models import Case, Decision
from tests.story import knowledge
from tests.web.after_a_session import somebody, standing

pytestmark = pytest.mark.django_db(transaction=True)

SHED = (
    "shed_where", "shed_scalp", "shed_weeks", "shed_pressure", "shed_passes", "shed_gap_days",
    "shed_hair_ends", "shed_before", "shed_life", "shed_picture", "shed_minoxidil_since",
)  # fmt: skip
ANSWERS: dict[str, dict[str, Any]] = {
    "needled_before": {"answer": "yes"},
    "shed_more": {"answer": "a_lot"},
    "minoxidil": {"answer": "now"},
    "shed_where": {"answer": "all_over"},
    "shed_scalp": {"answer": "none_of_these"},
    "shed_weeks": {"text": "3"},
    "shed_minoxidil_since": {"day": "3", "month": "5", "year": "2024"},
    "shed_pressure": {"answer": "hard"},
    "shed_passes": {"text": "12"},
    "shed_gap_days": {"text": "2"},
    "shed_hair_ends": {"answer": "bulbs"},
    "shed_before": {"answer": "none_of_these"},
    "shed_life": {"answer": "stress"},
    "shed_picture": {"answer": "unknown:does_not_know"},
}


@pytest.fixture
def case() -> Case:
    """Somebody who rolls, and has been asked nothing about hair yet."""
    nothing = dict.fromkeys(("needled_before", "minoxidil", "shed_more", *SHED))
    return somebody({**nothing, "needle_mm": 0.25})


def address(case: Case, name: str = "hair_loss", *more: str) -> str:
    return reverse(name, args=[case.public_id, *more])


def talk(client: Client, case: Case, answers: dict[str, dict[str, Any]]) -> list[str]:
    """Answers one question after the other; returns them in the order they came."""
    taken: list[str] = []
    response: Any = client.get(address(case), follow=True)
    while "screen" in response.context and len(taken) < 40:
        screen = response.context["screen"]
        id = screen.question.id
        if id not in answers:
            break
        form = {"seen": screen.seen, **answers[id]}
        response = client.post(address(case, "hair_loss_question", id), form, follow=True)
        assert response.status_code == 200, id
        taken.append(id)
    return taken


def answer_page(client: Client, case: Case) -> str:
    response = client.get(address(case, "hair_loss_answer"))
    assert response.status_code == 200
    return response.content.decode()


# The conversation


def test_it_works_from_the_first_question_to_the_causes(client: Client, case: Case) -> None:
    taken = talk(client, case, ANSWERS)
    assert set(taken) == set(ANSWERS)
    assert taken[:3] == ["needled_before", "shed_more", "minoxidil"]
    assert [id for id in taken if id in SHED] == sorted(
        (id for id in taken if id in SHED), key=lambda id: (standing_order(id), id)
    )
    page = answer_page(client, case)
    for said in ("What may lie behind it", "Speaks for it", "What to change", "When to see whom"):
        assert said in page
    assert "It is no diagnosis and no probability." in page


def standing_order(id: str) -> int:
    return knowledge().questions[id].order


def test_every_answer_is_saved_as_it_is_given_and_the_talk_goes_on_there(
    client: Client, case: Case
) -> None:
    few = {id: ANSWERS[id] for id in ("needled_before", "shed_more", "minoxidil", "shed_where")}
    talk(client, case, few)
    assert standing(case).answers["shed_where"].value == "all_over"
    onward = client.get(address(case)).headers["Location"]
    assert onward == address(case, "hair_loss_question", "shed_scalp")


def test_back_leads_to_the_question_before_with_its_answer(client: Client, case: Case) -> None:
    few = {id: ANSWERS[id] for id in ("needled_before", "shed_more", "minoxidil", "shed_where")}
    talk(client, case, few)
    page = client.get(address(case, "hair_loss_question", "shed_scalp")).content.decode()
    before = address(case, "hair_loss_question", "shed_where")
    assert f'href="{before}"' in page
    assert "checked" in client.get(before).content.decode()


def test_no_more_hair_than_usual_ends_the_talk_at_once(client: Client, case: Case) -> None:
    answers = {"needled_before": {"answer": "yes"}, "shed_more": {"answer": "no"}}
    assert talk(client, case, answers) == ["needled_before", "shed_more"]
    assert "No more hair than usual" in answer_page(client, case)


def test_who_never_needled_has_nothing_to_look_into_here(client: Client, case: Case) -> None:
    assert talk(client, case, {"needled_before": {"answer": "no"}}) == ["needled_before"]
    assert "nothing to look into yet" in answer_page(client, case)


def test_an_answer_that_decides_ends_the_talk_with_what_to_do(client: Client, case: Case) -> None:
    taken = talk(client, case, {**ANSWERS, "shed_scalp": {"answer": ["pus", "pain"]}})
    assert taken[-1] == "shed_scalp"
    page = answer_page(client, case)
    assert "see a doctor today" in page
    assert "shed_weeks" in page  # what is still open can be gone on with


def test_while_answers_are_open_nothing_soothing_is_said(client: Client, case: Case) -> None:
    talk(client, case, {id: ANSWERS[id] for id in ("needled_before", "shed_more", "minoxidil")})
    page = answer_page(client, case)
    assert "We cannot say yet. Do not roll" in page
    assert "Check again in four weeks" not in page


def test_it_is_never_called_a_sign_that_it_works(client: Client, case: Case) -> None:
    talk(client, case, ANSWERS)
    page = answer_page(client, case).casefold()
    for hope in ("it means it works", "is working", "sign that it works", "good sign"):
        assert hope not in page


# The letter


def test_the_letter_is_worked_out_kept_once_and_can_be_printed(client: Client, case: Case) -> None:
    talk(client, case, ANSWERS)
    once = str(uuid4())
    for _ in range(2):
        response = client.post(address(case, "take_along"), {"once": once})
        decision = Decision.objects.get()
        assert response.headers["Location"] == reverse("letter", args=[decision.public_id])
    letter = client.get(reverse("letter", args=[decision.public_id])).content.decode()
    assert "Is more hair coming out" in letter or "hair" in letter.casefold()


def test_the_letter_of_another_record_is_not_given_out(client: Client, case: Case) -> None:
    once = str(uuid4())
    client.post(address(case, "take_along"), {"once": once})
    other = somebody()
    assert client.post(address(other, "take_along"), {"once": once}).status_code == 404


@pytest.mark.parametrize("once", ["", "x", "9" * 4000])
def test_a_letter_that_no_page_asked_for_is_refused(client: Client, case: Case, once: str) -> None:
    assert client.post(address(case, "take_along"), {"once": once}).status_code == 400
    assert client.get(address(case, "take_along")).status_code == 405


# Bad input, and two windows


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("shed_more", {}),
        ("shed_more", {"answer": "octopus"}),
        ("shed_where", {"answer": ["patch", "stripe"]}),
        ("shed_weeks", {"text": "many"}),
        ("shed_weeks", {"text": "9999"}),
        ("shed_weeks", {"text": "3", "answer": "unknown:declined"}),
        ("shed_scalp", {"answer": ["pus", "none_of_these"]}),
    ],
)
def test_a_slip_is_said_and_nothing_is_kept(
    client: Client, case: Case, question: str, form: dict[str, Any]
) -> None:
    first = {"needled_before": {"answer": "yes"}}
    more = {"shed_more": {"answer": "a_lot"}} if question != "shed_more" else {}
    talk(client, case, {**first, **more})
    response = client.post(address(case, "hair_loss_question", question), {"seen": "", **form})
    assert response.status_code == 422
    assert "One thing to check" in response.content.decode()
    assert question not in standing(case).answers


def test_an_answer_changed_in_another_window_is_said_and_what_was_chosen_stays(
    client: Client, case: Case
) -> None:
    talk(client, case, {"needled_before": {"answer": "yes"}, "shed_more": {"answer": "a_lot"}})
    where = address(case, "hair_loss_question", "shed_where")
    assert client.post(where, {"seen": "", "answer": "patch"}).status_code == 302
    response = client.post(where, {"seen": "", "answer": "stripe"})
    assert response.status_code == 409
    assert "in another window" in response.content.decode()
    assert standing(case).answers["shed_where"].value == "patch"


def test_the_same_answer_sent_twice_is_no_conflict(client: Client, case: Case) -> None:
    form = {"seen": "", "answer": "yes"}
    where = address(case, "hair_loss_question", "needled_before")
    assert client.post(where, form).status_code == 302
    assert client.post(where, form).status_code == 302


@pytest.mark.parametrize("question", ["octopus", "comb_mean", "shed_pull"])
def test_a_question_that_is_not_asked_has_no_page(
    client: Client, case: Case, question: str
) -> None:
    assert client.get(address(case, "hair_loss_question", question)).status_code == 404


def test_a_question_of_another_page_leads_back_to_the_talk(client: Client, case: Case) -> None:
    response = client.get(address(case, "hair_loss_question", "skin_today"))
    assert response.headers["Location"] == address(case)


def test_an_unknown_record_has_nothing_to_look_into(client: Client) -> None:
    for name in ("hair_loss", "hair_loss_answer"):
        assert client.get(reverse(name, args=[uuid4()])).status_code == 404

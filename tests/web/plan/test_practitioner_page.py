"""The check-list for a practitioner: answered on one page, saved whole or not at all."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from anagen.care.case import case_of
from anagen.care.plan import practitioner_for
from anagen.knowledge.load import load_knowledge
from anagen.records.answers import Unknown
from anagen.store.models import Case
from anagen.web.clock import now
from tests.web.plan.living import kept, living, page, text_of
from tests.web.scripts import foreign_scripts

pytestmark = pytest.mark.django_db
KNOWLEDGE = load_knowledge()


@pytest.fixture
def case(client: Client) -> Case:
    return living(client, "clinic", said={"lot_noted": None, "price_written": False})


def send(client: Client, case: Case, **answers: str) -> HttpResponse:
    """Sends the form as the page showed it, with these answers changed."""
    points = page(client, "practitioner", case).context["points"]
    seen = {f"{one.question.id}-seen": one.seen for one in points}
    address = reverse("practitioner", args=[case.public_id])
    return client.post(address, {**seen, **answers})


def value_of(case: Case, question: str) -> Any:
    answer = kept(case).answers.get(question)
    return answer.value if answer else None


def test_it_works_and_the_score_follows_the_answers(client: Client, case: Case) -> None:
    before = page(client, "practitioner", case).context["score"].met
    answer = send(client, case, lot_noted="yes", price_written="yes")
    assert answer.status_code == 302
    shown = page(client, "practitioner", case)
    assert shown.context["score"].met == before + 2
    assert f"{before + 2} of 12 met." in text_of(shown)
    assert (value_of(case, "lot_noted"), value_of(case, "price_written")) == (True, True)


def test_every_point_can_be_answered_and_says_what_it_means(client: Client, case: Case) -> None:
    shown = page(client, "practitioner", case)
    practitioner = practitioner_for(case_of(kept(case), KNOWLEDGE, now()))
    for criterion in practitioner.criteria:
        assert escape(KNOWLEDGE.questions[criterion.question].ask) in text_of(shown)
        if criterion.met is False:
            assert escape(criterion.point.says) in text_of(shown)
    for question in practitioner.ask:
        assert escape(question) in text_of(shown)


def test_not_knowing_is_kept_and_asked_about_never_met(client: Client, case: Case) -> None:
    send(client, case, lot_noted="unknown:does_not_know")
    assert value_of(case, "lot_noted") is Unknown.DOES_NOT_KNOW
    shown = page(client, "practitioner", case)
    assert "Do you write down the depth" in text_of(shown)
    assert shown.context["score"].met == 3


def test_a_point_left_open_stays_as_it_was(client: Client, case: Case) -> None:
    listed = [one.question.id for one in page(client, "practitioner", case).context["points"]]
    before = kept(case).answers
    send(client, case, lot_noted="no")
    after = kept(case).answers
    others = [id for id in listed if id != "lot_noted"]
    assert [after.get(id) for id in others] == [before.get(id) for id in others]
    assert after["lot_noted"].value is False


def test_a_word_a_number_and_not_knowing_the_number_are_all_taken(
    client: Client, case: Case
) -> None:
    send(client, case, practitioner_kind="nurse", needle_mm="1,2")
    assert (value_of(case, "practitioner_kind"), value_of(case, "needle_mm")) == ("nurse", 1.2)
    send(client, case, **{"needle_mm-unknown": "unknown:does_not_know"})
    assert value_of(case, "needle_mm") is Unknown.DOES_NOT_KNOW


# Refusals


@pytest.mark.parametrize(
    "bad",
    [{"needle_mm": "deep"}, {"needle_mm": "99"}, {"practitioner_kind": "<script>"},
     {"lot_noted": "perhaps"}, {"needle_mm": "9" * 5000},
     {"needle_mm": "1", "needle_mm-unknown": "unknown:does_not_know"}],
)  # fmt: skip
def test_one_answer_that_cannot_be_right_saves_none_and_loses_none(
    client: Client, case: Case, bad: dict[str, str]
) -> None:
    before = kept(case)
    answer = send(client, case, **{"price_written": "yes", **bad})
    assert answer.status_code == 422
    assert kept(case) == before
    shown = text_of(answer)
    assert "Nothing has been saved yet" in shown
    assert 'name="price_written" value="yes" checked' in shown
    assert foreign_scripts(shown) == []


def test_an_answer_changed_in_another_window_is_never_overwritten_unseen(
    client: Client, case: Case
) -> None:
    stale = page(client, "practitioner", case).context["points"]
    seen = {f"{one.question.id}-seen": one.seen for one in stale}
    send(client, case, lot_noted="no")
    address = reverse("practitioner", args=[case.public_id])
    answer = client.post(address, {**seen, "lot_noted": "yes", "price_written": "yes"})
    assert answer.status_code == 409
    assert value_of(case, "lot_noted") is False
    assert value_of(case, "price_written") is False
    assert 'name="lot_noted" value="yes" checked' in text_of(answer)
    assert send(client, case, lot_noted="yes").status_code == 302
    assert value_of(case, "lot_noted") is True


def test_a_form_sent_twice_saves_the_same_once(client: Client, case: Case) -> None:
    send(client, case, lot_noted="yes")
    before = kept(case)
    assert send(client, case, lot_noted="yes").status_code == 302
    assert {id: one.value for id, one in kept(case).answers.items()} == {
        id: one.value for id, one in before.answers.items()
    }


def test_whoever_needles_at_home_may_look_for_a_clinic_with_the_same_list(client: Client) -> None:
    case = living(client)
    before = client.get(reverse("today", args=[case.public_id])).status_code
    assert "questions along" in text_of(page(client, "practitioner", case))
    assert send(client, case, lot_noted="yes").status_code == 302
    assert value_of(case, "lot_noted") is True
    assert kept(case).setting.value == "home"
    assert client.get(reverse("today", args=[case.public_id])).status_code == before == 200


def test_a_form_without_its_token_is_refused(strict_client: Client, case: Case) -> None:
    address = reverse("practitioner", args=[case.public_id])
    assert strict_client.post(address, {"lot_noted": "yes"}).status_code == 403


def test_without_anything_unmet_there_is_no_empty_heading(client: Client) -> None:
    heading = "What is not met, and what that means"
    unmet = living(client, "clinic", said={"lot_noted": None, "price_written": False})
    assert heading in text_of(page(client, "practitioner", unmet))
    open_still = living(client, "clinic", said={"lot_noted": None})
    assert heading not in text_of(page(client, "practitioner", open_still))

"""What is known, as pages: every question opens, says first how sure it is, and hides no mark."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from anagen.evidence.library import load_studies
from anagen.evidence.telling import told
from anagen.web.evidence.page import BARS, KNOWN, MARKS

pytestmark = pytest.mark.django_db
every_question = pytest.mark.parametrize("asked", [one.id for one in load_studies().asked])


def page_of(client: Client, asked: str = "") -> str:
    address = reverse("evidence_question", args=[asked]) if asked else reverse("evidence")
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def words_of(page: str) -> str:
    """What a person reads on a page, with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2]).split())


@every_question
def test_the_answer_comes_first_and_how_sure_it_is_right_after(client: Client, asked: str) -> None:
    question, page = load_studies().question(asked), page_of(client, asked)
    places = [page.find(text) for text in (question.answer, question.known.says, question.because)]
    assert -1 < places[0] < places[1] < places[2]
    assert places[2] < page.find("Sources</h2>")


@every_question
def test_a_figure_that_warns_never_stands_without_its_mark(client: Client, asked: str) -> None:
    said = words_of(page_of(client, asked))
    for trial in told(load_studies().question(asked), load_studies())["trials"]:
        for found in trial["found"]:
            value = found["value"]
            if value and value["mark"] in ("R", "Vw"):
                assert re.search(
                    rf"{re.escape(format(value['value'], 'g'))} {value['mark']} ", said
                )


@every_question
def test_a_page_without_a_pool_says_why_and_draws_no_sum(client: Client, asked: str) -> None:
    page, question = page_of(client, asked), load_studies().question(asked)
    assert ("added up by us" in page) == bool(question.pools)
    assert ("Why these are not added up" in page) == (not question.pools)


def test_the_next_trial_stands_before_the_average(client: Client) -> None:
    page = page_of(client, "minoxidil")
    assert -1 < page.find("Where the next trial may land") < page.find("The average of these")
    assert page.count('class="pi-band"') == 2


def test_a_drawing_keeps_the_marks_and_leaves_an_impossible_number_out(client: Client) -> None:
    page = page_of(client, "with_minoxidil")
    assert "15.82 cannot be the standardised difference" in page
    drawings = "".join(re.findall(r"<svg class=\"chart.*?</svg>", page, re.DOTALL))
    assert "Ahmed 2025" in drawings
    for named in ("Dhurat 2013 Vw", "Kumar 2018 R", "Faghihi 2021 R", "Adistri 2024 R"):
        assert drawings.count(f">{named}</text>") == 2, named
    assert "Xu 2024" not in drawings


def test_the_list_leads_to_every_question(client: Client) -> None:
    page = page_of(client)
    for one in load_studies().asked:
        assert reverse("evidence_question", args=[one.id]) in page
        assert one.answer in page


def test_the_list_names_the_reviews_that_do_not_fit(client: Client) -> None:
    said = words_of(page_of(client))
    part = said[said.index("Reviews that do not fit") : said.index("Same claim, far apart")]
    assert "Xu 2024" in part
    assert "Pei 2024" in part
    assert "Ahmed" not in part


def test_the_same_claim_is_shown_in_one_unit(client: Client) -> None:
    said = words_of(page_of(client))
    part = said[said.index("Same claim, far apart") :]
    assert "+91.4" in part
    assert "+1.9 D worked out" in part
    assert "+13" in part


@pytest.mark.parametrize("asked", ["nothing", "Depth", "depth-2"])
def test_a_question_nobody_asks_is_not_there(client: Client, asked: str) -> None:
    assert client.get(reverse("evidence_question", args=[asked])).status_code == 404


def test_nothing_can_be_sent_to_these_pages(client: Client) -> None:
    assert client.post(reverse("evidence")).status_code == 405
    assert client.post(reverse("evidence_question", args=["depth"])).status_code == 405


def test_every_level_and_every_mark_has_its_words() -> None:
    levels = {one.known.value for one in load_studies().asked}
    assert levels <= set(BARS)
    assert levels <= set(KNOWN)
    assert {"R", "Vw"} <= set(MARKS)
    for one in load_studies().asked:
        assert str(KNOWN[one.known.value]) == one.known.says

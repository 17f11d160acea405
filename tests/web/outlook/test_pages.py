"""The pages of the outlook: they answer anybody, at once, and say what they must and no more."""

from __future__ import annotations

import itertools
import re
import time
from dataclasses import replace
from html import unescape
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from anagen.absorption import figures
from anagen.absorption.holding import moment
from anagen.store.models import Case
from anagen.web.outlook.absorbing import hold_sentence
from anagen.web.outlook.choices import Kind, Minoxidil
from anagen.web.outlook.shedding import TODAY, WITHIN_TWO_WEEKS
from tests.story import knowledge
from tests.web.after_a_session import somebody

pytestmark = pytest.mark.django_db

SOME = [
    {"kind": kind.value, "minoxidil": use.value, "stop_month": month, "depth_mm": depth}
    for (kind, use), month, depth in zip(
        itertools.product(Kind, Minoxidil),
        itertools.cycle((3, 18)),
        itertools.cycle(("0", "1.5", "0.5")),
        strict=False,
    )
]
HOPE = re.compile(
    r"\b(proven|guarantee\w*|promis\w+|sign that it works|will regrow|success\w*|stronger hair)\b",
    re.IGNORECASE,
)
SLOWEST_S = 0.25


def page_of(client: Client, name: str = "outlook", **asked: object) -> str:
    answer = client.get(f"{reverse(name)}?{urlencode(asked)}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def words_of(page: str) -> str:
    """The words of a page, without its marks."""
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


@pytest.mark.parametrize("asked", SOME)
def test_every_corner_of_the_form_answers_and_sells_no_hope(client, asked):
    page = page_of(client, **asked)
    assert not HOPE.search(words_of(page)), HOPE.search(words_of(page))
    assert "style=" not in page
    assert page.count('<svg class="chart') == 4


@pytest.mark.parametrize("asked", SOME)
def test_what_happens_untreated_comes_before_anything_else(client, asked):
    page = page_of(client, **asked)
    (headline,) = re.findall(r"<h1>(.*?)</h1>", page)
    first = "Stopped today:" if asked["minoxidil"] == "already" else "Left alone:"
    assert headline.startswith(first)
    chart = page[page.index('<svg class="chart') :]
    assert chart.index("c-wait band") < chart.find("c-mark band") or "c-mark band" not in chart


def test_depth_and_gap_say_that_no_study_lets_us_draw_a_difference(client):
    seen = set()
    for depth, gap in itertools.product(("0.25", "0.5", "1.5"), (7, 28)):
        page = page_of(client, depth_mm=depth, gap_days=gap)
        assert "No study lets us draw a difference in hair between depths or between gaps" in page
        seen.add(tuple(re.findall(r'd="(M[^"]+)" class="s-mark middle', page)))
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("depth", "gap", "says"),
    [
        ("0.25", 7, "Fit for home, once everything else is."),
        ("0.5", 14, "At home only after time, a short quiz"),
        ("0.5", 7, "Too close. At this depth at least 14 days."),
        ("0.75", 14, "Not at home. For a trained professional."),
        ("1.5", 28, "Not at home. For a trained professional."),
    ],
)
def test_depth_and_gap_change_who_may_do_it_and_how_often(client, depth, gap, says):
    assert says in page_of(client, depth_mm=depth, gap_days=gap)


def test_needles_are_drawn_only_where_trials_measured(client):
    page = page_of(client)
    assert "A next trial could land anywhere from 6 fewer to 32 more" in page
    assert "Needles for home have not been shown to do the same" in page
    assert "Needles for home" not in page_of(client, depth_mm="1.5")
    for asked in (
        {"minoxidil": "none"},
        {"minoxidil": "already"},
        {"stop_month": 3},
        {"kind": "healthy"},
        {"depth_mm": "0"},
    ):
        page = page_of(client, **asked)
        assert 'class="window"' not in page
        assert "drawn" in page[page.index('class="needles"') :][:400]


def test_a_wrong_word_in_the_address_is_named_and_the_page_still_answers(client):
    page = page_of(client, kind="bald", depth_mm="9")
    assert "kind: found 'bald'; expected one of healthy, mixed, aga. We show aga instead." in page
    assert "depth_mm: found '9'; expected one of 0, 0.25" in page


@pytest.mark.parametrize("name", ["outlook", "outlook_shedding", "outlook_follicles"])
def test_nothing_can_be_sent_to_these_pages_and_nothing_is_kept(client, name):
    assert client.post(reverse(name), {"kind": "aga"}).status_code == 405
    page_of(client, name)
    assert not Case.objects.exists()


@pytest.mark.parametrize("name", ["outlook", "outlook_shedding", "outlook_follicles"])
def test_a_page_is_there_at_once(client, name):
    page_of(client, name)
    asked = [{"kind": kind.value, "week": 8 * place} for place, kind in enumerate(Kind)]
    begun = time.process_time()
    for one in asked:
        page_of(client, name, **one)
    assert (time.process_time() - begun) / len(asked) < SLOWEST_S


def test_shedding_is_never_called_a_sign_of_anything(client):
    page = words_of(page_of(client, "outlook_shedding"))
    assert "That proves nothing, either way" in page
    assert not HOPE.search(page), HOPE.search(page)
    assert "No trial has counted how often hair falls after needling" in page


def test_shedding_says_when_to_stop_in_the_words_of_the_knowledge(client):
    page = page_of(client, "outlook_shedding")
    for fact in (*TODAY, *WITHIN_TWO_WEEKS):
        assert knowledge().facts[fact].title in page
        assert knowledge().facts[fact].says in page


def test_shedding_tells_what_to_count_and_what_a_count_cannot_say(client):
    page = page_of(client, "outlook_shedding")
    assert page.count("What it cannot say.") == 4
    assert "The 60-second comb count" in page


def test_the_follicles_lead_earlier_and_later_and_end_at_both_ends(client):
    first = page_of(client, "outlook_follicles", week=0)
    assert "?week=4" in first
    assert 'rel="prev"' not in first
    last = page_of(client, "outlook_follicles", week=156)
    assert "?week=152" in last
    assert 'rel="next"' not in last


def test_every_follicle_that_is_drawn_is_told_in_words(client):
    page = page_of(client, "outlook_follicles", week=24)
    assert page.count('<li class="follicle"') == 12
    assert len(re.findall(r"<li><b>\d+</b> <span>(?:growing|stepping|resting|empty)", page)) == 12


def test_a_hold_on_minoxidil_says_why_with_an_interval_and_that_nobody_measured_it(client):
    case = somebody(hours_ago=5)
    page = page_of_today(client, case)
    assert "Not measured on a scalp" in page
    assert re.search(r"\d(\.\d)? to \d(\.\d)? times that of unbroken skin", page)
    assert "never shortens one" in page


def page_of_today(client: Client, case: Case) -> str:
    return unescape(client.get(reverse("today", args=[case.public_id])).content.decode())


def test_channels_that_close_at_once_change_the_sentence_and_no_hold(client, monkeypatch):
    case = somebody(hours_ago=5)
    before = page_of_today(client, case)
    told = dict(figures.quantities())
    told["half_life_h"] = replace(told["half_life_h"], low=1e-6, high=2e-6)
    monkeypatch.setattr(figures, "quantities", lambda: told)
    figures.points.cache_clear()
    moment.cache_clear()
    try:
        after = page_of_today(client, case)
        assert hold_sentence(24, is_covered=False) in after
    finally:
        figures.points.cache_clear()
        moment.cache_clear()
    ends = re.compile(r'data-until="([^"]+)"')
    assert ends.findall(after) == ends.findall(before) != []
    assert before != after

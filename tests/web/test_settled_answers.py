"""An answer that settles the matter says so at once: the first useful word comes early."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from anagen.care.advise import advise
from anagen.knowledge.conditions import Truth
from anagen.knowledge.rule import Rule
from anagen.records.answers import Answer
from anagen.records.record import Record
from anagen.records.words import Setting, Step, Verdict
from anagen.store.models import Case, Decision
from anagen.store.rows import open_case
from anagen.web.screen.check import check_of
from anagen.web.screen.settled import settled_of
from tests.story import NOW, clear_answers, knowledge, record
from tests.web.test_urgent_answers import after, case

__all__ = ["case"]
SAYS = "Your answers already say"


def words_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.mark.django_db
def test_a_keloid_is_told_on_the_very_next_page_with_the_way_to_the_advice(
    client: Client, case: Case
) -> None:
    page = after(client, case, "keloid", "yes")
    said, _, question = page.partition('<form class="question"')
    assert f"{SAYS}: do not needle." in said
    assert "when scars have grown too big before" in said
    assert "You can stop here, or go on to see everything." in words_of(said)
    assert "<legend>" in question
    once = re.search(r'name="once" value="([^"]+)"', said)
    assert once is not None
    assert f'action="{reverse("work_out", args=[case.public_id])}"' in said
    client.post(reverse("work_out", args=[case.public_id]), {"once": once[1]})
    assert Decision.objects.get().verdict == "do_not_treat"


@pytest.mark.django_db
def test_it_stays_until_the_answer_is_another(client: Client, case: Case) -> None:
    after(client, case, "keloid", "yes")
    review = reverse("review", args=[case.public_id])
    assert SAYS in client.get(review).content.decode()
    address = reverse("question", args=[case.public_id, "keloid"])
    seen = client.get(address).context["screen"].seen
    client.post(address, {"answer": "no", "seen": seen})
    assert SAYS not in client.get(review).content.decode()


@pytest.mark.django_db
def test_nothing_good_is_said_before_the_end(client: Client, case: Case) -> None:
    page = words_of(after(client, case, "keloid", "no"))
    assert SAYS not in page
    assert "can needle" not in page
    assert "Go ahead" not in page


@pytest.mark.django_db
def test_what_must_be_seen_today_comes_before_it(client: Client, case: Case) -> None:
    after(client, case, "keloid", "yes")
    page = after(client, case, "alarm_signs", "breathing")
    assert "Call the emergency number now" in page
    assert SAYS not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("setting", "said", "says"),
    [
        ("home", {"keloid": True}, "do not needle."),
        ("clinic", {"keloid": True}, "no needling."),
        ("home", {"antiplatelet": True}, "not without a clinician. Another answer can still"),
    ],
)
def test_the_word_fits_the_verdict_and_the_place(
    client: Client, setting: str, said: dict[str, Any], says: str
) -> None:
    row = open_case(record(setting, said), NOW, uuid4())
    page = client.get(reverse("review", args=[row.public_id])).content.decode()
    assert f"{SAYS}: {says}" in page


def verdict_so_far(one: Record) -> Verdict:
    settled = settled_of(check_of(one, knowledge(), NOW))
    return settled.verdict if settled else Verdict.PROCEED


#: One answer after another that a rule of screening is about.
TROUBLES = [
    {id: value for id, value in each.given.items() if not isinstance(value, dict)}
    for rule in knowledge().of_kind(Rule, Step.SCREEN)
    for each in rule.cases
    if each.expect is Truth.TRUE
]


@settings(max_examples=80)
@given(st.sampled_from(TROUBLES), st.sampled_from(list(Setting)), st.data())
def test_whatever_is_answered_first_the_end_is_never_milder(
    trouble: dict[str, Any], setting: Setting, data: st.DataObject
) -> None:
    told = {**clear_answers(setting), **trouble}
    tuples = {id: tuple(one) if isinstance(one, list) else one for id, one in told.items()}
    whole = Record(setting, "Europe/Madrid", answers={k: Answer(v, NOW) for k, v in tuples.items()})
    first = data.draw(st.sets(st.sampled_from(sorted(tuples))))
    begun = replace(whole, answers={id: whole.answers[id] for id in first})
    early, late, end = verdict_so_far(begun), verdict_so_far(whole), advise(whole, knowledge(), NOW)
    assert early <= late <= end.verdict


@given(st.sampled_from(list(Setting)), st.data())
def test_with_nothing_in_the_way_nothing_is_settled_on_the_way(
    setting: Setting, data: st.DataObject
) -> None:
    clear = clear_answers(setting)
    first = data.draw(st.sets(st.sampled_from(sorted(clear))))
    begun = Record(setting, "Europe/Madrid", answers={id: Answer(clear[id], NOW) for id in first})
    assert settled_of(check_of(begun, knowledge(), NOW)) is None

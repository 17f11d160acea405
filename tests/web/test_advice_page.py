"""The page of an advice: the verdict first, then why, then the rest; kept as it was given."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from anagen.care.advice import Advice
from anagen.records.words import Triage, Verdict
from anagen.store.models import Case, Decision
from anagen.web.advice.letter import letter_page
from anagen.web.advice.page import hold_row, part_of, time_left
from tests.web.scripts import foreign_scripts
from tests.web.whole_advice import BARE, LETTER, NOW, OPEN, SHEDDING, WHOLE, kept, reason

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is two days after the advice was given."""
    monkeypatch.setattr("anagen.web.advice.views.now", lambda: NOW + timedelta(days=2))


def page_for(client: Client, case: Case, advice: Advice) -> str:
    response = client.get(reverse("advice", args=[kept(advice, case).public_id]))
    assert response.status_code == 200
    return response.content.decode()


def verdict_of(page: str) -> str:
    return page.partition('<section class="verdict')[2].partition("</section>")[0]


def test_it_works_with_every_part_of_the_advice(client: Client, opened: Case) -> None:
    page = page_for(client, opened, WHOLE)
    for part in (
        "Your skin may still heal more slowly",
        "Sources disagree",
        "A review found little proof",
        "Your plan",
        "0.25 mm",
        "at least 7 days",
        "First session",
        "Four calm recoveries",
        "The passes were too many",
        "Soak the roller",
        "15 to 45 minutes",
        "it is bent",
        "Leave off for now",
        "Your hair loss after rolling",
        "You press hard.",
        "1 of 60",
        "Is it working?",
        "inside the noise",
        "What to measure, and when",
        "Thursday 20\u00a0May",
        "you have 38 °C or more",
        "200 to 1,500",
        "Travel",
        "Who holds the needle?",
        "Knowledge 0123456789abcdef",
        "not a medical device",
    ):
        assert part in page, part


def test_the_least_that_advice_can_hold_is_a_page_too(client: Client, opened: Case) -> None:
    page = page_for(client, opened, BARE)
    assert "We cannot say yet" in verdict_of(page)
    assert "1 answer is still open" in verdict_of(page)
    assert "Your plan" not in page


@pytest.mark.parametrize(
    ("verdict", "shape", "word"),
    [
        (Verdict.PROCEED, "proceed", "Go ahead"),
        (Verdict.WAIT, "wait", "Wait"),
        (Verdict.NEEDS_ANSWERS, "ask", "Ask"),
        (Verdict.ASK_A_CLINICIAN, "ask", "Ask"),
        (Verdict.DO_NOT_TREAT, "stop", "Stop"),
    ],
)
def test_a_verdict_is_told_by_shape_and_word(
    client: Client, opened: Case, verdict: Verdict, shape: str, word: str
) -> None:
    first = verdict_of(page_for(client, opened, replace(BARE, verdict=verdict)))
    assert f'data-verdict="{shape}"' in first
    assert f"</svg>{word}</p>" in first
    assert "solid" not in first


def test_the_verdict_comes_before_everything_else(client: Client, opened: Case) -> None:
    main = page_for(client, opened, WHOLE).partition("<main")[2]
    assert main.index("<h1") < main.index("<h2")
    assert main.count("<h1") == 1


def test_a_wait_is_drawn_on_a_tape_with_its_end(client: Client, opened: Case) -> None:
    first = verdict_of(page_for(client, opened, WHOLE))
    assert "<em>26\u00a0November 2026, 19:40</em>" in first
    assert "Thu 26\u00a0Nov, 19:40" in first
    assert 'cx="33.33%"' in first  # two days of six


def test_a_wait_that_is_over_asks_for_fresh_advice(
    client: Client, opened: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("anagen.web.advice.views.now", lambda: NOW + timedelta(days=7))
    assert "This wait is over" in verdict_of(page_for(client, opened, WHOLE))


@pytest.mark.parametrize(
    ("triage", "says"),
    [
        (Triage.SAME_DAY, "See a doctor today"),
        (Triage.EMERGENCY_NOW, "Call the emergency number now"),
    ],
)
def test_a_red_flag_comes_before_any_verdict(
    client: Client, opened: Case, triage: Triage, says: str
) -> None:
    first = verdict_of(page_for(client, opened, replace(WHOLE, triage=triage)))
    assert first.startswith(" bleed solid")
    assert says in first


@pytest.mark.parametrize("triage", [Triage.EXPECTED, Triage.SELF_CARE, Triage.WITHIN_TWO_WEEKS])
def test_solid_red_is_for_red_flags_alone(client: Client, opened: Case, triage: Triage) -> None:
    assert "solid" not in verdict_of(page_for(client, opened, replace(WHOLE, triage=triage)))


def test_both_sides_of_a_disagreement_are_shown(client: Client, opened: Case) -> None:
    page = page_for(client, opened, WHOLE)
    dispute = page.partition('<div class="dispute">')[2].partition("</article>")[0]
    assert "The trial saw slower healing." in dispute
    assert "A review found little proof." in dispute
    assert "more careful side" in dispute
    assert "not yet reviewed by a clinician" in dispute


def test_a_reason_shows_what_was_answered_and_its_source(client: Client, opened: Case) -> None:
    page = page_for(client, opened, WHOLE)
    assert "Have you taken isotretinoin? <b>Yes, but I stopped</b>" in page
    assert 'href="https://doi.org/10.1000/1"' in page
    assert "strength 4 of 4" in page


def test_what_is_open_leads_to_its_question(client: Client, opened: Case) -> None:
    page = page_for(client, opened, replace(WHOLE, missing=(OPEN,) * 8))
    link = reverse("question", args=[opened.public_id, "pregnant"])
    assert page.count(f'href="{link}?then=review"') >= 8
    assert "Show the other 2" in page


def test_what_healing_still_asks_for_is_said_with_its_reason(client: Client, opened: Case) -> None:
    asking = replace(WHOLE, recovery=replace(WHOLE.recovery, missing=(OPEN,)))
    healing = page_for(client, opened, asking).partition('id="recovery"')[2]
    healing = healing.partition("</section>")[0]
    assert "What would help to know" in healing
    assert f"{reverse('question', args=[opened.public_id, 'pregnant'])}?then=review" in healing
    assert OPEN.why in healing


def test_causes_are_put_in_order_and_called_no_diagnosis(client: Client, opened: Case) -> None:
    page = page_for(client, opened, WHOLE)
    causes = page.partition("Possible causes, ")[2].partition("</p>")[0]
    assert causes.startswith("those with the most for them first")
    assert "This is no diagnosis." in causes
    assert "likelier" not in page


def test_a_hold_shows_what_is_left_and_a_tick_when_it_is_over(
    client: Client, opened: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("anagen.web.advice.views.now", lambda: NOW)
    page = page_for(client, opened, WHOLE)
    assert "12\u00a0h<small>of 24\u00a0h</small>" in page
    assert "Over since" in page
    assert "Until the skin is calm<" in page


def test_a_hold_whose_beginning_is_not_known_names_no_whole() -> None:
    hold = {"since": None, "until": "2026-11-22T18:40+00:00", "hours": 24, "verdict": "wait"}
    assert hold_row(hold, NOW).whole is None
    assert hold_row({**hold, "until": "2026-11-21T18:40+00:00"}, NOW).whole == 24


def test_no_steps_are_shown_when_the_answer_is_no(client: Client, opened: Case) -> None:
    no = replace(WHOLE, verdict=Verdict.DO_NOT_TREAT, until=None, says="Do not needle.")
    page = page_for(client, opened, no)
    assert "The session, step by step" not in page


def test_what_the_knowledge_says_is_escaped(client: Client, opened: Case) -> None:
    hostile = reason("<script>alert(1)</script>", Verdict.WAIT)
    page = page_for(client, opened, replace(WHOLE, reasons=(hostile,)))
    assert foreign_scripts(page) == []


@pytest.mark.parametrize(
    "advice",
    [
        WHOLE,
        BARE,
        replace(
            WHOLE,
            shedding=replace(SHEDDING, triage=None, causes=(), changes=(), tests=(), missing=()),
        ),
    ],
)
def test_the_page_of_old_advice_is_never_worked_out_anew(
    client: Client, opened: Case, advice: Advice, monkeypatch: pytest.MonkeyPatch
) -> None:
    decision = kept(advice, opened)

    def gone() -> None:
        raise AssertionError("the knowledge was asked")

    monkeypatch.setattr("anagen.web.advice.views.knowledge", gone)
    assert client.get(reverse("advice", args=[decision.public_id])).status_code == 200


def test_the_letter_is_a_page_to_print(client: Client, opened: Case) -> None:
    decision = kept(WHOLE, opened)
    page = client.get(reverse("letter", args=[decision.public_id])).content.decode()
    assert "<h1>Letter for a consultation</h1>" in page
    assert "<h2>What Anagen says, and why</h2>" in page
    assert "May this person have &lt;scalp microneedling&gt; for hair loss?" in page
    assert reverse("advice", args=[decision.public_id]) in page


def test_every_word_of_the_letter_stands_on_its_page() -> None:
    page = letter_page(LETTER)
    shown = [page.title, page.day]
    for part in page.parts:
        shown += [part.heading, *part.paragraphs, *part.items]
    words = LETTER.replace("\n- ", "\n").casefold().split()
    assert " ".join(shown).casefold().split() == words
    assert page.day == "20 November 2026"


def test_the_letter_is_offered_on_the_page(client: Client, opened: Case) -> None:
    decision = kept(WHOLE, opened)
    page = client.get(reverse("advice", args=[decision.public_id])).content.decode()
    assert reverse("letter", args=[decision.public_id]) in page


@pytest.mark.parametrize("name", ["advice", "letter"])
def test_unknown_advice_has_no_page(client: Client, name: str) -> None:
    assert client.get(reverse(name, args=[uuid4()])).status_code == 404


@pytest.mark.parametrize("name", ["advice", "letter"])
def test_advice_cannot_be_posted_to(client: Client, opened: Case, name: str) -> None:
    address = reverse(name, args=[kept(BARE, opened).public_id])
    assert client.post(address).status_code == 405


def test_working_it_out_needs_a_post_with_its_token(
    client: Client, strict_client: Client, opened: Case
) -> None:
    address = reverse("work_out", args=[opened.public_id])
    assert client.get(address).status_code == 405
    assert strict_client.post(address, {"once": str(uuid4())}).status_code == 403
    assert not Decision.objects.exists()


def test_working_out_an_unknown_case_is_refused(client: Client) -> None:
    address = reverse("work_out", args=[uuid4()])
    assert client.post(address, {"once": str(uuid4())}).status_code == 404


def test_a_form_without_an_id_works_nothing_out(client: Client, opened: Case) -> None:
    assert client.post(reverse("work_out", args=[opened.public_id])).status_code == 400


def test_what_is_kept_is_plain_json(opened: Case) -> None:
    assert set(json.loads(kept(WHOLE, opened).advice)) == {"advice", "said", "letter"}


@pytest.mark.parametrize(
    ("left", "says"),
    [
        (timedelta(seconds=1), "1\u00a0min"),
        (timedelta(minutes=59, seconds=1), "1\u00a0h"),
        (timedelta(hours=11, minutes=28), "11\u00a0h 28\u00a0min"),
        (timedelta(hours=48), "48\u00a0h"),
        (timedelta(hours=72), "3\u00a0days"),
        (timedelta(days=5, seconds=1), "6\u00a0days"),
        (timedelta(0), "0\u00a0min"),
        (timedelta(days=-1), "0\u00a0min"),
    ],
)
def test_what_is_left_is_rounded_up_so_that_nobody_starts_early(left: timedelta, says: str) -> None:
    assert time_left(left) == says


def test_the_part_that_has_passed_is_never_less_than_none_or_more_than_all() -> None:
    day = timedelta(days=1)
    assert part_of(NOW, NOW + 4 * day, NOW + day) == 0.25
    assert part_of(NOW, NOW + day, NOW - day) == 0
    assert part_of(NOW, NOW + day, NOW + 9 * day) == 1
    assert part_of(NOW, NOW, NOW) == 1

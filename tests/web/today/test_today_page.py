"""The page of today: one answer, what to leave off, one next step."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from anagen.knowledge.rule import Rule
from anagen.records.answers import Answer
from anagen.records.report import Report
from anagen.records.treatment import Treatment
from anagen.records.words import Setting
from anagen.records.writing import written_record
from anagen.store.models import Case, Decision
from anagen.web.clock import now
from anagen.web.today.templatetags.now_on_tape import now_on_tape
from tests.story import knowledge, record
from tests.web.after_a_session import kept, session, somebody, standing

pytestmark = pytest.mark.django_db


def address(case: Case) -> str:
    return reverse("today", args=[case.public_id])


def text_of(client: Client, case: Case, status: int = 200) -> str:
    """What the page says, without its tags."""
    response = client.get(address(case))
    assert response.status_code == status
    page = response.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


# The answer


def test_it_works_when_nothing_stands_in_the_way(client: Client) -> None:
    page = text_of(client, somebody())
    assert "Go ahead You can needle today" in page
    assert page.count("Your one next step") == 1


def test_go_ahead_says_what_was_checked(client: Client) -> None:
    rules = [one for one in knowledge().of_kind(Rule) if Setting.HOME in one.verdicts]
    page = text_of(client, somebody())
    assert f"We held your answers against {len(rules)} reasons not to needle. None applies" in page
    assert "Your last session was" not in page


def test_go_ahead_after_a_session_says_that_its_rest_is_over(client: Client) -> None:
    page = text_of(client, somebody({"skin_recovered": True}, hours_ago=24 * 20))
    assert "Go ahead" in page
    assert "The rest after it is over, and you told us that your scalp has recovered." in page


@pytest.mark.parametrize(
    "case",
    [{"hours_ago": 36}, {"said": {"keloid": True}}, {"said": {"keloid": None}}, {"hours_old": 80}],
)
def test_nothing_is_called_clear_while_something_is_not(
    client: Client, case: dict[str, Any]
) -> None:
    page = text_of(client, somebody(**case))
    assert "reasons not to needle" not in page
    assert "The rest after it is over" not in page


def test_a_rest_that_runs_names_day_and_hour_in_the_persons_own_zone(client: Client) -> None:
    case = somebody(hours_ago=36, timezone="Pacific/Kiritimati")
    record = standing(case)
    over = record.local(record.sessions[0].ended)
    page = text_of(client, case)
    assert "You can needle again" in page
    assert f"{over:%H:%M}" in page
    assert "Skin gets 7 days of rest" in page
    assert "your session" in page


def test_with_answers_open_the_time_is_no_promise(client: Client) -> None:
    page = text_of(client, somebody(hours_ago=36, hours_old=30))
    assert "Wait Not before" in page
    assert "You can needle again" not in page


def test_what_must_happen_is_said_beside_the_time(client: Client) -> None:
    page = text_of(client, somebody({"scalp_signs": ("itch",)}, hours_ago=36))
    assert "Not before" in page
    assert "And wait until the itch has gone." in page


def test_an_open_question_is_named_as_the_next_step(client: Client) -> None:
    page = text_of(client, somebody({"sex": None}))
    assert "Ask We cannot say yet" in page
    assert "Which sex was recorded" in page
    assert "Answer this" in page


def test_help_comes_first_and_nothing_else_is_offered_in_an_emergency(client: Client) -> None:
    page = text_of(client, somebody({"alarm_signs": ("chest",)}, hours_ago=30))
    assert page.index("Call the emergency number now") < page.index("Do this now")
    for other in ("Your one next step", "Leave off for now", "You can needle"):
        assert other not in page
    assert "My scalp was needled" in page


def test_what_needs_a_doctor_today_tells_when_it_becomes_an_emergency(client: Client) -> None:
    page = text_of(client, somebody({"scalp_warnings": ("pus",)}, hours_ago=30))
    assert "See a doctor today" in page
    assert "Call the emergency number now if one of these comes" in page
    assert "The letter to take along" in page


def test_nothing_is_stored_by_looking(client: Client) -> None:
    case = somebody(hours_ago=36)
    before = case.version
    text_of(client, case)
    assert Case.objects.get(pk=case.pk).version == before
    assert not Decision.objects.exists()


# Holds


def test_holds_tell_their_end_and_what_is_left(client: Client) -> None:
    page = text_of(client, somebody(hours_ago=36))
    assert "Hard exercise Tomorrow" in page or "Hard exercise Today" in page
    assert "12\u00a0h" in page or "11\u00a0h 60" not in page
    for one in ("Washing your hair", "Retinoids", "Direct sun without a hat", "Swimming"):
        assert one in page


def test_a_hold_that_has_ended_is_ticked_for_a_day_and_then_gone(client: Client) -> None:
    minoxidil = "Minoxidil on the scalp"
    just_over = text_of(client, somebody(hours_ago=24 + 3))
    assert f"{minoxidil} Over since" in just_over
    assert minoxidil not in text_of(client, somebody(hours_ago=24 + 25))


# Whose record


def test_alone_nobody_is_asked_who_they_are(client: Client) -> None:
    assert "This is the record of" not in text_of(client, somebody())


def test_in_a_household_the_page_says_whose_it_is_and_leads_to_the_others(client: Client) -> None:
    mine, other = somebody({"sex": "male"}), somebody({"sex": "female", "pregnant": False})
    response = client.get(address(mine))
    page = response.content.decode()
    assert "This is the record of: <b>Male, born 1989</b>" in page
    assert f'href="{address(other)}"' in page
    assert reverse("records") in page


def test_a_damaged_record_of_somebody_else_does_not_break_mine(client: Client) -> None:
    mine, other = somebody(), somebody()
    Case.objects.filter(pk=other.pk).update(record="{")
    assert "You can needle today" in text_of(client, mine)


# What is refused


def test_an_unknown_record_is_not_found(client: Client) -> None:
    assert client.get(reverse("today", args=[uuid4()])).status_code == 404


def test_the_page_cannot_be_posted_to(client: Client) -> None:
    assert client.post(address(somebody())).status_code == 405


def test_a_damaged_record_is_said_so(client: Client) -> None:
    case = somebody()
    Case.objects.filter(pk=case.pk).update(record='{"schema": 1}')
    assert "cannot be read" in text_of(client, case, 422)


@pytest.mark.parametrize(
    "name",
    [
        "today",
        "recovery",
        "check_in",
        "hair_loss",
        "shedding_tests",
        "session",
        "progress",
        "photos",
        "plan",
        "budget",
        "review",
        "treatments",
        "export",
    ],
)
def test_a_clock_that_went_back_is_named_and_never_a_go_ahead(client: Client, name: str) -> None:
    case = somebody()
    ahead = replace(standing(case), sessions=(session(-30),))
    Case.objects.filter(pk=case.pk).update(record=written_record(ahead))
    response = client.get(reverse(name, args=[case.public_id]))
    page = response.content.decode()
    assert response.status_code == 422
    assert "The clock of this computer is behind" in page
    assert "Do not needle" in page
    assert "You can needle" not in page


def test_a_report_from_the_future_is_noticed_too(client: Client) -> None:
    case, later = somebody(), now() + timedelta(days=40)
    ahead = replace(standing(case), reports=(Report(later, {"fever": Answer("below_38", later)}),))
    Case.objects.filter(pk=case.pk).update(record=written_record(ahead))
    assert "clock of this computer is behind" in text_of(client, case, 422)


def test_a_day_that_has_not_come_is_noticed_too(client: Client) -> None:
    case = somebody()
    later = standing(case).local_day(now()) + timedelta(days=3)
    ahead = replace(standing(case), treatments=(Treatment("minoxidil", later),))
    Case.objects.filter(pk=case.pk).update(record=written_record(ahead))
    assert "clock of this computer is behind" in text_of(client, case, 422)


def test_a_record_that_is_damaged_and_ahead_counts_as_damaged(client: Client) -> None:
    case = somebody()
    tree = json.loads(case.record)
    Case.objects.filter(pk=case.pk).update(record=json.dumps({**tree, "octopus": 1}))
    assert "cannot be read" in text_of(client, case, 422)


# The bare address


def test_the_bare_address_leads_to_today_of_the_record_opened_last(client: Client) -> None:
    first, second = somebody(), somebody()
    assert client.get("/").headers["Location"] in (address(first), address(second))
    for case in (first, second, first):
        client.get(address(case))
        assert client.get("/").headers["Location"] == address(case)


def test_a_deleted_record_is_not_led_to(client: Client) -> None:
    first, second = somebody(), somebody()
    client.get(address(first))
    Case.objects.get(pk=first.pk).delete()
    assert client.get("/").headers["Location"] == address(second)


@pytest.mark.parametrize("cookie", ["", "x", "0" * 5000, str(uuid4())])
def test_a_spoilt_cookie_does_no_harm(client: Client, cookie: str) -> None:
    case = somebody()
    client.cookies["anagen_last"] = cookie
    assert client.get("/").headers["Location"] == address(case)


def test_an_empty_record_gets_a_page_too(client: Client) -> None:
    client.post(reverse("begin"), {"answer": "undecided", "once": str(uuid4())})
    page = text_of(client, Case.objects.get())
    assert "Ask We cannot say yet" in page
    assert "Go on with the questions" in page


def test_in_a_clinic_nobody_is_told_to_needle_themselves(client: Client) -> None:
    page = text_of(client, kept(record("clinic", now=now())))
    assert "Nothing you told us stands in the way of a session" in page
    assert "Agree on a day" in page
    assert "Start the session" not in page
    resting = record("clinic", {"needled_before": True}, now=now(), sessions=(session(36),))
    assert "You can needle again" not in text_of(client, kept(resting))


@pytest.mark.parametrize(
    ("past", "anchor"), [(-1, "start"), (0.2, "start"), (0.9, "end"), (7, "end")]
)
def test_the_word_at_the_pin_never_leaves_the_tape(past: float, anchor: str) -> None:
    drawn = now_on_tape(past, "Now <b>")
    assert f'text-anchor="{anchor}"' in drawn
    assert "Now &lt;b&gt;" in drawn
    assert drawn.count("</svg>") == 1

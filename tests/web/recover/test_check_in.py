"""The check-in: a tap a question, kept once, and what it means at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from anagen.records.answers import Answer, Unknown
from anagen.records.report import Report
from anagen.store.models import Case
from anagen.web.clock import now
from anagen.web.recover.after import AFTER_CHECK_IN
from tests.web.after_a_session import somebody, standing

pytestmark = pytest.mark.django_db(transaction=True)

CALM: dict[str, Any] = {
    "alarm_signs": "none_of_these",
    "scalp_warnings": "none_of_these",
    "fever": "feels_well",
    "scalp_signs": ["redness", "itch"],
    "shed_more": "no",
}


@pytest.fixture
def case() -> Case:
    return somebody(hours_ago=30, hours_old=30)


@pytest.fixture
def heard() -> Iterator[list[Report]]:
    """The reports that those who wait for a check-in were told of."""
    told: list[Report] = []

    def hear(request: HttpRequest, case: Case, report: Report) -> None:
        assert request.method == "POST"
        assert standing(case).reports[-1] == report
        told.append(report)

    AFTER_CHECK_IN.append(hear)
    yield told
    AFTER_CHECK_IN.remove(hear)


def address(case: Case) -> str:
    return reverse("check_in", args=[case.public_id])


def send(client: Client, case: Case, form: dict[str, Any], begun: datetime | None = None) -> Any:
    when = (begun or now()).isoformat()
    return client.post(address(case), {"begun": when, **form})


def asked(response: HttpResponse) -> str:
    screen = response.context["screen"]  # type: ignore[attr-defined]
    return str(screen.turn.question.id)


def tap(client: Client, case: Case, answers: dict[str, Any]) -> tuple[HttpResponse, list[str]]:
    """Goes through the check-in as a browser does, one answer a page."""
    response: Any = client.get(address(case))
    taken: list[str] = []
    while response.status_code == 200:
        screen, question = response.context["screen"], asked(response)
        form: dict[str, Any] = {"begun": screen.sent.begun.isoformat(), "asked": question}
        for name, value in screen.carried:
            form.setdefault(name, []).append(value)
        response = client.post(address(case), {**form, question: answers[question]})
        taken.append(question)
    return response, taken


# What it asks, and keeps


def test_it_works_with_five_answers(client: Client, case: Case) -> None:
    response, taken = tap(client, case, CALM)
    assert taken == list(CALM)
    assert response.headers["Location"] == reverse("checked_in", args=[case.public_id])
    (report,) = standing(case).reports
    assert {id: answer.value for id, answer in report.signs.items()} == {
        "alarm_signs": (),
        "scalp_warnings": (),
        "fever": "feels_well",
        "scalp_signs": ("redness", "itch"),
        "shed_more": "no",
    }
    assert now() - report.at < timedelta(minutes=5)


def taps(answers: dict[str, Any]) -> int:
    """One press a question; where signs are ticked, one for each and one to go on."""
    return sum(len(one) + 1 if isinstance(one, list) else 1 for one in answers.values())


def test_with_one_sign_it_takes_six_taps(client: Client, case: Case) -> None:
    answers = {**CALM, "scalp_signs": ["redness"]}
    _, taken = tap(client, case, answers)
    assert taps({id: answers[id] for id in taken}) == 6
    assert len(standing(case).reports) == 1


def test_what_should_be_seen_in_two_weeks_comes_with_a_letter(client: Client, case: Case) -> None:
    response, _ = tap(client, case, {**CALM, "scalp_warnings": ["dark_patches"]})
    page = client.get(response.headers["Location"]).content.decode()
    assert "Have it seen within two weeks" in page
    assert reverse("take_along", args=[case.public_id]) in page


def test_nothing_half_said_is_kept(client: Client, case: Case) -> None:
    response = send(client, case, {"asked": "alarm_signs", "alarm_signs": "none_of_these"})
    assert asked(response) == "scalp_warnings"
    assert standing(case).reports == ()


def test_all_answers_may_come_in_one_form(client: Client, case: Case) -> None:
    assert send(client, case, CALM).status_code == 302
    assert len(standing(case).reports) == 1


def test_lumps_are_asked_about_and_only_lumps(client: Client, case: Case) -> None:
    answers = {**CALM, "scalp_warnings": ["glands"], "lump_days": "3"}
    _, taken = tap(client, case, answers)
    assert "lump_days" in taken
    assert standing(case).reports[0].signs["lump_days"].value == 3


def test_who_was_never_needled_is_asked_about_no_needling(client: Client) -> None:
    case = somebody({"needled_before": False})
    _, taken = tap(client, case, CALM)
    assert taken == ["alarm_signs", "scalp_warnings", "fever"]


@pytest.mark.parametrize("why", ["does_not_know", "declined"])
def test_not_knowing_is_kept_as_not_knowing(client: Client, case: Case, why: str) -> None:
    tap(client, case, {**CALM, "fever": f"unknown:{why}"})
    assert standing(case).reports[0].signs["fever"].value is Unknown(why)


def test_an_old_answer_is_never_taken_for_todays(client: Client, case: Case) -> None:
    """A form left open counts for when it was opened."""
    begun = now() - timedelta(hours=9)
    send(client, case, CALM, begun)
    (report,) = standing(case).reports
    assert report.at == begun
    assert {answer.at for answer in report.signs.values()} == {begun}


def test_one_can_go_back_and_what_was_chosen_is_still_there(client: Client, case: Case) -> None:
    form = {"asked": "fever", "alarm_signs": "none_of_these", "scalp_warnings": "rash"}
    response = send(client, case, {**form, "back": "scalp_warnings"})
    assert asked(response) == "scalp_warnings"
    page = response.content.decode()
    assert 'value="rash" id="answer-9" checked' in page
    assert '<input type="hidden" name="alarm_signs" value="none_of_these">' in page


# What it means, at once


def test_an_emergency_is_kept_and_said_before_anything_else_is_asked(
    client: Client, case: Case
) -> None:
    response, taken = tap(client, case, {"alarm_signs": ["breathing"]})
    assert taken == ["alarm_signs"]
    page = client.get(response.headers["Location"]).content.decode()
    assert page.index("Call the emergency number now") < page.index("Do this now")
    assert "Next check-in" not in page
    assert standing(case).reports[0].signs["alarm_signs"].value == ("breathing",)


def test_what_needs_a_doctor_today_still_asks_what_could_make_it_an_emergency(
    client: Client, case: Case
) -> None:
    response, taken = tap(client, case, {**CALM, "scalp_warnings": ["growing_redness"]})
    assert taken == ["alarm_signs", "scalp_warnings"]
    page = client.get(response.headers["Location"]).content.decode()
    assert "See a doctor today" in page
    assert f'href="{address(case)}?ask=fever"' in page


def test_one_question_can_be_answered_alone_and_can_raise_the_alarm(
    client: Client, case: Case
) -> None:
    tap(client, case, {**CALM, "scalp_warnings": ["growing_redness"]})
    response: Any = client.get(address(case), {"ask": "fever"})
    assert asked(response) == "fever"
    response = send(client, case, {"only": "fever", "asked": "fever", "fever": "at_least_38"})
    page = client.get(response.headers["Location"]).content.decode()
    assert "Call the emergency number now" in page
    assert len(standing(case).reports) == 2


def test_an_earlier_alarm_can_be_taken_back_by_a_whole_check_in(client: Client) -> None:
    earlier = now() - timedelta(hours=1)
    pus = Report(earlier, {"scalp_warnings": Answer(("pus",), earlier)})
    case = somebody(hours_ago=30, hours_old=30, reports=(pus,))
    assert "See a doctor today" in client.get(address(case)).content.decode()
    response, taken = tap(client, case, CALM)
    assert taken == list(CALM)
    assert "See a doctor today" not in client.get(response.headers["Location"]).content.decode()


def test_a_calm_check_in_says_what_comes_next(client: Client, case: Case) -> None:
    response, _ = tap(client, case, {**CALM, "scalp_signs": ["redness"]})
    page = client.get(response.headers["Location"]).content.decode()
    assert "Nothing you told us is unusual for this day" in page
    assert "Next check-in" in page
    assert 'role="alert"' not in page


def test_more_hair_leads_to_looking_into_it_and_promises_nothing(
    client: Client, case: Case
) -> None:
    response, _ = tap(client, case, {**CALM, "shed_more": "a_lot"})
    page = client.get(response.headers["Location"]).content.decode()
    assert reverse("hair_loss", args=[case.public_id]) in page
    assert "It does not show that needling helps" in page
    assert "Nothing you told us is unusual" not in page


def test_without_any_check_in_the_page_says_so(client: Client) -> None:
    case = somebody({id: None for id in CALM}, hours_ago=30)
    page = client.get(reverse("checked_in", args=[case.public_id])).content.decode()
    assert "No check-in yet" in page


# Who else hears of it


def test_those_who_wait_for_a_check_in_are_told_once(
    client: Client, case: Case, heard: list[Report]
) -> None:
    begun = now()
    send(client, case, CALM, begun)
    send(client, case, CALM, begun)
    assert len(heard) == len(standing(case).reports) == 1


def test_when_they_fail_nothing_is_kept(client: Client, case: Case) -> None:
    def fail(_request: HttpRequest, _case: Case, _report: Report) -> None:
        raise RuntimeError

    AFTER_CHECK_IN.append(fail)
    try:
        with pytest.raises(RuntimeError):
            send(client, case, CALM)
    finally:
        AFTER_CHECK_IN.remove(fail)
    assert standing(case).reports == ()


# Twice, two windows, and bad input


def test_a_form_sent_twice_is_kept_once(client: Client, case: Case) -> None:
    begun = now()
    for _ in range(3):
        assert send(client, case, CALM, begun).status_code == 302
    assert len(standing(case).reports) == 1


def test_check_ins_from_two_windows_are_both_kept_and_the_later_counts(
    client: Client, case: Case
) -> None:
    begun = now()
    send(client, case, {"alarm_signs": "none_of_these", "scalp_warnings": "pus"}, begun)
    send(client, case, CALM, begun)
    assert len(standing(case).reports) == 2
    page = client.get(reverse("checked_in", args=[case.public_id])).content.decode()
    assert "Your check-in is kept" in page


@pytest.mark.parametrize(
    ("question", "answer", "says"),
    [
        ("alarm_signs", "", "Tick what applies"),
        ("alarm_signs", ["breathing", "none_of_these"], "rule each other out"),
        ("alarm_signs", "octopus", "Choose among the answers"),
        ("alarm_signs", ["breathing", "unknown:declined"], "rule each other out"),
        ("fever", "", "Choose one answer"),
        ("fever", "octopus", "Choose one of the answers"),
        ("fever", ["below_38", "feels_hot"], "Choose one answer"),
        ("lump_days", "", "Write a number"),
        ("lump_days", "many", "in digits"),
        ("lump_days", "-3", "from 0 to 3,650"),
        ("lump_days", "9" * 50, "from 0 to 3,650"),
        ("lump_days", "9" * 9000, "from 0 to 3,650"),
    ],
)
def test_a_slip_is_said_and_nothing_is_kept(
    client: Client, case: Case, question: str, answer: Any, says: str
) -> None:
    before: dict[str, Any] = {"alarm_signs": "none_of_these"}
    before |= {"scalp_warnings": "none_of_these"} if question == "fever" else {}
    if question == "lump_days":
        before |= {**CALM, "scalp_warnings": "glands"}
    response = send(client, case, {**before, "asked": question, question: answer})
    assert response.status_code == 422
    assert asked(response) == question
    assert says in response.content.decode()
    assert standing(case).reports == ()


def test_what_was_ticked_is_still_there_after_a_slip(client: Client, case: Case) -> None:
    form = {"asked": "alarm_signs", "alarm_signs": ["dizzy", "none_of_these"]}
    page = send(client, case, form).content.decode()
    assert 'value="dizzy" id="answer-11" checked' in page


@pytest.mark.parametrize("begun", ["", "x", "2026-13-40", "9" * 5000, "1950-01-01T00:00:00+00:00"])
def test_a_form_that_no_page_of_ours_showed_is_refused(
    client: Client, case: Case, begun: str
) -> None:
    assert client.post(address(case), {"begun": begun, **CALM}).status_code == 400
    assert standing(case).reports == ()


def test_a_clock_set_back_while_the_form_was_open_loses_nothing(client: Client, case: Case) -> None:
    assert send(client, case, CALM, now() + timedelta(days=2)).status_code == 302
    (report,) = standing(case).reports
    assert report.at <= now()


def test_an_unknown_question_is_passed_over(client: Client, case: Case) -> None:
    response: Any = client.get(address(case), {"ask": "octopus"})
    assert asked(response) == "alarm_signs"


def test_another_site_can_keep_nothing(strict_client: Client, case: Case) -> None:
    assert send(strict_client, case, CALM).status_code == 403
    assert standing(case).reports == ()


def test_an_unknown_record_has_no_check_in(client: Client) -> None:
    for name in ("check_in", "checked_in"):
        assert client.get(reverse(name, args=[uuid4()])).status_code == 404

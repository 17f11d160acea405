"""Every press of a guided session: acted on once, held against the record, stopped at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from anagen.records.answers import Answer
from anagen.records.words import Endpoint
from anagen.store.models import Case
from anagen.store.rows import change_record
from anagen.store.sessions.models import GuidedSession
from anagen.web.treat.written import read_guide, written_guide
from tests.web.treat.ground import (
    Time,
    at,
    begin,
    clear,
    go_to,
    guide_of,
    hidden,
    kept,
    press,
    sessions,
)

ROLL = "step_roll_home"


# Presses


def test_a_double_tap_is_one_step(client: Client, case: Case) -> None:
    begin(client, case)
    form = {**hidden(client.get(at(case)).content.decode()), "press": "next"}
    for _ in range(3):
        assert client.post(at(case), form).status_code == 302
    assert guide_of(case).at == 1


def test_a_press_from_an_old_window_changes_nothing_and_shows_where_it_is(
    client: Client, case: Case
) -> None:
    begin(client, case)
    old = {**hidden(client.get(at(case)).content.decode()), "press": "next"}
    press(client, case, "next")
    answer = client.post(at(case), {**old, "once": str(uuid4())})
    assert answer.status_code == 409
    assert "went on in another window" in answer.content.decode()
    assert guide_of(case).at == 1


@pytest.mark.parametrize(
    "wrong", [{"press": "fly"}, {"seen": "x"}, {"once": "1"}, {"seen": "9" * 12}]
)
def test_a_press_we_cannot_read_is_refused(
    client: Client, case: Case, wrong: dict[str, str]
) -> None:
    begin(client, case)
    form = {**hidden(client.get(at(case)).content.decode()), "press": "next", **wrong}
    assert client.post(at(case), form).status_code == 400
    assert guide_of(case).at == 0


def test_a_press_without_a_session_leads_back(client: Client, case: Case) -> None:
    form = {"once": str(uuid4()), "seen": "1", "press": "next"}
    assert client.post(at(case), form)["Location"] == at(case, "session")


def test_another_device_finds_the_session_exactly_where_it_was(
    client: Client, case: Case, time: Time
) -> None:
    begin(client, case)
    go_to(client, case, "step_soak", time)
    press(client, case, "timer_on")
    time.on(minutes=4)
    before = guide_of(case)
    page = Client().get(at(case)).content.decode()
    assert ">4:00<" in page
    assert 'data-elapsed="240"' in page
    assert guide_of(case) == before


def test_the_state_comes_back_from_json_as_it_went_in(
    client: Client, case: Case, time: Time
) -> None:
    begin(client, case)
    go_to(client, case, ROLL, time)
    press(client, case, "run_on")
    press(client, case, "pause")
    guide = guide_of(case)
    assert guide.paused
    assert read_guide(written_guide(guide)) == guide


# Safety at every press


def answered(case: Case, time: Time, **said: Any) -> None:
    """Gives answers while a session is under way."""

    def change(record: Any) -> Any:
        fresh = {id: Answer(value, time.at) for id, value in said.items()}
        return replace(record, answers={**record.answers, **fresh})

    change_record(case.public_id, change, time.at)


def test_an_answer_that_forbids_it_stops_the_next_pass(
    client: Client, case: Case, time: Time
) -> None:
    begin(client, case)
    go_to(client, case, ROLL, time)
    press(client, case, "run_on")
    time.on(minutes=1)
    answered(case, time, alarm_signs=("dizzy",))
    answer = press(client, case, "run_next")
    assert answer.status_code == 409
    assert "No needle on the skin yet" in answer.content.decode()
    assert guide_of(case).run is None
    assert press(client, case, "run_on").status_code == 409
    assert len(guide_of(case).runs) == 1


def test_an_answer_that_grew_old_meanwhile_stops_it_too(
    client: Client, case: Case, time: Time
) -> None:
    begin(client, case)
    go_to(client, case, ROLL, time)
    time.on(days=2)
    assert press(client, case, "run_on").status_code == 409
    assert not guide_of(case).needled


def test_needles_wait_for_the_alcohol(client: Client, case: Case, time: Time) -> None:
    begin(client, case)
    go_to(client, case, "step_soak", time)
    press(client, case, "timer_on")
    while guide_of(case).step.id != ROLL:
        press(client, case, "next")
    time.on(minutes=9)
    answer = press(client, case, "run_on")
    assert answer.status_code == 409
    assert "needs 1 minute more" in answer.content.decode()
    time.on(minutes=1)
    assert press(client, case, "run_on").status_code == 302


def test_a_plan_that_was_narrowed_meanwhile_counts_at_once(
    client: Client, case: Case, time: Time
) -> None:
    begin(client, case)
    go_to(client, case, ROLL, time)
    row = GuidedSession.objects.get()
    guide = read_guide(row.state)
    row.state = written_guide(replace(guide, choice=replace(guide.choice, needle_mm=0.5)))
    row.save()
    answer = press(client, case, "run_on")
    assert answer.status_code == 409
    assert "now allows less" in answer.content.decode()


# Stopping


def test_a_stop_with_a_warning_sign_says_what_to_do_and_is_remembered(
    client: Client, case: Case, time: Time
) -> None:
    begin(client, case)
    go_to(client, case, ROLL, time)
    press(client, case, "run_on")
    time.on(seconds=40)
    assert press(client, case, "stop")["Location"] == at(case, "session_stop")
    time.on(minutes=5)
    page = client.get(at(case, "session_stop")).content.decode()
    answer = client.post(
        at(case, "session_stop"), {**hidden(page), "why": ["fainted", "bleeds", "nonsense"]}
    )
    after = client.get(answer["Location"]).content.decode()
    assert "Call the emergency number now" in after
    assert "Your next session" not in after
    (session,) = sessions(case)
    assert session.endpoint is Endpoint.HEAVIER_BLEEDING
    assert session.ended - session.started == timedelta(seconds=40)
    assert "Start a session" not in client.get(at(case, "session")).content.decode()


def test_a_stop_before_any_needle_keeps_no_session(client: Client, case: Case) -> None:
    begin(client, case)
    page = client.get(at(case, "session_stop")).content.decode()
    client.post(at(case, "session_stop"), {**hidden(page), "why": "enough"})
    assert sessions(case) == ()
    assert "Start a session" in client.get(at(case, "session")).content.decode()


def test_a_stop_is_taken_from_any_window_however_old(
    client: Client, case: Case, time: Time
) -> None:
    begin(client, case)
    go_to(client, case, ROLL, time)
    old = hidden(client.get(at(case)).content.decode())
    press(client, case, "run_on")
    answer = client.post(at(case), {**old, "press": "stop"})
    assert answer["Location"] == at(case, "session_stop")
    assert guide_of(case).paused


def test_care_after_a_stop_is_still_told(client: Client, case: Case, time: Time) -> None:
    begin(client, case)
    go_to(client, case, ROLL, time)
    press(client, case, "run_on")
    page = client.get(at(case, "session_stop")).content.decode()
    answer = client.post(at(case, "session_stop"), {**hidden(page), "why": "hurts"})
    after = client.get(answer["Location"]).content.decode()
    assert "No more needles today." in after
    assert "Rinse off any blood" in after


# Whose it is


def test_a_session_of_another_case_cannot_be_ended_or_seen(
    client: Client, case: Case, time: Time
) -> None:
    begin(client, case)
    other = kept(clear())
    row = GuidedSession.objects.get()
    client.post(at(other, "session_finish"), {"session": str(row.public_id)})
    assert GuidedSession.objects.get().outcome == ""
    assert client.get(at(other, "session_ended", row.public_id)).status_code == 404
    for name in ("session", "session_begin", "session_now", "session_stop", "session_finish"):
        assert client.get(reverse(name, args=[uuid4()])).status_code == 404


def test_erasing_a_case_erases_its_session(client: Client, case: Case) -> None:
    begin(client, case)
    client.post(reverse("delete", args=[case.public_id]))
    assert not GuidedSession.objects.exists()

"""The guided session: begun when it may, never beyond the limit, kept exactly once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from anagen.knowledge.protocol import Protocol
from anagen.records.answers import Answer
from anagen.records.words import Endpoint, Zone
from anagen.store.models import Case
from anagen.store.rows import change_record, record_of
from anagen.store.sessions.models import GuidedSession
from anagen.web.knowing import knowledge
from anagen.web.treat.guide import NEEDLING
from anagen.web.treat.written import read_guide, written_guide
from tests.web.treat.ground import (
    NOW,
    Time,
    a_session,
    at,
    begin,
    clear,
    go_to,
    guide_of,
    hidden,
    kept,
    needle_all,
    press,
    sessions,
)

ROLL = "step_roll_home"


def finish(client: Client, case: Case, **more: str) -> Any:
    """Sends the last form."""
    page = client.get(at(case, "session_finish")).content.decode()
    return client.post(at(case, "session_finish"), {**hidden(page), **more})


# Beginning


def test_every_protocol_needles_in_exactly_one_step() -> None:
    for protocol in knowledge().of_kind(Protocol):
        assert len(NEEDLING.intersection(protocol.steps)) == 1, protocol.id


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"skin_today": ("open_wound",)}, None),
        ({"skin_today": None}, "1 answer is still open"),
        ({"device_kind": None}, "answer"),
    ],
)
def test_who_may_not_start_finds_no_way_in(
    client: Client, db: None, time: Time, said: dict[str, Any], says: str | None
) -> None:
    case = kept(clear(said))
    hub = client.get(at(case, "session")).content.decode()
    assert "Start a session" not in hub
    assert says is None or says in hub
    form = {"once": str(uuid4()), "zone": "crown", "passes": "2"}
    for answer in (
        client.get(at(case, "session_begin")),
        client.post(at(case, "session_begin"), form),
    ):
        assert answer["Location"] == at(case, "session")
    assert not GuidedSession.objects.exists()


def test_a_rest_that_runs_says_until_when(client: Client, db: None, time: Time) -> None:
    parts = {"sessions": (a_session(NOW - timedelta(days=2)),)}
    said = {"needled_before": None, "skin_recovered": True, "occluded": False}
    hub = client.get(at(kept(clear(said, **parts)), "session")).content.decode()
    assert "You may start from" in hub
    assert "Start a session" not in hub


@pytest.mark.parametrize(
    "wrong",
    [
        {"passes": "5"},
        {"passes": "0"},
        {"passes": "2.5"},
        {"passes": "many"},
        {"passes": ""},
        {"zone": []},
        {"zone": [zone.value for zone in Zone][:6]},
        {"zone": ["neck"]},
    ],
)
def test_more_than_the_limit_is_never_begun(
    client: Client, case: Case, wrong: dict[str, Any]
) -> None:
    form = {"once": str(uuid4()), "zone": ["crown"], "passes": "2", **wrong}
    answer = client.post(at(case, "session_begin"), form)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not GuidedSession.objects.exists()


def test_less_than_the_plan_is_always_fine(client: Client, case: Case) -> None:
    begin(client, case, zone=["back"], passes="1")
    choice = guide_of(case).choice
    assert (choice.zones, choice.passes, choice.depth_mm) == ((Zone.BACK,), 1, 0.25)


def test_a_depth_beyond_the_plan_cannot_be_sent_with_a_roller(client: Client, case: Case) -> None:
    begin(client, case, depth="2.5")
    assert guide_of(case).choice.depth_mm == 0.25


def test_beginning_twice_is_one_session(client: Client, case: Case) -> None:
    begin(client, case)
    begin(client, case)
    assert GuidedSession.objects.count() == 1


# The walk


def test_a_whole_session_becomes_one_session_of_the_record(
    client: Client, case: Case, time: Time
) -> None:
    begin(client, case)
    go_to(client, case, ROLL, time)
    began = time.at
    needle_all(client, case, time)
    go_to(client, case, "step_record_home", time)
    told = {
        "endpoint": "mild_redness",
        "pain": "2",
        "antiseptic": "alcohol",
        "occluded": "no",
        "applied": "plain gel",
        "applied_at": f"{clear().local(time.at):%H:%M}",
    }
    answer = finish(client, case, **told)
    (session,) = sessions(case)
    assert session.started == began
    assert session.ended - session.started == timedelta(minutes=5)
    assert [(one.zone, one.passes) for one in session.zones] == [
        (Zone.MID_SCALP, 2),
        (Zone.CROWN, 2),
    ]
    assert (session.endpoint, session.pain, session.occluded) == (Endpoint.MILD_REDNESS, 2, False)
    assert session.applied[0].product == "plain gel"
    assert session.uses == 4
    after = client.get(answer["Location"]).content.decode()
    assert "Washing your hair" in after
    assert "Leave off for now" in after
    record = record_of(case, time.at)
    assert record.answers["needle_uses"].value == 4


def test_what_is_left_open_stays_unknown(client: Client, case: Case, time: Time) -> None:
    begin(client, case)
    go_to(client, case, ROLL, time)
    needle_all(client, case, time)
    finish(client, case)
    (session,) = sessions(case)
    assert (session.endpoint, session.pain, session.occluded) == (None, None, None)
    assert (session.antiseptic, session.applied, session.anaesthetic) == ("", (), None)


def test_finishing_twice_keeps_one_session(client: Client, case: Case, time: Time) -> None:
    begin(client, case)
    go_to(client, case, ROLL, time)
    needle_all(client, case, time)
    page = client.get(at(case, "session_finish")).content.decode()
    form = {**hidden(page), "pain": "3"}
    first = client.post(at(case, "session_finish"), form)
    second = client.post(at(case, "session_finish"), {**form, "pain": "9"})
    assert first["Location"] == second["Location"]
    assert [one.pain for one in sessions(case)] == [3]


@pytest.mark.parametrize(
    "wrong", [{"pain": "11"}, {"pain": "much"}, {"antiseptic": "x" * 81}, {"applied": "x" * 81}]
)
def test_a_slip_at_the_end_loses_nothing(
    client: Client, case: Case, time: Time, wrong: dict[str, str]
) -> None:
    begin(client, case)
    go_to(client, case, ROLL, time)
    needle_all(client, case, time)
    answer = finish(client, case, endpoint="nothing", **wrong)
    assert answer.status_code == 422
    assert 'value="nothing" checked' in answer.content.decode()
    assert sessions(case) == ()
    assert finish(client, case).status_code == 302
    assert len(sessions(case)) == 1


def test_a_session_without_needles_is_no_session(client: Client, case: Case, time: Time) -> None:
    begin(client, case)
    answer = finish(client, case)
    assert sessions(case) == ()
    assert "Ended without a session" in client.get(answer["Location"]).content.decode()
    assert client.get(at(case))["Location"] == at(case, "session")


def test_a_zone_can_be_skipped_or_ended_early(client: Client, case: Case, time: Time) -> None:
    begin(client, case)
    go_to(client, case, ROLL, time)
    press(client, case, "zone_over")
    press(client, case, "run_on")
    time.on(minutes=1)
    press(client, case, "zone_over")
    assert guide_of(case).step.id != ROLL
    finish(client, case)
    (session,) = sessions(case)
    assert [(one.zone, one.passes) for one in session.zones] == [(Zone.CROWN, 1)]


def test_no_pass_beyond_the_chosen_number_is_ever_made(
    client: Client, case: Case, time: Time
) -> None:
    begin(client, case, zone=["crown"], passes="1")
    go_to(client, case, ROLL, time)
    for word in ("run_on", "run_next", "run_on", "run_next", "run_on"):
        press(client, case, word)
        time.on(minutes=1)
    assert len(guide_of(case).runs) == 1


def test_a_pause_does_not_count(client: Client, case: Case, time: Time) -> None:
    begin(client, case)
    go_to(client, case, ROLL, time)
    press(client, case, "run_on")
    time.on(seconds=30)
    press(client, case, "pause")
    time.on(minutes=10)
    assert ">0:30<" in client.get(at(case)).content.decode()
    press(client, case, "resume")
    time.on(seconds=15)
    assert ">0:45<" in client.get(at(case)).content.decode()


def test_a_session_left_open_overnight_can_still_be_kept(
    client: Client, case: Case, time: Time
) -> None:
    begin(client, case, zone=["crown"], passes="1")
    go_to(client, case, ROLL, time)
    press(client, case, "run_on")
    time.on(hours=20)
    press(client, case, "run_off")
    assert finish(client, case).status_code == 302
    (session,) = sessions(case)
    assert session.ended - session.started == timedelta(hours=12)
    assert client.get(at(case, "session")).status_code == 200


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

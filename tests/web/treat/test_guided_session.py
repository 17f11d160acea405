"""The guided session: begun when it may, never beyond the limit, kept exactly once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from anagen.knowledge.protocol import Protocol
from anagen.records.words import DeviceKind, Endpoint, Setting, Zone
from anagen.store.models import Case
from anagen.store.rows import record_of
from anagen.store.sessions.models import GuidedSession
from anagen.web.knowing import knowledge
from anagen.web.treat import keeping
from anagen.web.treat.guide import NEEDLING, Choice, GuideStep
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


@pytest.mark.parametrize(
    ("hour", "ago_minutes"), [("00:04", 1), ("23:58", 7), ("", 0), ("00:05", 0)]
)
def test_what_was_put_on_before_midnight_is_of_the_evening_before(
    client: Client, case: Case, time: Time, hour: str, ago_minutes: int
) -> None:
    begin(client, case)
    go_to(client, case, ROLL, time)
    needle_all(client, case, time)
    five_past = clear().local(time.at).replace(hour=0, minute=5, second=0) + timedelta(days=1)
    time.on(seconds=(five_past - time.at).total_seconds())
    assert finish(client, case, applied="gel", applied_at=hour).status_code == 302
    (session,) = sessions(case)
    assert session.applied[0].at == time.at - timedelta(minutes=ago_minutes)


def test_what_was_put_on_later_than_now_is_asked_again(
    client: Client, case: Case, time: Time
) -> None:
    begin(client, case)
    go_to(client, case, ROLL, time)
    needle_all(client, case, time)
    for wrong in ("23:00", "soon"):
        assert finish(client, case, applied="gel", applied_at=wrong).status_code == 422
    assert sessions(case) == ()


def test_two_windows_that_begin_at_once_begin_one_session(case: Case) -> None:
    choice = Choice(Setting.HOME, DeviceKind.ROLLER, 0.25, 0.25, 2, (Zone.CROWN,), 60)
    step = GuideStep(ROLL, "Roll", "Roll.", "", None, None)
    for _ in range(2):
        keeping.begin(case, (step,), choice, NOW, uuid4())
    assert GuidedSession.objects.count() == 1

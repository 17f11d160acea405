"""Rollers and cartridges: uses counted, never shared, cleaned, replaced."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from anagen.knowledge.rule import Rule
from anagen.records.words import DeviceKind, Setting
from anagen.store.models import Case
from anagen.store.rows import record_of
from anagen.store.sessions.models import Cleaning, DeviceUse, KeptDevice
from anagen.web.knowing import knowledge
from anagen.web.treat.past import session_id
from anagen.web.treat.uses import uses_of
from tests.web.treat.ground import (
    NOW,
    Time,
    a_session,
    at,
    begin,
    clear,
    go_to,
    hidden,
    kept,
    needle_all,
    press,
    sessions,
)
from tests.web.treat.test_logged_sessions import filled


def told(**more: str) -> dict[str, str]:
    """The form for a new roller."""
    return {
        "once": str(uuid4()),
        "kind": "roller",
        "needle_mm": "0.25",
        "owner": "me",
        "mark": "Blue handle",
        "kept_since": "2026-11-01",
        "uses_before": "0",
        **more,
    }


def add(client: Client, case: Case, **more: str) -> KeptDevice:
    answer = client.post(at(case, "kept_devices"), told(**more))
    assert answer.status_code == 302, answer.content.decode()
    return KeptDevice.objects.filter(case=case).latest("pk")


def together(device: KeptDevice, case: Case) -> int:
    case.refresh_from_db()
    return uses_of(device, record_of(case, NOW + timedelta(days=90))).together


def test_a_session_with_a_device_counts_once_and_taking_it_out_takes_it_back(
    client: Client, case: Case, time: Time
) -> None:
    device = add(client, case, uses_before="2")
    begin(client, case, kept_device=str(device.public_id))
    go_to(client, case, "step_roll_home", time)
    needle_all(client, case, time)
    page = client.get(at(case, "session_finish")).content.decode()
    for _ in range(2):
        client.post(at(case, "session_finish"), hidden(page))
    assert together(device, case) == 3
    (session,) = sessions(case)
    assert session.uses == 3
    client.post(at(case, "session_delete", session_id(session)))
    assert together(device, case) == 2
    assert not DeviceUse.objects.exists()


def test_a_logged_session_counts_for_the_device_it_names_alone(client: Client, case: Case) -> None:
    blue, red = add(client, case), add(client, case, mark="Red handle")
    client.post(at(case, "session_log"), filled(kept_device=str(blue.public_id)))
    assert (together(blue, case), together(red, case)) == (1, 0)
    (session,) = sessions(case)
    address = at(case, "session_edit", session_id(session))
    case.refresh_from_db()
    moved = filled(kept_device=str(red.public_id), seen=str(case.version), **{"from": "18:35"})
    assert client.post(address, moved).status_code == 302
    assert (together(blue, case), together(red, case)) == (0, 1)


def test_a_session_that_names_no_device_counts_for_every_one_it_may_have_been(
    client: Client, case: Case
) -> None:
    fits, longer = add(client, case), add(client, case, needle_mm="0.5")
    newer = add(client, case, kept_since="2026-11-20")
    client.post(at(case, "session_log"), filled(day="2026-11-19"))
    assert (together(fits, case), together(longer, case), together(newer, case)) == (1, 0, 0)


@pytest.mark.parametrize(
    ("before", "says"),
    [(0, "Can be used"), (9, "Can be used"), (10, "Get a new one soon"), (15, "Replace it now")],
)
def test_replacement_is_due_when_the_knowledge_says_so(
    client: Client, case: Case, before: int, says: str
) -> None:
    rail = knowledge().guardrail("needle_uses", Setting.HOME, DeviceKind.ROLLER)
    assert rail
    assert (rail.recommended_most, rail.most) == (10, 15)
    add(client, case, uses_before=str(before))
    assert says in client.get(at(case, "kept_devices")).content.decode()
    offered = client.get(at(case, "session_begin")).content.decode()
    assert ("Blue handle" in offered) is (before < 15)


def test_a_cartridge_is_for_one_use(client: Client, case: Case) -> None:
    device = add(client, case, kind="pen")
    page = client.get(at(case, "kept_device", device.public_id)).content.decode()
    assert "After one use" in page
    add(client, case, kind="pen", uses_before="1")
    assert "Replace it now" in client.get(at(case, "kept_devices")).content.decode()


def test_a_device_that_two_people_claim_is_warned_about(client: Client, case: Case) -> None:
    mine = add(client, case, owner="me")
    other = kept(clear())
    assert "Somebody else says" not in device_page(client, case, mine)
    theirs = add(client, other, owner="Ben", mark=" blue HANDLE ")
    shared = knowledge().fact("shared_needles", Rule).says
    for one_case, device, who in ((case, mine, "Ben"), (other, theirs, "me")):
        page = device_page(client, one_case, device)
        assert f"Somebody else says this device is theirs: {who}" in page
        assert shared.split(",")[0] in page
    client.post(at(other, "retire_device", theirs.public_id))
    assert "Somebody else says" not in device_page(client, case, mine)


def device_page(client: Client, case: Case, device: KeptDevice) -> str:
    return str(client.get(at(case, "kept_device", device.public_id)).content.decode())


@pytest.mark.parametrize(
    ("form", "counts"),
    [
        ({"method": "alcohol_70", "minutes": "10"}, True),
        ({"method": "alcohol_70", "minutes": "9"}, False),
        ({"method": "alcohol_70", "minutes": ""}, False),
        ({"method": "other", "minutes": "60"}, False),
    ],
)
def test_only_enough_alcohol_counts_as_disinfected(
    client: Client, case: Case, form: dict[str, str], counts: bool
) -> None:
    device = add(client, case)
    address = at(case, "kept_device", device.public_id)
    sent = {"once": str(uuid4()), **form}
    for _ in range(2):
        assert client.post(address, sent).status_code == 302
    assert Cleaning.objects.count() == 1
    assert ("Not enough to disinfect it" in client.get(address).content.decode()) is not counts


def test_a_cleaning_without_a_method_is_asked_for(client: Client, case: Case) -> None:
    device = add(client, case)
    answer = client.post(at(case, "kept_device", device.public_id), {"once": str(uuid4())})
    assert answer.status_code == 422
    assert not Cleaning.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "hammer"},
        {"needle_mm": "5"},
        {"owner": ""},
        {"owner": "x" * 61},
        {"kept_since": "2026-12-24"},
        {"uses_before": "-1"},
        {"uses_before": ""},
        {"note": "x" * 201},
    ],
)
def test_a_slip_about_a_device_loses_nothing(
    client: Client, case: Case, wrong: dict[str, str]
) -> None:
    answer = client.post(at(case, "kept_devices"), told(**wrong))
    assert answer.status_code == 422
    assert "Blue handle" in answer.content.decode()
    assert not KeptDevice.objects.exists()


def test_adding_twice_keeps_one_and_never_in_another_case(client: Client, case: Case) -> None:
    form, other = told(), kept(clear())
    for _ in range(2):
        assert client.post(at(case, "kept_devices"), form).status_code == 302
    assert client.post(at(other, "kept_devices"), form).status_code == 404
    assert KeptDevice.objects.count() == 1


def test_out_of_use_is_asked_first_and_never_offered_again(client: Client, case: Case) -> None:
    device = add(client, case)
    address = at(case, "retire_device", device.public_id)
    assert "Take it out of use?" in client.get(address).content.decode()
    assert KeptDevice.objects.get().retired_on is None
    for _ in range(2):
        assert client.post(address).status_code == 302
    assert "Blue handle" not in client.get(at(case, "session_begin")).content.decode()
    assert "Out of use" in client.get(at(case, "kept_devices")).content.decode()


def test_a_device_of_another_case_is_not_there(client: Client, case: Case) -> None:
    device, other = add(client, case), kept(clear())
    for name in ("kept_device", "retire_device"):
        for send in (client.get, client.post):
            assert send(at(other, name, device.public_id)).status_code == 404
    begin(client, other, kept_device=str(device.public_id))
    assert not DeviceUse.objects.exists()


def test_what_is_soaked_in_a_guided_session_stands_in_the_cleaning_log(
    client: Client, case: Case, time: Time
) -> None:
    device = add(client, case)
    begin(client, case, kept_device=str(device.public_id))
    go_to(client, case, "step_soak", time)
    press(client, case, "timer_on")
    time.on(minutes=12)
    go_to(client, case, "step_roll_home", time)
    needle_all(client, case, time)
    page = client.get(at(case, "session_finish")).content.decode()
    client.post(at(case, "session_finish"), hidden(page))
    (entry,) = Cleaning.objects.filter(device=device)
    assert entry.minutes
    assert 12 <= entry.minutes <= 30


def test_a_use_before_the_device_was_kept_does_not_count(
    client: Client, db: None, time: Time
) -> None:
    old = a_session(NOW - timedelta(days=60))
    case = kept(clear(sessions=(old,)))
    assert together(add(client, case), case) == 0


def test_erasing_a_case_erases_its_devices(client: Client, case: Case) -> None:
    device: Any = add(client, case)
    client.post(
        at(case, "kept_device", device.public_id), {"once": str(uuid4()), "method": "other"}
    )
    client.post(reverse("delete", args=[case.public_id]))
    assert not KeptDevice.objects.exists()
    assert not Cleaning.objects.exists()

"""Sessions written down by hand: like the last one, put right, taken out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from anagen.records.session import Anaesthetic, ZonePasses
from anagen.records.words import DeviceKind, Endpoint, Zone
from anagen.store.models import Case
from anagen.web.treat.past import session_id
from tests.web.treat.ground import NOW, Time, a_session, at, clear, kept, sessions

LAST = a_session(
    NOW - timedelta(days=14),
    zones=(ZonePasses(Zone.HAIRLINE, 1, 0.2), ZonePasses(Zone.CROWN, 2, 0.25)),
    endpoint=Endpoint.MILD_REDNESS,
    pain=3,
    antiseptic="alcohol",
    uses=4,
)


@pytest.fixture
def again(db: None, time: Time) -> Case:
    """A case with one session two weeks ago."""
    return kept(clear(sessions=(LAST,)))


def filled(**more: Any) -> dict[str, Any]:
    """The form for a session of today, from 18:40 to 18:55 in Madrid."""
    return {
        "once": str(uuid4()),
        "seen": "1",
        "day": "2026-11-20",
        "from": "18:40",
        "to": "18:55",
        "device": "roller",
        "needle_mm": "0.25",
        "zone": ["crown"],
        "passes_crown": "2",
        "depth_crown": "0.25",
        **more,
    }


def form_on(page: str) -> dict[str, Any]:
    """What a browser would send from the page as it stands."""
    form: dict[str, Any] = {"zone": re.findall(r'name="zone" value="(\w+)"[^>]* checked', page)}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        is_picked = "checkbox" not in tag and ("radio" not in tag or " checked" in tag)
        if name and value and is_picked:
            form.setdefault(name[1], value[1])
    device = re.search(r'value="(\w+)" selected', page)
    return {**form, "device": device[1] if device else ""}


def test_a_session_like_the_last_is_kept_with_one_press(client: Client, again: Case) -> None:
    hub = client.get(at(again, "session")).content.decode()
    assert f'href="{at(again, "session_log")}"' in hub
    page = client.get(at(again, "session_log")).content.decode()
    answer = client.post(at(again, "session_log"), form_on(page))
    assert answer.status_code == 302
    old, new = sessions(again)
    assert (new.device, new.needle_mm, new.zones) == (old.device, old.needle_mm, old.zones)
    assert new.ended == NOW
    assert new.ended - new.started == old.ended - old.started
    assert (new.antiseptic, new.endpoint, new.pain) == ("alcohol", None, None)


def test_a_cover_that_nobody_told_of_is_not_taken_over(
    client: Client, db: None, time: Time
) -> None:
    """A "no" about the last session would let minoxidil back a day sooner after this one."""
    before = kept(clear(sessions=(replace(LAST, occluded=False),)))
    page = client.get(at(before, "session_log")).content.decode()
    client.post(at(before, "session_log"), form_on(page))
    assert [one.occluded for one in sessions(before)] == [False, None]


def test_without_a_last_session_the_form_holds_what_is_known(client: Client, case: Case) -> None:
    page = client.get(at(case, "session_log")).content.decode()
    form = form_on(page)
    assert (form["device"], form["needle_mm"], form["zone"]) == ("roller", "0.25", [])
    answer = client.post(at(case, "session_log"), filled())
    assert answer.status_code == 302
    (session,) = sessions(case)
    assert session.zones == (ZonePasses(Zone.CROWN, 2, 0.25),)
    assert "Session of" in client.get(answer["Location"]).content.decode()


def test_sending_it_twice_keeps_one(client: Client, case: Case) -> None:
    form = filled()
    first, second = (client.post(at(case, "session_log"), form) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert len(sessions(case)) == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"day": "2026-11-21"}, "has not come yet"),
        ({"to": "23:55"}, "has not come yet"),
        ({"day": "1850-01-01"}, "We need a year from"),
        ({"day": "2026-02-30"}, "year, month and day"),
        ({"day": ""}, "year, month and day"),
        ({"from": "25:00"}, "Write the hour"),
        ({"to": ""}, "Write the hour"),
        ({"day": "2026-11-19", "from": "07:00", "to": "20:00"}, "more than 12 hours"),
        ({"device": "hammer"}, "Choose what carried"),
        ({"needle_mm": "3.1"}, "from 0.1 to 3"),
        ({"needle_mm": "0,25 mm"}, "We need a number"),
        ({"zone": []}, "at least one zone"),
        ({"passes_crown": "0"}, "whole number from 1 to 100"),
        ({"passes_crown": ""}, "whole number from 1 to 100"),
        ({"depth_crown": "0.5"}, "from 0.1 to 0.25"),
        ({"pain": "12"}, "from 0 to 10"),
        ({"antiseptic": "x" * 81}, "At most 80 characters"),
        ({"applied": "gel", "applied_at": "nine"}, "Write the hour"),
    ],
)
def test_a_slip_is_told_and_nothing_is_lost(
    client: Client, case: Case, wrong: dict[str, Any], says: str
) -> None:
    answer = client.post(at(case, "session_log"), filled(**{"lot": "A-17", **wrong}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert 'value="A-17"' in page
    assert sessions(case) == ()


@pytest.mark.parametrize(
    ("times", "clashes"),
    [
        (("18:30", "18:45"), True),
        (("18:50", "18:58"), True),
        (("18:30", "18:58"), True),
        (("18:55", "18:58"), True),
        (("18:56", "18:58"), False),
        (("18:20", "18:39"), False),
    ],
)
def test_two_sessions_never_overlap(
    client: Client, case: Case, times: tuple[str, str], clashes: bool
) -> None:
    client.post(at(case, "session_log"), filled())
    answer = client.post(at(case, "session_log"), filled(**{"from": times[0], "to": times[1]}))
    assert answer.status_code == (422 if clashes else 302)
    assert len(sessions(case)) == (1 if clashes else 2)
    if clashes:
        assert "ran from 18:40 to 18:55" in answer.content.decode()


def test_a_session_over_midnight_ends_on_the_next_day(client: Client, case: Case) -> None:
    form = filled(day="2026-11-19", **{"from": "23:50", "to": "00:10"})
    client.post(at(case, "session_log"), form)
    (session,) = sessions(case)
    assert session.ended - session.started == timedelta(minutes=20)


def test_a_depth_left_open_is_the_whole_needle(client: Client, case: Case) -> None:
    client.post(at(case, "session_log"), filled(depth_crown=""))
    assert sessions(case)[0].deepest_mm == 0.25


def test_correcting_changes_what_was_changed_and_nothing_else(
    client: Client, db: None, time: Time
) -> None:
    cream = Anaesthetic("Lidocaine cream", grams=3)
    exact = a_session(NOW - timedelta(days=3, seconds=-17), uses=6, anaesthetic=cream, lot="L1")
    case = kept(clear(sessions=(exact,)))
    address = at(case, "session_edit", session_id(exact))
    form = {**form_on(client.get(address).content.decode()), "pain": "4"}
    assert client.post(address, form).status_code == 302
    (after,) = sessions(case)
    assert after.pain == 4
    assert (after.started, after.ended) == (exact.started, exact.ended)
    assert (after.uses, after.anaesthetic, after.lot) == (6, cream, "L1")


def test_correcting_what_changed_meanwhile_is_refused_with_what_was_typed(
    client: Client, again: Case
) -> None:
    address = at(again, "session_edit", session_id(LAST))
    form = {**form_on(client.get(address).content.decode()), "antiseptic": "iodine"}
    client.post(at(again, "session_log"), filled())
    answer = client.post(address, form)
    assert answer.status_code == 409
    assert 'value="iodine"' in answer.content.decode()
    assert sessions(again)[0].antiseptic == "alcohol"


def test_deleting_asks_first_and_is_final(client: Client, again: Case) -> None:
    address = at(again, "session_delete", session_id(LAST))
    assert "cannot be brought back" in client.get(address).content.decode()
    assert len(sessions(again)) == 1
    for _ in range(2):
        assert client.post(address).status_code == 302
    assert sessions(again) == ()
    assert client.get(address).status_code == 404


def test_taking_out_the_only_session_opens_no_way(client: Client, db: None, time: Time) -> None:
    """Somebody who said "never needled" before that session is asked once more."""
    first = a_session(NOW - timedelta(minutes=20))
    record = clear(sessions=(first,))
    case = kept(record)
    assert record.answers["needled_before"].value is False
    client.post(at(case, "session_delete", session_id(first)))
    assert sessions(case) == ()
    page = client.get(at(case, "session")).content.decode()
    assert "Start a session" not in page
    assert "still open" in page


def test_a_session_of_another_case_is_not_there(client: Client, again: Case) -> None:
    other, id = kept(clear()), session_id(LAST)
    for name in ("session_past", "session_edit", "session_delete"):
        assert client.get(at(other, name, id)).status_code == 404
        assert client.get(reverse(name, args=[uuid4(), id])).status_code == 404
    client.post(at(other, "session_delete", id))
    assert len(sessions(again)) == 1


def test_a_form_without_its_ids_is_refused(client: Client, case: Case) -> None:
    for missing in ("once", "seen"):
        form = filled()
        del form[missing]
        assert client.post(at(case, "session_log"), form).status_code == 400


def test_what_was_done_too_soon_is_kept_and_said(client: Client, again: Case) -> None:
    client.post(at(again, "session_log"), filled(day="2026-11-19"))
    client.post(at(again, "session_log"), filled())
    assert len(sessions(again)) == 3
    assert "About your last session" in client.get(at(again, "session")).content.decode()


def test_the_device_of_a_session_can_be_any(client: Client, case: Case) -> None:
    for device in DeviceKind:
        day = f"2026-11-{list(DeviceKind).index(device) + 1:02}"
        assert client.post(
            at(case, "session_log"), filled(day=day, device=device.value)
        ).status_code == 302  # fmt: skip
    assert {one.device for one in sessions(case)} == set(DeviceKind)


def test_the_newest_sessions_come_first_and_the_older_ones_on_request(
    client: Client, db: None, time: Time
) -> None:
    many = tuple(a_session(NOW - timedelta(days=14 * n)) for n in range(25, 0, -1))
    case = kept(clear(sessions=many))
    few = client.get(at(case, "session")).content.decode()
    every = client.get(at(case, "session") + "?all=1").content.decode()
    assert "25 sessions" in few
    assert [page.count('<time datetime="') for page in (few, every)] == [10, 25]
    assert session_id(many[-1]) in few
    assert session_id(many[0]) not in few


@pytest.mark.parametrize(
    ("times", "applied_at", "after_minutes"),
    [
        (("18:40", "18:55"), "", 0),
        (("18:40", "18:55"), "18:57", 2),
        (("18:40", "18:55"), "18:41", -14),
        (("23:50", "00:10"), "00:15", 5),
    ],
)
def test_what_was_put_on_has_its_own_time(
    client: Client, case: Case, times: tuple[str, str], applied_at: str, after_minutes: int
) -> None:
    day = "2026-11-19" if times[0] > times[1] else "2026-11-20"
    more = {"from": times[0], "to": times[1], "day": day}
    form = filled(applied="gel", applied_at=applied_at, **more)
    assert client.post(at(case, "session_log"), form).status_code == 302
    (session,) = sessions(case)
    assert session.applied[0].at - session.ended == timedelta(minutes=after_minutes)


def test_what_was_put_on_in_the_future_is_refused(client: Client, case: Case) -> None:
    form = filled(applied="gel", applied_at="20:00")
    assert client.post(at(case, "session_log"), form).status_code == 422
    assert sessions(case) == ()

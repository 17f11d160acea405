"""Forms that waited for a connection: what the computer makes of them once they come."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.urls import reverse

from anagen.store.models import Case
from anagen.web.access.viewer import Role
from anagen.web.clock import now
from anagen.web.network import CERTIFICATE
from anagen.web.offline.moment import written_at
from tests.web.after_a_session import somebody, standing
from tests.web.treat.ground import (
    Time,
    at,
    begin,
    guide_of,
    hidden,
    needle_all,
    press,
    sessions,
    time,
)
from tests.web.treat.ground import case as treated

pytestmark = pytest.mark.django_db
__all__ = ["time", "treated"]


def asked(**form: str) -> Any:
    request = RequestFactory().post("/")
    request.POST = QueryDict(mutable=True)  # type: ignore[misc, assignment]
    request.POST.update(form)
    return request


@pytest.mark.parametrize("wrong_by", [timedelta(), timedelta(hours=9), timedelta(days=-400)])
def test_a_clock_that_is_wrong_but_steady_changes_no_time(wrong_by: timedelta) -> None:
    moment = now()
    written = moment - timedelta(hours=5) + wrong_by
    form = {"written_at": written.isoformat(), "sent_at": (moment + wrong_by).isoformat()}
    assert written_at(asked(**form), moment) == moment - timedelta(hours=5)


def test_what_did_not_wait_is_written_now() -> None:
    moment = now()
    assert written_at(asked(), moment) == moment


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("yesterday", ""),
        ("2026-11-20T10:00:00", ""),
        ("2026-11-20T10:00:00+00:00", "2026-11-20T09:00:00+00:00"),
        ("2026-11-01T10:00:00+00:00", "2026-11-20T10:00:00+00:00"),
        ("0001-01-01T00:00:00+14:00", "2026-11-20T10:00:00+00:00"),
        ("9" * 4000, ""),
    ],
    ids=["words", "no zone", "sent before it was written", "too long ago", "year 0", "digits"],
)
def test_a_time_that_nobody_can_tell_is_refused(written: str, sent: str) -> None:
    with pytest.raises(BadRequest):
        written_at(asked(written_at=written, sent_at=sent), now())


def waited(hours: float, **more: Any) -> dict[str, Any]:
    """A form as a browser sends it that kept it for so long."""
    sent = now()
    return {
        "once": str(uuid4()),
        "seen": "0",
        "written_at": (sent - timedelta(hours=hours)).isoformat(),
        "sent_at": sent.isoformat(),
        **more,
    }


COUNTS = {"comb_1": "8", "comb_2": "9", "comb_3": "10", "comb_when": "now"}


def test_counts_that_waited_stand_on_their_own_day_whatever_came_in_meanwhile(
    client: Client,
) -> None:
    case = somebody(hours_ago=200)
    address = reverse("shedding_tests", args=[case.public_id])
    old = waited(50, **COUNTS)
    for form in (waited(26, **{**COUNTS, "comb_1": "4"}), old, old):
        assert client.post(address, form).status_code == 302
    found = standing(case).reports
    assert [one.comb.counts for one in found if one.comb] == [(8, 9, 10), (4, 9, 10)]
    assert now() - found[0].at - timedelta(hours=50) < timedelta(minutes=1)


def test_a_check_in_that_waited_is_not_swallowed_by_a_later_one_that_says_the_same(
    client: Client,
) -> None:
    case = somebody(hours_ago=200)
    address = reverse("check_in", args=[case.public_id])
    calm = {
        "whole": "1", "alarm_signs": "none_of_these", "scalp_warnings": "none_of_these",
        "fever": "below_38", "scalp_signs": "none_of_these", "shed_more": "no",
    }  # fmt: skip
    late, early = waited(5, **calm), waited(50, **calm)
    for form in (late, early, early, late):
        assert client.post(address, form).status_code == 302
    first, second = standing(case).reports
    assert timedelta(hours=44) < second.at - first.at < timedelta(hours=46)


def test_counts_from_the_page_without_a_record_need_no_version(client: Client) -> None:
    case = somebody(hours_ago=200)
    form = {"once": str(uuid4()), "seen": "0", **COUNTS}
    answer = client.post(reverse("shedding_tests", args=[case.public_id]), form)
    assert answer.status_code == 302


def a_log(record_now: datetime, **more: str) -> dict[str, Any]:
    ended = record_now - timedelta(hours=3)
    started = ended - timedelta(minutes=20)
    return {
        "day": started.date().isoformat(),
        "from": f"{started:%H:%M}",
        "to": f"{ended:%H:%M}",
        "device": "roller",
        "needle_mm": "0.25",
        "zone": "crown",
        "passes_crown": "2",
        **more,
    }


def test_a_session_that_is_sent_ten_times_stands_there_once(client: Client) -> None:
    case = somebody()
    address = reverse("session_log", args=[case.public_id])
    local = standing(case).local(now())
    form = waited(2.5, **a_log(local))
    for _ in range(10):
        assert client.post(address, form, headers={"X-Queue": "1"}).status_code == 200
    assert len(standing(case).sessions) == 1


def test_a_session_that_was_not_over_when_it_was_written_is_asked_about(client: Client) -> None:
    case = somebody()
    form = waited(6, **a_log(standing(case).local(now())))
    answer = client.post(reverse("session_log", args=[case.public_id]), form)
    assert answer.status_code == 422
    assert "has not come yet" in answer.content.decode()


def test_a_script_is_told_where_a_form_leads_and_uses_nothing_up(client: Client) -> None:
    case = somebody()
    form = {"once": str(uuid4()), "seen": "1", **a_log(standing(case).local(now()))}
    told = client.post(
        reverse("session_log", args=[case.public_id]), form, headers={"X-Queue": "1"}
    )
    assert told.json()["to"].startswith(f"/session/{case.public_id}/past/")
    assert "The session is in your record." in client.get(told.json()["to"]).content.decode()


def test_a_form_of_an_erased_record_is_no_success(client: Client) -> None:
    form = waited(1, **COUNTS)
    answer = client.post(reverse("shedding_tests", args=[uuid4()]), form, headers={"X-Queue": "1"})
    assert answer.status_code == 404


def test_the_page_to_write_on_holds_nothing_of_the_record(client: Client) -> None:
    one, other = somebody(hours_ago=100), somebody({"sex": "female"}, hours_ago=9)
    pages = []
    for case in (one, other):
        address = reverse("write_down", args=[case.public_id])
        page = client.get(address, headers={"X-Keep": "1"}).content.decode()
        assert "data-copy" in page
        for form in ("check_in", "session_log", "shedding_tests"):
            assert f'action="{reverse(form, args=[case.public_id])}" data-queue=' in page
        pages.append(page.replace(str(case.public_id), "CASE").split("<main", 1)[1])
    once = re.compile(r'name="(once|begun|csrfmiddlewaretoken)" value="[^"]*"|data-token="[^"]*"')
    assert once.sub("", pages[0]) == once.sub("", pages[1])


def test_the_page_to_write_on_of_nobody_is_no_page(client: Client) -> None:
    assert client.get(reverse("write_down", args=[uuid4()])).status_code == 404


# The guided session


def version(client: Client, case: Case) -> int:
    return int(hidden(client.get(at(case)).content.decode())["seen"])


def test_presses_that_waited_count_from_when_they_were_made_in_their_order(
    client: Client, treated: Case, time: Time
) -> None:
    begin(client, treated)
    while guide_of(treated).step.id != "step_soak":
        press(client, treated, "next")
    seen, started = version(client, treated), time.now()
    time.on(minutes=30)
    on = queued_at(client, treated, ("timer_on", seen, started + timedelta(minutes=1)), time)
    gone_on = queued_at(client, treated, ("next", seen + 1, started + timedelta(minutes=12)), time)
    assert [one.status_code for one in (on, gone_on)] == [200, 200]
    guide = guide_of(treated)
    assert guide.timers["step_soak"].on == started + timedelta(minutes=1)
    assert guide.clock.last == started + timedelta(minutes=12)
    assert guide.clock.jumped_s == 0
    assert not guide.clock.is_unsure


def queued_at(client: Client, case: Case, pressed: tuple[str, int, datetime], time: Time) -> Any:
    word, seen, when = pressed
    form = {
        "once": str(uuid4()),
        "seen": str(seen),
        "press": word,
        "written_at": when.isoformat(),
        "sent_at": time.now().isoformat(),
    }
    return client.post(at(case), form, headers={"X-Queue": "1"})


def test_a_stop_that_waited_never_turns_time_back(
    client: Client, treated: Case, time: Time
) -> None:
    begin(client, treated)
    seen, before = version(client, treated), time.now()
    time.on(minutes=5)
    press(client, treated, "next")
    stopped = queued_at(client, treated, ("stop", seen, before + timedelta(minutes=1)), time)
    assert stopped.json()["to"] == at(treated, "session_stop")
    guide = guide_of(treated)
    assert guide.clock.jumped_s == 0
    assert guide.clock.last == before + timedelta(minutes=5)


def test_what_was_put_on_counts_from_the_last_form_although_it_waited(
    client: Client, treated: Case, time: Time
) -> None:
    begin(client, treated)
    while guide_of(treated).step.id != "step_roll_home":
        guide = guide_of(treated)
        waits = guide.step.least_minutes is not None and guide.step.id not in guide.timers
        press(client, treated, "done_before" if waits else "next")
    needle_all(client, treated, time)
    page = client.get(at(treated, "session_finish")).content.decode()
    written = time.now()
    time.on(hours=7)
    form = {
        **hidden(page),
        "session": page.split('name="session" value="')[1].split('"')[0],
        "applied": "Plain gel",
        "written_at": written.isoformat(),
        "sent_at": time.now().isoformat(),
    }
    for _ in range(2):
        told = client.post(at(treated, "session_finish"), form, headers={"X-Queue": "1"})
        assert "/ended/" in told.json()["to"]
    (session,) = sessions(treated)
    assert session.applied[0].at == written


# Signing in


def test_a_form_that_waits_in_the_browser_is_not_held_a_second_time(
    in_clinic: None, clinic_world: Any, as_role: Any
) -> None:
    client: Client = as_role(Role.PATIENT)
    session = client.session
    session["locked"] = True
    session.save()
    case = Case.objects.filter(patient__user=session["_auth_user_id"]).get()
    told = client.post(
        reverse("shedding_tests", args=[case.public_id]), waited(1, **COUNTS),
        headers={"X-Queue": "1"},
    )  # fmt: skip
    assert told.json()["to"].startswith("/account/")
    assert "held" not in client.session


# The certificate


def test_a_phone_fetches_the_certificate_before_it_is_let_in_and_never_the_key(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    address = reverse("certificate")
    settings.DATA = tmp_path
    assert client.get(address).status_code == 404
    (tmp_path / CERTIFICATE).write_text("the public half")
    (tmp_path / "network.key").write_text("the secret half")
    assert client.get(address).status_code == 404, "nobody but this computer is served"
    settings.LAN = "https://192.168.1.5:8000"
    answer = client.get(address, REMOTE_ADDR="192.168.1.20")
    assert answer.content == b"the public half"
    assert answer.headers["Content-Type"] == "application/x-x509-ca-cert"

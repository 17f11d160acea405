"""The lock of a home: a passphrase opens, guessing slows down, a phone needs a code as well."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from anagen.records.record import Record
from anagen.records.words import Setting
from anagen.store.lock.keeping import (
    CODE_LIVES,
    FREE_TRIES,
    LONGEST_WAIT,
    is_good_code,
    new_code,
    pair,
    set_passphrase,
    the_lock,
    try_passphrase,
    wait_after,
)
from anagen.store.lock.models import HomeLock, PairedDevice
from anagen.store.models import Case
from anagen.store.rows import open_case
from anagen.web.lock import door, views

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
GOOD = "a long enough phrase"
PHONE = {"REMOTE_ADDR": "192.168.1.77"}
RECORD = Record(Setting.HOME, "Europe/Madrid")


@pytest.fixture
def case() -> Case:
    from uuid import uuid4

    return open_case(RECORD, NOW, uuid4())


@pytest.fixture
def locked() -> HomeLock:
    """A lock that asks on this computer too."""
    set_passphrase(GOOD)
    HomeLock.objects.update(asks_here=True)
    lock = the_lock()
    assert lock
    return lock


def unlocked(client: Client, **extra: str) -> Client:
    answer = client.post(reverse("unlock"), {"passphrase": GOOD}, **extra)
    assert answer.status_code == 302
    return client


def test_without_a_passphrase_this_computer_opens_everything(client: Client, case: Case) -> None:
    assert client.get(reverse("record", args=[case.public_id])).status_code == 200


@pytest.mark.usefixtures("locked")
def test_a_closed_lock_shows_nothing_and_leads_to_the_door(client: Client, case: Case) -> None:
    page = reverse("record", args=[case.public_id])
    answer = client.get(page)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("unlock"))
    assert str(case.public_id) not in client.get(reverse("unlock")).content.decode()


@pytest.mark.usefixtures("locked")
def test_the_passphrase_leads_back_to_the_page_that_was_asked_for(
    client: Client, case: Case
) -> None:
    page = reverse("record", args=[case.public_id])
    answer = client.post(reverse("unlock"), {"passphrase": GOOD, "then": page})
    assert answer["Location"] == page
    assert client.get(page).status_code == 200


@pytest.mark.usefixtures("locked")
@pytest.mark.parametrize("then", ["https://elsewhere.example/", "//elsewhere.example", "x"])
def test_the_door_never_leads_to_another_site(client: Client, then: str) -> None:
    answer = client.post(reverse("unlock"), {"passphrase": GOOD, "then": then})
    assert answer["Location"] == reverse("home")


@pytest.mark.usefixtures("locked")
def test_a_wrong_passphrase_opens_nothing(client: Client) -> None:
    answer = client.post(reverse("unlock"), {"passphrase": "something else"})
    assert answer.status_code == 422
    assert "Nothing was opened" in answer.content.decode()
    assert client.get(reverse("records")).status_code == 302


@pytest.mark.usefixtures("locked")
def test_an_idle_lock_falls_shut_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "now", lambda: NOW)
    monkeypatch.setattr(door, "now", lambda: NOW)
    unlocked(client)
    monkeypatch.setattr(door, "now", lambda: NOW + timedelta(minutes=29))
    assert client.get(reverse("records")).status_code == 200
    monkeypatch.setattr(door, "now", lambda: NOW + timedelta(minutes=60))
    assert client.get(reverse("records")).status_code == 302


@pytest.mark.usefixtures("locked")
def test_a_clock_that_is_set_back_does_not_hold_the_door_open(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "now", lambda: NOW)
    unlocked(client)
    monkeypatch.setattr(door, "now", lambda: NOW - timedelta(hours=1))
    assert client.get(reverse("records")).status_code == 302


@pytest.mark.usefixtures("locked")
def test_locking_shuts_it_at_once(client: Client) -> None:
    unlocked(client)
    client.post(reverse("lock_now"))
    assert client.get(reverse("records")).status_code == 302


@pytest.mark.usefixtures("locked")
def test_guessing_gets_slower_and_slower() -> None:
    for _ in range(FREE_TRIES - 1):
        assert try_passphrase("guess", NOW).closed_until is None
    closed = try_passphrase("guess", NOW).closed_until
    assert closed is not None
    assert closed > NOW
    assert not try_passphrase(GOOD, NOW).is_open  # not even the right one, until it is time
    assert try_passphrase(GOOD, closed).is_open
    waits = [wait_after(FREE_TRIES + number) for number in range(40)]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT


@pytest.mark.parametrize("fresh", ["", "short", "nine char"])
def test_a_short_passphrase_is_refused(client: Client, fresh: str) -> None:
    answer = client.post(reverse("lock"), {"new": fresh, "again": fresh, "idle": "30"})
    assert answer.status_code == 422
    assert the_lock() is None


def test_two_passphrases_that_differ_change_nothing(client: Client) -> None:
    answer = client.post(reverse("lock"), {"new": GOOD, "again": GOOD + "x", "idle": "30"})
    assert answer.status_code == 422
    assert the_lock() is None


@pytest.mark.usefixtures("locked")
def test_changing_the_lock_takes_the_old_passphrase(client: Client) -> None:
    unlocked(client)
    form = {"old": "not this one", "new": "another passphrase", "again": "another passphrase"}
    assert client.post(reverse("lock"), form).status_code == 422
    assert try_passphrase(GOOD, NOW).is_open
    assert client.post(reverse("lock"), {**form, "old": GOOD, "idle": "5"}).status_code == 302
    assert try_passphrase("another passphrase", NOW).is_open


def test_no_passphrase_stands_in_the_database(client: Client) -> None:
    client.post(reverse("lock"), {"new": GOOD, "again": GOOD, "idle": "30"})
    lock = the_lock()
    assert lock
    assert GOOD not in lock.passphrase


# ---- phones -------------------------------------------------------------------------------


@pytest.mark.parametrize("route", ["home", "records", "begin", "lock"])
def test_a_phone_that_is_not_paired_sees_nothing(client: Client, route: str) -> None:
    set_passphrase(GOOD)
    answer = client.get(reverse(route), **PHONE)
    assert answer.status_code == 403
    assert "not paired" in answer.content.decode()


def test_a_phone_is_paired_with_a_code_and_the_passphrase(client: Client, case: Case) -> None:
    set_passphrase(GOOD)
    code = new_code(views.now())
    assert client.get(reverse("pair"), {"code": code}, **PHONE).status_code == 200
    form = {"code": code, "name": "bathroom", "passphrase": GOOD}
    assert client.post(reverse("pair"), form, **PHONE).status_code == 302
    assert client.cookies["phone"]["httponly"]
    assert client.get(reverse("record", args=[case.public_id]), **PHONE).status_code == 200


def test_a_code_works_once(client: Client) -> None:
    set_passphrase(GOOD)
    code = new_code(views.now())
    form = {"code": code, "name": "one", "passphrase": GOOD}
    client.post(reverse("pair"), form, **PHONE)
    assert Client().post(reverse("pair"), form, **PHONE).status_code == 403
    assert PairedDevice.objects.count() == 1


def test_a_wrong_passphrase_does_not_use_up_the_code(client: Client) -> None:
    set_passphrase(GOOD)
    code = new_code(views.now())
    wrong = {"code": code, "name": "one", "passphrase": "not this"}
    assert client.post(reverse("pair"), wrong, **PHONE).status_code == 422
    assert is_good_code(code, views.now())
    assert PairedDevice.objects.count() == 0


def test_a_code_runs_out() -> None:
    code = new_code(NOW)
    late = NOW + CODE_LIVES + timedelta(seconds=1)
    assert not is_good_code(code, late)
    assert pair(code, "late", late) is None


def test_a_paired_phone_still_locks_when_idle(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_passphrase(GOOD)
    code = new_code(views.now())
    client.post(reverse("pair"), {"code": code, "name": "one", "passphrase": GOOD}, **PHONE)
    later = views.now() + timedelta(hours=2)
    monkeypatch.setattr(door, "now", lambda: later)
    answer = client.get(reverse("records"), **PHONE)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("unlock"))


def test_a_phone_that_is_forgotten_is_out_at_once(client: Client) -> None:
    set_passphrase(GOOD)
    code = new_code(views.now())
    client.post(reverse("pair"), {"code": code, "name": "one", "passphrase": GOOD}, **PHONE)
    Client().post(reverse("forget_phone", args=[PairedDevice.objects.get().pk]))
    assert client.get(reverse("records"), **PHONE).status_code == 403


def test_only_the_computer_itself_shows_a_code(client: Client, settings: object) -> None:
    set_passphrase(GOOD)
    settings.LAN = "https://192.168.1.5:8000"  # type: ignore[attr-defined]
    shown = client.post(reverse("pairing_code")).content.decode()
    assert re.search(r"https://192\.168\.1\.5:8000/pair/\?code=[\w-]+", shown)
    code = new_code(views.now())
    phone = Client()
    phone.post(reverse("pair"), {"code": code, "name": "one", "passphrase": GOOD}, **PHONE)
    assert phone.post(reverse("pairing_code"), **PHONE).status_code == 404


def test_without_a_network_there_is_no_code_to_show(client: Client) -> None:
    set_passphrase(GOOD)
    assert client.post(reverse("pairing_code")).status_code == 404


@pytest.mark.usefixtures("locked")
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"old": "not the one"}, "old"),
        ({"new": "short", "again": "short"}, "new"),
        ({"new": "a new long phrase", "again": "another one"}, "again"),
    ],
)
def test_a_slip_stands_at_its_field_and_is_read_out_with_it(
    client: Client, wrong: dict[str, str], field: str
) -> None:
    answer = unlocked(client).post(reverse("lock"), {"old": GOOD, **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    inputs = re.findall(r'<input[^>]*aria-invalid="true"[^>]*>', page)
    assert [re.findall(r' id="(\w+)"', one) for one in inputs] == [[field]]
    assert 'aria-describedby="slip"' in inputs[0]
    assert page.count('id="slip"') == 1
    assert f'href="#{field}"' in page
    assert page.index(inputs[0]) < page.index('id="slip"')


@pytest.mark.usefixtures("locked")
def test_at_the_door_the_slip_is_read_out_with_the_field(client: Client) -> None:
    page = client.post(reverse("unlock"), {"passphrase": "something else"}).content.decode()
    (field,) = re.findall(r'<input[^>]*aria-invalid="true"[^>]*>', page)
    assert 'aria-describedby="slip"' in field
    assert page.count('id="slip"') == 1


@pytest.mark.usefixtures("locked")
def test_too_many_tries_are_never_told_as_a_wrong_passphrase(client: Client) -> None:
    unlocked(client)
    for _ in range(FREE_TRIES + 1):
        client.post(reverse("lock"), {"old": "not the one"})
    page = client.post(reverse("lock"), {"old": GOOD}).content.decode()
    assert "Too many tries" in page
    assert "not the passphrase you have now" not in page

"""The stock: what comes in, what is counted, what runs out, and what is held back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from anagen.store.audit.models import AuditLine
from anagen.store.desk.models import LotHold, StockMove
from anagen.store.procedures.models import Lot, Procedure
from anagen.web.access.viewer import Role
from tests.web.clinic.care.ground import a_lot, done, problems, ready, send, session_form
from tests.web.clinic.desk.desk_ground import NOW, TODAY, a_procedure, once, shown
from tests.web.clinic_world import SignedIn, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_nine")]

#: Item 09506000134352, to be used until 30 November 2027, lot KX2231.
BARCODE = "(01)09506000134352(17)271130(10)KX2231"


def goods(**changes: str) -> dict[str, str]:
    return {"once": once(), "item": "Cartridge", "lot": BARCODE, "amount": "50", **changes}


def test_a_scanned_box_comes_into_the_stock(clinic_world: World, as_role: SignedIn) -> None:
    answer = as_role(Role.RECEPTION).post(reverse("stock_receive"), goods())
    assert answer.status_code == 302
    lot = Lot.objects.get()
    assert (lot.number, lot.expiry, lot.quantity_left) == ("KX2231", date(2027, 11, 30), 50)
    move = StockMove.objects.get()
    assert (move.kind, move.amount, move.by.role) == ("received", 50, "reception")
    assert AuditLine.objects.filter(action="write", detail=f"lot={lot.pk} received=+50").exists()


def test_goods_sent_twice_come_in_once_and_a_second_delivery_adds(
    clinic_world: World, as_role: SignedIn
) -> None:
    client, form = as_role(Role.ASSISTANT), goods()
    for _ in range(2):
        assert client.post(reverse("stock_receive"), form).status_code == 302
    assert Lot.objects.get().quantity_left == 50
    client.post(reverse("stock_receive"), goods(amount="7"))
    assert Lot.objects.get().quantity_left == 57


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("item", {"item": ""}),
        ("lot", {"lot": ""}),
        ("lot", {"lot": "(01)123"}),
        ("lot_expiry", {"lot": "KX9"}),
        ("lot_expiry", {"lot_expiry": "2027-01-01"}),
        ("lot_expiry", {"lot": "KX9", "lot_expiry": "2026-11-19"}),
        ("lot_expiry", {"lot": "KX9", "lot_expiry": "soon"}),
        ("amount", {"amount": ""}),
        ("amount", {"amount": "0"}),
        ("amount", {"amount": "-5"}),
        ("amount", {"amount": "1.5"}),
        ("amount", {"amount": "999999"}),
    ],
)
def test_goods_that_cannot_be_used_change_nothing(
    clinic_world: World, as_role: SignedIn, field: str, changes: dict[str, str]
) -> None:
    answer = as_role(Role.RECEPTION).post(reverse("stock_receive"), goods(**changes))
    assert answer.status_code == 422
    assert field in answer.context["slips"]
    assert not Lot.objects.exists()


def test_one_lot_never_gets_two_last_days(clinic_world: World, as_role: SignedIn) -> None:
    client = as_role(Role.RECEPTION)
    client.post(reverse("stock_receive"), goods())
    answer = client.post(
        reverse("stock_receive"), goods(lot="kx2231", lot_expiry="2028-01-31", amount="5")
    )
    assert answer.status_code == 422
    assert "2027-11-30" in answer.context["slips"]["lot_expiry"]
    assert Lot.objects.get().quantity_left == 50


def test_a_box_that_expires_today_may_still_come_in(clinic_world: World, as_role: SignedIn) -> None:
    form = goods(lot="KX9", lot_expiry=TODAY.isoformat())
    assert as_role(Role.RECEPTION).post(reverse("stock_receive"), form).status_code == 302


def test_a_session_lowers_what_is_left_by_one(clinic_world: World, as_role: SignedIn) -> None:
    here, client = clinic_world.here, as_role(Role.CLINICIAN)
    done(client, ready(here), here)
    page = shown(client, "stock")
    [row] = page.context["rows"]
    assert (row.used, row.lot.quantity_left) == (1, 9)


def test_a_count_is_put_right_with_a_reason(clinic_world: World, as_role: SignedIn) -> None:
    lot, client = a_lot(clinic_world.here), as_role(Role.ASSISTANT)
    address = reverse("lot_correct", args=[lot.public_id])
    form = {"once": once(), "seen": "10", "counted": "8", "reason": "two fell down"}
    for _ in range(2):
        assert client.post(address, form).status_code == 302
    lot.refresh_from_db()
    assert lot.quantity_left == 8
    assert StockMove.objects.get().amount == -2
    page = shown(client, "lot", lot.public_id).content.decode()
    assert "two fell down" in page
    assert "−2" in page


def test_a_count_from_an_old_page_is_refused(clinic_world: World, as_role: SignedIn) -> None:
    lot, client = a_lot(clinic_world.here), as_role(Role.ASSISTANT)
    address = reverse("lot_correct", args=[lot.public_id])
    form = {"once": once(), "seen": "11", "counted": "8", "reason": "counted"}
    answer = client.post(address, form)
    assert answer.status_code == 409
    assert answer.context["typed"]["reason"] == "counted"
    assert client.post(address, {**form, "seen": "10", "reason": ""}).status_code == 422
    assert client.post(address, {**form, "seen": "10", "counted": "-1"}).status_code == 422
    assert client.post(address, {**form, "seen": "ten"}).status_code == 400
    lot.refresh_from_db()
    assert lot.quantity_left == 10


def test_a_lot_that_is_held_back_is_in_no_session_until_it_is_let_go(
    clinic_world: World, as_role: SignedIn
) -> None:
    here, client = clinic_world.here, as_role(Role.CLINICIAN)
    patient = ready(here)
    lot = Lot.objects.get()
    form = {"once": once(), "why": "the maker called it back"}
    for _ in range(2):
        answer = client.post(reverse("lot_hold", args=[lot.public_id]), form)
        assert answer.status_code == 302
    assert LotHold.objects.count() == 1
    refused = send(client, patient, session_form(patient, here))
    assert refused.status_code == 422
    assert "lot_recalled" in problems(refused)
    assert not Procedure.objects.exists()
    page = shown(client, "day").content.decode()
    assert "is held back" in page
    form = {"once": once(), "why": "the maker cleared it"}
    assert client.post(reverse("lot_release", args=[lot.public_id]), form).status_code == 302
    assert send(client, patient, session_form(patient, here)).status_code == 302


def test_nobody_holds_a_lot_back_without_saying_why(clinic_world: World, as_role: SignedIn) -> None:
    lot = a_lot(clinic_world.here)
    address = reverse("lot_hold", args=[lot.public_id])
    answer = as_role(Role.CLINICIAN).post(address, {"once": once(), "why": " "})
    assert answer.status_code == 422
    lot.refresh_from_db()
    assert not lot.recalled


@pytest.mark.parametrize(
    ("role", "hold", "release"),
    [
        (Role.OWNER, 302, 302),
        (Role.CLINICIAN, 302, 302),
        (Role.ASSISTANT, 302, 403),
        (Role.RECEPTION, 403, 403),
        (Role.AUDITOR, 403, 403),
    ],
)
def test_who_may_hold_a_lot_back_and_who_may_let_it_go(
    clinic_world: World, as_role: SignedIn, role: Role, hold: int, release: int
) -> None:
    lot, client = a_lot(clinic_world.here), as_role(role)
    for name, status in (("lot_hold", hold), ("lot_release", release)):
        form = {"once": once(), "why": "because"}
        address = reverse(name, args=[lot.public_id])
        assert client.post(address, form).status_code == status, name


def test_what_runs_out_and_what_expires_is_named(clinic_world: World, as_role: SignedIn) -> None:
    here, client = clinic_world.here, as_role(Role.OWNER)
    a_lot(here, "OLD", expiry=TODAY - timedelta(days=1), quantity_left=40)
    a_lot(here, "SOON", expiry=TODAY + timedelta(days=60), quantity_left=3)
    a_lot(here, "FAR", expiry=TODAY + timedelta(days=61), quantity_left=4)
    a_lot(here, "HELD", recalled=True, quantity_left=90)
    page = shown(client, "stock")
    [item] = page.context["items"]
    assert (item.left, item.least, item.is_short) == (7, 10, True)
    assert [one.number for one in page.context["soon"]] == ["OLD", "SOON"]
    client.post(reverse("stock_level"), {"item": "Cartridge", "least": "5"})
    [item] = shown(client, "stock").context["items"]
    assert (item.least, item.is_short) == (5, False)
    for form, slip in (({"item": "Gold", "least": "5"}, "item"), ({"item": "Cartridge"}, "least")):
        answer = client.post(reverse("stock_level"), form)
        assert answer.status_code == 422
        assert slip in answer.context["slips"]
    assert len(shown(client, "stock").context["items"]) == 1


def test_lots_that_are_used_up_are_shown_when_asked_for(
    clinic_world: World, as_role: SignedIn
) -> None:
    here, client = clinic_world.here, as_role(Role.RECEPTION)
    a_lot(here, "EMPTY", quantity_left=0)
    assert shown(client, "stock").context["rows"] == []
    assert len(shown(client, "stock", all="1").context["rows"]) == 1
    assert len(shown(client, "stock", q="empt").context["rows"]) == 1


def test_another_clinics_stock_is_not_there(clinic_world: World, as_role: SignedIn) -> None:
    lot, client = a_lot(clinic_world.there), as_role(Role.OWNER)
    assert shown(client, "stock", all="1").context["rows"] == []
    for name in ("lot", "lot_correct", "lot_hold", "lot_release"):
        address = reverse(name, args=[lot.public_id])
        method: Any = client.get if name == "lot" else client.post
        assert method(address).status_code == 404, name


def test_an_auditor_reads_the_stock_and_changes_nothing(
    clinic_world: World, as_role: SignedIn
) -> None:
    lot, auditor = a_lot(clinic_world.here), as_role(Role.AUDITOR)
    page = shown(auditor, "stock").content.decode()
    assert reverse("stock_receive") not in page
    assert '<form class="stacked"' not in shown(auditor, "lot", lot.public_id).content.decode()
    assert auditor.post(reverse("stock_receive"), goods()).status_code == 403
    assert auditor.post(reverse("stock_level"), {}).status_code == 403


def test_a_lot_without_a_last_day_asks_for_it(clinic_world: World, as_role: SignedIn) -> None:
    lot = a_lot(clinic_world.here, expiry=None)
    page = shown(as_role(Role.OWNER), "lot", lot.public_id).content.decode()
    assert "Last day not known" in page


def test_what_is_shown_as_used_counts_every_session(clinic_world: World, as_role: SignedIn) -> None:
    here = clinic_world.here
    lot = a_lot(here)
    for days in (3, 40, 80):
        a_procedure(here.patients[0], here, NOW - timedelta(days=days), lot=lot)
    assert shown(as_role(Role.OWNER), "lot", lot.public_id).context["row"].used == 3

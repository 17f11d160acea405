"""Prices, packages and statements: what was sold, and what is left of it."""

from __future__ import annotations

import csv
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.urls import reverse

from anagen.store.audit.models import AuditLine
from anagen.store.desk.models import Offer, Sale, SaleUndone
from anagen.store.procedures.lasting import WrittenForEver
from anagen.web.access.viewer import Role
from tests.web.clinic.care.ground import at
from tests.web.clinic.desk.desk_ground import NOW, a_procedure, once, shown
from tests.web.clinic_world import Here, SignedIn, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_nine")]


def line(**changes: str) -> dict[str, str]:
    return {
        "once": once(),
        "name": "Course of six",
        "sessions": "6",
        "price": "720,50",
        "currency": "eur",
        **changes,
    }


def an_offer(here: Here, sessions: int = 6, **more: object) -> Offer:
    given = {"name": "Course of six", "price": Decimal("720.50"), "currency": "EUR", **more}
    return Offer.objects.create(clinic=here.clinic, sessions=sessions, **given)


def test_the_owner_sets_a_price_once(clinic_world: World, as_role: SignedIn) -> None:
    client, form = as_role(Role.OWNER), line()
    for _ in range(2):
        assert client.post(reverse("price_add"), form).status_code == 302
    made = Offer.objects.get()
    assert (made.sessions, made.price, made.currency) == (6, Decimal("720.50"), "EUR")
    assert "720.50" in shown(as_role(Role.RECEPTION), "prices").content.decode()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("sessions", "six"),
        ("sessions", "51"),
        ("sessions", "1.5"),
        ("price", ""),
        ("price", "-5"),
        ("price", "12.345"),
        ("price", "1e9"),
        ("currency", "€"),
        ("currency", "EURO"),
    ],
)
def test_a_price_that_cannot_be_used_says_why(
    clinic_world: World, as_role: SignedIn, field: str, typed: str
) -> None:
    answer = as_role(Role.OWNER).post(reverse("price_add"), line(**{field: typed}))
    assert answer.status_code == 422
    assert field in answer.context["slips"]
    assert not Offer.objects.exists()


@pytest.mark.parametrize(
    "role", [Role.CLINICIAN, Role.ASSISTANT, Role.RECEPTION, Role.AUDITOR, Role.PATIENT]
)
def test_only_the_owner_sets_prices(clinic_world: World, as_role: SignedIn, role: Role) -> None:
    offer = an_offer(clinic_world.here)
    assert as_role(role).post(reverse("price_add"), line()).status_code == 403
    address = reverse("price_switch", args=[offer.public_id])
    assert as_role(role).post(address, {"on": "0"}).status_code == 403


def test_a_line_that_is_switched_off_is_sold_no_more(
    clinic_world: World, as_role: SignedIn
) -> None:
    here, owner = clinic_world.here, as_role(Role.OWNER)
    offer = an_offer(here)
    owner.post(reverse("price_switch", args=[offer.public_id]), {"on": "0"})
    form = {"once": once(), "offer": str(offer.public_id)}
    answer = owner.post(at("statement_sell", here.patients[0]), form)
    assert answer.status_code == 422
    assert not Sale.objects.exists()
    owner.post(reverse("price_switch", args=[offer.public_id]), {"on": "1"})
    assert owner.post(at("statement_sell", here.patients[0]), form).status_code == 302


def test_each_session_uses_one_of_a_package(clinic_world: World, as_role: SignedIn) -> None:
    here, desk = clinic_world.here, as_role(Role.RECEPTION)
    patient, offer = here.patients[0], an_offer(here)
    a_procedure(patient, here, NOW - timedelta(days=30))  # before it was sold
    form = {"once": once(), "offer": str(offer.public_id)}
    for _ in range(2):
        assert desk.post(at("statement_sell", patient), form).status_code == 302
    assert Sale.objects.count() == 1
    found = shown(desk, "statement", patient.case.public_id).context["found"]
    assert (found.left, found.sums) == (6, {"EUR": Decimal("720.50")})
    a_procedure(patient, here, NOW + timedelta(hours=1))
    found = shown(desk, "statement", patient.case.public_id).context["found"]
    assert (found.left, found.rows[0].left) == (5, 5)


def test_a_sale_keeps_its_price_when_the_list_changes(
    clinic_world: World, as_role: SignedIn
) -> None:
    here, desk = clinic_world.here, as_role(Role.RECEPTION)
    offer, patient = an_offer(here), here.patients[0]
    desk.post(at("statement_sell", patient), {"once": once(), "offer": str(offer.public_id)})
    Offer.objects.update(price=Decimal("1"))
    sale = Sale.objects.get()
    assert sale.price == Decimal("720.50")
    with pytest.raises(WrittenForEver):
        sale.save()


def test_a_sale_is_taken_back_with_a_reason_and_stays_to_be_seen(
    clinic_world: World, as_role: SignedIn
) -> None:
    here, desk = clinic_world.here, as_role(Role.RECEPTION)
    offer, patient = an_offer(here), here.patients[0]
    desk.post(at("statement_sell", patient), {"once": once(), "offer": str(offer.public_id)})
    sale = Sale.objects.get()
    address = at("statement_undo", patient, sale.public_id)
    assert desk.post(address, {"reason": ""}).status_code == 422
    for _ in range(2):
        assert desk.post(address, {"reason": "typed by mistake"}).status_code == 302
    assert SaleUndone.objects.count() == 1
    page = shown(desk, "statement", patient.case.public_id)
    assert (page.context["found"].left, page.context["found"].sums) == (0, {})
    assert "typed by mistake" in page.content.decode()
    assert AuditLine.objects.filter(detail=f"sale={sale.pk} undone").count() == 1


def test_a_statement_and_the_prices_can_be_kept_as_files(
    clinic_world: World, as_role: SignedIn
) -> None:
    here, desk = clinic_world.here, as_role(Role.RECEPTION)
    offer, patient = an_offer(here, name="@six"), here.patients[0]
    desk.post(at("statement_sell", patient), {"once": once(), "offer": str(offer.public_id)})
    for address in (at("statement_export", patient), reverse("prices_export")):
        answer = desk.get(address)
        rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
        assert "'@six" in rows[1]
        assert "720.50" in rows[1]
    assert AuditLine.objects.filter(action="export").count() == 2


def test_nothing_of_another_clinic_is_sold_or_shown(clinic_world: World, as_role: SignedIn) -> None:
    here, there = clinic_world.here, clinic_world.there
    theirs, desk = an_offer(there), as_role(Role.OWNER)
    assert "720.50" not in shown(desk, "prices").content.decode()
    form = {"once": once(), "offer": str(theirs.public_id)}
    assert desk.post(at("statement_sell", here.patients[0]), form).status_code == 422
    assert desk.get(at("statement", there.patients[0])).status_code == 404
    assert desk.post(at("statement_sell", there.patients[0]), form).status_code == 404
    address = reverse("price_switch", args=[theirs.public_id])
    assert desk.post(address, {"on": "0"}).status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.PATIENT])
def test_statements_are_for_the_desk(clinic_world: World, as_role: SignedIn, role: Role) -> None:
    patient = clinic_world.here.patients[0]
    assert as_role(role).get(at("statement", patient)).status_code == 403

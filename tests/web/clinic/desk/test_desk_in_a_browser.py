"""The desk in a real browser: no fault on any page, and a day's work by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from anagen.store.desk.models import FollowUp, Offer, Sale
from anagen.store.procedures.models import Lot
from anagen.web.access.viewer import Role
from anagen.web.clock import now
from tests.web.clinic.care.ground import LATER, a_lot, at, ready
from tests.web.clinic.desk.desk_ground import a_problem, a_procedure, an_appointment
from tests.web.clinic_world import Here, World, a_patient, let_in
from tests.web.conftest import SLIM, WIDE, Opener

pytestmark = pytest.mark.django_db(transaction=True)

Faults = Callable[[Page, str], list[str]]


def a_busy_day(here: Here) -> dict[str, str]:
    """A day with everything on it; the address of each page by a name for its picture."""
    patient, moment = ready(here), now()
    lot, other = Lot.objects.get(), here.patients[1]
    an_appointment(patient, moment + timedelta(minutes=10))
    an_appointment(other, moment + timedelta(minutes=60), "first", state="arrived")
    moved = an_appointment(a_patient(here.clinic, "P-3"), moment - timedelta(minutes=90), "review")
    for number in range(32):
        whose = (patient, other)[number % 2]
        a_procedure(whose, here, moment - timedelta(days=9 * number + 9), lot=lot)
    a_problem(other, here, moment - timedelta(days=1), procedure=other.case.procedures.first())
    a_lot(here, "HELD", recalled=True)
    for number, kind in enumerate(("check_in", "measure")):
        FollowUp.objects.create(
            clinic=here.clinic,
            case=patient.case,
            key=str(number),
            kind=kind,
            what="Photo set, week 12",
            due=moment.date(),
        )
    offer = Offer.objects.create(
        clinic=here.clinic, name="Course of six", sessions=6, price=720, currency="EUR"
    )
    clinician = here.members[Role.CLINICIAN]
    Sale.objects.create(
        case=patient.case,
        clinic=here.clinic,
        at=moment,
        by=clinician,
        name=offer.name,
        sessions=6,
        price=720,
        currency="EUR",
    )
    plain = ("day", "appointment_new", "follow_ups", "stock", "stock_receive", "outcomes", "prices")
    return {
        **{name: reverse(name) for name in plain},
        "appointment": reverse("appointment", args=[moved.public_id]),
        "lot": reverse("lot", args=[lot.public_id]),
        "recall": f"{reverse('recall')}?lot={lot.public_id}",
        "recall-call": f"{at('recall_calls', other)}?lot={lot.public_id}",
        "statement": at("statement", patient),
    }


@pytest.mark.parametrize(("theme", "size"), [("light", SLIM), ("dark", WIDE)])
def test_no_page_of_the_desk_has_a_fault(
    open_page: Opener, clinic_world: World, faults: Faults, theme: str, size: dict[str, int]
) -> None:
    pages = a_busy_day(clinic_world.here)
    page, home = signed_in(open_page, clinic_world, Role.OWNER, theme=theme, size=size)
    found: list[str] = []
    for name, address in pages.items():
        page.goto(home + address)
        found += faults(page, f"desk-{name}-{theme}-{size['width']}")
    assert found == []


def signed_in(open_page: Opener, world: World, role: Role, **more: Any) -> tuple[Page, str]:
    page = open_page(reverse("sign_in"), **more)
    home = page.url.partition(reverse("sign_in"))[0]
    let_in(page.context, home, world.here.user(role))
    return page, home


def test_a_day_at_the_desk_by_hand_and_without_a_script(
    open_page: Opener, clinic_world: World
) -> None:
    here = clinic_world.here
    patient = ready(here)
    page, home = signed_in(open_page, clinic_world, Role.CLINICIAN, size=SLIM, script=False)
    page.goto(home + reverse("day"))
    page.get_by_role("link", name="Book a time").first.click()
    page.get_by_label("Patient: code, name or phone").fill(patient.name)
    page.get_by_role("button", name="Book").click()
    page.get_by_text("Booked.").wait_for()
    page.goto(home + reverse("stock_receive"))
    page.get_by_label("What it is").fill("Cartridge")
    page.get_by_label("Barcode or lot number").fill("KX2231")
    page.get_by_label("Last day").fill(LATER.isoformat())
    page.get_by_label("How many").fill("50")
    page.get_by_role("button", name="Put into the stock").click()
    assert Lot.objects.get().quantity_left == 60
    a_procedure(patient, here, now() - timedelta(days=2))
    page.goto(home + reverse("recall"))
    page.get_by_label("Lot or device number").fill("kx2231")
    page.get_by_role("button", name="Look up").click()
    page.get_by_text("1 person. 1 session.").wait_for()
    page.get_by_role("link", name="Log call").click()
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Write it down").click()
    page.get_by_text("No answer").wait_for()
    page.get_by_role("link", name="Hold it back").click()
    page.get_by_label("Why it is held back").fill("called back by its maker")
    page.get_by_role("button", name="Hold it back").click()
    page.get_by_text("No session can be written with it.").first.wait_for()
    assert Lot.objects.get().recalled


def test_what_is_urgent_comes_first_on_a_phone(open_page: Opener, clinic_world: World) -> None:
    here = clinic_world.here
    an_appointment(here.patients[0], now() + timedelta(minutes=5))
    a_problem(here.patients[1], here, now() - timedelta(hours=2))
    page, home = signed_in(open_page, clinic_world, Role.CLINICIAN, size=SLIM)
    page.goto(home + reverse("day"))
    urgent = page.get_by_role("heading", name="Before you start").bounding_box()
    first = page.locator(".appt").first.bounding_box()
    assert urgent is not None
    assert first is not None
    assert urgent["y"] < first["y"]

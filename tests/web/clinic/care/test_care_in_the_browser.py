"""A patient's way through a clinic in a real browser: intake, consent, session, complication."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from anagen.store.clinics.models import Patient
from anagen.store.procedures.models import Complication, Consent, IntakeLink, Procedure
from anagen.web.access.viewer import Role
from anagen.web.clinic.care.consent_quiz import lines_for
from anagen.web.clinic.care.consent_texts import Kind
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from tests.web.clinic.care.ground import a_device, a_lot, at, clear_answers, say, wall
from tests.web.clinic.care.test_problems import PUS, check_in
from tests.web.clinic_world import World, let_in
from tests.web.conftest import SLIM, WIDE, Opener, follow

pytestmark = pytest.mark.django_db(transaction=True)
Faults = Callable[[Page, str], list[str]]
CODE = "(01)09521234543213(17)290531(10)KX2231"


class Walk:
    """One browser of staff and the faults of the pages it has seen, in both themes."""

    def __init__(self, page: Page, faults: Faults, home: str) -> None:
        self.page, self.faults, self.home = page, faults, home
        page.set_default_timeout(15000)
        self.found: list[str] = []

    def go(self, path: str) -> None:
        self.page.goto(self.home + path)

    def look(self, name: str) -> None:
        """Looks for faults wide and light, and slim and dark."""
        for theme, size in (("light", WIDE), ("dark", SLIM)):
            self.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
            self.found += self.faults(self.page, f"care-{name}-{theme}")
        self.page.set_viewport_size(WIDE)  # type: ignore[arg-type]
        self.page.emulate_media(color_scheme="light")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()


def test_a_patients_way_through_the_clinic(
    clinic_world: World, open_page: Opener, faults: Faults, live_server: object
) -> None:
    here, home = clinic_world.here, live_server.url  # type: ignore[attr-defined]
    patient = here.patients[0]
    a_device(here)
    a_lot(here, expiry=None)
    staff = Walk(open_page(reverse("home")), faults, home)
    let_in(staff.page.context, home, here.user(Role.CLINICIAN))

    staff.go(reverse("patients"))
    staff.look("patients")
    staff.go(at("intake_status", patient))
    staff.press("Make a link")
    staff.look("intake-link")
    link = staff.page.locator(".linkbox").inner_text().strip()

    phone = Walk(open_page(link.removeprefix(home), size=SLIM), faults, home)
    answers_the_intake(phone)
    assert IntakeLink.objects.get().finished is not None

    say(patient, **clear_answers())
    signs_the_consent(staff, patient)
    writes_the_session(staff, patient)
    reports_a_problem(staff, patient)
    assert staff.found + phone.found == []


def answers_the_intake(phone: Walk) -> None:
    """On a phone, saying "I don’t know" to everything."""
    phone.look("intake-begin")
    phone.press("Begin")
    phone.look("intake-question")
    steps = 0
    while "/question/" in phone.page.url:
        phone.page.locator('input[value="unknown:does_not_know"]').check()
        phone.press("Continue")
        steps += 1
        assert steps < 60
    phone.look("intake-review")
    phone.press("Send to the clinic")
    phone.look("intake-sent")


def signs_the_consent(staff: Walk, patient: Patient) -> None:
    page = staff.page
    staff.go(at("consents", patient))
    staff.look("consents")
    staff.go(at("consent_sign", patient, "microneedling"))
    assert page.locator("input:checked").count() == 0
    page.get_by_label("Full name of the person who signs").fill("the patient")
    staff.press("I agree and sign")
    staff.look("consent-explained")
    for line in lines_for(Kind.MICRONEEDLING, knowledge()):
        page.check(f"#quiz_{line.id}_{line.right}")
    for box in page.locator('input[name="agreed"]').all():
        box.check()
    pad = page.locator("canvas")
    pad.scroll_into_view_if_needed()
    frame = pad.bounding_box()
    assert frame
    page.mouse.move(frame["x"] + 30, frame["y"] + 60)
    page.mouse.down()
    for step in range(24):
        down = 40 if step % 2 else 110
        page.mouse.move(frame["x"] + 30 + step * 14, frame["y"] + down)
    page.mouse.up()
    staff.press("I agree and sign")
    page.wait_for_url("**/consents/signed/**")
    staff.look("consent-signed")
    assert Consent.objects.get().signature.startswith("M")


def writes_the_session(staff: Walk, patient: Patient) -> None:
    page, zone = staff.page, patient.clinic.timezone
    staff.go(at("patient_session", patient))
    staff.look("session")
    staff.press("Save the session")
    staff.look("session-to-check")
    over = now() - timedelta(minutes=5)
    page.fill("#started", wall(over - timedelta(minutes=20), zone))
    page.fill("#ended", wall(over, zone))
    page.select_option("#device", label=page.locator("#device option").nth(1).inner_text())
    page.fill("#needle_mm", "1.0")
    page.locator("#lot").press_sequentially(CODE)
    page.keyboard.press("Enter")
    assert page.input_value("#lot_expiry") == "2029-05-31"
    page.check("#zone_crown")
    page.fill("#passes_crown", "4")
    page.fill("#depth_crown", "1")
    page.fill("#antiseptic", "chlorhexidine")
    page.select_option("#endpoint", "mild_redness")
    page.fill("#pain", "2")
    page.check("#aftercare")
    staff.press("Save the session")
    page.wait_for_url("**/aftercare/**")
    staff.look("aftercare-link")
    follow(page.get_by_role("link", name="Open the sheet"))
    staff.look("aftercare-sheet")
    staff.press("I have read it")
    assert Procedure.objects.get().aftercare_receipt is not None


def reports_a_problem(staff: Walk, patient: Patient) -> None:
    check_in(patient.case, **PUS)
    staff.go(at("patient", patient))
    staff.look("patient")
    follow(staff.page.get_by_role("link", name="Record a call"))
    staff.look("problem")
    staff.page.check("#reached-yes")
    staff.page.fill("#said", "Comes in this afternoon.")
    staff.press("Write the call down")
    staff.page.select_option("#outcome", "treated")
    staff.page.fill("#closing", "Small abscess, drained.")
    staff.press("Close the problem")
    staff.look("problem-closed")
    assert not Complication.objects.get().is_open
    for name in ("patient_new", "wordings", "devices"):
        staff.go(reverse(name))
        staff.look(name)
    staff.go(reverse("wording", args=["plasma"]))
    staff.look("wording")
    staff.go(at("note_add", patient))
    staff.look("note")

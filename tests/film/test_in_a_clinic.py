"""A clinic's first day and the days after it: from a new clinic to a recall and a proven audit."""

from __future__ import annotations

import csv
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from anagen.cli import main
from anagen.store.audit import noting
from anagen.store.clinics.models import Patient
from anagen.store.procedures.models import Complication, Consent, IntakeLink, Procedure
from anagen.web import serving
from anagen.web.clinic.care.consent_quiz import lines_for
from anagen.web.clinic.care.consent_texts import Kind
from anagen.web.knowing import knowledge
from tests.film.camera import Film
from tests.film.desk import Desk, Faults, Walk
from tests.film.people_of_a_clinic import (
    chooses_a_password,
    comes_back,
    invites_a_clinician,
    joins_with_a_passkey,
    sets_the_clinic_up,
    signs_in_with_a_code,
    unlocks,
)
from tests.web.clinic.care.ground import wall
from tests.web.conftest import WIDE, Opener, follow
from tests.web.treat.ground import Time
from tests.web.walking import by_mouse, question_on

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}
MADRID = "Europe/Madrid"
MORNING = datetime(2026, 11, 20, 8, 40, tzinfo=UTC)
#: What a scanner types for a box of cartridges: item, last day, lot.
BOX = "(01)09521234543213(17)290531(10)KX2231"
#: What the clinic answers for a first session with a pen.
IN_A_CLINIC = {
    "device_kind": "pen",
    "needle_mm": "1",
    "practitioner_kind": "dermatologist",
    "cartridge": "new_sterile",
    "passes_wanted": "4",
    "gap_days_wanted": "28",
    "sessions_planned": "6",
}


@pytest.fixture
def opened(time: Time, in_clinic: None, monkeypatch: pytest.MonkeyPatch) -> Time:
    """One clock for the pages, the sign-ins and the audit; it stands at a morning."""

    class Then(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return time.at.astimezone(tz)

    monkeypatch.setattr("django.utils.timezone.now", time.now)
    monkeypatch.setattr(noting, "datetime", Then)
    monkeypatch.setattr(serving, "make_ready", lambda **_: None)  # the tables of the test are there
    monkeypatch.setenv("ANAGEN_MODE", "clinic")
    time.at = MORNING
    return time


def test_a_clinics_day_from_the_first_link_to_a_recall(
    opened: Time, open_page: Opener, faults: Faults, capsys: Any
) -> None:
    time, film = opened, Film("in-a-clinic")
    walk = Walk(film, faults, time)

    def desk(path: str, size: dict[str, int] = WIDE) -> Desk:
        return Desk(open_page(path, size=size, worker=True), walk)

    assert main(["clinic", "North Clinic", "--owner", "Owner"]) == 0
    owner = desk(re.search(r"8000(/\S+)", capsys.readouterr().out)[1])  # type: ignore[index]
    sets_the_clinic_up(owner, time)
    staff = desk(invites_a_clinician(owner))
    joins_with_a_passkey(staff)
    puts_things_in_place(owner, staff)
    link = adds_a_patient(staff)
    phone = desk(link, PHONE)
    fills_the_intake_in(phone)
    patient = Patient.objects.get()
    books_a_time(staff, time)
    asks_what_is_open(staff, patient)
    consents(staff, patient)
    time.on(minutes=8)
    sees_who_is_cleared(staff)
    time.on(minutes=48)
    writes_the_session(staff, patient, time)
    reads_the_sheet(phone, gives_the_sheet(staff))
    invited = desk(invites_the_patient(staff, patient), PHONE)
    time.on(days=3)
    reports_a_problem(invited)
    comes_back(staff, time)
    calls_about_it(staff, patient)
    recalls_the_lot(staff)
    signs_in_with_a_code(owner, time)
    reads_what_came_of_it(owner)
    reads_the_audit(owner)
    film.cut()
    assert main(["verify"]) == 0
    assert "The audit is whole" in capsys.readouterr().out
    assert [fault for one in (owner, staff, phone, invited) for fault in one.found] == []


def puts_things_in_place(owner: Desk, staff: Desk) -> None:
    """A pen, and a box of cartridges by its barcode."""
    staff.go(reverse("devices"))
    staff.fill(name="Pen 1", serial="A-1047")
    staff.page.select_option("#kind", "pen")
    follow(staff.page.locator("main form button.go"))
    staff.sees("Pen 1", "devices", checked=True)
    owner.go(reverse("stock_receive"))
    owner.fill(item="Cartridge", lot=BOX, amount="20")
    owner.sees("Scan the box")
    follow(owner.page.locator("main form button.go"))
    owner.sees("KX2231", "stock", checked=True)


def adds_a_patient(staff: Desk) -> str:
    """A patient without a name, and the link of the intake."""
    staff.go(reverse("patient_new"))
    staff.fill(phone="+34 600 000 001")
    staff.sees("Leave it empty", "new-patient", checked=True)
    staff.press("Save")
    staff.press("Intake", "link")
    staff.press("Make a link")
    link = staff.link(".linkbox")
    staff.sees("P-0001", "intake-link", checked=True)
    return link.removeprefix(staff.home)


def fills_the_intake_in(phone: Desk) -> None:
    """On the patient's own phone, one question a screen, without an account."""
    phone.sees("North Clinic", "intake-begins", checked=True)
    phone.press("Begin")
    asked = 0
    while (question := question_on(phone.page)) is not None:
        if question == "isotretinoin":
            phone.sees("I don’t know", "intake-question", checked=True)
        by_mouse(phone.page, question)
        asked += 1
    assert asked > 15
    phone.sees("Look them over", "intake-answers", checked=True)
    phone.press("Send to the clinic")
    phone.sees("Your clinic has your answers", "intake-sent")
    assert IntakeLink.objects.get().finished is not None


def books_a_time(staff: Desk, time: Time) -> None:
    starts = wall(time.at.replace(minute=0) + timedelta(hours=1), MADRID)
    staff.go(reverse("appointment_new"))
    staff.fill(code="P-0001", starts=starts)
    staff.sees("Book a time", checked=True)
    staff.press("Book")
    staff.sees("P-0001", "day", checked=True)


def asks_what_is_open(staff: Desk, patient: Patient) -> None:
    """What the clinic chooses, and what only counts on the day."""
    staff.go(reverse("patient", args=[patient.case.public_id]))
    staff.sees("Not cleared", "patient-not-cleared", checked=True)
    staff.press("Ask the questions", "link")
    asked = 0
    while (question := question_on(staff.page)) is not None and asked < 60:
        answers(staff.page, question)
        asked += 1
    assert asked > 3


def answers(page: Page, question: str) -> None:
    word = IN_A_CLINIC.get(question)
    field = page.locator("#text")
    if word is None:
        by_mouse(page, question)
        return
    if field.count():
        field.fill(word)
    else:
        page.locator(f'input[name="answer"][value="{word}"]').check()
    follow(page.get_by_role("button", name="Continue"))


def consents(staff: Desk, patient: Patient) -> None:
    """Read together, with questions to see what was understood, and signed by hand."""
    page = staff.page
    staff.go(reverse("consent_sign", args=[patient.case.public_id, "microneedling"]))
    assert page.locator("input:checked").count() == 0
    staff.sees("Fine needles", "consent", checked=True)
    lines = lines_for(Kind.MICRONEEDLING, knowledge())
    for line in lines:
        wrong = next(word for word, _ in line.choices if word != line.right)
        page.check(f"#quiz_{line.id}_{wrong if line is lines[0] else line.right}")
    page.fill("#name", "The patient")
    staff.press("I agree and sign")
    staff.shows(".quizline")
    staff.sees("Not quite. Here is why:", "consent-explained")
    page.check(f"#quiz_{lines[0].id}_{lines[0].right}")
    for box in page.locator('input[name="agreed"]').all():
        box.check()
    signs(page)
    staff.shows("#agreed")
    staff.film.shot(page, "consent-signature")
    staff.press("I agree and sign")
    staff.sees("Questions right at once", "consent-signed", checked=True)
    assert Consent.objects.get().signature.startswith("M")


def signs(page: Page) -> None:
    """A line up and down across the field."""
    pad = page.locator("canvas")
    pad.scroll_into_view_if_needed()
    frame = pad.bounding_box()
    assert frame
    page.mouse.move(frame["x"] + 30, frame["y"] + 60)
    page.mouse.down()
    for step in range(24):
        page.mouse.move(frame["x"] + 30 + step * 14, frame["y"] + (40 if step % 2 else 110))
    page.mouse.up()


def sees_who_is_cleared(staff: Desk) -> None:
    staff.go(reverse("day"))
    staff.sees("Start session", "day-cleared")
    with staff.in_the_dark():
        staff.sees("Quiz: 4 of 5 right at once", "day-in-the-dark", checked=True)


def writes_the_session(staff: Desk, patient: Patient, time: Time) -> None:
    page = staff.page
    unlocks(staff, reverse("patient_session", args=[patient.case.public_id]))
    staff.sees("Go ahead", checked=True)
    over = time.at - timedelta(minutes=5)
    times = {"started": over - timedelta(minutes=20), "ended": over}
    staff.fill(**{name: wall(at, MADRID) for name, at in times.items()}, needle_mm="1.0")
    page.select_option("#device", index=1)
    page.locator("#lot").press_sequentially(BOX)
    page.keyboard.press("Enter")
    expect(page.locator("#lot_expiry")).to_have_value("2029-05-31")
    staff.sees("Cartridge", "session")
    page.check("#zone_crown")
    staff.fill(passes_crown="4", depth_crown="1", antiseptic="chlorhexidine", pain="2")
    page.select_option("#endpoint", "mild_redness")
    page.check("#aftercare")
    staff.shows("#zones")
    staff.film.shot(page, "session-zones")
    staff.press("Save the session")


def gives_the_sheet(staff: Desk) -> str:
    href = staff.page.get_by_role("link", name="Open the sheet").get_attribute("href")
    staff.link(".linkbox")
    staff.sees("No receipt yet", "aftercare-link", checked=True)
    assert href
    return href


def reads_the_sheet(phone: Desk, link: str) -> None:
    phone.go(link)
    phone.sees("Call at once when you see this", "aftercare-sheet", checked=True)
    phone.press("I have read it")
    phone.sees("Your clinic sees that you have read it")
    assert Procedure.objects.get().aftercare_receipt is not None


def invites_the_patient(staff: Desk, patient: Patient) -> str:
    staff.go(reverse("invite_patient", args=[patient.case.public_id]))
    follow(staff.page.locator("main form button").first)
    link = staff.link(".given input")
    staff.sees("shown this once", "patient-account", checked=True)
    return link.removeprefix(staff.home)


def reports_a_problem(invited: Desk) -> None:
    """Three days later, from the patient's own account: pus."""
    chooses_a_password(invited, "patient@example.org")
    invited.press("Continue")
    invited.go(reverse("home"))
    invited.sees("Tell us how your scalp is today", "patient-today", checked=True)
    invited.press("Start the check-in", "link")
    page, calm = invited.page, re.compile("^(None of these|No|No: .*)$")
    while page.locator("form.question.tapped").count():
        pus = page.locator('input[value="pus"]')
        if pus.count():
            pus.check()
            invited.sees("Pus", "check-in", checked=True)
            invited.press("Go on with what I ticked")
        else:
            with page.expect_navigation():
                page.get_by_role("button", name=calm).first.click()
    invited.sees("See a doctor today", "checked-in", checked=True)
    assert Complication.objects.get().is_open


def calls_about_it(staff: Desk, patient: Patient) -> None:
    page = staff.page
    staff.go(reverse("patient", args=[patient.case.public_id]))
    staff.sees("Session 1", "timeline", checked=True)
    staff.press("Record a call", "link")
    page.check("#reached-yes")
    page.fill("#said", "Comes in this afternoon.")
    staff.sees("Others on this lot", "call", checked=True)
    staff.press("Write the call down")
    staff.sees("Comes in this afternoon.")


def recalls_the_lot(staff: Desk) -> None:
    """The lot is held back; whoever met it stands on a list to call, and in a file."""
    page = staff.page
    staff.go(reverse("recall"))
    staff.fill(q="KX2231")
    follow(page.locator("main form button").first)
    staff.sees("P-0001", "recall", checked=True)
    with staff.in_the_dark():
        staff.film.shot(page, "recall-in-the-dark")
    holds_it_back(staff)
    with page.expect_download() as file:
        page.locator('main a[href*="list.csv"]').first.click()
    rows = list(csv.reader(Path(file.value.path()).read_text("utf-8-sig").splitlines()))
    assert [row[0] for row in rows] == ["Patient", "P-0001"]
    follow(page.locator('main a[href*="/recall/calls/"]').first)
    page.check('input[name="reached"][value="yes"]')
    page.fill("#said", "Knows about the lot and is on the way.")
    staff.sees("KX2231", "recall-call", checked=True)
    follow(page.locator("main form button.go").last)
    staff.sees("1 of 1 reached")


def holds_it_back(staff: Desk) -> None:
    """From now on no session can be written with the lot."""
    staff.press("Hold it back", "link")
    staff.fill(why="A report after it is open")
    staff.press("Hold it back")
    staff.sees("Let it go again", "lot-held-back", checked=True)
    staff.press("Who met this lot?", "link")


def reads_what_came_of_it(owner: Desk) -> None:
    owner.go(reverse("outcomes"))
    owner.sees("Too few sessions to say anything yet", "outcomes", checked=True)


def reads_the_audit(owner: Desk) -> None:
    owner.go(reverse("audit"))
    owner.sees("Signed in", "audit", checked=True)

"""A clinic's first day and the days after it: from a new clinic to a recall and a proven audit."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from anagen.cli import main
from anagen.store.audit import noting
from anagen.store.clinics.models import Factor, Patient
from anagen.store.procedures.models import Complication, Consent, IntakeLink, Procedure
from anagen.web import serving
from anagen.web.account import factors, totp
from anagen.web.clinic.care.consent_quiz import lines_for
from anagen.web.clinic.care.consent_texts import Kind
from anagen.web.knowing import knowledge
from tests.film.camera import Film
from tests.web.account.test_accounts_in_a_browser import with_a_key
from tests.web.clinic.care.ground import wall
from tests.web.clinic_world import PASSWORD
from tests.web.conftest import WIDE, Opener, overflow_px
from tests.web.treat.ground import Time
from tests.web.walking import by_mouse, question_on

pytestmark = pytest.mark.django_db(transaction=True)

Faults = Callable[[Page, str], list[str]]
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
SHOWN = "https://anagen.clinic.example"


@dataclass(frozen=True)
class Walk:
    """What every browser of the day shares: the film, the eye for faults, the clock."""

    film: Film
    faults: Faults
    time: Time


class Desk:
    """One person of the day with a browser of their own: what it shows, and its faults."""

    def __init__(self, page: Page, walk: Walk) -> None:
        self.page, self.film, self.faults, self.time = page, walk.film, walk.faults, walk.time
        self.home = "/".join(page.url.split("/")[:3])
        self.found: list[str] = []
        page.set_default_timeout(20_000)

    def go(self, address: str) -> None:
        """Opens a page by its address."""
        self.time.on(seconds=4)
        self.page.goto(address if address.startswith("http") else self.home + address)

    def sees(self, words: str, name: str = "", checked: bool = False) -> None:
        """The screen says these words and nothing sticks out; filmed under a name."""
        expect(self.page.locator("main")).to_contain_text(words)
        assert overflow_px(self.page) <= 0, f"{self.page.url}: wider than the screen"
        if name:
            self.film.shot(self.page, name)
        if checked:
            self.found += self.faults(self.page, name or words)

    def press(self, name: str, role: str = "button") -> None:
        """Presses what has this name, and waits for the page that follows."""
        self.time.on(seconds=4)
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]

    def fill(self, **typed: str) -> None:
        """Types into fields by their ids."""
        for name, text in typed.items():
            self.page.fill(f"#{name}", text)

    def shows(self, place: str) -> None:
        """Scrolls until something stands at the top of the screen."""
        self.page.locator(place).first.evaluate(
            "one => { scrollTo(0, one.getBoundingClientRect().top + scrollY - 16) }"
        )

    def link(self, place: str) -> str:
        """A link that the page shows once. The picture shows a clinic's own address instead."""
        found = self.page.locator(place)
        tag = found.evaluate("one => one.tagName")
        link = (found.input_value() if tag == "INPUT" else found.inner_text()).strip()
        assert link.startswith(f"{self.home}/")
        shown = SHOWN + link.removeprefix(self.home)
        found.evaluate("(one, says) => { one.value = one.textContent = says }", shown)
        return link

    @contextmanager
    def in_the_dark(self) -> Any:
        """The same screen for somebody whose computer is dark."""
        self.page.emulate_media(color_scheme="dark")
        yield
        self.page.emulate_media(color_scheme="light")


@pytest.fixture
def opened(time: Time, in_clinic: None, monkeypatch: pytest.MonkeyPatch) -> Time:
    """One clock for the pages, the sign-ins and the audit; it stands at a morning."""

    class Then(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return time.at.astimezone(tz)

    monkeypatch.setattr("django.utils.timezone.now", time.now)
    monkeypatch.setattr(noting, "datetime", Then)
    monkeypatch.setattr(serving, "make_ready", lambda: None)  # the tables of the test are there
    monkeypatch.setenv("ANAGEN_MODE", "clinic")
    time.at = MORNING
    return time


def test_a_clinics_day_from_the_first_link_to_a_recall(
    opened: Time, open_page: Opener, faults: Faults, capsys: Any
) -> None:
    time, film = opened, Film("in-a-clinic")
    walk = Walk(film, faults, time)

    def desk(path: str, size: dict[str, int] = WIDE) -> Desk:
        return Desk(open_page(path, size=size), walk)

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
    time.on(minutes=80)
    unlocks(staff)
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


def chooses_a_password(one: Desk, email: str) -> None:
    page = one.page
    if email:
        page.get_by_label("Email address").fill(email)
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)


def sets_the_clinic_up(owner: Desk, time: Time) -> None:
    """The owner opens the link of the terminal, takes a second factor, and names the clinic."""
    chooses_a_password(owner, "owner@example.org")
    owner.sees("second factor", "owner-joins", checked=True)
    owner.press("Continue")
    owner.sees("Set up a second factor", "second-factor")
    owner.press("Set up an app", "link")
    key = owner.page.locator(".key, code").first.inner_text().replace(" ", "").strip()
    owner.fill(id_code=totp.code_at(key, int(time.at.timestamp()) // totp.STEP_S))
    owner.sees("", "authenticator-app")
    owner.page.locator("main form button.go").click()
    owner.sees("Write these codes down now")
    assert Factor.objects.filter(kind=Factor.CODE).count() == 10
    owner.go(reverse("clinic_settings"))
    owner.page.get_by_label("Telephone for patients").fill("+34 600 000 000")
    owner.press("Save")
    owner.sees("Lock a page that nobody used for", "clinic-settings", checked=True)


def invites_a_clinician(owner: Desk) -> str:
    owner.go(reverse("people"))
    owner.page.get_by_label("Name, as the others see it").fill("Clinician")
    owner.page.locator('input[value="clinician"]').check()
    owner.press("Make a link")
    link = owner.link(".given input")
    owner.sees("shown this once", "invite", checked=True)
    return link.removeprefix(owner.home)


def joins_with_a_passkey(staff: Desk) -> None:
    with_a_key(staff.page)
    chooses_a_password(staff, "clinician@example.org")
    staff.press("Continue")
    staff.press("Set up a passkey", "link")
    staff.page.get_by_label("A name for it").fill("My phone")
    staff.page.get_by_role("button", name="Make a passkey").click()
    staff.sees("Write these codes down now")
    staff.go(reverse("home"))
    staff.sees("Nobody is booked", "first-day", checked=True)


def puts_things_in_place(owner: Desk, staff: Desk) -> None:
    """A pen, and a box of cartridges by its barcode."""
    staff.go(reverse("devices"))
    staff.fill(name="Pen 1", serial="A-1047")
    staff.page.select_option("#kind", "pen")
    staff.page.locator("main form button.go").click()
    staff.sees("Pen 1", "devices", checked=True)
    owner.go(reverse("stock_receive"))
    owner.fill(item="Cartridge", lot=BOX, amount="20")
    owner.sees("", "receive")
    owner.page.locator("main form button.go").click()
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
    phone.sees("", "intake-answers", checked=True)
    phone.press("Send to the clinic")
    phone.sees("", "intake-sent")
    assert IntakeLink.objects.get().finished is not None


def books_a_time(staff: Desk, time: Time) -> None:
    starts = wall(time.at.replace(minute=0) + timedelta(hours=2, minutes=15), MADRID)
    staff.go(reverse("appointment_new"))
    staff.fill(code="P-0001", starts=starts)
    staff.sees("", "book", checked=True)
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
    page.get_by_role("button", name="Continue").click()


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


def unlocks(staff: Desk) -> None:
    """Nobody used the page for more than an hour: it asks who is there."""
    staff.go(reverse("day"))
    staff.sees("This page is locked", "locked", checked=True)
    staff.page.get_by_label("Password, PIN or code").fill(PASSWORD)
    staff.press("Go on")
    staff.sees("P-0001", "day-cleared")
    with staff.in_the_dark():
        staff.sees("P-0001", "day-in-the-dark", checked=True)


def writes_the_session(staff: Desk, patient: Patient, time: Time) -> None:
    page = staff.page
    staff.go(reverse("patient_session", args=[patient.case.public_id]))
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
    staff.page.locator("main form button").first.click()
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
    invited.sees("", "checked-in", checked=True)
    assert Complication.objects.get().is_open


def comes_back(staff: Desk, time: Time) -> None:
    """A new day: a new sign-in, with password and passkey."""
    staff.go(reverse("day"))
    staff.page.get_by_label("Email address").fill("clinician@example.org")
    staff.page.get_by_label("Password").fill(PASSWORD)
    staff.press("Continue")
    staff.sees("Show that it is you", "second-step", checked=True)
    staff.page.get_by_role("button", name="Use your passkey").click()
    staff.page.wait_for_url("**/day/**")
    staff.sees("P-0001 reported a problem", "day-with-a-problem")


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
    page.locator("main form button").first.click()
    staff.sees("P-0001", "recall", checked=True)
    with staff.in_the_dark():
        staff.film.shot(page, "recall-in-the-dark")
    holds_it_back(staff)
    with page.expect_download() as file:
        page.locator('main a[href*="list.csv"]').first.click()
    rows = list(csv.reader(Path(file.value.path()).read_text("utf-8-sig").splitlines()))
    assert [row[0] for row in rows] == ["Patient", "P-0001"]
    page.locator('main a[href*="/recall/calls/"]').first.click()
    page.check('input[name="reached"][value="yes"]')
    page.fill("#said", "Knows about the lot and is on the way.")
    staff.sees("KX2231", "recall-call", checked=True)
    page.locator("main form button.go").last.click()
    staff.sees("P-0001", "recalled")


def holds_it_back(staff: Desk) -> None:
    """From now on no session can be written with the lot."""
    staff.press("Hold it back", "link")
    staff.fill(why="A report after it is open")
    staff.press("Hold it back")
    staff.sees("Let it go again", "lot-held-back", checked=True)
    staff.press("Who met this lot?", "link")


def signs_in_with_a_code(owner: Desk, time: Time) -> None:
    owner.go(reverse("sign_in"))
    owner.page.get_by_label("Email address").fill("owner@example.org")
    owner.page.get_by_label("Password").fill(PASSWORD)
    owner.press("Continue")
    key = factors.opened(Factor.objects.get(kind=Factor.APP).secret)
    owner.page.get_by_label("Code").fill(
        totp.code_at(key, int(time.at.timestamp()) // totp.STEP_S)
    )
    owner.press("Sign in")


def reads_what_came_of_it(owner: Desk) -> None:
    owner.go(reverse("outcomes"))
    owner.sees("", "outcomes", checked=True)


def reads_the_audit(owner: Desk) -> None:
    owner.go(reverse("audit"))
    owner.sees("Signed in", "audit", checked=True)
    with owner.in_the_dark():
        owner.sees("Signed in", "audit-in-the-dark")

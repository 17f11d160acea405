"""The people of the filmed clinic: how they get in, prove who they are, and come back."""

from __future__ import annotations

from django.urls import reverse

from anagen.store.clinics.models import Factor
from anagen.web.account import factors, totp
from tests.film.desk import Desk
from tests.web.account.test_accounts_in_a_browser import with_a_key
from tests.web.clinic_world import PASSWORD
from tests.web.conftest import follow
from tests.web.treat.ground import Time


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
    owner.sees("Set up a second factor")
    owner.press("Set up an app", "link")
    key = owner.page.locator(".key, code").first.inner_text().replace(" ", "").strip()
    owner.fill(id_code=totp.code_at(key, int(time.at.timestamp()) // totp.STEP_S))
    owner.sees("Scan this with the app", "authenticator-app")
    follow(owner.page.locator("main form button.go"))
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


def unlocks(staff: Desk, address: str) -> None:
    """Nobody used the page while the needles were: it asks who is there, and goes on."""
    staff.go(address)
    staff.sees("This page is locked", "locked", checked=True)
    frame = staff.page.locator("main").bounding_box()
    assert frame is not None
    assert frame["width"] > 1000  # there is no rail beside it that it could be squeezed into
    staff.page.get_by_label("Password, PIN or code").fill(PASSWORD)
    staff.press("Go on")


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


def signs_in_with_a_code(owner: Desk, time: Time) -> None:
    owner.go(reverse("sign_in"))
    owner.page.get_by_label("Email address").fill("owner@example.org")
    owner.page.get_by_label("Password").fill(PASSWORD)
    owner.press("Continue")
    key = factors.opened(Factor.objects.get(kind=Factor.APP).secret)
    owner.page.get_by_label("Code").fill(totp.code_at(key, int(time.at.timestamp()) // totp.STEP_S))
    owner.press("Sign in")

"""The pages of the accounts in a real browser: passkeys, the lock, both themes, no faults."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from anagen.store.clinics.models import Clinic, Factor
from anagen.web.access.viewer import Role
from anagen.web.account.inviting import Maker, invite
from anagen.web.clock import now
from tests.store.audit_ground import a_chain
from tests.web.clinic_world import PASSWORD, World, let_in
from tests.web.conftest import SLIM, WIDE, Opener, follow

pytestmark = pytest.mark.django_db(transaction=True)

Faults = Callable[[Page, str], list[str]]


def with_a_key(page: Page) -> None:
    """Gives the browser a security key of its own, always touched."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": key})


def go(page: Page, name: str, *words: object) -> None:
    home = "/".join(page.url.split("/")[:3])
    page.goto(home + reverse(name, args=words))


def sign_in(page: Page, email: str) -> None:
    go(page, "sign_in")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()


def test_an_invited_clinician_makes_a_passkey_and_signs_in_with_it(
    clinic_world: World, open_page: Opener
) -> None:
    here = clinic_world.here
    secret = invite(Maker(here.members[Role.OWNER], here.clinic, now()), Role.CLINICIAN, "Dr New")
    page = open_page(reverse("join", args=[secret]))
    with_a_key(page)
    page.get_by_label("Email address").fill("new@example.org")
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Set up a passkey").click()
    page.get_by_label("A name for it").fill("My phone")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("heading", name="Write these codes down now")).to_be_visible()
    assert page.locator(".codes li").count() == 10
    go(page, "account")
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, "new@example.org")
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url(lambda url: "/second-step/" not in url)
    go(page, "account")
    expect(page.get_by_role("button", name="Remove My phone")).to_be_visible()
    page.get_by_role("button", name="Lock now").click()
    expect(page.get_by_role("heading", name="This page is locked")).to_be_visible()
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url(lambda url: "/locked/" not in url)
    assert Factor.objects.get(kind=Factor.PASSKEY).counter > 1


def test_a_page_left_alone_is_covered_and_keeps_what_was_typed(
    clinic_world: World, open_page: Opener
) -> None:
    page = open_page(reverse("sign_in"))
    page.clock.install()
    home = "/".join(page.url.split("/")[:3])
    let_in(page.context, home, clinic_world.here.user(Role.OWNER))
    go(page, "clinic_settings")
    page.get_by_label("Name of the clinic").fill("Half typed")
    with page.expect_response(lambda answer: answer.url.endswith(reverse("lock_page"))):
        page.clock.fast_forward("10:01")
    dialog = page.get_by_role("dialog", name="This page is locked")
    expect(dialog).to_be_visible()
    expect(page.locator("main")).not_to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Password, PIN or code").fill("wrong")
    dialog.get_by_role("button", name="Go on").click()
    expect(dialog.get_by_role("alert")).to_contain_text("That did not fit")
    dialog.get_by_label("Password, PIN or code").fill(PASSWORD)
    dialog.get_by_role("button", name="Go on").click()
    expect(dialog).not_to_be_visible()
    expect(page.get_by_label("Name of the clinic")).to_have_value("Half typed")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    assert Clinic.objects.filter(name="Half typed").count() == 1


def test_every_page_of_the_accounts_is_without_faults(
    clinic_world: World, open_page: Opener, theme: str, faults: Faults
) -> None:
    here = clinic_world.here
    a_chain(6)
    secret = invite(Maker(here.members[Role.OWNER], here.clinic, now()), Role.CLINICIAN, "Dr New")
    found: list[str] = []

    def look(page: Page, name: str, *words: object) -> None:
        go(page, name, *words)
        found.extend(faults(page, f"{name}-{theme}-{width}"))

    for size in (SLIM, WIDE):
        width = size["width"]
        page = open_page(reverse("sign_in"), theme=theme, size=size)
        look(page, "sign_in")
        look(page, "join", secret)
        look(page, "join", "spent")
        follow(page.get_by_role("link", name="Sign in", exact=True))
        page.get_by_label("Email address").fill("nobody@example.org")
        page.get_by_label("Password").fill("wrong")
        follow(page.get_by_role("button", name="Continue"))
        found += faults(page, f"refused-{theme}")
        let_in(page.context, page.url.partition("/account/")[0], here.user(Role.OWNER))
        for name in ("account", "password", "pin", "second_factor", "authenticator_app"):
            look(page, name)
        for name in ("passkey_new", "people", "clinic_settings", "audit"):
            look(page, name)
        look(page, "member", here.members[Role.AUDITOR].pk)
        follow(page.get_by_role("button", name="Make a link for a new password"))
        found += faults(page, f"link-{theme}")
        look(page, "invite_patient", here.cases[0].public_id)
        go(page, "account")
        follow(page.get_by_role("button", name="Lock now"))
        found += faults(page, f"locked-{theme}")
    assert found == []


def test_everything_but_a_passkey_works_without_scripts(
    clinic_world: World, open_page: Opener
) -> None:
    page = open_page(reverse("sign_in"), script=False)
    sign_in(page, clinic_world.here.user(Role.PATIENT).email)
    go(page, "password")
    fresh = "nine quiet lanterns"
    page.get_by_label("Your password now").fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill(fresh)
    page.get_by_label("The same password again").fill(fresh)
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_role("status")).to_contain_text("Your password is changed")
    page.get_by_role("button", name="Lock now").click()
    page.get_by_label("Password, PIN or code").fill(fresh)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="This page is locked")).not_to_be_visible()

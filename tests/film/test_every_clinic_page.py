"""Every page of a clinic, enlarged four times and from right to left: nothing out of reach."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from anagen.store.clinics.models import Invitation
from anagen.store.procedures.models import Complication, Consent, Procedure
from anagen.web.access.viewer import Role
from anagen.web.account.inviting import Maker, invite
from anagen.web.clinic.care.aftercare import give_sheet, link_to
from anagen.web.clinic.care.intake_links import new_link
from anagen.web.clock import now
from tests.film.test_every_home_page import ENLARGED, OUT_OF_REACH
from tests.web.clinic.care.ground import at
from tests.web.clinic.desk.test_desk_in_a_browser import a_busy_day
from tests.web.clinic_world import Here, World, let_in
from tests.web.conftest import SLIM, Opener, overflow_px

pytestmark = pytest.mark.django_db(transaction=True)

Faults = Callable[[Page, str], list[str]]
RTL = "ar-xb"
#: A field that is taller than such a window is looked at from its top.
FROM_ITS_TOP = OUT_OF_REACH.replace(
    "block: 'center'", "block: part.offsetHeight > innerHeight ? 'start' : 'center'"
)
ABOUT_A_PATIENT = (
    "patient",
    "patient_edit",
    "patient_session",
    "note_add",
    "consents",
    "intake_status",
    "invite_patient",
)
OF_THE_CLINIC = ("patients", "patient_new", "wordings", "devices", "people", "clinic_settings")
OF_AN_ACCOUNT = ("audit", "account", "password", "pin", "second_factor", "authenticator_app")


def clinic_pages(here: Here) -> dict[str, str]:
    """The address of every page that members of a clinic open, by a name for its picture."""
    pages = a_busy_day(here)
    patient, owner = here.patients[0], here.members[Role.OWNER]
    consent, problem = Consent.objects.all()[0], Complication.objects.get()
    procedure = Procedure.objects.filter(case=patient.case)[0]
    give_sheet(procedure, now())
    procedure.refresh_from_db()
    Invitation.objects.all().delete()
    invite(Maker(owner, here.clinic, now()), Role.ASSISTANT, "Assistant")
    new_link(patient.case, owner, now() - timedelta(days=1))
    return {
        **pages,
        **{name: at(name, patient) for name in ABOUT_A_PATIENT},
        **{name: reverse(name) for name in OF_THE_CLINIC + OF_AN_ACCOUNT},
        "member": reverse("member", args=[owner.pk]),
        "wording": reverse("wording", args=["plasma"]),
        "consent_sign": at("consent_sign", patient, "plasma"),
        "signed_consent": at("signed_consent", patient, consent.public_id),
        "withdraw_consent": at("withdraw_consent", patient, consent.public_id),
        "problem": at("problem", here.patients[1], problem.public_id),
        "give_aftercare": at("give_aftercare", patient, procedure.public_id),
        "aftercare_link": link_to(procedure),
        "question": reverse("question", args=[patient.case.public_id, "keloid"]),
    }


@pytest.mark.parametrize("language", ["en", RTL])
def test_every_page_of_a_clinic_enlarged_four_times_hides_nothing(
    open_page: Opener, settings: Any, faults: Faults, clinic_world: World, language: str
) -> None:
    """WCAG 1.4.10, and no fault that axe knows of with the page from right to left."""
    settings.LANGUAGES = [*settings.LANGUAGES, (RTL, "Right to left")]
    pages = clinic_pages(clinic_world.here)
    page = open_page(reverse("sign_in"), size=ENLARGED)
    home = page.url.removesuffix(reverse("sign_in"))
    let_in(page.context, home, clinic_world.here.user(Role.OWNER))
    cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": home}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    found: list[str] = []
    for name, address in pages.items():
        page.set_viewport_size(ENLARGED)  # type: ignore[arg-type]
        page.goto(home + address)
        found += [f"{name}: {one}" for one in page.evaluate(FROM_ITS_TOP)]
        over = overflow_px(page)
        found += [f"{name}: {over} px too wide at 320"] if over > 0 else []
        if language == RTL:
            assert page.locator("html").get_attribute("dir") == "rtl"
            page.set_viewport_size(SLIM)  # type: ignore[arg-type]
            found += faults(page, f"{name}-rtl")
    assert found == []

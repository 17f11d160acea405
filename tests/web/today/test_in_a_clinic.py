"""In a clinic a patient has the same pages for their own record, and for no other."""

from __future__ import annotations

import pytest
from django.urls import reverse

from anagen.store.rows import record_of
from anagen.web.access.viewer import STAFF, Role
from anagen.web.clock import now
from tests.web.clinic_world import SignedIn, World

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ("today", "recovery", "check_in", "checked_in", "hair_loss_answer", "shedding_tests")


@pytest.mark.parametrize("name", PAGES)
def test_a_patient_reads_their_own_page(name: str, clinic_world: World, as_role: SignedIn) -> None:
    mine, _ = clinic_world.here.cases
    page = as_role(Role.PATIENT).get(reverse(name, args=[mine.public_id]))
    assert page.status_code == 200
    assert "This is the record of" not in page.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_nobody_elses_page_is_there_at_all(
    name: str, clinic_world: World, as_role: SignedIn
) -> None:
    _, beside = clinic_world.here.cases
    for case in (beside, *clinic_world.there.cases):
        address = reverse(name, args=[case.public_id])
        assert as_role(Role.PATIENT).get(address).status_code == 404


def test_a_patients_check_in_lands_in_their_own_record(
    clinic_world: World, as_role: SignedIn
) -> None:
    mine, beside = clinic_world.here.cases
    form = {
        "begun": now().isoformat(),
        "alarm_signs": "none_of_these",
        "scalp_warnings": "pus",
    }
    client = as_role(Role.PATIENT)
    response = client.post(reverse("check_in", args=[mine.public_id]), form)
    assert response.headers["Location"] == reverse("checked_in", args=[mine.public_id])
    mine.refresh_from_db()
    (report,) = record_of(mine, now()).reports
    assert report.signs["scalp_warnings"].value == ("pus",)
    assert client.post(reverse("check_in", args=[beside.public_id]), form).status_code == 404


def test_the_bare_address_leads_everyone_to_their_own_place(
    clinic_world: World, as_role: SignedIn
) -> None:
    mine, _ = clinic_world.here.cases
    patient = as_role(Role.PATIENT).get("/")
    assert patient.headers["Location"] == reverse("today", args=[mine.public_id])
    assert as_role(Role.NOBODY).get("/").status_code in (200, 302)
    for role in STAFF:
        answer = as_role(role).get("/")
        assert answer.status_code == 200 or "/today/" not in answer.headers["Location"]


def test_the_start_shows_no_record_to_the_staff(clinic_world: World, as_role: SignedIn) -> None:
    for role in STAFF:
        page = as_role(role).get(reverse("start")).content.decode()
        assert "Go on where you left off" not in page

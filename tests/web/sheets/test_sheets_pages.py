"""The sheets of a record over the web: PDFs to print, and the aftercare sheet as a page."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pypdf import PdfReader

from anagen.store.clinics.models import Clinic
from anagen.store.models import Case
from anagen.web.access.viewer import Role
from anagen.web.clock import now
from tests.interchange.telling import session
from tests.web.clinic_world import SignedIn, World
from tests.web.plan.living import living, page, text_of

pytestmark = pytest.mark.django_db
PAPERS = ("sheet_aftercare", "sheet_letter", "sheet_plan")


@pytest.fixture
def case(client: Client) -> Case:
    """Somebody at home two hours after a session with a product of an odd name."""
    ended = now() - timedelta(hours=2)
    done = session(ended, antiseptic="#read(1) <b>alcohol</b>")
    said = {"last_session_on": ended.date(), "session_today": True, "needled_before": True}
    return living(client, said=said, sessions=(done,))


def words_of(answer: HttpResponse) -> str:
    pages = PdfReader(BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def session_page(client: Client, case: Case, number: int) -> HttpResponse:
    return client.get(reverse("sheet_session", args=[case.public_id, number]))


@pytest.mark.parametrize("name", PAPERS)
def test_every_sheet_comes_as_a_pdf_with_a_name(client: Client, case: Case, name: str) -> None:
    answer = page(client, name, case)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith('inline; filename="anagen-')
    assert answer.content.startswith(b"%PDF")


def test_a_session_is_printed_by_its_number_with_what_was_written(
    client: Client, case: Case
) -> None:
    found = words_of(session_page(client, case, 1))
    assert "#read(1) <b>alcohol</b>" in found
    assert "0.25" in found


@pytest.mark.parametrize("number", [0, 2, 999_999_999_999])
def test_a_session_that_is_not_there_has_no_sheet(client: Client, case: Case, number: int) -> None:
    assert session_page(client, case, number).status_code == 404


def test_the_page_says_what_the_paper_says(client: Client, case: Case) -> None:
    shown = page(client, "aftercare", case)
    paper = words_of(page(client, "sheet_aftercare", case))
    sheet: Any = shown.context["sheet"]
    assert sheet.title in paper
    assert escape(sheet.title) in text_of(shown)
    for words in ("Leave off for now", "This is usual", "See a doctor the same day"):
        assert words in text_of(shown)
        assert words in paper


def test_at_home_no_code_leads_to_this_very_computer(client: Client, case: Case) -> None:
    for host in ("127.0.0.1:8000", "localhost:8000", "[::1]:8000"):
        address = reverse("sheet_aftercare", args=[case.public_id])
        assert "http://" not in words_of(client.get(address, HTTP_HOST=host))
        address = reverse("aftercare", args=[case.public_id])
        assert client.get(address, HTTP_HOST=host).context["sheet"].code is None


def test_on_the_network_the_code_leads_to_the_page(
    client: Client, case: Case, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["192.168.1.20"]
    address = reverse("aftercare", args=[case.public_id])
    answer = client.get(address, HTTP_HOST="192.168.1.20:8000")
    assert answer.context["sheet"].code.address == f"http://192.168.1.20:8000{address}"


def test_a_host_that_is_not_ours_is_never_printed(client: Client, case: Case) -> None:
    address = reverse("sheet_aftercare", args=[case.public_id])
    assert client.get(address, HTTP_HOST="evil.example").status_code == 400


def test_the_language_is_that_of_the_pages_or_the_one_asked_for(client: Client, case: Case) -> None:
    def language(**query: str) -> str:
        found = PdfReader(BytesIO(page(client, "sheet_letter", case, **query).content))
        root: Any = found.trailer["/Root"]
        return str(root["/Lang"])[:2]

    assert language() == "en"
    assert language(language="es") == "es"
    assert language(language="xx") == "en"
    client.cookies["language"] = "es"
    assert language() == "es"


@pytest.mark.parametrize("name", ["aftercare", *PAPERS])
def test_a_record_that_is_not_there_has_no_sheets(client: Client, case: Case, name: str) -> None:
    assert client.get(reverse(name, args=[uuid4()])).status_code == 404
    assert client.post(reverse(name, args=[case.public_id])).status_code == 405


def test_a_patient_is_told_the_number_of_their_clinic(
    clinic_world: World, as_role: SignedIn
) -> None:
    Clinic.objects.filter(pk=clinic_world.here.clinic.pk).update(phone="600 123")
    case, _ = clinic_world.here.cases
    shown = text_of(as_role(Role.PATIENT).get(reverse("aftercare", args=[case.public_id])))
    assert f"{clinic_world.here.clinic.name}: 600 123." in shown
    assert "Call us the same day" in shown


def test_a_clinic_prints_its_consent_blank_and_others_do_not(
    clinic_world: World, as_role: SignedIn
) -> None:
    case, _ = clinic_world.here.cases
    nurse = as_role(Role.CLINICIAN)
    address = reverse("sheet_consent", args=[case.public_id, "microneedling"])
    found = words_of(nurse.get(address))
    assert "Microneedling of the scalp" in found
    assert "Signature, date and time" in found
    assert nurse.get(reverse("sheet_consent", args=[case.public_id, "none"])).status_code == 404
    assert as_role(Role.PATIENT).get(address).status_code == 403

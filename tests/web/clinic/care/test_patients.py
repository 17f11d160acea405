"""The list of patients, new ones, their contact, and the page of one."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anagen.records.words import Setting
from anagen.store.clinics.models import Patient
from anagen.store.models import Case
from anagen.store.procedures.models import Note
from anagen.store.rows import record_of
from anagen.web.access.viewer import Role
from anagen.web.clock import now
from tests.web.clinic.care.ground import at, done, ready, say
from tests.web.clinic_world import SignedIn, World, a_patient

pytestmark = pytest.mark.django_db


def new(client: object, **typed: str) -> object:
    return client.post(reverse("patient_new"), {"once": str(uuid4()), **typed})  # type: ignore[attr-defined]


def test_a_new_patient_gets_a_code_and_a_case_in_the_clinic(
    clinic_world: World, as_role: SignedIn
) -> None:
    client = as_role(Role.RECEPTION)
    for code in ("P-0003", "P-0004"):  # P-1 and P-2 are there already
        answer = new(client, name="")
        assert answer.status_code == 302  # type: ignore[attr-defined]
        made = Patient.objects.latest("pk")
        assert made.code == code
        assert made.clinic == clinic_world.here.clinic
        record = record_of(made.case, now())
        assert record.setting is Setting.CLINIC
        assert record.timezone == "Europe/Madrid"


def test_a_form_sent_twice_opens_one_case(clinic_world: World, as_role: SignedIn) -> None:
    client, before = as_role(Role.CLINICIAN), Case.objects.count()
    form = {"once": str(uuid4()), "code": "ANNA-1"}
    for _ in range(3):
        assert client.post(reverse("patient_new"), form).status_code == 302
    assert Case.objects.count() == before + 1


def test_a_form_that_names_somebody_elses_case_opens_nothing(
    clinic_world: World, as_role: SignedIn
) -> None:
    theirs = clinic_world.there.patients[0]
    client, before = as_role(Role.OWNER), Patient.objects.count()
    form = {"once": str(theirs.case.public_id), "code": "X"}
    assert client.post(reverse("patient_new"), form).status_code == 404
    assert Patient.objects.count() == before


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"code": "p-1"}, "code"),
        ({"code": "a b"}, "code"),
        ({"code": "x" * 17}, "code"),
        ({"name": "n" * 121}, "name"),
        ({"phone": "call me"}, "phone"),
        ({"email": "nobody"}, "email"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field(
    clinic_world: World, as_role: SignedIn, typed: dict[str, str], field: str
) -> None:
    answer = new(as_role(Role.RECEPTION), **typed)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert field in answer.context["contact"].slips  # type: ignore[attr-defined]
    assert next(iter(typed.values())) in answer.content.decode()  # type: ignore[attr-defined]


def test_the_same_code_is_free_in_another_clinic(clinic_world: World, as_role: SignedIn) -> None:
    a_patient(clinic_world.there.clinic, "SAME-1")
    assert new(as_role(Role.RECEPTION), code="SAME-1").status_code == 302  # type: ignore[attr-defined]


def test_patients_are_found_by_code_name_and_phone_and_never_another_clinics(
    clinic_world: World, as_role: SignedIn
) -> None:
    here = clinic_world.here
    Patient.objects.filter(pk=here.patients[0].pk).update(name="Rosa", phone="+34 600 11")
    client = as_role(Role.RECEPTION)
    for asked in ("p-1", "ros", "600 1"):
        page = client.get(reverse("patients"), {"q": asked})
        assert [one.pk for one in page.context["patients"]] == [here.patients[0].pk]
    page = client.get(reverse("patients"), {"q": "Patient"})
    assert {one.clinic_id for one in page.context["patients"]} == {here.clinic.pk}


@pytest.mark.parametrize("asked", ["%", "_", "'", "\x00", "x" * 500, "<script>alert(1)</script>"])
def test_a_strange_search_finds_nobody_and_breaks_nothing(
    clinic_world: World, as_role: SignedIn, asked: str
) -> None:
    page = as_role(Role.OWNER).get(reverse("patients"), {"q": asked, "page": "minus one"})
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_the_list_asks_the_database_as_often_for_many_as_for_few(
    clinic_world: World, as_role: SignedIn
) -> None:
    client = as_role(Role.OWNER)
    client.get(reverse("patients"))

    def asked() -> int:
        with CaptureQueriesContext(connection) as context:
            client.get(reverse("patients"))
        return len(context)

    few = asked()
    for number in range(60):
        a_patient(clinic_world.here.clinic, f"M-{number}")
    assert asked() <= few
    assert len(client.get(reverse("patients")).context["patients"]) == 40


def test_contact_can_be_put_right(clinic_world: World, as_role: SignedIn) -> None:
    patient = clinic_world.here.patients[0]
    form = {"code": "P-1", "name": "New name", "phone": "123456", "email": "a@example.org"}
    assert as_role(Role.RECEPTION).post(at("patient_edit", patient), form).status_code == 302
    patient.refresh_from_db()
    assert (patient.name, patient.phone) == ("New name", "123456")


def test_reception_reaches_the_contact_and_not_the_timeline(
    clinic_world: World, as_role: SignedIn
) -> None:
    client, patient = as_role(Role.RECEPTION), clinic_world.here.patients[0]
    assert client.get(at("patient_edit", patient)).status_code == 200
    assert client.get(at("patient", patient)).status_code == 403
    assert at("patient_edit", patient) in client.get(reverse("patients")).content.decode()


def test_the_page_of_a_new_patient_says_how_to_begin(
    clinic_world: World, as_role: SignedIn
) -> None:
    page = as_role(Role.ASSISTANT).get(at("patient", clinic_world.here.patients[0]))
    assert "Begin with the intake" in page.content.decode()
    assert "Not cleared" in page.content.decode()


def test_the_timeline_shows_what_was_done_and_who_may_go_on(
    clinic_world: World, as_role: SignedIn
) -> None:
    here, client = clinic_world.here, as_role(Role.CLINICIAN)
    patient = ready(here)
    done(client, patient, here)
    page = client.get(at("patient", patient)).content.decode()
    for words in ("Session 1", "KX2231", "Consent signed", "Clinician Here", "Treated so far"):
        assert words in page
    assert "Not cleared" in page  # too soon after that session


def test_a_note_is_added_once_and_shown(clinic_world: World, as_role: SignedIn) -> None:
    client, patient = as_role(Role.ASSISTANT), clinic_world.here.patients[0]
    form = {"once": str(uuid4()), "text": "Skin calm.\n<b>Second line</b>"}
    for _ in range(2):
        assert client.post(at("note_add", patient), form).status_code == 302
    assert Note.objects.count() == 1
    page = client.get(at("patient", patient)).content.decode()
    assert "Skin calm." in page
    assert "<b>Second" not in page


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001, "\0"])
def test_a_note_that_cannot_be_kept_is_shown_again(
    clinic_world: World, as_role: SignedIn, text: str
) -> None:
    client, patient = as_role(Role.ASSISTANT), clinic_world.here.patients[0]
    answer = client.post(at("note_add", patient), {"once": str(uuid4()), "text": text})
    assert answer.status_code == 422
    assert not Note.objects.exists()


def test_a_long_timeline_is_shown_in_parts(clinic_world: World, as_role: SignedIn) -> None:
    client, here = as_role(Role.OWNER), clinic_world.here
    patient = here.patients[0]
    for number in range(45):
        Note.objects.create(
            case=patient.case, at=now(), by=here.members[Role.OWNER], text=f"note {number}"
        )
    assert "Show 5 older entries" in client.get(at("patient", patient)).content.decode()
    assert client.get(at("patient", patient) + "?all=1").content.decode().count("note ") >= 45


def test_what_staff_answer_is_marked_as_theirs(clinic_world: World, as_role: SignedIn) -> None:
    patient = clinic_world.here.patients[0]
    address = reverse("question", args=[patient.case.public_id, "keloid"])
    as_role(Role.CLINICIAN).post(address, {"answer": "no"})
    as_role(Role.PATIENT).post(
        reverse("question", args=[patient.case.public_id, "anticoagulant"]), {"answer": "no"}
    )
    page = as_role(Role.CLINICIAN).get(at("intake_status", patient))
    by = {line.id: line.by_patient for line in page.context["lines"]}
    assert by["keloid"] is False
    assert by["anticoagulant"] is True


def test_a_record_that_was_changed_shows_at_once(clinic_world: World, as_role: SignedIn) -> None:
    client, patient = as_role(Role.CLINICIAN), ready(clinic_world.here)
    assert client.get(at("patient", patient)).context["page"].clearance.is_clear
    say(patient, anticoagulant=True)
    assert not client.get(at("patient", patient)).context["page"].clearance.is_clear

"""The intake by a link: one patient, one week, nothing else opens with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from anagen.store.clinics.models import Patient
from anagen.store.models import Case
from anagen.store.procedures.models import IntakeLink
from anagen.store.rows import record_of
from anagen.web.access.viewer import Role
from anagen.web.clinic.care import intake_pages
from anagen.web.clinic.care.intake_check import intake_check
from anagen.web.clinic.care.intake_links import hash_of, new_link
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from tests.web.clinic.care.ground import at
from tests.web.clinic_world import SignedIn, World

pytestmark = pytest.mark.django_db


def a_link(world: World, number: int = 0) -> str:
    """The address of a new link for a patient of this clinic."""
    here = world.here
    key = new_link(here.patients[number].case, here.members[Role.RECEPTION], now())
    return reverse("intake", args=[key])


def on_the_phone(world: World, number: int = 0) -> Client:
    """A browser without an account that has come by a link."""
    client = Client()
    assert client.post(a_link(world, number)).status_code == 302
    return client


def ask(question: str) -> str:
    return reverse("intake_question", args=[question])


def fresh(patient: Patient) -> Case:
    return Case.objects.get(pk=patient.case.pk)


def test_staff_make_a_link_that_is_shown_once(clinic_world: World, as_role: SignedIn) -> None:
    client, patient = as_role(Role.RECEPTION), clinic_world.here.patients[0]
    page = client.post(at("intake_send", patient), follow=True)
    address = page.context["address"]
    assert address in page.content.decode()
    assert address not in client.get(at("intake_status", patient)).content.decode()
    key = address.rstrip("/").rsplit("/", 1)[1]
    kept = IntakeLink.objects.get()
    assert kept.key_hash == hash_of(key)
    assert key not in str(IntakeLink.objects.values())


def test_opening_a_link_changes_nothing_until_the_button_is_pressed(clinic_world: World) -> None:
    address = a_link(clinic_world)
    client = Client()
    page = client.get(address)
    assert page.status_code == 200
    assert "Clinic Here" in page.content.decode()
    assert IntakeLink.objects.get().opened is None
    assert client.get(reverse("intake_next")).status_code == 404
    client.post(address)
    assert IntakeLink.objects.get().opened is not None


def test_answers_are_saved_as_they_go_and_resumed_on_another_phone(clinic_world: World) -> None:
    patient = clinic_world.here.patients[0]
    address = a_link(clinic_world)
    client = Client()
    client.post(address)
    first = client.get(reverse("intake_next"), follow=True)
    question = first.context["screen"].question
    assert question.id == "birth_year"
    client.post(ask("birth_year"), {"text": "1990"})
    assert record_of(fresh(patient), now()).answers["birth_year"].value == 1990
    other = Client()
    other.post(address)
    going_on = other.get(reverse("intake_next"), follow=True)
    assert going_on.context["screen"].question.id == "sex"


def test_a_wrong_answer_keeps_what_was_typed(clinic_world: World) -> None:
    client = on_the_phone(clinic_world)
    answer = client.post(ask("birth_year"), {"text": "when I was young"})
    assert answer.status_code == 422
    assert "when I was young" in answer.content.decode()


def test_an_answer_given_elsewhere_meanwhile_is_not_overwritten(
    clinic_world: World, as_role: SignedIn
) -> None:
    patient, client = clinic_world.here.patients[0], on_the_phone(clinic_world)
    staff = reverse("question", args=[patient.case.public_id, "keloid"])
    as_role(Role.CLINICIAN).post(staff, {"answer": "yes"})
    answer = client.post(ask("keloid"), {"answer": "no", "seen": ""})
    assert answer.status_code == 409
    assert record_of(fresh(patient), now()).answers["keloid"].value is True


def test_the_whole_intake_can_be_walked_and_sent(clinic_world: World, as_role: SignedIn) -> None:
    patient, client = clinic_world.here.patients[0], on_the_phone(clinic_world)
    page = client.get(reverse("intake_next"), follow=True)
    walked = 0
    while page.context and "screen" in page.context:
        question = page.context["screen"].question
        walked += 1
        assert walked < 60, question.id
        page = client.post(ask(question.id), {"answer": "unknown:does_not_know"}, follow=True)
    assert walked > 15
    assert page.context["open"] == 0
    assert client.post(reverse("intake_review"), follow=True).status_code == 200
    assert IntakeLink.objects.get().finished is not None
    status = as_role(Role.CLINICIAN).get(at("intake_status", patient))
    assert "Intake complete" in status.content.decode()
    assert status.context["open"] == len(status.context["lines"])  # "I don't know" stays open
    assert all(line.by_patient for line in status.context["lines"])
    timeline = as_role(Role.CLINICIAN).get(at("patient", patient)).content.decode()
    assert "Intake complete" in timeline


def test_a_link_is_over_once_it_was_sent_called_back_replaced_or_has_run_out(
    clinic_world: World, as_role: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = clinic_world.here.patients[0]
    address = a_link(clinic_world)
    newer = a_link(clinic_world)
    assert Client().get(address).status_code == 404
    as_role(Role.OWNER).post(at("intake_cancel", patient))
    assert Client().post(newer).status_code == 404
    sent = a_link(clinic_world)
    client = Client()
    client.post(sent)
    client.post(reverse("intake_review"))
    assert Client().get(sent).status_code == 404
    assert client.get(reverse("intake_next")).status_code == 404
    late = a_link(clinic_world)
    walking = Client()
    walking.post(late)
    monkeypatch.setattr(intake_pages, "now", lambda: now() + timedelta(days=7, seconds=1))
    assert Client().get(late).status_code == 404
    assert walking.get(reverse("intake_next")).status_code == 404


@pytest.mark.parametrize("key", ["x", "A" * 43, "..", "%00", "a" * 900])
def test_a_guessed_link_opens_nothing(clinic_world: World, key: str) -> None:
    a_link(clinic_world)
    assert Client().get(reverse("intake", args=["x"]).replace("/x/", f"/{key}/")).status_code in {
        404,
        400,
    }


def test_a_link_opens_its_own_pages_and_no_others(clinic_world: World) -> None:
    patient, client = clinic_world.here.patients[0], on_the_phone(clinic_world)
    for name in ("patient", "consents", "go_on", "review", "intake_status", "patient_session"):
        answer = client.get(at(name, patient))
        assert answer.status_code in {302, 403}, name
        assert "sign-in" in answer.headers.get("Location", "sign-in")
    assert client.get(reverse("patients")).status_code in {302, 403}


def test_a_link_never_leads_to_another_patients_answers(clinic_world: World) -> None:
    client = on_the_phone(clinic_world, 1)
    client.post(ask("keloid"), {"answer": "yes"})
    assert "keloid" not in record_of(fresh(clinic_world.here.patients[0]), now()).answers
    assert "keloid" in record_of(fresh(clinic_world.here.patients[1]), now()).answers


def test_a_signed_in_browser_loses_its_account_when_it_follows_a_link(
    clinic_world: World, as_role: SignedIn
) -> None:
    client = as_role(Role.CLINICIAN)
    client.post(a_link(clinic_world))
    assert client.get(reverse("patients")).status_code == 302


def test_what_the_clinic_chooses_is_not_asked_of_the_patient(clinic_world: World) -> None:
    patient = clinic_world.here.patients[0]
    check = intake_check(record_of(fresh(patient), now()), knowledge(), now())
    asked = {question.id for question in check.questions}
    assert {"keloid", "anticoagulant", "skin_today", "needled_before"} <= asked
    assert not {"device_kind", "needle_mm", "cartridge", "numbing_planned"} & asked
    client = on_the_phone(clinic_world)
    assert client.get(ask("needle_mm")).status_code == 302
    assert client.get(ask("nonsense")).status_code == 404


def test_reception_sends_the_link_and_does_not_read_the_answers(
    clinic_world: World, as_role: SignedIn
) -> None:
    patient, client = clinic_world.here.patients[0], on_the_phone(clinic_world)
    client.post(ask("keloid"), {"answer": "yes"})
    page = as_role(Role.RECEPTION).get(at("intake_status", patient)).content.decode()
    assert "What was answered" not in page
    assert (
        "What was answered"
        in as_role(Role.CLINICIAN).get(at("intake_status", patient)).content.decode()
    )


def test_a_link_for_another_clinics_patient_cannot_be_made(
    clinic_world: World, as_role: SignedIn
) -> None:
    theirs = clinic_world.there.patients[0]
    assert as_role(Role.OWNER).post(at("intake_send", theirs)).status_code == 404
    assert not IntakeLink.objects.exists()

"""A problem that a patient reports lands on the session before it and stops the next one."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from anagen.records.answers import Answer
from anagen.records.report import Report
from anagen.store.clinics.models import Patient
from anagen.store.models import Case
from anagen.store.procedures.models import Call, Complication, Procedure
from anagen.store.rows import open_case, record_of
from anagen.web.access.viewer import Role
from anagen.web.clinic.care.complications import after_check_in
from anagen.web.clock import now
from anagen.web.recover.after import AFTER_CHECK_IN
from anagen.web.recover.check_in_keeping import keep_check_in
from tests.web.clinic.care.ground import (
    at,
    clear_answers,
    done,
    problems,
    ready,
    say,
    send,
    session_form,
)
from tests.web.clinic_world import RECORD, SignedIn, World

pytestmark = pytest.mark.django_db
PUS = {"scalp_warnings": ("pus",), "alarm_signs": (), "fever": "feels_well"}
CALM = {"scalp_warnings": (), "alarm_signs": (), "fever": "feels_well", "scalp_signs": ()}


def check_in(case: Case, **signs: object) -> Report:
    """A check-in as its pages keep it."""
    moment = now()
    report = Report(moment, {id: Answer(value, moment) for id, value in signs.items()})  # type: ignore[arg-type]
    keep_check_in(RequestFactory().post("/"), case, report, moment, moment)
    return report


def reported(world: World, client: Client) -> tuple[Patient, Procedure, Complication]:
    """A patient with a session and pus after it."""
    patient = ready(world.here)
    procedure = done(client, patient, world.here)
    check_in(patient.case, **PUS)
    return patient, procedure, Complication.objects.get()


def test_the_clinic_hears_of_every_check_in() -> None:
    assert after_check_in in AFTER_CHECK_IN


def test_a_report_lands_on_the_latest_session_before_it(
    clinic_world: World, as_role: SignedIn
) -> None:
    patient, procedure, problem = reported(clinic_world, as_role(Role.CLINICIAN))
    assert problem.procedure == procedure
    assert problem.clinic == clinic_world.here.clinic
    assert problem.triage == "same_day"
    assert "scalp_warnings=pus" in problem.signs
    assert problem.is_open
    assert (
        problem.report_at == record_of(Case.objects.get(pk=patient.case.pk), now()).reports[-1].at
    )


def test_a_calm_check_in_opens_nothing(clinic_world: World, as_role: SignedIn) -> None:
    patient = ready(clinic_world.here)
    done(as_role(Role.CLINICIAN), patient, clinic_world.here)
    check_in(patient.case, **CALM)
    assert not Complication.objects.exists()


def test_the_same_report_opens_one_problem(clinic_world: World) -> None:
    patient = ready(clinic_world.here)
    report = check_in(patient.case, **PUS)
    patient.case.refresh_from_db()
    after_check_in(RequestFactory().post("/"), patient.case, report)
    assert Complication.objects.count() == 1


def test_a_report_without_a_session_is_a_problem_too(clinic_world: World) -> None:
    check_in(ready(clinic_world.here).case, **PUS)
    assert Complication.objects.get().procedure is None


def test_at_home_nobody_is_told(db: None) -> None:
    check_in(open_case(RECORD, now(), uuid4()), **PUS)
    assert not Complication.objects.exists()


def test_an_open_problem_stands_on_top_and_stops_the_next_session(
    clinic_world: World, as_role: SignedIn
) -> None:
    client = as_role(Role.CLINICIAN)
    patient = ready(clinic_world.here)
    check_in(patient.case, **PUS)
    say(patient, **clear_answers())
    page = client.get(at("patient", patient))
    first = page.context["entries"][0]
    assert first.is_key
    assert first.triage == "same_day"
    answer = send(client, patient, session_form(patient, clinic_world.here))
    assert "complication" in problems(answer)
    assert not answer.context["page"].clearance.may_override


def call(client: Client, patient: Patient, problem: Complication, **typed: str) -> object:
    form = {"act": "call", "once": str(uuid4()), "reached": "yes", "said": "Came in.", **typed}
    return client.post(at("problem", patient, problem.public_id), form)


def close(client: Client, patient: Patient, problem: Complication, **typed: str) -> object:
    form = {"act": "close", "outcome": "treated", "closing": "Cream, healed.", **typed}
    return client.post(at("problem", patient, problem.public_id), form)


def test_a_call_is_written_down_and_the_problem_closed_with_what_came_of_it(
    clinic_world: World, as_role: SignedIn
) -> None:
    client = as_role(Role.ASSISTANT)
    patient, _procedure, problem = reported(clinic_world, client)
    assert call(client, patient, problem).status_code == 302  # type: ignore[attr-defined]
    assert close(client, patient, problem).status_code == 302  # type: ignore[attr-defined]
    problem.refresh_from_db()
    assert problem.closed_by == clinic_world.here.members[Role.ASSISTANT]
    assert (problem.outcome, problem.is_open) == ("treated", False)
    page = client.get(at("problem", patient, problem.public_id)).content.decode()
    assert "Came in." in page
    assert "Cream, healed." in page


def test_a_call_sent_twice_is_one_call(clinic_world: World, as_role: SignedIn) -> None:
    client = as_role(Role.OWNER)
    patient, _procedure, problem = reported(clinic_world, client)
    once = str(uuid4())
    for _ in range(3):
        call(client, patient, problem, once=once)
    assert Call.objects.count() == 1


@pytest.mark.parametrize(
    "typed", [{"reached": ""}, {"said": ""}, {"reached": "maybe"}, {"said": "x" * 4001}]
)
def test_a_call_without_its_words_is_asked_about(
    clinic_world: World, as_role: SignedIn, typed: dict[str, str]
) -> None:
    client = as_role(Role.OWNER)
    patient, _procedure, problem = reported(clinic_world, client)
    assert call(client, patient, problem, **typed).status_code == 422  # type: ignore[attr-defined]
    assert not Call.objects.exists()


def test_a_problem_is_not_closed_before_somebody_has_called(
    clinic_world: World, as_role: SignedIn
) -> None:
    client = as_role(Role.OWNER)
    patient, _procedure, problem = reported(clinic_world, client)
    assert close(client, patient, problem).status_code == 422  # type: ignore[attr-defined]
    call(client, patient, problem, reached="no", said="")
    assert close(client, patient, problem, outcome="gone").status_code == 422  # type: ignore[attr-defined]
    assert close(client, patient, problem, closing="").status_code == 422  # type: ignore[attr-defined]
    problem.refresh_from_db()
    assert problem.is_open


def test_a_closed_problem_takes_nothing_more(clinic_world: World, as_role: SignedIn) -> None:
    client = as_role(Role.OWNER)
    patient, _procedure, problem = reported(clinic_world, client)
    call(client, patient, problem)
    close(client, patient, problem)
    call(client, patient, problem)
    close(client, patient, problem, outcome="referred")
    problem.refresh_from_db()
    assert problem.outcome == "treated"
    assert Call.objects.count() == 1


def test_a_problem_of_another_clinic_or_patient_looks_like_none(
    clinic_world: World, as_role: SignedIn
) -> None:
    patient, _procedure, problem = reported(clinic_world, as_role(Role.OWNER))
    other = clinic_world.here.patients[1]
    assert as_role(Role.OWNER).get(at("problem", other, problem.public_id)).status_code == 404
    theirs = as_role(Role.OWNER, clinic_world.there)
    assert theirs.get(at("problem", patient, problem.public_id)).status_code == 404


def test_answers_that_were_denied_are_no_signs(clinic_world: World) -> None:
    patient = ready(clinic_world.here)
    check_in(patient.case, **PUS)
    assert Complication.objects.get().signs == ["scalp_warnings=pus", "fever=feels_well"]


def test_an_open_problem_leads_to_the_others_on_its_lot(
    clinic_world: World, as_role: SignedIn
) -> None:
    client = as_role(Role.CLINICIAN)
    patient, procedure, problem = reported(clinic_world, client)
    address = f"{reverse('recall')}?lot={procedure.lot.public_id}"
    assert address in client.get(at("patient", patient)).content.decode()
    assert address in client.get(at("problem", patient, problem.public_id)).content.decode()
    assert client.get(address).status_code == 200

"""The day list: who comes, what stands in the way, and what cannot wait."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from anagen.records.words import Verdict
from anagen.store.audit.models import AuditLine
from anagen.store.clinics.models import Patient
from anagen.store.desk.models import Appointment
from anagen.store.models import Case
from anagen.store.procedures.models import Consent, Withdrawal, Wording
from anagen.web.access.viewer import Role
from anagen.web.clinic.care.consent_texts import Kind
from anagen.web.clinic.desk.readiness import readiness_of
from anagen.web.knowing import knowledge
from tests.web.clinic.care.ground import ready, say
from tests.web.clinic.desk.desk_ground import (
    NOW,
    a_problem,
    a_procedure,
    an_appointment,
    once,
    shown,
)
from tests.web.clinic_world import SignedIn, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_nine")]

IN_AN_HOUR = NOW + timedelta(hours=1)


def rows(answer: Any) -> list[Any]:
    return answer.context["page"].rows


def words(row: Any) -> list[str]:
    return [line.says for line in row.standing.lines]


def test_an_empty_day_says_so(clinic_world: World, as_role: SignedIn) -> None:
    page = shown(as_role(Role.RECEPTION), "day")
    assert page.context["page"].heading == "Nobody is booked."


def test_the_start_of_staff_is_the_day(clinic_world: World, as_role: SignedIn) -> None:
    for role in (Role.OWNER, Role.CLINICIAN, Role.ASSISTANT, Role.RECEPTION, Role.AUDITOR):
        answer = as_role(role).get("/")
        assert answer.status_code == 302, role
        assert answer.url == reverse("day"), role


def test_a_ready_patient_may_be_needled_and_a_blank_one_is_not_cleared(
    clinic_world: World, as_role: SignedIn
) -> None:
    here = clinic_world.here
    an_appointment(ready(here), IN_AN_HOUR)
    an_appointment(here.patients[1], IN_AN_HOUR + timedelta(hours=1))
    page = shown(as_role(Role.CLINICIAN), "day")
    first, second = rows(page)
    assert (first.standing.shape, first.standing.is_open) == ("proceed", False)
    assert (second.standing.shape, second.standing.is_open) == ("ask", True)
    assert any(text.startswith("Intake: 0 of") for text in words(second))
    assert any(text.startswith("Consent missing") for text in words(second))
    assert page.context["page"].heading == "2 today. 1 not cleared."
    assert "Start session" in page.content.decode()


def test_a_consent_that_does_not_stand_never_goes_ahead(
    clinic_world: World, as_role: SignedIn
) -> None:
    here = clinic_world.here
    patient = ready(here)
    an_appointment(patient, IN_AN_HOUR)
    client = as_role(Role.CLINICIAN)
    Wording.objects.create(
        clinic=here.clinic,
        kind=Kind.MICRONEEDLING.value,
        version=2,
        title="New",
        paragraphs=["a"],
        statements=["b"],
        since=NOW,
    )
    [row] = rows(shown(client, "day"))
    assert (row.standing.shape, row.standing.word) == ("wait", "Sign the consent first")
    assert "Consent version 1; version 2 holds now: New" in words(row)
    Wording.objects.all().delete()
    Withdrawal.objects.create(case=patient.case, at=NOW, consent=patient.case.consents.get())
    [row] = rows(shown(client, "day"))
    assert row.standing.shape == "wait"
    assert any(text.startswith("Consent taken back") for text in words(row))


def test_a_refused_consent_stands_as_refused(clinic_world: World, as_role: SignedIn) -> None:
    here = clinic_world.here
    patient = ready(here)
    given = patient.case.consents.get()
    told = {field: getattr(given, field) for field in ("case", "clinic", "kind", "version", "text")}
    Consent.objects.create(
        **told,
        at=NOW + timedelta(seconds=1),
        given=False,
        shown_at=NOW,
        witness=given.witness,
    )
    an_appointment(patient, IN_AN_HOUR)
    [row] = rows(shown(as_role(Role.CLINICIAN), "day"))
    assert row.standing.shape == "wait"
    assert any(text.startswith("Consent refused") for text in words(row))


def test_an_open_problem_stops_even_who_was_clear(clinic_world: World, as_role: SignedIn) -> None:
    here = clinic_world.here
    patient = ready(here)
    an_appointment(patient, IN_AN_HOUR)
    problem = a_problem(patient, here, NOW - timedelta(hours=2))
    page = shown(as_role(Role.CLINICIAN), "day")
    [row] = rows(page)
    assert (row.standing.shape, row.standing.word) == ("stop", "Not cleared")
    assert "A reported problem is still open" in words(row)
    assert page.context["page"].problems == [problem]
    assert "See someone today" in page.content.decode()


def test_the_worst_problem_stands_first(clinic_world: World, as_role: SignedIn) -> None:
    here = clinic_world.here
    later = a_problem(here.patients[0], here, NOW - timedelta(hours=9))
    now = a_problem(here.patients[1], here, NOW, triage="emergency_now")
    a_problem(here.patients[1], here, NOW - timedelta(days=1), triage="within_two_weeks")
    page = shown(as_role(Role.CLINICIAN), "day").context["page"]
    assert page.problems == [now, later]
    assert page.more_problems == 1


def test_the_desk_never_reads_why_somebody_is_not_cleared(
    clinic_world: World, as_role: SignedIn
) -> None:
    here = clinic_world.here
    patient = ready(here)
    say(patient, keloid=True)
    an_appointment(patient, IN_AN_HOUR)
    a_procedure(patient, here, NOW - timedelta(days=60), deepest_mm=1.5)
    because = readiness_of(Case.objects.get(pk=patient.case.pk), knowledge(), NOW)
    assert because is not None
    assert because.verdict > Verdict.PROCEED
    assert because.because
    treats, desk = as_role(Role.CLINICIAN), as_role(Role.RECEPTION)
    assert because.because in words(rows(shown(treats, "day"))[0])
    page = shown(desk, "day")
    assert because.because not in page.content.decode()
    assert "1.5 mm" in rows(shown(treats, "day"))[0].what
    assert rows(page)[0].what == "Session 2"
    assert rows(page)[0].standing.shape == rows(shown(treats, "day"))[0].standing.shape


def test_an_answer_that_changes_shows_at_once(clinic_world: World, as_role: SignedIn) -> None:
    here, client = clinic_world.here, as_role(Role.CLINICIAN)
    patient = ready(here)
    an_appointment(patient, IN_AN_HOUR)
    assert rows(shown(client, "day"))[0].standing.shape == "proceed"
    say(patient, skin_today=None)
    assert rows(shown(client, "day"))[0].standing.shape == "ask"


def test_what_was_kept_of_the_advice_is_not_used_for_long(clinic_world: World) -> None:
    patient = ready(clinic_world.here)
    case = Case.objects.get(pk=patient.case.pk)
    first = readiness_of(case, knowledge(), NOW)
    assert readiness_of(case, knowledge(), NOW + timedelta(minutes=4)) is first
    assert readiness_of(case, knowledge(), NOW + timedelta(minutes=5)) is not first
    assert readiness_of(case, knowledge(), NOW - timedelta(minutes=1)) is not first


def test_a_session_that_is_written_down_is_shown_as_done(
    clinic_world: World, as_role: SignedIn
) -> None:
    here = clinic_world.here
    patient = ready(here)
    an_appointment(patient, NOW - timedelta(hours=1))
    a_procedure(patient, here, NOW - timedelta(minutes=50))
    [row] = rows(shown(as_role(Role.CLINICIAN), "day"))
    assert row.is_past
    assert words(row) == ["Written down, 09:47, lot KX2231", "Aftercare sheet not given yet"]
    assert not row.standing.is_open
    assert row.what.startswith("Session 1 ")


def test_a_review_needs_no_clearing(clinic_world: World, as_role: SignedIn) -> None:
    an_appointment(clinic_world.here.patients[0], IN_AN_HOUR, "review")
    page = shown(as_role(Role.CLINICIAN), "day")
    [row] = rows(page)
    assert row.standing.word == "No needling today"
    assert page.context["page"].heading == "1 today."


def test_a_damaged_record_asks_and_never_goes_ahead(clinic_world: World, as_role: SignedIn) -> None:
    patient = ready(clinic_world.here)
    an_appointment(patient, IN_AN_HOUR)
    Case.objects.filter(pk=patient.case.pk).update(record="{", version=99)
    [row] = rows(shown(as_role(Role.CLINICIAN), "day"))
    assert (row.standing.shape, row.standing.word) == ("ask", "The record cannot be read")


def test_the_line_of_now_stands_before_the_first_who_is_still_to_come(
    clinic_world: World, as_role: SignedIn
) -> None:
    here, client = clinic_world.here, as_role(Role.CLINICIAN)
    an_appointment(here.patients[0], NOW - timedelta(hours=1))
    early = shown(client, "day").context["page"]
    assert early.now_is_last
    an_appointment(here.patients[1], IN_AN_HOUR)
    page = shown(client, "day").context["page"]
    assert [row.is_next for row in page.rows] == [False, True]
    assert page.clock == "10:12"
    other = shown(client, "day", on="2026-11-19").context["page"]
    assert not other.now_is_last


def test_the_day_ends_at_midnight_by_the_clinics_clock(
    clinic_world: World, as_role: SignedIn
) -> None:
    here, client = clinic_world.here, as_role(Role.CLINICIAN)
    late = NOW.replace(hour=23, minute=30)  # 00:30 of Saturday in Madrid
    an_appointment(here.patients[0], late)
    assert rows(shown(client, "day")) == []
    [row] = rows(shown(client, "day", on="2026-11-21"))
    assert row.at == "00:30"


def test_cancelled_appointments_and_other_clinics_are_not_shown(
    clinic_world: World, as_role: SignedIn
) -> None:
    an_appointment(clinic_world.here.patients[0], IN_AN_HOUR, state="cancelled")
    an_appointment(clinic_world.there.patients[0], IN_AN_HOUR)
    assert rows(shown(as_role(Role.OWNER), "day")) == []


@pytest.mark.parametrize("on", ["yesterday", "2026-13-01", "2026-1-1", "0001-01-01", "\x00"])
def test_a_day_that_is_none_is_not_found(clinic_world: World, as_role: SignedIn, on: str) -> None:
    assert as_role(Role.OWNER).get(reverse("day"), {"on": on}).status_code == 404


def booking(patient: Patient, **changes: str) -> dict[str, str]:
    return {
        "once": once(),
        "code": patient.code,
        "starts": "2026-11-20T15:00",
        "minutes": "40",
        "kind": "session",
        **changes,
    }


def test_booking_keeps_a_time_by_the_clinics_clock(clinic_world: World, as_role: SignedIn) -> None:
    client, patient = as_role(Role.RECEPTION), clinic_world.here.patients[0]
    answer = client.post(reverse("appointment_new"), booking(patient))
    assert answer.url == f"{reverse('day')}?on=2026-11-20"
    made = Appointment.objects.get()
    assert (made.starts.hour, made.minutes, made.case) == (14, 40, patient.case)
    line = AuditLine.objects.filter(action="write", case=patient.case.public_id).first()
    assert line is not None
    assert line.detail == f"appointment={made.pk} session"


def test_a_booking_sent_twice_is_one(clinic_world: World, as_role: SignedIn) -> None:
    client, form = as_role(Role.RECEPTION), booking(clinic_world.here.patients[0])
    for _ in range(2):
        assert client.post(reverse("appointment_new"), form).status_code == 302
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("code", ""),
        ("code", "P-99"),
        ("code", "P-"),
        ("starts", ""),
        ("starts", "tomorrow"),
        ("starts", "2062-11-20T10:00"),
        ("starts", "1999-01-01T10:00"),
        ("starts", "2026-11-20T15:00+05:00"),
        ("minutes", "0"),
        ("minutes", "481"),
        ("minutes", "12,5"),
        ("minutes", "long"),
        ("kind", "surgery"),
    ],
)
def test_a_booking_that_cannot_be_used_says_why_and_keeps_what_was_typed(
    clinic_world: World, as_role: SignedIn, field: str, typed: str
) -> None:
    patient = clinic_world.here.patients[0]
    form = booking(patient, **{field: typed})
    answer = as_role(Role.RECEPTION).post(reverse("appointment_new"), form)
    assert answer.status_code == 422
    assert field in answer.context["slips"]
    assert answer.context["typed"]["starts"] == form["starts"]
    assert not Appointment.objects.exists()


def test_nobody_is_booked_twice_at_one_time(clinic_world: World, as_role: SignedIn) -> None:
    client, patient = as_role(Role.RECEPTION), clinic_world.here.patients[0]
    client.post(reverse("appointment_new"), booking(patient))
    for starts, status in (
        ("2026-11-20T15:20", 422),
        ("2026-11-20T14:30", 422),
        ("2026-11-20T15:40", 302),
        ("2026-11-20T14:20", 302),
    ):
        answer = client.post(reverse("appointment_new"), booking(patient, starts=starts))
        assert answer.status_code == status, starts


def test_another_clinics_patient_cannot_be_booked(clinic_world: World, as_role: SignedIn) -> None:
    form = booking(clinic_world.there.patients[0], code=clinic_world.there.patients[0].name)
    answer = as_role(Role.RECEPTION).post(reverse("appointment_new"), form)
    assert answer.status_code == 422


def test_an_appointment_moves_is_cancelled_and_is_noted(
    clinic_world: World, as_role: SignedIn
) -> None:
    client = as_role(Role.RECEPTION)
    found = an_appointment(clinic_world.here.patients[0], IN_AN_HOUR)
    address = reverse("appointment", args=[found.public_id])
    page = client.get(address)
    assert page.context["typed"]["starts"] == "2026-11-20T11:12"
    form = {**page.context["typed"], "seen": "1", "starts": "2026-11-23T09:00"}
    assert client.post(address, form).url == f"{reverse('day')}?on=2026-11-23"
    form = {**form, "seen": "2", "state": "cancelled"}
    assert client.post(address, form).status_code == 302
    found.refresh_from_db()
    assert (found.state, found.version) == ("cancelled", 3)
    assert found.starts.astimezone(NOW.tzinfo).hour == 8
    details = AuditLine.objects.filter(action="write").values_list("detail", flat=True)
    assert f"appointment={found.pk} cancelled" in set(details)


def test_a_change_made_from_an_old_page_is_refused_and_kept(
    clinic_world: World, as_role: SignedIn
) -> None:
    client = as_role(Role.RECEPTION)
    found = an_appointment(clinic_world.here.patients[0], IN_AN_HOUR)
    address = reverse("appointment", args=[found.public_id])
    form = {
        "seen": "1",
        "starts": "2026-11-23T09:00",
        "minutes": "40",
        "kind": "session",
        "state": "booked",
    }
    assert client.post(address, form).status_code == 302
    answer = client.post(address, {**form, "starts": "2026-11-24T09:00"})
    assert answer.status_code == 409
    assert answer.context["typed"]["starts"] == "2026-11-24T09:00"
    assert 'name="seen" value="2"' in answer.content.decode()
    assert client.post(address, {**form, "seen": "x"}).status_code == 400
    assert client.post(address, {**form, "seen": "2", "state": "eaten"}).status_code == 422


def test_another_clinics_appointment_is_not_there(clinic_world: World, as_role: SignedIn) -> None:
    found = an_appointment(clinic_world.there.patients[0], IN_AN_HOUR)
    client = as_role(Role.OWNER)
    address = reverse("appointment", args=[found.public_id])
    assert client.get(address).status_code == 404
    assert client.post(address, {"seen": "1"}).status_code == 404


def test_an_auditor_reads_the_day_and_changes_nothing(
    clinic_world: World, as_role: SignedIn
) -> None:
    found = an_appointment(clinic_world.here.patients[0], IN_AN_HOUR)
    auditor = as_role(Role.AUDITOR)
    page = shown(auditor, "day").content.decode()
    assert "P-1" in page
    assert clinic_world.here.patients[0].name not in page
    assert reverse("appointment", args=[found.public_id]) not in page
    for address in (
        reverse("appointment_new"),
        reverse("appointment", args=[found.public_id]),
        reverse("follow_ups_again"),
    ):
        assert auditor.post(address, {}).status_code == 403

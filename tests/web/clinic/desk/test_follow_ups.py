"""Who is due: worked out from the record, kept up with it, seen to once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from anagen.records.answers import Answer
from anagen.records.record import Record
from anagen.records.report import Report
from anagen.records.session import Session, ZonePasses
from anagen.records.words import DeviceKind, Setting, Zone
from anagen.store.audit.models import AuditLine
from anagen.store.clinics.models import Patient
from anagen.store.desk.following import refresh_case, refresh_follow_ups
from anagen.store.desk.models import CaseOutlook, FollowUp
from anagen.store.models import Case
from anagen.store.rows import change_record
from anagen.web.access.viewer import Mode, Role
from anagen.web.clinic.desk.refreshing import keep_true, refresh_every_clinic
from anagen.web.knowing import knowledge
from tests.web.clinic.desk.desk_ground import NOW, shown
from tests.web.clinic_world import SignedIn, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_nine")]


def had_session(patient: Patient, days: float) -> None:
    """Writes a session into the record, so many days ago."""
    over = NOW - timedelta(days=days)
    done = Session(
        over - timedelta(minutes=25),
        over,
        Setting.CLINIC,
        DeviceKind.PEN,
        1.0,
        (ZonePasses(Zone.CROWN, 4, 1.0),),
    )
    change(patient, lambda record: replace(record, sessions=(*record.sessions, done)))


def reported(patient: Patient, days: float) -> None:
    """Writes a check-in into the record."""
    report = Report(NOW - timedelta(days=days), {"redness": Answer("light", NOW)})
    change(patient, lambda record: replace(record, reports=(*record.reports, report)))


def change(patient: Patient, how: Any) -> None:
    def and_back(record: Record) -> Record:
        return how(record)  # type: ignore[no-any-return]

    change_record(patient.case.public_id, and_back, NOW)
    patient.case.refresh_from_db()


def check_ins(patient: Patient) -> list[FollowUp]:
    return list(FollowUp.objects.filter(case=patient.case, kind="check_in"))


def test_before_a_first_session_nothing_is_owed(clinic_world: World) -> None:
    patient = clinic_world.here.patients[0]
    refresh_case(patient, knowledge(), NOW)
    assert not FollowUp.objects.exists()
    assert CaseOutlook.objects.filter(case=patient.case).count() == 1


def test_after_a_session_the_next_check_in_is_due_and_then_the_latest(
    clinic_world: World,
) -> None:
    patient = clinic_world.here.patients[0]
    had_session(patient, days=0.2)
    refresh_case(patient, knowledge(), NOW)
    [coming] = check_ins(patient)
    assert coming.due > NOW.date() - timedelta(days=1)
    later = NOW + timedelta(days=4)
    refresh_case(patient, knowledge(), later)
    [late] = check_ins(patient)
    assert coming.due < late.due <= later.date()


def test_answering_takes_a_check_in_away(clinic_world: World) -> None:
    patient = clinic_world.here.patients[0]
    had_session(patient, days=4)
    refresh_case(patient, knowledge(), NOW)
    [before] = check_ins(patient)
    assert before.due <= NOW.date()
    reported(patient, days=0.01)
    refresh_case(patient, knowledge(), NOW)
    assert all(one.due > NOW.date() for one in check_ins(patient))


def test_nobody_is_asked_for_ever(clinic_world: World) -> None:
    patient = clinic_world.here.patients[0]
    had_session(patient, days=200)
    refresh_case(patient, knowledge(), NOW)
    assert check_ins(patient) == []


def test_pictures_and_counts_that_are_due_are_listed(clinic_world: World) -> None:
    patient = clinic_world.here.patients[0]
    had_session(patient, days=30)
    refresh_case(patient, knowledge(), NOW)
    due = FollowUp.objects.filter(kind="measure")
    assert due.exists()
    assert {one.due for one in due} == {NOW.date()}
    refresh_case(patient, knowledge(), NOW + timedelta(days=3))
    assert {one.due for one in due.all()} == {NOW.date()}  # due since the day it was found


def test_working_it_out_twice_adds_nothing(clinic_world: World) -> None:
    patient = clinic_world.here.patients[0]
    had_session(patient, days=4)
    for _ in range(2):
        refresh_case(patient, knowledge(), NOW)
    keys = list(FollowUp.objects.values_list("key", flat=True))
    assert len(keys) == len(set(keys)) > 1


def test_what_somebody_has_seen_to_stays_seen_to(clinic_world: World, as_role: SignedIn) -> None:
    patient, desk = clinic_world.here.patients[0], as_role(Role.RECEPTION)
    had_session(patient, days=4)
    refresh_case(patient, knowledge(), NOW)
    [row] = check_ins(patient)
    for _ in range(2):
        answer = desk.post(reverse("follow_up_done", args=[row.public_id]), {"from": "day"})
        assert answer.url == reverse("day")
    refresh_case(patient, knowledge(), NOW)
    [row] = check_ins(patient)
    assert (row.done, row.done_by) == (NOW, clinic_world.here.members[Role.RECEPTION])
    assert AuditLine.objects.filter(detail=f"follow_up={row.pk} done").count() == 1
    listed = shown(desk, "follow_ups").context["rows"]
    assert row.pk not in [one.row.pk for one in listed]


def test_a_change_to_a_record_is_followed_and_any_other_is_not(
    clinic_world: World, django_capture_on_commit_callbacks: Any
) -> None:
    patient = clinic_world.here.patients[0]
    with django_capture_on_commit_callbacks(execute=True):
        had_session(patient, days=4)
    assert check_ins(patient)
    CaseOutlook.objects.update(worked_out=NOW - timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        answers = {"smoker": Answer(True, NOW)}
        change(patient, lambda record: replace(record, answers=answers))
    assert CaseOutlook.objects.get().worked_out == NOW - timedelta(days=1)


def test_at_home_nobody_follows_up(
    clinic_world: World, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.MODE = Mode.HOME
    with django_capture_on_commit_callbacks(execute=True):
        had_session(clinic_world.here.patients[0], days=4)
    assert not CaseOutlook.objects.exists()


def test_a_case_that_is_no_patients_is_left_alone(clinic_world: World) -> None:
    patient = clinic_world.here.patients[0]
    case = patient.case
    Patient.objects.filter(pk=patient.pk).delete()
    keep_true(Case.objects.get(pk=case.pk))
    assert not CaseOutlook.objects.exists()


def test_the_night_looks_at_everybody_once_and_stops_for_nobody(clinic_world: World) -> None:
    here, there = clinic_world.here, clinic_world.there
    had_session(here.patients[1], days=4)
    Case.objects.filter(pk=here.patients[0].case.pk).update(record="{")
    assert refresh_follow_ups(here.clinic, knowledge(), NOW) == 1
    assert refresh_every_clinic(NOW) == 2  # those of the other clinic
    assert check_ins(here.patients[1])
    assert refresh_follow_ups(there.clinic, knowledge(), NOW + timedelta(hours=13), most=1) == 1


def test_the_day_and_the_list_show_what_is_due_and_a_press_finds_more(
    clinic_world: World, as_role: SignedIn
) -> None:
    here, desk = clinic_world.here, as_role(Role.RECEPTION)
    had_session(here.patients[0], days=4)
    had_session(clinic_world.there.patients[0], days=4)
    assert shown(desk, "follow_ups").context["unseen"] == 2
    assert desk.post(reverse("follow_ups_again")).status_code == 302
    page = shown(desk, "follow_ups")
    assert page.context["unseen"] == 0
    assert "No check-in yet" in page.content.decode()
    assert {one.row.case_id for one in page.context["rows"]} == {here.patients[0].case_id}
    day = shown(desk, "day").context["page"]
    assert day.due_count == len(page.context["rows"]) > 0


def test_another_clinics_follow_up_is_not_there(clinic_world: World, as_role: SignedIn) -> None:
    patient = clinic_world.there.patients[0]
    had_session(patient, days=4)
    refresh_case(patient, knowledge(), NOW)
    row = FollowUp.objects.first()
    assert row is not None
    address = reverse("follow_up_done", args=[row.public_id])
    assert as_role(Role.OWNER).post(address).status_code == 404

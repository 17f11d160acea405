"""Outcomes: counts with intervals, nobody ranked, and nothing said of too few."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.urls import reverse

from anagen.store.audit.models import AuditLine
from anagen.store.desk.models import CaseOutlook
from anagen.store.procedures.models import Procedure
from anagen.web.access.viewer import Role
from anagen.web.clinic.desk.tallies import LEAST_TO_SAY
from tests.web.clinic.care.ground import a_device
from tests.web.clinic.desk.desk_ground import NOW, a_problem, a_procedure, shown
from tests.web.clinic_world import Here, SignedIn, World, a_patient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_nine")]


def some(here: Here, count: int, **more: Any) -> list[Procedure]:
    patient = here.patients[0]
    return [
        a_procedure(patient, here, NOW - timedelta(days=1, hours=number), **more)
        for number in range(count)
    ]


def group(answer: Any, title: str) -> dict[str, Any]:
    [found] = [one for one in answer.context["groups"] if one.title == title]
    return {row.name: row for row in found.rows}


def test_below_the_stated_number_nothing_is_said(clinic_world: World, as_role: SignedIn) -> None:
    here, client = clinic_world.here, as_role(Role.CLINICIAN)
    some(here, LEAST_TO_SAY - 1)
    row = group(shown(client, "outcomes"), "By depth")["over 0.5 to 1 mm"]
    assert (row.tally.sessions, row.share, row.bar) == (LEAST_TO_SAY - 1, "", None)
    some(here, 1, deepest_mm=0.8)
    answer = shown(client, "outcomes")
    row = group(answer, "By depth")["over 0.5 to 1 mm"]
    assert (row.share, row.interval) == ("0\u00a0%", "0\u00a0% to 11\u00a0%")
    assert "Too few to say" in answer.content.decode()  # the counts of hair still are


def test_a_session_with_two_problems_counts_once_and_a_false_alarm_not_at_all(
    clinic_world: World, as_role: SignedIn
) -> None:
    here = clinic_world.here
    first, second, *_rest = some(here, 40)
    for number in range(2):
        a_problem(here.patients[0], here, NOW - timedelta(hours=number), procedure=first)
    a_problem(
        here.patients[0],
        here,
        NOW - timedelta(hours=5),
        procedure=second,
        closed_at=NOW,
        outcome="no_complication",
    )
    total = shown(as_role(Role.OWNER), "outcomes").context["total"]
    assert (total.tally.sessions, total.tally.problems) == (40, 1)


def test_sessions_are_told_apart_by_device_depth_and_operator(
    clinic_world: World, as_role: SignedIn
) -> None:
    here = clinic_world.here
    stamp = a_device(here, "Stamp 1")
    type(stamp).objects.filter(pk=stamp.pk).update(kind="stamp")
    pen = a_device(here, "Pen 1")
    some(here, 31, device=stamp, deepest_mm=0.5)
    bad = some(here, 33, device=pen, deepest_mm=2.0, operator=here.members[Role.ASSISTANT])
    a_problem(here.patients[0], here, NOW, procedure=bad[0])
    page = shown(as_role(Role.ASSISTANT), "outcomes")
    kinds = group(page, "By kind of device")
    assert list(kinds) == ["pen", "stamp"]
    assert (kinds["pen"].tally.problems, kinds["stamp"].tally.problems) == (1, 0)
    assert list(group(page, "By depth")) == ["up to 0.5 mm", "over 1.5 mm"]
    people = group(page, "By operator")
    assert list(people) == ["Assistant Here", "Clinician Here"]
    assert people["Assistant Here"].tally.sessions == 33


def test_rows_stand_by_name_whatever_their_rates(clinic_world: World, as_role: SignedIn) -> None:
    here = clinic_world.here
    for name, bad in (("C", 0), ("A", 3), ("B", 20)):
        made = some(here, 40, device=a_device(here, name))
        for number, one in enumerate(made[:bad]):
            at = NOW - timedelta(minutes=number + 60 * ord(name))
            a_problem(here.patients[0], here, at, procedure=one)
    answer = shown(as_role(Role.OWNER), "outcomes")
    assert list(group(answer, "By device")) == ["A", "B", "C"]
    for row in group(answer, "By device").values():
        assert float(row.bar.low_x) < float(row.bar.high_x)


def test_other_clinics_and_other_days_are_not_counted(
    clinic_world: World, as_role: SignedIn
) -> None:
    here, there = clinic_world.here, clinic_world.there
    a_procedure(there.patients[0], there, NOW - timedelta(days=2))
    a_procedure(here.patients[0], here, NOW - timedelta(days=366))
    client = as_role(Role.OWNER)
    assert shown(client, "outcomes").context["total"].tally.sessions == 0
    wider = shown(client, "outcomes", since="2025-01-01")
    assert wider.context["total"].tally.sessions == 1
    assert client.get(reverse("outcomes"), {"since": "never"}).status_code == 404


def test_density_is_counted_beyond_noise_alone(clinic_world: World, as_role: SignedIn) -> None:
    here = clinic_world.here

    def outlook(number: int, **told: Any) -> None:
        patient = a_patient(here.clinic, f"Q-{number}")
        CaseOutlook.objects.create(
            case=patient.case, clinic=here.clinic, seen="", worked_out=NOW, **told
        )

    for number in range(20):
        outlook(number, comparable=True, is_noise=False, change_per_cm2=12.0)
    for number in range(20, 26):
        outlook(number, comparable=True, is_noise=False, change_per_cm2=-12.0)
    for number in range(26, 29):
        outlook(number, comparable=True, is_noise=True, change_per_cm2=3.0)
    outlook(29, comparable=False)
    outlook(30)  # nobody has counted
    outlook(31, comparable=True, change_per_cm2=5.0)  # no figure for the noise
    client = as_role(Role.CLINICIAN)
    page = shown(client, "outcomes").context
    found = page["density"]
    assert (found.more, found.fewer, found.noise, found.cannot_say) == (20, 6, 3, 2)
    assert page["shares"] == []
    outlook(32, comparable=True, is_noise=True, change_per_cm2=-1.0)
    assert len(shown(client, "outcomes").context["shares"]) == 3


def test_the_file_holds_every_row_and_is_an_export(clinic_world: World, as_role: SignedIn) -> None:
    some(clinic_world.here, 30)
    answer = shown(as_role(Role.CLINICIAN), "outcomes_export")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert ["By kind of device", "pen", "30", "0", "0.0000", "0.0000", "0.1135"] in rows
    assert AuditLine.objects.filter(action="export").count() == 1


@pytest.mark.parametrize(("role", "status"), [(Role.RECEPTION, 403), (Role.AUDITOR, 200)])
def test_outcomes_are_for_those_who_treat_and_for_an_auditor(
    clinic_world: World, as_role: SignedIn, role: Role, status: int
) -> None:
    for name in ("outcomes", "outcomes_export"):
        assert as_role(role).get(reverse(name)).status_code == status

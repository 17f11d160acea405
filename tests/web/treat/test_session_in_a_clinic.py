"""In a clinic the staff needles and writes; a patient reads, and writes what is done at home."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from anagen.records.record import Record
from anagen.records.words import DeviceKind, Setting
from anagen.store.models import Case
from anagen.store.rows import change_record
from anagen.store.sessions.models import GuidedSession
from anagen.web.access.viewer import Role
from tests import story
from tests.web.clinic_world import SignedIn, World
from tests.web.treat.ground import (
    NOW,
    Time,
    at,
    begin,
    clear,
    go_to,
    guide_of,
    hidden,
    needle_all,
    sessions,
)

WRITING = ("session_begin", "session_now", "session_stop", "session_finish", "session_log")


def becomes(case: Case, record: Record) -> Case:
    """The case with another record."""
    change_record(case.public_id, lambda _old: record, NOW)
    return case


def in_clinic_hands() -> Record:
    """A record that a clinic may needle today, with a pen."""
    said = {"last_session_on": None, "needled_before": False, "skin_recovered": None}
    return story.record("clinic", {**said, "occluded": None}, now=NOW)


def test_a_patient_reads_and_never_writes_what_the_clinic_does(
    clinic_world: World, as_role: SignedIn, time: Time
) -> None:
    case = becomes(clinic_world.here.cases[0], in_clinic_hands())
    patient = as_role(Role.PATIENT)
    hub = patient.get(at(case, "session")).content.decode()
    assert "Your clinic does the needling" in hub
    assert "Start a session" not in hub
    for name in (*WRITING, "kept_devices"):
        assert patient.get(at(case, name)).status_code == 403, name
    form = {"once": str(uuid4()), "zone": "crown", "passes": "4", "depth": "1"}
    assert patient.post(at(case, "session_begin"), form).status_code == 403
    assert not GuidedSession.objects.exists()


def test_a_patient_writes_down_what_they_do_at_home(
    clinic_world: World, as_role: SignedIn, time: Time
) -> None:
    case = becomes(clinic_world.here.cases[0], clear())
    patient = as_role(Role.PATIENT)
    assert "Start a session" in patient.get(at(case, "session")).content.decode()
    begin(patient, case)


def test_another_clinic_and_another_patient_find_nothing(
    clinic_world: World, as_role: SignedIn, time: Time
) -> None:
    mine, other = (becomes(one, clear()) for one in clinic_world.here.cases)
    for name in ("session", *WRITING):
        for client in (
            as_role(Role.OWNER, clinic_world.there),
            as_role(Role.PATIENT, clinic_world.there),
        ):
            assert client.get(at(mine, name)).status_code == 404, name
        assert as_role(Role.PATIENT).get(at(other, name)).status_code == 404, name


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.AUDITOR])
def test_who_does_not_treat_starts_nothing(
    clinic_world: World, as_role: SignedIn, time: Time, role: Role
) -> None:
    case = becomes(clinic_world.here.cases[0], in_clinic_hands())
    assert as_role(role).get(at(case, "session")).status_code == 403


def test_a_clinician_needles_with_a_pen_at_the_depth_that_was_set(
    clinic_world: World, as_role: SignedIn, time: Time
) -> None:
    case = becomes(clinic_world.here.cases[0], in_clinic_hands())
    client = as_role(Role.CLINICIAN)
    too_deep = {"once": str(uuid4()), "zone": "crown", "passes": "4", "depth": "1.1"}
    assert client.post(at(case, "session_begin"), too_deep).status_code == 422
    begin(client, case, zone=["crown"], passes="4", depth="0.8")
    go_to(client, case, "step_needle_pen", time)
    needle_all(client, case, time)
    assert [one.number for one in guide_of(case).runs] == [1, 2, 3, 4]
    page = client.get(at(case, "session_finish")).content.decode()
    client.post(at(case, "session_finish"), {**hidden(page), "endpoint": "pinpoint_bleeding"})
    (session,) = sessions(case)
    assert (session.device, session.needle_mm, session.deepest_mm) == (DeviceKind.PEN, 1, 0.8)
    assert (session.setting, session.operator) == (Setting.CLINIC, None)


def test_leave_that_is_taken_back_stops_a_clinic_too(
    clinic_world: World, as_role: SignedIn, time: Time
) -> None:
    case = becomes(clinic_world.here.cases[0], in_clinic_hands())
    client = as_role(Role.CLINICIAN)
    begin(client, case, zone=["crown"], passes="4", depth="1")
    go_to(client, case, "step_needle_pen", time)
    answers = dict(in_clinic_hands().answers)
    del answers["cartridge"]
    becomes(case, replace(in_clinic_hands(), answers=answers))
    page = client.get(at(case)).content.decode()
    assert client.post(at(case), {**hidden(page), "press": "run_on"}).status_code == 409
    assert not guide_of(case).needled

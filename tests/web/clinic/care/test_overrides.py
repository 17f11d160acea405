"""Deciding against the advice: inside the limits, in writing, signed, and kept for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from anagen.records.session import Session
from anagen.records.words import DeviceKind, Setting
from anagen.store.audit.models import AuditLine
from anagen.store.procedures.lasting import WrittenForEver
from anagen.store.procedures.models import Override, Procedure
from anagen.store.rows import change_record
from anagen.web.access.viewer import Role
from anagen.web.account import totp
from anagen.web.account.factors import add_app
from anagen.web.clock import now
from tests.web.clinic.care.ground import (
    at,
    clear_answers,
    consented,
    done,
    problems,
    ready,
    say,
    send,
    session_form,
)
from tests.web.clinic_world import PASSWORD, SignedIn, World

pytestmark = pytest.mark.django_db
WEIGHED = {"antiplatelet": True}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"needle_mm": "2", "depth_crown": "1.6"}, "needle_mm"),
        ({"passes_crown": "11"}, "passes"),
        ({"needle_mm": "1.6", "depth_crown": "1.51"}, "needle_mm"),
    ],
)
def test_nobody_decides_against_an_absolute_limit(
    clinic_world: World, as_role: SignedIn, changes: dict[str, str], code: str
) -> None:
    here = clinic_world.here
    patient = ready(here)
    form = session_form(patient, here, **changes, override="yes", reason="r" * 30, secret=PASSWORD)
    answer = send(as_role(Role.OWNER), patient, form)
    assert answer.status_code == 422
    assert code in problems(answer)
    assert not Procedure.objects.exists()
    assert not Override.objects.exists()


def test_an_open_question_cannot_be_decided_away(clinic_world: World, as_role: SignedIn) -> None:
    here = clinic_world.here
    patient = ready(here)
    say(patient, keloid=None)
    form = session_form(patient, here, override="yes", reason="r" * 30, secret=PASSWORD)
    answer = send(as_role(Role.OWNER), patient, form)
    assert "answers" in problems(answer)
    assert not answer.context["page"].asks_override


def test_unhealed_skin_cannot_be_decided_away(clinic_world: World, as_role: SignedIn) -> None:
    here = clinic_world.here
    patient = ready(here)
    say(patient, skin_today=("infection",))
    form = session_form(patient, here, override="yes", reason="r" * 30, secret=PASSWORD)
    answer = send(as_role(Role.OWNER), patient, form)
    assert answer.status_code == 422
    assert not answer.context["page"].clearance.may_override


def test_a_clinician_decides_against_an_ask_with_reason_and_password(
    clinic_world: World, as_role: SignedIn
) -> None:
    here, client = clinic_world.here, as_role(Role.CLINICIAN)
    patient = ready(here)
    say(patient, **WEIGHED)
    form = session_form(patient, here)
    first = send(client, patient, form)
    assert first.status_code == 422
    assert first.context["page"].asks_override
    form |= {"override": "yes", "reason": "Spoke with the cardiologist today.", "secret": PASSWORD}
    assert send(client, patient, form).status_code == 302
    kept = Override.objects.get()
    assert kept.by == here.members[Role.CLINICIAN]
    assert kept.verdict == "ask_a_clinician"
    assert kept.signed_with == "password"
    assert Procedure.objects.get().override == kept
    assert "Spoke with the cardiologist" in client.get(at("patient", patient)).content.decode()


@pytest.mark.parametrize(
    ("said", "slip"),
    [
        ({"reason": "Because.", "secret": PASSWORD}, "reason"),
        ({"reason": "A reason that is long enough.", "secret": "wrong"}, "secret"),
        ({"reason": "A reason that is long enough."}, "secret"),
    ],
)
def test_an_override_without_reason_or_proof_saves_nothing(
    clinic_world: World, as_role: SignedIn, said: dict[str, str], slip: str
) -> None:
    here = clinic_world.here
    patient = ready(here)
    say(patient, **WEIGHED)
    answer = send(
        as_role(Role.CLINICIAN), patient, session_form(patient, here, override="yes", **said)
    )
    assert answer.status_code == 422
    assert slip in answer.context["page"].slips
    assert "wrong" not in answer.content.decode()
    assert not Procedure.objects.exists()
    assert not Override.objects.exists()


def test_a_code_of_the_app_signs_once_and_a_second_time_it_does_not(
    clinic_world: World, as_role: SignedIn
) -> None:
    here = clinic_world.here
    user, key = here.user(Role.CLINICIAN), totp.new_key()
    add_app(user, key, now())
    code = totp.code_at(key, int(now().timestamp()) // totp.STEP_S)
    told = {"override": "yes", "reason": "A reason that is long enough.", "secret": code}
    for patient, status in zip(here.patients, (302, 422), strict=True):
        if not here.clinic.devices.exists():
            ready(here)
        say(patient, **{**clear_answers(), **WEIGHED})
        if not patient.case.consents.exists():
            consented(patient, here)
        form = session_form(patient, here, **told)
        assert send(as_role(Role.CLINICIAN), patient, form).status_code == status
    assert Override.objects.get().signed_with == "second_factor"


def test_whoever_guesses_the_password_is_held_back(clinic_world: World, as_role: SignedIn) -> None:
    here, client = clinic_world.here, as_role(Role.CLINICIAN)
    patient = ready(here)
    say(patient, **WEIGHED)
    told = {"override": "yes", "reason": "A reason that is long enough."}
    for _ in range(5):
        send(client, patient, session_form(patient, here, **told, secret="guess"))
    answer = send(client, patient, session_form(patient, here, **told, secret=PASSWORD))
    assert answer.status_code == 422
    assert not Override.objects.exists()


def test_an_assistant_can_never_override(clinic_world: World, as_role: SignedIn) -> None:
    here = clinic_world.here
    patient = ready(here)
    say(patient, **WEIGHED)
    form = session_form(patient, here, override="yes", reason="r" * 30, secret=PASSWORD)
    answer = send(as_role(Role.ASSISTANT), patient, form)
    assert answer.status_code == 422
    assert 'name="secret"' not in answer.content.decode()
    assert not Procedure.objects.exists()


def test_a_shallow_needle_is_beyond_what_we_recommend_and_needs_a_decision(
    clinic_world: World, as_role: SignedIn
) -> None:
    here, client = clinic_world.here, as_role(Role.CLINICIAN)
    patient = ready(here)
    changes = {"needle_mm": "0.3", "depth_crown": "0.3"}
    answer = send(client, patient, session_form(patient, here, **changes))
    assert "needle_mm_unusual" in problems(answer)
    told = {"override": "yes", "reason": "Very thin skin, a first gentle try.", "secret": PASSWORD}
    assert done(client, patient, here, **changes, **told).override is not None


def test_an_override_stands_in_the_letter_and_in_the_audit(
    clinic_world: World, as_role: SignedIn
) -> None:
    here, client = clinic_world.here, as_role(Role.OWNER)
    patient = ready(here)
    say(patient, **WEIGHED)
    told = {"override": "yes", "reason": "The prescriber agreed by phone.", "secret": PASSWORD}
    done(client, patient, here, **told)
    assert AuditLine.objects.filter(action="override", case=patient.case.public_id).exists()
    advice = client.post(at("work_out", patient), {"once": str(uuid4())})
    letter = client.get(advice.headers["Location"] + "letter/").content.decode()
    assert "The prescriber agreed by phone." in letter


def test_an_override_is_never_changed_or_deleted(clinic_world: World, as_role: SignedIn) -> None:
    here = clinic_world.here
    patient = ready(here)
    say(patient, **WEIGHED)
    told = {"override": "yes", "reason": "A reason that is long enough.", "secret": PASSWORD}
    kept = done(as_role(Role.OWNER), patient, here, **told).override
    assert kept is not None
    kept.reason = "another"
    for act in (kept.save, kept.delete, Override.objects.all().delete):
        with pytest.raises(WrittenForEver):
            act()


def test_a_question_stays_open_beside_a_reason_that_could_be_weighed(
    clinic_world: World, as_role: SignedIn
) -> None:
    here = clinic_world.here
    patient = ready(here)
    say(patient, **WEIGHED, keloid=None)
    form = session_form(patient, here, override="yes", reason="r" * 30, secret=PASSWORD)
    answer = send(as_role(Role.OWNER), patient, form)
    assert "answers" in problems(answer)
    assert not answer.context["page"].clearance.may_override
    assert not Procedure.objects.exists()


@pytest.mark.parametrize(
    ("days", "code", "status"), [(6, "gap_days", 422), (8, "gap_days_unusual", 302)]
)
def test_a_rest_inside_the_limit_and_under_what_we_recommend_can_be_decided(
    clinic_world: World, as_role: SignedIn, days: int, code: str, status: int
) -> None:
    here, client = clinic_world.here, as_role(Role.OWNER)
    patient = ready(here)
    earlier = now() - timedelta(days=days)
    before = Session(earlier - timedelta(minutes=20), earlier, Setting.CLINIC, DeviceKind.PEN, 1.0)
    change_record(patient.case.public_id, lambda record: replace(record, sessions=(before,)), now())
    day = earlier.astimezone(ZoneInfo(here.clinic.timezone)).date()
    say(patient, needled_before=True, last_session_on=day, skin_recovered=True, occluded=False)
    answer = send(client, patient, session_form(patient, here))
    assert code in problems(answer)
    told = {"override": "yes", "reason": "Calm skin, and a long journey.", "secret": PASSWORD}
    assert send(client, patient, session_form(patient, here, **told)).status_code == status


def test_nothing_is_decided_away_while_somebody_must_look_today(
    clinic_world: World, as_role: SignedIn
) -> None:
    here = clinic_world.here
    patient = ready(here)
    say(patient, **WEIGHED, scalp_warnings=("pus",))
    page = as_role(Role.OWNER).get(at("patient_session", patient)).context["page"]
    assert page.clearance.blocks
    assert not any(block.may_override for block in page.clearance.blocks)

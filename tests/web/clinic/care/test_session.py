"""The session in the clinic: one form, one transaction, and everything that refuses it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from anagen.care.advise import advise
from anagen.records.answers import Unknown
from anagen.records.words import Verdict
from anagen.store.desk.models import Appointment
from anagen.store.procedures.models import Lot, Procedure
from anagen.store.rows import record_of
from anagen.web.access.viewer import Role
from anagen.web.clinic.care import sessions
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from tests.web.clinic.care.ground import (
    a_device,
    a_lot,
    at,
    done,
    problems,
    ready,
    say,
    send,
    session_form,
    wall,
)
from tests.web.clinic_world import PASSWORD, SignedIn, World

pytestmark = pytest.mark.django_db


def test_a_session_is_written_into_the_record_and_the_procedures_at_once(
    clinic_world: World, as_role: SignedIn
) -> None:
    here = clinic_world.here
    patient = ready(here)
    made = done(as_role(Role.ASSISTANT), patient, here)
    patient.case.refresh_from_db()
    session = record_of(patient.case, now()).sessions[0]
    assert (session.started, session.ended) == (made.at, made.ended)
    assert session.lot == made.lot_number == "KX2231"
    assert session.deepest_mm == made.deepest_mm == 1.0
    assert made.clinic == here.clinic
    assert made.override is None


def test_the_page_of_a_session_works_before_and_after_the_first_one(
    clinic_world: World, as_role: SignedIn
) -> None:
    here, client = clinic_world.here, as_role(Role.CLINICIAN)
    patient = ready(here)
    assert client.get(at("patient_session", patient)).context["page"].clearance.is_clear
    done(client, patient, here)
    typed = client.get(at("patient_session", patient)).context["page"].typed
    assert typed["needle_mm"] == "1"
    assert typed["depth_crown"] == "1"
    assert not {"started", "ended", "lot", "pain", "endpoint"} & set(typed)


def test_each_session_takes_one_out_of_the_stock(clinic_world: World, as_role: SignedIn) -> None:
    here = clinic_world.here
    done(as_role(Role.OWNER), ready(here), here)
    assert Lot.objects.get(number="KX2231").quantity_left == 9


def test_a_form_sent_twice_writes_one_session(clinic_world: World, as_role: SignedIn) -> None:
    here, client = clinic_world.here, as_role(Role.CLINICIAN)
    patient = ready(here)
    form = session_form(patient, here)
    assert [send(client, patient, form).status_code for _ in range(3)] == [302] * 3
    assert Procedure.objects.count() == 1
    patient.case.refresh_from_db()
    assert len(record_of(patient.case, now()).sessions) == 1


def test_an_old_form_is_refused_and_keeps_what_was_typed(
    clinic_world: World, as_role: SignedIn
) -> None:
    here, client = clinic_world.here, as_role(Role.CLINICIAN)
    patient = ready(here)
    form = session_form(patient, here, antiseptic="a rare one")
    say(patient, dark_marks=True)
    answer = send(client, patient, form)
    assert answer.status_code == 409
    assert "a rare one" in answer.content.decode()
    assert not Procedure.objects.exists()
    assert str(patient.case.version) in answer.content.decode()


def test_a_scanned_box_gives_lot_and_last_day(clinic_world: World, as_role: SignedIn) -> None:
    here = clinic_world.here
    patient = ready(here)
    made = done(as_role(Role.CLINICIAN), patient, here, lot="(01)09521234543213(17)290531(10)NEW77")
    assert (made.lot_number, made.lot_expiry) == ("NEW77", date(2029, 5, 31))
    assert made.lot.clinic == here.clinic


def test_a_lot_the_stock_does_not_know_needs_its_last_day(
    clinic_world: World, as_role: SignedIn
) -> None:
    here, client = clinic_world.here, as_role(Role.CLINICIAN)
    patient = ready(here)
    answer = send(client, patient, session_form(patient, here, lot="ZZ1"))
    assert "lot_expiry" in problems(answer)
    made = done(client, patient, here, lot="ZZ1", lot_expiry="2029-01-31")
    assert made.lot.number == "ZZ1"


@pytest.mark.parametrize(
    ("stock", "code"),
    [
        ({"recalled": True}, "lot_recalled"),
        ({"expiry": date(2020, 1, 31)}, "lot_expired"),
    ],
)
def test_a_recalled_or_expired_lot_is_refused_for_everybody(
    clinic_world: World, as_role: SignedIn, stock: dict[str, object], code: str
) -> None:
    here = clinic_world.here
    patient = ready(here)
    a_lot(here, "BAD1", **stock)
    form = session_form(patient, here, lot="bad1", override="yes", reason="r" * 30, secret=PASSWORD)
    answer = send(as_role(Role.OWNER), patient, form)
    assert answer.status_code == 422
    assert code in problems(answer)
    assert not Procedure.objects.exists()


def test_a_recalled_lot_is_not_hidden_by_the_name_of_another_item(
    clinic_world: World, as_role: SignedIn
) -> None:
    here = clinic_world.here
    patient = ready(here)
    a_lot(here, "SAME", item="Cartridge 12")
    a_lot(here, "SAME", item="Cartridge 36", recalled=True)
    form = session_form(patient, here, lot="SAME", lot_item="Cartridge 12")
    assert "lot_recalled" in problems(send(as_role(Role.OWNER), patient, form))


def test_the_last_day_on_the_box_and_in_the_stock_must_agree(
    clinic_world: World, as_role: SignedIn
) -> None:
    here = clinic_world.here
    patient = ready(here)
    form = session_form(patient, here, lot_expiry="2031-01-31")
    assert "lot_mismatch" in problems(send(as_role(Role.OWNER), patient, form))


@pytest.mark.parametrize("standing", ["missing", "withdrawn", "outdated"])
def test_without_a_standing_consent_there_is_no_session(
    clinic_world: World, as_role: SignedIn, standing: str
) -> None:
    here, client = clinic_world.here, as_role(Role.OWNER)
    patient = ready(here)
    consent = patient.case.consents.get()
    if standing == "missing":
        patient = here.patients[1]
        ready_answers = {id: one.value for id, one in answers_of(here.patients[0]).items()}
        say(patient, **ready_answers)
    elif standing == "withdrawn":
        client.post(at("withdraw_consent", patient, consent.public_id))
    else:
        client.post(
            "/clinic/consent-texts/microneedling/",
            {"version": "1", "title": "New", "paragraphs": "One.", "statements": "I agree."},
        )
    form = session_form(patient, here, override="yes", reason="r" * 30, secret=PASSWORD)
    answer = send(client, patient, form)
    assert answer.status_code == 422
    assert "consent_microneedling" in problems(answer)
    assert not Procedure.objects.exists()


def answers_of(patient: object) -> dict[str, object]:
    return dict(record_of(patient.case, now()).answers)  # type: ignore[attr-defined]


def test_the_limits_themselves_are_allowed(clinic_world: World, as_role: SignedIn) -> None:
    here = clinic_world.here
    made = done(
        as_role(Role.CLINICIAN),
        ready(here),
        here,
        needle_mm="1.5",
        depth_crown="1.5",
        passes_crown="10",
    )
    assert made.deepest_mm == 1.5


def test_a_rest_under_the_limit_is_refused_for_everybody(
    clinic_world: World, as_role: SignedIn
) -> None:
    here, client = clinic_world.here, as_role(Role.OWNER)
    patient = ready(here)
    done(client, patient, here)
    form = session_form(patient, here, override="yes", reason="r" * 30, secret=PASSWORD)
    answer = send(client, patient, form)
    assert {"gap_days", "too_soon"} & set(problems(answer))
    assert Procedure.objects.count() == 1


def test_cream_left_on_too_long_is_refused(clinic_world: World, as_role: SignedIn) -> None:
    here = clinic_world.here
    patient = ready(here)
    form = session_form(patient, here, started="", ended="")
    begun = now().replace(second=0) - timedelta(hours=1)
    zone = here.clinic.timezone
    form |= {
        "started": wall(begun, zone),
        "ended": wall(begun + timedelta(minutes=20), zone),
        "cream": "Lidocaine 4 %",
        "cream_grams": "5",
        "cream_on": wall(begun - timedelta(minutes=75), zone)[11:],
        "cream_off": wall(begun - timedelta(minutes=5), zone)[11:],
    }
    answer = send(as_role(Role.CLINICIAN), patient, form)
    assert "numbing_minutes" in problems(answer)


@pytest.mark.parametrize(
    ("changes", "slip"),
    [
        ({"started": ""}, "started"),
        ({"ended": "2999-01-01T10:00"}, "ended"),
        ({"started": "yesterday"}, "started"),
        ({"device": str(uuid4())}, "device"),
        ({"operator": "999999"}, "operator"),
        ({"zone_crown": ""}, "zones"),
        ({"depth_crown": "1.2"}, "depth_crown"),
        ({"passes_crown": "2.5"}, "passes_crown"),
        ({"depth_crown": "deep"}, "depth_crown"),
        ({"needle_mm": "-1"}, "needle_mm"),
        ({"lot": ""}, "lot"),
        ({"lot": "(99)nonsense"}, "lot"),
        ({"lot": "x" * 200}, "lot"),
        ({"lot_expiry": "soon"}, "lot_expiry"),
        ({"endpoint": "gold"}, "endpoint"),
        ({"pain": "11"}, "pain"),
        ({"antiseptic": "\0"}, "antiseptic"),
        ({"cream_grams": "5"}, "cream"),
        ({"cream": "Lidocaine"}, "cream_on"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field_and_kept(
    clinic_world: World, as_role: SignedIn, changes: dict[str, str], slip: str
) -> None:
    here = clinic_world.here
    patient = ready(here)
    answer = send(as_role(Role.CLINICIAN), patient, session_form(patient, here, **changes))
    assert answer.status_code == 422
    assert slip in answer.context["page"].slips
    assert not Procedure.objects.exists()


def test_a_device_of_another_clinic_cannot_be_named(clinic_world: World, as_role: SignedIn) -> None:
    here, there = clinic_world.here, clinic_world.there
    patient = ready(here)
    form = session_form(patient, here, device=str(a_device(there).public_id))
    assert "device" in send(as_role(Role.CLINICIAN), patient, form).context["page"].slips


def test_a_session_of_another_clinics_patient_looks_like_none(
    clinic_world: World, as_role: SignedIn
) -> None:
    theirs = clinic_world.there.patients[0]
    client = as_role(Role.OWNER)
    assert client.get(at("patient_session", theirs)).status_code == 404
    assert client.post(at("patient_session", theirs), {"once": str(uuid4())}).status_code == 404


def test_nobody_is_told_to_go_ahead_while_there_are_no_steps_for_the_session(
    clinic_world: World, as_role: SignedIn
) -> None:
    here, client = clinic_world.here, as_role(Role.CLINICIAN)
    patient = ready(here)
    starts = now()
    Appointment.objects.create(
        clinic=here.clinic, case=patient.case, starts=starts, minutes=40, kind="session"
    )
    day = starts.astimezone(ZoneInfo(here.clinic.timezone)).date()
    booked = f"{reverse('day')}?on={day}"
    addresses = (at("patient_session", patient), at("patient", patient), booked)
    for address in addresses:
        assert "Go ahead" in client.get(address).content.decode()
    say(patient, device_kind=Unknown.DOES_NOT_KNOW)
    record = record_of(patient.case, now())
    assert advise(record, knowledge(), now()).verdict is Verdict.PROCEED
    for address in addresses:
        page = client.get(address).content.decode()
        assert "Go ahead" not in page
        assert "There are no steps for this session" in page
    done(client, patient, here)  # with a pen in the hand the device is known


def test_two_hands_pressing_save_at_once_write_one_session(
    clinic_world: World, as_role: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, client = clinic_world.here, as_role(Role.CLINICIAN)
    patient = ready(here)
    form = session_form(patient, here)
    send(client, patient, form)
    asked = iter([False, True])  # the other form is saved between the two looks
    monkeypatch.setattr(sessions, "_is_saved", lambda *_: next(asked))
    assert send(client, patient, form).status_code == 302
    assert Procedure.objects.count() == 1

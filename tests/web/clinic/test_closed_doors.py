"""What must not work in a clinic however it is tried: mixed ids, replays, late signatures."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import UUIDConverter

from anagen.records.mistakes import Mistake
from anagen.records.record import Record
from anagen.records.session import ZonePasses
from anagen.records.words import Endpoint, Zone
from anagen.store.audit.models import AuditLine
from anagen.store.clinics.models import Clinic, Invitation, Patient
from anagen.store.pictures.models import Picture
from anagen.store.procedures.models import Consent, Procedure
from anagen.store.rows import record_of
from anagen.web import serving
from anagen.web.access import gate
from anagen.web.access.viewer import STAFF, Role
from anagen.web.account import locking
from anagen.web.account.founding import owner_link
from anagen.web.account.inviting import Maker, invite, renew
from anagen.web.clinic.care.aftercare import link_to
from anagen.web.clinic.care.drafts import Draft, NamedLot
from anagen.web.clinic.care.intake_links import new_link
from anagen.web.clinic.care.session_checks import clearance_as_done
from anagen.web.clock import now
from anagen.web.look.places import PLACES
from tests.web.access.examples import Subject, example_for
from tests.web.clinic.care.ground import a_lot, at, done, ready, say, send, session_form
from tests.web.clinic_world import PASSWORD, Here, SignedIn, World

pytestmark = pytest.mark.django_db
REASON = "Spoke with the cardiologist today."
WEIGHED = {"antiplatelet": True}


def routes_with_two_ids() -> list[tuple[str, str]]:
    """Every route whose address names a record and one more thing by its id."""
    found = []
    todo: list[tuple[URLPattern | URLResolver, dict[str, Any]]] = [
        (one, {}) for one in get_resolver().url_patterns
    ]
    while todo:
        one, before = todo.pop()
        words = before | dict(one.pattern.converters)
        if isinstance(one, URLResolver):
            todo += [(each, words) for each in one.url_patterns]
            continue
        others = [name for name, kind in words.items() if isinstance(kind, UUIDConverter)]
        if "case_id" in others and len(others) == 2 and len(words) == 2:
            others.remove("case_id")
            found.append((str(one.name), others[0]))
    return sorted(found)


def test_a_thing_of_another_record_is_not_found_beside_ones_own(
    clinic_world: World, as_role: SignedIn
) -> None:
    """The record is ours and the gate lets us in; what is named beside it is not."""
    here, there, client = clinic_world.here, clinic_world.there, as_role(Role.OWNER)
    strangers = (here, here.patients[1]), (there, there.patients[0])
    routes = routes_with_two_ids()
    assert {"problem", "signed_consent", "give_aftercare", "statement_undo"} <= {
        name for name, _ in routes
    }
    for whose, patient in strangers:
        canary = f"canary-{patient.pk}"
        member = whose.members[Role.CLINICIAN]
        subject = Subject(patient.case, canary, whose.clinic, member, patient)
        for name, word in routes:
            theirs = example_for(name, word, "UUIDConverter", subject)
            address = reverse(
                name, kwargs={"case_id": here.patients[0].case.public_id, word: theirs}
            )
            for answer in (client.get(address), client.post(address, {"once": str(uuid4())})):
                # What is gone already counts as deleted: that leads back, and touches nothing.
                led_back = name == "photo_delete" and Picture.objects.filter(public_id=theirs)
                assert led_back or answer.status_code in {403, 404, 405}, name
                assert canary not in answer.content.decode()


def draft_at(here: Here, started: datetime, expiry: date) -> Draft:
    """A session that began then, with a box whose last day is `expiry`."""
    device = here.clinic.devices.get()
    operator = here.members[Role.CLINICIAN]
    lot = NamedLot("Cartridge", "EDGE1", expiry)
    a_lot(here, "EDGE1", expiry=expiry)
    zones = (ZonePasses(Zone.CROWN, 4, 1.0),)
    ended = started + timedelta(minutes=20)
    skin = ("chlorhexidine", Endpoint.MILD_REDNESS, 2)
    return Draft(started, ended, operator, device, 1.0, zones, lot, None, *skin, None, False)


@pytest.mark.parametrize(
    ("zone", "started", "is_over"),
    [
        # Early evening in Los Angeles is the next day in London; the box is still good.
        ("America/Los_Angeles", datetime(2026, 11, 21, 1, 0, tzinfo=UTC), False),
        # Half past midnight in Madrid is still yesterday in London; the box is not good any more.
        ("Europe/Madrid", datetime(2026, 11, 20, 23, 30, tzinfo=UTC), True),
        ("Europe/Madrid", datetime(2026, 11, 20, 22, 30, tzinfo=UTC), False),
    ],
)
def test_the_last_day_of_a_box_ends_at_midnight_of_the_clinic(
    clinic_world: World, zone: str, started: datetime, is_over: bool
) -> None:
    here = clinic_world.here
    patient = ready(here)
    here.clinic.timezone = zone
    draft = draft_at(here, started, date(2026, 11, 20))
    moment = started + timedelta(hours=1)
    record: Record = record_of(patient.case, moment)
    found = clearance_as_done(draft, patient.case, here.clinic, record, moment)
    assert ("lot_expired" in found.against.split()) is is_over


def test_a_decision_is_signed_only_against_what_the_page_showed(
    clinic_world: World, as_role: SignedIn
) -> None:
    here, client = clinic_world.here, as_role(Role.CLINICIAN)
    patient = ready(here)
    say(patient, **WEIGHED)
    form = session_form(patient, here)
    shown = client.post(at("patient_session", patient), form).context["page"].clearance.against
    # Then the depth is typed anew, below what we recommend: nobody has decided about that yet.
    signed = {"override": shown, "reason": REASON, "secret": PASSWORD}
    changed = form | signed | {"needle_mm": "0.2", "depth_crown": "0.2"}
    answer = client.post(at("patient_session", patient), changed)
    assert answer.status_code == 422
    assert not Procedure.objects.exists()
    now_shown = answer.context["page"].clearance.against
    assert set(now_shown.split()) > set(shown.split())
    assert f'value="{now_shown}"' in answer.content.decode()
    assert send(client, patient, changed | {"override": now_shown}).status_code == 302


def test_no_secret_waits_in_a_form_that_was_sent_to_a_locked_page(
    clinic_world: World, as_role: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, client = clinic_world.here, as_role(Role.CLINICIAN)
    patient = ready(here)
    client.get(reverse("day"))
    late = now() + timedelta(minutes=20)
    for module in (gate, locking):
        monkeypatch.setattr(module, "now", lambda: late)
    form = session_form(patient, here) | {"reason": REASON, "secret": PASSWORD}
    assert client.post(at("patient_session", patient), form).status_code == 302
    assert PASSWORD not in str(dict(client.session))
    page = client.post(reverse("locked"), {"shown": PASSWORD})
    assert REASON in page.content.decode()
    assert PASSWORD not in page.content.decode()


def test_a_password_form_sent_to_a_locked_page_is_not_kept_at_all(
    clinic_world: World, as_role: SignedIn
) -> None:
    client = as_role(Role.OWNER)
    client.post(reverse("lock_page"))
    fresh = "nine quiet lanterns"
    client.post(reverse("password"), {"current": PASSWORD, "password": fresh, "again": fresh})
    assert fresh not in str(dict(client.session))
    assert client.post(reverse("locked"), {"shown": PASSWORD}).status_code == 302


def lines(clinic: int) -> list[tuple[str, str, str, UUID | None]]:
    found = AuditLine.objects.filter(clinic=clinic).order_by("number")
    return list(found.values_list("action", "role", "route", "case"))


@pytest.mark.parametrize("reader", ["nobody", "member of another clinic"])
def test_a_sheet_read_by_its_link_stands_in_the_audit_of_its_own_clinic(
    clinic_world: World, as_role: SignedIn, reader: str
) -> None:
    here, there = clinic_world.here, clinic_world.there
    patient = ready(here)
    procedure = done(as_role(Role.CLINICIAN), patient, here, aftercare="yes")
    link = link_to(procedure)
    phone = Client() if reader == "nobody" else as_role(Role.RECEPTION, there)
    before = len(lines(here.clinic.pk))
    phone.get(link)
    phone.post(link)
    case = patient.case.public_id
    assert lines(here.clinic.pk)[before:] == [
        ("read", "patient", "aftercare_link", case),
        ("write", "patient", "aftercare_link", case),
    ]
    assert lines(there.clinic.pk) == []


def test_a_member_who_opens_a_sheet_by_its_link_is_noted_by_name(
    clinic_world: World, as_role: SignedIn
) -> None:
    here, client = clinic_world.here, as_role(Role.CLINICIAN)
    procedure = done(client, ready(here), here, aftercare="yes")
    client.get(link_to(procedure))
    last = AuditLine.objects.order_by("-number")[0]
    assert (last.action, last.who) == ("read", here.user(Role.CLINICIAN).pk)


def test_answers_read_by_an_intake_link_are_noted(clinic_world: World) -> None:
    here = clinic_world.here
    patient = here.patients[0]
    key = new_link(patient.case, here.members[Role.RECEPTION], now())
    phone = Client()
    phone.post(reverse("intake", args=[key]))
    phone.get(reverse("intake_review"))
    assert lines(here.clinic.pk) == [
        ("read", "patient", "intake_review", patient.case.public_id),
    ]


def test_joining_and_a_new_password_by_link_are_noted(clinic_world: World) -> None:
    here = clinic_world.here
    maker = Maker(here.members[Role.OWNER], here.clinic, now())
    secret = invite(maker, Role.ASSISTANT, "New")
    form = {"email": "new@example.org", "password": PASSWORD, "again": PASSWORD}
    Client().post(reverse("join", args=[secret]), form)
    fresh = {"password": "nine quiet lanterns", "again": "nine quiet lanterns"}
    again = renew(maker, Role.CLINICIAN, here.user(Role.CLINICIAN), "Clinician")
    Client().post(reverse("join", args=[again]), fresh)
    found = AuditLine.objects.filter(clinic=here.clinic.pk, route="join").order_by("number")
    assert [(one.role, one.detail) for one in found] == [
        ("assistant", "joined"),
        ("clinician", "password"),
    ]
    assert found[1].who == here.user(Role.CLINICIAN).pk


def test_a_link_for_an_owner_made_at_the_keyboard_is_noted(clinic_world: World) -> None:
    here = clinic_world.here
    owner_link(here.clinic.name, "Owner", "Europe/Madrid", now())
    line = AuditLine.objects.get()
    assert (line.clinic, line.who, line.detail) == (here.clinic.pk, None, "invited=owner")


def test_two_clinics_of_one_name_are_not_mistaken_for_each_other(clinic_world: World) -> None:
    Clinic.objects.update(name="The same")
    with pytest.raises(Mistake, match="a name that one clinic has"):
        owner_link("The same", "Owner", "Europe/Madrid", now())
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("how", ["used", "run out", "taken back"])
def test_a_link_to_join_that_is_spent_makes_nobody(clinic_world: World, how: str) -> None:
    here = clinic_world.here
    secret = invite(Maker(here.members[Role.OWNER], here.clinic, now()), Role.OWNER, "New")
    if how == "used":
        Invitation.objects.update(used=now())
    elif how == "run out":
        Invitation.objects.update(expires=now() - timedelta(seconds=1))
    else:
        Invitation.objects.all().delete()
    form = {"email": "late@example.org", "password": PASSWORD, "again": PASSWORD}
    assert Client().post(reverse("join", args=[secret]), form).status_code == 410
    assert not here.clinic.members.filter(user__email="late@example.org").exists()


@pytest.mark.parametrize("role", sorted(STAFF, key=lambda one: one.value))
def test_every_place_that_is_offered_opens(
    clinic_world: World, as_role: SignedIn, role: Role
) -> None:
    client = as_role(role)
    start = client.get(reverse("account"))
    offered = start.context["opens"]
    page = start.content.decode()
    assert offered
    for name in PLACES:
        assert (f'href="{reverse(name)}"' in page) is (name in offered)
        assert (client.get(reverse(name)).status_code == 200) is (name in offered)


def test_a_consent_of_one_patient_never_clears_another(
    clinic_world: World, as_role: SignedIn
) -> None:
    here, client = clinic_world.here, as_role(Role.CLINICIAN)
    first: Patient = ready(here)
    other = here.patients[1]
    kept = record_of(first.case, now()).answers
    say(other, **{id: one.value for id, one in kept.items()})
    consent = Consent.objects.get()
    assert client.get(at("signed_consent", other, consent.public_id)).status_code == 404
    answer = send(client, other, session_form(other, here))
    assert answer.status_code == 422
    assert "consent_microneedling" in answer.context["page"].clearance.against.split()


def test_a_command_beside_the_pages_finishes_nothing_that_is_under_way(
    clinic_world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A picture that is just coming in, or a backup that waits for a start, is left alone."""
    monkeypatch.setenv("ANAGEN_DATA", str(tmp_path))
    monkeypatch.setenv("ANAGEN_MODE", "clinic")
    monkeypatch.setattr(serving.os, "umask", lambda _mask: 0)
    monkeypatch.setattr(serving, "_bring_up_to_date", lambda _folder: None)
    at_a_start: list[str] = []
    monkeypatch.setattr(serving, "restore_pending", lambda *_: at_a_start.append("backup"))
    monkeypatch.setattr(serving, "_finish_pictures", lambda: at_a_start.append("pictures"))
    serving.open_clinic(clinic_world.here.clinic.name, "Owner")
    serving.night_round()
    assert at_a_start == []
    serving.make_ready()
    assert at_a_start == ["backup", "pictures"]

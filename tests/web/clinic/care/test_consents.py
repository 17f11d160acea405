"""Consent: nothing pre-ticked, understood before it is signed, and taken back at any time."""

from __future__ import annotations

import re
import threading
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from anagen.store.clinics.models import Patient
from anagen.store.procedures.lasting import WrittenForEver
from anagen.store.procedures.models import Consent, Wording
from anagen.web.access.viewer import Role
from anagen.web.clinic.care.consent_form import fingerprint
from anagen.web.clinic.care.consent_quiz import lines_for
from anagen.web.clinic.care.consent_states import Standing, states_of
from anagen.web.clinic.care.consent_texts import BUILT_IN, Kind
from anagen.web.knowing import knowledge
from tests.web.clinic.care.ground import SCRAWL, at, consented
from tests.web.clinic_world import SignedIn, World

pytestmark = pytest.mark.django_db
NEEDLING = Kind.MICRONEEDLING


def signing_form(kind: Kind = NEEDLING, **changes: object) -> dict[str, object]:
    """A form that can be signed as it stands."""
    text = BUILT_IN[kind]
    right = {f"quiz_{line.id}": line.right for line in lines_for(kind, knowledge())}
    return {
        "once": str(uuid4()),
        "text": fingerprint(text),
        "tries": "",
        "agreed": [str(number) for number in range(len(text.statements))],
        "name": "the patient",
        "answer": "agree",
        **right,
        **changes,
    }


def sign(client: Client, patient: Patient, kind: Kind = NEEDLING, **changes: object) -> object:
    """Signs on the page as it stands now."""
    newest = Consent.objects.filter(case=patient.case, kind=kind.value).order_by("at", "pk").last()
    told = {"newest": str(newest.public_id) if newest else "", **changes}
    return client.post(at("consent_sign", patient, kind.value), signing_form(kind, **told))


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_is_shown_without_a_tick_and_can_be_signed(
    clinic_world: World, as_role: SignedIn, kind: Kind
) -> None:
    client, patient = as_role(Role.ASSISTANT), clinic_world.here.patients[0]
    page = client.get(at("consent_sign", patient, kind.value)).content.decode()
    assert " checked" not in page
    assert page.count('name="agreed"') == len(BUILT_IN[kind].statements)
    assert sign(client, patient, kind).status_code == 302  # type: ignore[attr-defined]
    kept = Consent.objects.get()
    assert kept.given
    assert kept.witness == clinic_world.here.members[Role.ASSISTANT]
    assert kept.text["statements"] == [str(one) for one in BUILT_IN[kind].statements]
    assert kept.shown_at <= kept.at


def test_a_wrong_answer_is_explained_and_asked_again(
    clinic_world: World, as_role: SignedIn
) -> None:
    client, patient = as_role(Role.CLINICIAN), clinic_world.here.patients[0]
    answer = sign(client, patient, quiz_harms="nothing", drawn=SCRAWL)
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "Not quite. Here is why:" in page
    assert not Consent.objects.exists()
    assert SCRAWL in page
    assert "the patient" in page
    tries = re.search(r'name="tries" value="([^"]+)"', page)
    assert tries
    sign(client, patient, tries=tries[1])
    assert Consent.objects.get().quiz["harms"] == 2
    # It was right the first time; that the form came twice is no second try.
    assert Consent.objects.get().quiz["promise"] == 1


@pytest.mark.parametrize(
    ("changes", "slip"),
    [
        ({"agreed": ["0", "1"]}, "agreed"),
        ({"agreed": []}, "agreed"),
        ({"agreed": ["99"]}, "agreed"),
        ({"name": ""}, "name"),
        ({"name": "."}, "name"),
        ({"name": "x" * 200}, "name"),
        ({"drawn": "M10 10L10 10"}, "drawn"),
        ({"drawn": '"><script>'}, "drawn"),
        ({"quiz_promise": ""}, "quiz"),
        ({"quiz_promise": ["more", "none"]}, "quiz"),
        ({"text": "another text"}, "text"),
        ({"answer": "refuse", "agreed": []}, "agreed"),
    ],
)
def test_nothing_less_than_everything_is_a_consent(
    clinic_world: World, as_role: SignedIn, changes: dict[str, object], slip: str
) -> None:
    client, patient = as_role(Role.CLINICIAN), clinic_world.here.patients[0]
    answer = sign(client, patient, **changes)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert slip in answer.context["signing"].slips  # type: ignore[attr-defined]
    assert "<script>" not in answer.content.decode().split("<main")[1].split("</main")[0]  # type: ignore[attr-defined]
    assert not Consent.objects.exists()


def test_tries_that_we_did_not_write_count_for_nothing(
    clinic_world: World, as_role: SignedIn
) -> None:
    client, patient = as_role(Role.CLINICIAN), clinic_world.here.patients[0]
    sign(client, patient, tries='{"harms": -5}', shown="1")
    assert Consent.objects.get().quiz["harms"] == 1


def test_pictures_can_be_refused_and_needling_goes_on(
    clinic_world: World, as_role: SignedIn
) -> None:
    client, patient = as_role(Role.CLINICIAN), clinic_world.here.patients[0]
    sign(client, patient)
    sign(client, patient, Kind.PHOTOS_TEACHING, answer="refuse", agreed=[])
    states = states_of(patient.case, clinic_world.here.clinic)
    assert states[Kind.PHOTOS_TEACHING].standing is Standing.REFUSED
    assert states[Kind.PHOTOS_RECORD].standing is Standing.MISSING
    assert states[NEEDLING].is_given


def test_a_consent_sent_twice_is_kept_once(clinic_world: World, as_role: SignedIn) -> None:
    client, patient = as_role(Role.CLINICIAN), clinic_world.here.patients[0]
    once = str(uuid4())
    for _ in range(3):
        assert sign(client, patient, once=once).status_code == 302  # type: ignore[attr-defined]
    assert Consent.objects.count() == 1


def test_a_patient_reads_and_takes_back_their_own_and_cannot_sign_alone(
    clinic_world: World, as_role: SignedIn
) -> None:
    patient = clinic_world.here.patients[0]
    kept = consented(patient, clinic_world.here)
    client = as_role(Role.PATIENT)
    assert client.get(at("consents", patient)).status_code == 200
    assert client.get(at("consent_sign", patient, "microneedling")).status_code == 403
    assert client.post(at("withdraw_consent", patient, kept.public_id)).status_code == 302
    standing = states_of(patient.case, clinic_world.here.clinic)[NEEDLING].standing
    assert standing is Standing.WITHDRAWN
    other = consented(clinic_world.here.patients[1], clinic_world.here)
    address = at("signed_consent", clinic_world.here.patients[1], other.public_id)
    assert client.get(address).status_code == 404


def test_a_consent_taken_back_twice_is_taken_back_once_and_stays_readable(
    clinic_world: World, as_role: SignedIn
) -> None:
    client, patient = as_role(Role.OWNER), clinic_world.here.patients[0]
    kept = consented(patient, clinic_world.here)
    for _ in range(2):
        client.post(at("withdraw_consent", patient, kept.public_id), {"reason": "Changed my mind"})
    page = client.get(at("signed_consent", patient, kept.public_id)).content.decode()
    assert "Taken back" in page
    assert "Changed my mind" in page
    assert "lasting changes of colour" in page


def test_it_can_be_signed_again_after_it_was_taken_back(
    clinic_world: World, as_role: SignedIn
) -> None:
    client, patient = as_role(Role.OWNER), clinic_world.here.patients[0]
    kept = consented(patient, clinic_world.here)
    client.post(at("withdraw_consent", patient, kept.public_id))
    sign(client, patient)
    assert states_of(patient.case, clinic_world.here.clinic)[NEEDLING].is_given


def test_a_consent_is_never_changed_or_deleted_and_goes_with_its_case(
    clinic_world: World,
) -> None:
    patient = clinic_world.here.patients[0]
    kept = consented(patient, clinic_world.here)
    kept.given = False
    for act in (kept.save, kept.delete, lambda: Consent.objects.update(given=False)):
        with pytest.raises(WrittenForEver):
            act()
    patient.case.delete()
    assert not Consent.objects.exists()


def test_a_new_text_makes_the_old_consent_outdated(clinic_world: World, as_role: SignedIn) -> None:
    patient, clinic = clinic_world.here.patients[0], clinic_world.here.clinic
    consented(patient, clinic_world.here)
    form = {"version": "1", "title": "New title", "paragraphs": "One.\n\nTwo.", "statements": "A."}
    address = reverse("wording", args=["microneedling"])
    assert as_role(Role.CLINICIAN).post(address, form).status_code == 302
    assert states_of(patient.case, clinic)[NEEDLING].standing is Standing.OUTDATED
    assert Wording.objects.get().paragraphs == ["One.", "Two."]
    there = clinic_world.there
    consented(there.patients[0], there)
    assert states_of(there.patients[0].case, there.clinic)[NEEDLING].is_given


@pytest.mark.parametrize(
    "changes",
    [{"version": "7"}, {"title": ""}, {"paragraphs": ""}, {"statements": "x\n" * 12}],
)
def test_a_text_that_cannot_hold_is_shown_again(
    clinic_world: World, as_role: SignedIn, changes: dict[str, str]
) -> None:
    form = {"version": "1", "title": "T", "paragraphs": "One.", "statements": "A.", **changes}
    answer = as_role(Role.OWNER).post(reverse("wording", args=["plasma"]), form)
    assert answer.status_code == 422
    assert not Wording.objects.exists()


def test_an_assistant_reads_the_texts_and_cannot_change_them(
    clinic_world: World, as_role: SignedIn
) -> None:
    client = as_role(Role.ASSISTANT)
    assert client.get(reverse("wordings")).status_code == 200
    assert client.get(reverse("wording", args=["plasma"])).status_code == 403
    assert as_role(Role.OWNER).get(reverse("wording", args=["nonsense"])).status_code == 404


def test_every_quiz_question_has_a_right_choice_a_reason_and_a_source() -> None:
    for kind in (Kind.MICRONEEDLING, Kind.PLASMA):
        lines = lines_for(kind, knowledge())
        assert lines
        for line in lines:
            assert line.right in dict(line.choices)
            assert line.point["says"]
            assert line.point["basis"]


def test_a_signed_consent_is_also_a_sheet(clinic_world: World, as_role: SignedIn) -> None:
    client, patient = as_role(Role.CLINICIAN), clinic_world.here.patients[0]
    sign(client, patient, drawn=SCRAWL)
    kept = Consent.objects.get()
    assert kept.signature == SCRAWL
    answer = client.get(at("consent_pdf", patient, kept.public_id))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_a_refusal_makes_no_sheet(clinic_world: World, as_role: SignedIn) -> None:
    client, patient = as_role(Role.CLINICIAN), clinic_world.here.patients[0]
    sign(client, patient, Kind.PHOTOS_RECORD, answer="refuse", agreed=[])
    kept = Consent.objects.get()
    assert client.get(at("consent_pdf", patient, kept.public_id)).status_code == 404
    assert client.get(at("signed_consent", patient, kept.public_id)).status_code == 200


@pytest.mark.parametrize("kind", [NEEDLING, Kind.PHOTOS_RECORD])
def test_of_two_who_sign_at_once_one_wins_and_the_other_is_told(
    clinic_world: World, as_role: SignedIn, kind: Kind
) -> None:
    patient = clinic_world.here.patients[0]
    one, other = as_role(Role.ASSISTANT), as_role(Role.CLINICIAN)
    address = at("consent_sign", patient, kind.value)
    seen = [client.get(address).context["newest"] for client in (one, other)]
    assert seen == ["", ""]
    assert sign(one, patient, kind, newest="").status_code == 302  # type: ignore[attr-defined]
    first = Consent.objects.get()
    late = sign(other, patient, kind, newest="", name="Somebody else", answer="refuse")
    page = late.content.decode()  # type: ignore[attr-defined]
    assert late.status_code == 409  # type: ignore[attr-defined]
    assert f"with {first.witness.name} as the witness" in page
    assert reverse("signed_consent", args=[patient.case.public_id, first.public_id]) in page
    assert "Somebody else" in page
    assert list(Consent.objects.all()) == [first]
    again = sign(other, patient, kind, newest=str(first.public_id))  # read, and meant
    assert again.status_code == 302  # type: ignore[attr-defined]
    assert Consent.objects.count() == 2


def test_another_kind_of_consent_signed_meanwhile_is_in_nobodys_way(
    clinic_world: World, as_role: SignedIn
) -> None:
    client, patient = as_role(Role.ASSISTANT), clinic_world.here.patients[0]
    for kind in Kind:
        assert sign(client, patient, kind, newest="").status_code == 302  # type: ignore[attr-defined]


@pytest.mark.django_db(transaction=True)
def test_two_hands_that_sign_at_the_same_moment_leave_one_consent(
    clinic_world: World, as_role: SignedIn
) -> None:
    patient = clinic_world.here.patients[0]
    hands = [as_role(Role.ASSISTANT), as_role(Role.CLINICIAN)]
    start, answers = threading.Barrier(2), []

    def press(client: Client) -> None:
        start.wait()
        answers.append(client.post(address, form()).status_code)
        connections.close_all()

    def form() -> dict[str, object]:
        return signing_form(NEEDLING, newest="")

    address = at("consent_sign", patient, NEEDLING.value)
    threads = [threading.Thread(target=press, args=[client]) for client in hands]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [302, 409]
    assert Consent.objects.count() == 1

"""Recall: everybody who met a lot or a device, in one question, and the calls to them."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from anagen.store.audit.models import AuditLine
from anagen.store.desk.exposure import Period, exposed, exposures
from anagen.store.desk.models import RecallCall
from anagen.store.procedures.lasting import WrittenForEver
from anagen.store.procedures.models import Plasma
from anagen.web.access.viewer import Role
from tests.web.clinic.care.ground import a_device, a_lot, consented
from tests.web.clinic.desk.desk_ground import (
    NOW,
    a_problem,
    a_procedure,
    kept_device,
    kept_lot,
    once,
    shown,
)
from tests.web.clinic_world import Here, SignedIn, World, a_patient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_nine")]


def days_ago(days: int) -> Any:
    return NOW - timedelta(days=days)


def people(answer: Any) -> list[str]:
    return [one.last.code for one in answer.context["found"].people]


def plasma_of(here: Here, lot: Any) -> Plasma:
    clinician = here.members[Role.CLINICIAN]
    return Plasma.objects.create(
        case=here.cases[1],
        clinic=here.clinic,
        at=days_ago(5),
        tube_lot=lot,
        tube_number=lot.number,
        tube_expiry=lot.expiry,
        drawn_ml=20,
        yield_ml=4,
        spins=[],
        sites=[],
        consent=consented(here.patients[1], here),
        first_check=clinician,
        second_check=clinician,
    )


def test_everybody_who_met_a_lot_is_listed_with_the_sessions_it_was(
    clinic_world: World, as_role: SignedIn
) -> None:
    here = clinic_world.here
    bad, good = a_lot(here, "KX2207"), a_lot(here, "KX2231")
    first, second = here.patients
    a_procedure(first, here, days_ago(90), lot=good)
    a_procedure(first, here, days_ago(60), lot=bad)
    a_procedure(first, here, days_ago(30), lot=bad)
    a_procedure(second, here, days_ago(10), lot=good)
    page = shown(as_role(Role.CLINICIAN), "recall", q="kx2207")
    [one] = page.context["found"].people
    assert (one.last.code, one.numbers, one.last.at) == (first.code, [2, 3], days_ago(30))
    assert page.context["zones"] == {first.case_id: ["crown"]}
    assert page.context["found"].sessions == 2
    line = AuditLine.objects.first()
    assert line is not None
    assert (line.action, line.detail) == ("read", f"recall lot={bad.pk} people=1")


def test_a_barcode_finds_the_lot_on_it(clinic_world: World, as_role: SignedIn) -> None:
    here = clinic_world.here
    a_procedure(here.patients[0], here, days_ago(9), lot=a_lot(here, "KX2231"))
    page = shown(as_role(Role.RECEPTION), "recall", q="(01)09506000134352(17)271130(10)KX2231")
    assert people(page) == ["P-1"]


def test_a_tube_of_plasma_exposes_as_much_as_a_cartridge(
    clinic_world: World, as_role: SignedIn
) -> None:
    here = clinic_world.here
    a_lot(here)
    tube = a_lot(here, "T-1", item="Plasma tube")
    a_procedure(here.patients[1], here, days_ago(5), plasma=plasma_of(here, tube))
    a_procedure(here.patients[0], here, days_ago(5))
    assert people(shown(as_role(Role.OWNER), "recall", q="T-1")) == ["P-2"]


def test_a_device_is_found_by_its_number_for_the_days_asked_about(
    clinic_world: World, as_role: SignedIn
) -> None:
    here, client = clinic_world.here, as_role(Role.OWNER)
    pen = a_device(here, "Pen 1")
    for patient, days in ((here.patients[0], 400), (here.patients[0], 20), (here.patients[1], 30)):
        a_procedure(patient, here, days_ago(days), device=pen)
    page = shown(client, "recall", q=pen.serial)
    assert page.context["found"].sessions == 2
    wider = shown(client, "recall", q="pen 1", since="2025-01-01")
    assert wider.context["found"].sessions == 3
    [one] = (
        shown(client, "recall", q=pen.serial, since="2026-10-20", until="2026-10-25")
        .context["found"]
        .people
    )
    assert one.last.code == here.patients[1].code


def test_a_day_counts_from_midnight_to_midnight_at_the_clinic(
    clinic_world: World, as_role: SignedIn
) -> None:
    here = clinic_world.here
    late = NOW.replace(day=10, hour=23, minute=30)  # the 11th in Madrid
    a_procedure(here.patients[0], here, late)
    number = kept_lot(here).number
    client = as_role(Role.OWNER)
    found = shown(client, "recall", q=number, since="2026-11-11", until="2026-11-11")
    assert people(found) == ["P-1"]
    found = shown(client, "recall", q=number, since="2026-11-10", until="2026-11-10")
    assert people(found) == []


def test_one_number_on_two_items_asks_which(clinic_world: World, as_role: SignedIn) -> None:
    here = clinic_world.here
    a_lot(here, "77")
    tube = a_lot(here, "77", item="Plasma tube")
    client = as_role(Role.OWNER)
    page = shown(client, "recall", q="77")
    assert "Several fit" in page.content.decode()
    assert shown(client, "recall", lot=str(tube.public_id)).context["asked"].thing == tube


@pytest.mark.parametrize(
    "query",
    [
        {"lot": "none"},
        {"device": "1"},
        {"lot": "0b0e6b5e-0000-4000-8000-000000000000"},
        {"q": "KX", "since": "yesterday"},
        {"q": "KX", "until": "2026-02-30"},
    ],
)
def test_an_address_that_names_nothing_is_not_found(
    clinic_world: World, as_role: SignedIn, query: dict[str, str]
) -> None:
    assert as_role(Role.OWNER).get(reverse("recall"), query).status_code == 404


def test_an_unknown_number_says_so(clinic_world: World, as_role: SignedIn) -> None:
    page = shown(as_role(Role.OWNER), "recall", q="KX\x00O0")
    assert "No lot and no device has this number." in page.content.decode()


def test_an_open_problem_comes_first_then_whoever_was_not_reached(
    clinic_world: World, as_role: SignedIn
) -> None:
    here, client = clinic_world.here, as_role(Role.RECEPTION)
    third = a_patient(here.clinic, "P-3")
    for patient, days in ((here.patients[0], 3), (here.patients[1], 2), (third, 40)):
        a_procedure(patient, here, days_ago(days))
    a_problem(third, here, days_ago(39))
    a_problem(here.patients[0], here, days_ago(100))  # long before the lot
    lot = kept_lot(here)
    address = f"{reverse('recall_calls', args=[here.cases[1].public_id])}?lot={lot.public_id}"
    form = {"once": once(), "reached": "yes", "said": "Feels well, comes on Monday"}
    for _ in range(2):
        assert client.post(address, form).status_code == 302
    page = shown(client, "recall", lot=str(lot.public_id))
    assert people(page) == ["P-3", "P-1", "P-2"]
    found = page.context["found"]
    assert (found.reached, found.reported, found.still_open) == (1, 1, 1)
    call = RecallCall.objects.get()
    assert (call.by.role, call.lot, call.reached) == ("reception", lot, True)
    for change in (call.save, call.delete):
        with pytest.raises(WrittenForEver):
            change()


@pytest.mark.parametrize(
    ("form", "slip"),
    [
        ({"reached": "yes", "said": ""}, "said"),
        ({"said": "hm"}, "reached"),
        ({"reached": "no", "said": "x" * 401}, "said"),
    ],
)
def test_a_call_says_whether_somebody_answered_and_what_was_said(
    clinic_world: World, as_role: SignedIn, form: dict[str, str], slip: str
) -> None:
    here = clinic_world.here
    a_procedure(here.patients[0], here, days_ago(3))
    address = reverse("recall_calls", args=[here.cases[0].public_id])
    answer = as_role(Role.RECEPTION).post(
        f"{address}?lot={kept_lot(here).public_id}", {"once": once(), **form}
    )
    assert answer.status_code == 422
    assert slip in answer.context["slips"]
    assert not RecallCall.objects.exists()


@pytest.mark.parametrize("kind", ["lot", "device"])
def test_nobody_who_never_met_it_is_called_about_it(
    clinic_world: World, as_role: SignedIn, kind: str
) -> None:
    here = clinic_world.here
    met = a_procedure(here.patients[0], here, days_ago(3))
    other = {"lot": a_lot(here, "OTHER"), "device": a_device(here)}
    a_procedure(here.patients[1], here, days_ago(3), **other)
    thing = {"lot": met.lot, "device": met.device}[kind]
    client, form = as_role(Role.RECEPTION), {"once": once(), "reached": "no"}
    for case, status in ((here.cases[1], 404), (here.cases[0], 302)):
        address = f"{reverse('recall_calls', args=[case.public_id])}?{kind}={thing.public_id}"
        assert client.get(address).status_code == (200 if status == 302 else 404)
        assert client.post(address, form).status_code == status
    assert [one.case for one in RecallCall.objects.all()] == [here.cases[0]]


def test_the_file_holds_the_whole_list_and_is_noted_as_an_export(
    clinic_world: World, as_role: SignedIn
) -> None:
    here = clinic_world.here
    patient = here.patients[0]
    type(patient).objects.filter(pk=patient.pk).update(name="=HYPERLINK(1)", phone="+34 600")
    a_procedure(patient, here, days_ago(3))
    lot = kept_lot(here)
    answer = shown(as_role(Role.ASSISTANT), "recall_export", lot=str(lot.public_id))
    head, row = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert head[0] == "Patient"
    assert row[:4] == ["P-1", "'=HYPERLINK(1)", "'+34 600", ""]
    assert row[4] == "2026-11-17 10:12"
    [line] = AuditLine.objects.filter(action="export")
    assert line.detail == f"recall lot={lot.pk} people=1"


def test_the_desk_sees_whom_to_call_and_no_more(clinic_world: World, as_role: SignedIn) -> None:
    here = clinic_world.here
    a_procedure(here.patients[0], here, days_ago(3), deepest_mm=1.25)
    lot = str(kept_lot(here).public_id)
    desk = shown(as_role(Role.RECEPTION), "recall", lot=lot).content.decode()
    assert here.patients[0].name in desk
    assert "1.25" not in desk
    assert "crown" not in desk
    assert as_role(Role.RECEPTION).get(reverse("recall_export"), {"lot": lot}).status_code == 403
    assert "1.25" in shown(as_role(Role.CLINICIAN), "recall", lot=lot).content.decode()


def test_an_auditor_sees_codes_and_calls_nobody(clinic_world: World, as_role: SignedIn) -> None:
    here, auditor = clinic_world.here, as_role(Role.AUDITOR)
    a_procedure(here.patients[0], here, days_ago(3))
    lot = str(kept_lot(here).public_id)
    page = shown(auditor, "recall", lot=lot).content.decode()
    assert "P-1" in page
    assert here.patients[0].name not in page
    assert auditor.get(reverse("recall_export"), {"lot": lot}).status_code == 403
    address = reverse("recall_calls", args=[here.cases[0].public_id])
    assert auditor.post(f"{address}?lot={lot}").status_code == 403


def test_nothing_of_another_clinic_is_in_a_recall(clinic_world: World, as_role: SignedIn) -> None:
    here, there = clinic_world.here, clinic_world.there
    a_lot(here, "KX2207")
    theirs = a_lot(there, "KX2207")
    a_procedure(there.patients[0], there, days_ago(3), lot=theirs)
    client = as_role(Role.OWNER)
    assert people(shown(client, "recall", q="KX2207")) == []
    other = {"lot": str(theirs.public_id)}
    assert client.get(reverse("recall"), other).status_code == 404
    assert client.get(reverse("recall_export"), other).status_code == 404
    address = reverse("recall_calls", args=[there.cases[0].public_id])
    mine = kept_lot(here).public_id
    assert client.get(f"{address}?lot={mine}").status_code == 404


def test_a_recall_is_one_question_to_the_database_and_reads_indexes_alone(
    clinic_world: World, django_assert_num_queries: Any
) -> None:
    here = clinic_world.here
    lots = [a_lot(here, f"L{number}") for number in range(20)]
    for number in range(200):
        a_procedure(here.patients[number % 2], here, days_ago(number + 1), lot=lots[number % 20])
    for thing, period in ((lots[3], Period()), (kept_device(here), Period(days_ago(50), NOW))):
        with django_assert_num_queries(1):
            found = exposures(here.clinic, thing, period)
            assert all(one.code and one.number for one in found)
        assert len(found) == (10 if thing == lots[3] else 50)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        told = exposed(here.clinic, thing, period).explain()
        if connection.vendor == "sqlite":
            assert "SCAN procedures_procedure" not in told, told

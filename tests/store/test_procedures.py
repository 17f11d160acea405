"""The tables of a clinic's care: what is signed stays, and erasing a case is whole."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from anagen.records.record import Record
from anagen.records.words import Setting
from anagen.store.clinics.models import Clinic, Member
from anagen.store.models import Case
from anagen.store.procedures.lasting import Lasting, WrittenForEver
from anagen.store.procedures.models import (
    Call,
    Complication,
    Consent,
    Device,
    IntakeLink,
    Lot,
    Note,
    Override,
    Procedure,
    Withdrawal,
    Wording,
)
from anagen.store.rows import erase_case, open_case

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
LASTING = (Consent, Withdrawal, Override, Note, Call)


class Ground:
    """One clinic with a member, a device, a lot and a case with one of everything."""

    def __init__(self, name: str = "Here") -> None:
        self.clinic = Clinic.objects.create(name=name)
        user = User.objects.create_user(username=f"{name}@example.org")
        self.member = Member.objects.create(
            user=user, clinic=self.clinic, role="clinician", name=name
        )
        self.device = Device.objects.create(clinic=self.clinic, name="Pen", kind="pen")
        self.lot = Lot.objects.create(
            clinic=self.clinic, item="Cartridge", number="KX1", expiry=date(2027, 1, 31)
        )

    def case(self) -> Case:
        """An empty case."""
        return open_case(Record(Setting.CLINIC, "UTC"), NOW, uuid4())

    def consent(self, case: Case) -> Consent:
        """A consent to needling."""
        return Consent.objects.create(
            **self._about(case),
            clinic=self.clinic,
            shown_at=NOW,
            kind="microneedling",
            version=1,
            given=True,
            language="en",
            text={},
            text_hash="0" * 64,
            signed_name="A name",
            witness=self.member,
        )

    def procedure(self, case: Case, **more: Any) -> Procedure:
        """A session."""
        return Procedure.objects.create(
            **self._about(case),
            public_id=uuid4(),
            clinic=self.clinic,
            ended=NOW,
            written=NOW,
            operator=self.member,
            device=self.device,
            lot=self.lot,
            lot_number=self.lot.number,
            lot_expiry=self.lot.expiry,
            needle_mm=1.0,
            deepest_mm=1.0,
            zones=[],
            antiseptic="alcohol",
            endpoint="mild_redness",
            pain=1,
            knowledge="k",
            consent=self.consent(case),
            **more,
        )

    def everything(self) -> Case:
        """A case with one row of every table."""
        case = self.case()
        override = Override.objects.create(
            **self._about(case),
            clinic=self.clinic,
            by=self.member,
            verdict="ask_a_clinician",
            against=[],
            reason="why",
            signed_with="password",
            knowledge="k",
            code_version="v",
        )
        procedure = self.procedure(case, override=override)
        problem = Complication.objects.create(
            case=case,
            clinic=self.clinic,
            procedure=procedure,
            report_at=NOW,
            triage="same_day",
            signs=[],
        )
        Call.objects.create(
            **self._about(case), complication=problem, by=self.member, reached=True, said="x"
        )
        Note.objects.create(**self._about(case), by=self.member, text="x")
        Withdrawal.objects.create(**self._about(case), consent=procedure.consent)
        IntakeLink.objects.create(
            case=case, key_hash=uuid4().hex, made=NOW, by=self.member, expires=NOW
        )
        return case

    def _about(self, case: Case) -> dict[str, Any]:
        return {"case": case, "at": NOW}


@pytest.mark.parametrize("kind", LASTING)
def test_what_was_signed_or_written_is_never_changed_or_deleted(kind: type[Lasting]) -> None:
    Ground().everything()
    row = kind.objects.get()
    many = kind.objects.all()
    for act in (row.save, row.delete, many.delete, lambda: many.update(at=NOW)):
        with pytest.raises(WrittenForEver):
            act()
    assert kind.objects.count() == 1


def test_erasing_a_case_leaves_nothing_of_it_and_all_of_the_others() -> None:
    ground = Ground()
    case, other = ground.everything(), ground.everything()
    erase_case(case.public_id)
    for kind in (*LASTING, Procedure, Complication, IntakeLink):
        assert [row.case_id for row in kind.objects.all()] == [other.pk], kind
    assert (Lot.objects.count(), Device.objects.count()) == (1, 1)


def test_everyone_on_a_lot_is_found_by_one_question() -> None:
    ground = Ground()
    cases = [ground.case() for _ in range(5)]
    for case in cases:
        ground.procedure(case)
    with CaptureQueriesContext(connection) as asked:
        found = {one.case.public_id for one in ground.lot.procedures.select_related("case")}
    assert found == {case.public_id for case in cases}
    assert len(asked) == 1


@pytest.mark.parametrize("name", ["lot", "device", "operator"])
def test_what_touched_a_patient_cannot_be_deleted(name: str) -> None:
    ground = Ground()
    procedure = ground.procedure(ground.case())
    with pytest.raises(IntegrityError), transaction.atomic():
        getattr(procedure, name).delete()


def test_a_lot_number_stands_once_for_an_item_in_a_clinic_and_is_free_elsewhere() -> None:
    ground, there = Ground(), Ground("There")
    assert there.lot.number == ground.lot.number
    Lot.objects.create(clinic=ground.clinic, item="Tube", number="KX1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Lot.objects.create(clinic=ground.clinic, item="Cartridge", number="KX1")


def test_a_serial_stands_once_in_a_clinic_and_may_be_unknown_often() -> None:
    ground = Ground()
    for _ in range(2):
        Device.objects.create(clinic=ground.clinic, name="Old pen", kind="pen")
    Device.objects.create(clinic=ground.clinic, name="Pen", kind="pen", serial="S1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Device.objects.create(clinic=ground.clinic, name="Pen", kind="pen", serial="S1")


def test_one_report_opens_one_complication_and_one_version_one_wording() -> None:
    ground = Ground()
    case = ground.case()
    told = {"case": case, "clinic": ground.clinic, "report_at": NOW, "triage": "x", "signs": []}
    Complication.objects.create(**told)
    with pytest.raises(IntegrityError), transaction.atomic():
        Complication.objects.create(**told)
    text = {
        "clinic": ground.clinic,
        "kind": "plasma",
        "version": 2,
        "title": "T",
        "paragraphs": [],
        "statements": [],
        "since": NOW,
    }
    Wording.objects.create(**text)
    with pytest.raises(IntegrityError), transaction.atomic():
        Wording.objects.create(**text)


def test_no_row_says_in_a_log_whose_it_is() -> None:
    ground = Ground()
    case = ground.everything()
    rows = [*case.consents.all(), *case.notes.all(), *case.procedures.all(), ground.lot]
    assert not any("A name" in str(row) or "KX1" in str(row) for row in rows)

"""Erasing a patient takes everything the desk knows of them, and nothing of anybody else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from anagen.store.clinics.models import Patient
from anagen.store.desk.models import (
    Appointment,
    CaseOutlook,
    FollowUp,
    RecallCall,
    Sale,
    SaleUndone,
)
from anagen.store.procedures.models import Lot
from anagen.store.rows import erase_case
from anagen.web.access.viewer import Role
from tests.web.clinic.desk.desk_ground import NOW, a_procedure, an_appointment, kept_lot
from tests.web.clinic_world import Here, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_nine")]

TABLES = (Appointment, CaseOutlook, FollowUp, RecallCall, Sale, SaleUndone)


def everything_of(patient: Patient, here: Here) -> None:
    """A row in every table of the desk."""
    by, told = here.members[Role.RECEPTION], {"case": patient.case, "clinic": here.clinic}
    an_appointment(patient, NOW)
    a_procedure(patient, here, NOW)
    CaseOutlook.objects.create(**told, seen="", worked_out=NOW)
    FollowUp.objects.create(**told, key="a", kind="measure", what="Photo", due=NOW.date())
    RecallCall.objects.create(**told, at=NOW, by=by, lot=kept_lot(here), reached=False)
    sale = Sale.objects.create(
        **told, at=NOW, by=by, name="Six", price=Decimal("1"), currency="EUR"
    )
    SaleUndone.objects.create(case=patient.case, at=NOW, sale=sale, by=by, reason="a mistake")


def test_nothing_of_an_erased_patient_stays_at_the_desk(clinic_world: World) -> None:
    here = clinic_world.here
    for patient in here.patients:
        everything_of(patient, here)
    erase_case(here.cases[0].public_id)
    for table in TABLES:
        left = table.objects.values_list("case", flat=True)
        assert list(left) == [here.cases[1].pk], table
    assert Lot.objects.count() == 1

"""The invented clinics that speed is measured on: records that can be read, the same each time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction

from anagen.care.advise import advise
from anagen.knowledge.load import load_knowledge
from anagen.records.words import Verdict
from anagen.store.clinics.models import Clinic, Patient
from anagen.store.models import Case
from anagen.store.pictures.models import Picture
from anagen.store.procedures.models import Procedure
from anagen.store.rows import record_of
from bench.clinic_filling import Size
from bench.clinic_rows import fill

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SIZE = Size(patients=80, sessions=12, pictures=3)


def everything() -> list[object]:
    """The ids of all that was made, in order."""
    return [
        list(table.objects.order_by("pk").values_list("public_id", flat=True))
        for table in (Case, Procedure, Picture)
    ]


@pytest.mark.django_db
def test_the_invented_clinics_are_whole() -> None:
    said: list[str] = []
    fill(SIZE, NOW, said.append)
    assert said
    assert (Clinic.objects.count(), Patient.objects.count()) == (2, 80)
    assert Procedure.objects.count() == 80 * 12
    assert Picture.objects.count() == 80 * 3
    knowledge = load_knowledge()
    verdicts = set()
    for case in Case.objects.all()[:40]:
        record = record_of(case, NOW)
        verdicts.add(advise(record, knowledge, NOW).verdict)
        done = set(case.procedures.values_list("at", flat=True))
        assert {one.started for one in record.sessions} <= done
        kept = set(case.pictures.values_list("public_id", flat=True))
        assert {one.id for one in record.photos} == {str(id) for id in kept}
    assert len(verdicts) > 1
    assert verdicts <= set(Verdict)


@pytest.mark.django_db
def test_they_are_the_same_each_time() -> None:
    made = []
    for _ in range(2):
        with transaction.atomic():
            fill(SIZE, NOW, print)
            made.append(everything())
            transaction.set_rollback(True)
    assert made[0] == made[1] != []

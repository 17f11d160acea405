"""What two full clinics are filled from, and saving rows in groups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from django.db import models, transaction

from anagen.store.clinics.models import Clinic, Member, Patient
from anagen.store.procedures.models import Device, Lot
from bench.clinic_people import Kind as PersonKind
from bench.clinic_people import random_id

LOTS = 400
AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything: patients in all, and sessions and pictures of each."""

    patients: int = 10_000
    sessions: int = 50
    pictures: int = 50


@dataclass(slots=True)
class One:
    """One clinic while it is filled."""

    number: int
    clinic: Clinic
    members: list[Member]
    devices: list[Device]
    lots: list[Lot]
    patients: list[Patient] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Filling:
    """All that the rows are made from."""

    chance: Random
    now: datetime
    size: Size
    kinds: list[PersonKind]


def kind_of(filling: Filling, place: int) -> PersonKind:
    """The record that a patient of this place has."""
    return filling.kinds[place % len(filling.kinds)]


def picture_ids(filling: Filling, number: int, place: int) -> list[UUID]:
    """The pictures of one patient of one clinic: the same in the record and in their rows."""
    chance = Random(f"{number}-{place}")  # noqa: S311 - invented pictures, no secrets
    return [random_id(chance) for _ in kind_of(filling, place).pictures]


def many(model: type[models.Model], rows: Iterable[Any]) -> None:
    """Saves rows in groups, each group in one transaction."""
    waiting = iter(rows)
    while group := list(islice(waiting, AT_ONCE)):
        with transaction.atomic():
            model._default_manager.bulk_create(group)

"""Who was exposed to a lot or a device: one query, over indexes alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from anagen.store.clinics.models import Clinic
from anagen.store.procedures.models import Device, Lot, Plasma, Procedure

#: What is asked of the database, in the order of `Exposure`.
COLUMNS = (
    "pk",
    "case",
    "at",
    "deepest_mm",
    "number",
    "case__public_id",
    "case__patient__code",
    "case__patient__name",
    "case__patient__phone",
    "case__patient__email",
)


@dataclass(frozen=True, slots=True)
class Exposure:
    """One session that met it: how deep, the how-manieth of that patient, and whom to call."""

    key: int
    case: int
    at: datetime
    deepest_mm: float
    number: int
    case_id: UUID
    code: str
    name: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Period:
    """From one moment up to another; None is open on that side."""

    since: datetime | None = None
    until: datetime | None = None

    def within(self, rows: QuerySet[Procedure]) -> QuerySet[Procedure]:
        """Those of the sessions that began in it."""
        limits = {"at__gte": self.since, "at__lt": self.until}
        return rows.filter(**{name: at for name, at in limits.items() if at is not None})


def exposures(clinic: Clinic, thing: Lot | Device, period: Period) -> list[Exposure]:
    """Every session that met a lot or a device, the latest first, with whom to call."""
    return [Exposure(*row) for row in exposed(clinic, thing, period)]


def exposed(
    clinic: Clinic, thing: Lot | Device, period: Period
) -> QuerySet[Procedure, tuple[Any, ...]]:
    """The question itself. A lot is met as a cartridge or as a tube of plasma."""
    rows = Procedure.objects.filter(clinic=clinic)
    rows = rows.filter(device=thing) if isinstance(thing, Device) else _with_lot(rows, thing)
    return (
        period.within(rows).annotate(number=_number()).order_by("-at", "-pk").values_list(*COLUMNS)
    )


def _with_lot(rows: QuerySet[Procedure], lot: Lot) -> QuerySet[Procedure]:
    # A union of two look-ups uses both indexes; an OR across tables would read every session.
    # Where no session has plasma, PostgreSQL takes the second for every session unless it is told
    # that a missing one is none.
    every = Procedure.objects.order_by()
    cartridge = every.filter(lot=lot).values("pk")
    tubes = Plasma.objects.filter(tube_lot=lot)
    tube = every.filter(plasma__isnull=False, plasma__in=tubes).values("pk")
    return rows.filter(pk__in=cartridge.union(tube))


def _number() -> Any:
    """The how-manieth session of the patient it was."""
    earlier = Procedure.objects.filter(case=OuterRef("case"), at__lte=OuterRef("at"))
    counted = earlier.order_by().values("case").annotate(times=Count("pk")).values("times")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 1)


def lots_named(clinic: Clinic, number: str) -> list[Lot]:
    """The lots of a number as it is printed, whatever the item."""
    return list(clinic.lots.filter(number__iexact=number))


def devices_named(clinic: Clinic, serial: str) -> list[Device]:
    """The devices of a serial number or name."""
    mine = clinic.devices.order_by("pk")
    return list(mine.filter(serial__iexact=serial)) or list(mine.filter(name__iexact=serial))

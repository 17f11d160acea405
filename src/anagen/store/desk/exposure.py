"""Who was exposed to a lot or a device: one query, over indexes alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from anagen.store.clinics.models import Clinic
from anagen.store.procedures.models import Device, Lot, Procedure


@dataclass(frozen=True, slots=True)
class Period:
    """From one moment up to another; None is open on that side."""

    since: datetime | None = None
    until: datetime | None = None

    def within(self, rows: QuerySet[Procedure]) -> QuerySet[Procedure]:
        """Those of the sessions that began in it."""
        limits = {"at__gte": self.since, "at__lt": self.until}
        return rows.filter(**{name: at for name, at in limits.items() if at is not None})


def exposed(clinic: Clinic, thing: Lot | Device, period: Period) -> QuerySet[Procedure]:
    """Every session that met a lot or a device, the latest first, with whom to call.

    A lot is met as a cartridge or as a tube of plasma. Each session carries its number among
    the patient's own (`number`).
    """
    mine = Procedure.objects.filter(clinic=clinic)
    rows = mine.filter(device=thing) if isinstance(thing, Device) else _with_lot(mine, thing)
    return (
        period.within(rows)
        .select_related("case__patient", "device", "lot")
        .annotate(number=_number())
        .order_by("-at", "-pk")
    )


def _with_lot(mine: QuerySet[Procedure], lot: Lot) -> QuerySet[Procedure]:
    # A union of two look-ups uses both indexes; an OR across tables would read every session.
    cartridge = mine.filter(lot=lot).order_by().values("pk")
    tube = mine.filter(plasma__tube_lot=lot).order_by().values("pk")
    return mine.filter(pk__in=cartridge.union(tube))


def _number() -> Any:
    """How many sessions a patient had up to and with this one."""
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

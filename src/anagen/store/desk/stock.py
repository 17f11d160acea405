"""Boxes that come in, counts that are put right, lots that are held back; each with its line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F

from anagen.store.audit.actions import Action
from anagen.store.audit.noting import note
from anagen.store.clinics.models import Clinic, Member
from anagen.store.desk.goods import LotHold, StockMove
from anagen.store.procedures.models import Lot, Plasma, Procedure


class OtherExpiry(Exception):  # noqa: N818 - it names what was found, not a fault
    """The stock knows this lot with another last day; nothing was written."""

    def __init__(self, expiry: date) -> None:
        super().__init__(expiry)
        self.expiry = expiry


class NotSoMany(Exception):  # noqa: N818 - it names what was found, not a fault
    """The stock has changed since it was counted; nothing was written."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came in: the item, the lot as it is printed, its last day and how many."""

    item: str
    number: str
    expiry: date
    amount: int


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does something to the stock, when, and the id of the form it was sent with."""

    by: Member
    now: datetime
    once: UUID


def receive(delivery: Delivery, doing: Doing) -> Lot:
    """Puts a delivery into the stock. Asked twice, it does so once.

    Raises OtherExpiry when the same lot is known with another last day.
    """
    clinic = doing.by.clinic
    with transaction.atomic():
        lot = _lot_of(delivery, clinic)
        if lot.expiry is not None and lot.expiry != delivery.expiry:
            raise OtherExpiry(lot.expiry)
        if _is_done(doing.once):
            return lot
        Lot.objects.filter(pk=lot.pk).update(
            quantity_left=F("quantity_left") + delivery.amount, expiry=delivery.expiry
        )
        _moved(lot, StockMove.Kind.RECEIVED, delivery.amount, "", doing)
    return lot


def _lot_of(delivery: Delivery, clinic: Clinic) -> Lot:
    rows = Lot.objects.select_for_update().filter(clinic=clinic, item=delivery.item)
    found = rows.filter(number__iexact=delivery.number).first()
    return found or Lot.objects.create(
        clinic=clinic, item=delivery.item, number=delivery.number, expiry=delivery.expiry
    )


def correct(lot: Lot, seen: int, counted: int, reason: str, doing: Doing) -> None:
    """Puts the number left right after a count; `seen` is what the page said before it.

    Raises NotSoMany when the number has changed meanwhile.
    """
    with transaction.atomic():
        if _is_done(doing.once):
            return
        rows = Lot.objects.filter(pk=lot.pk, quantity_left=seen)
        if not rows.update(quantity_left=counted):
            raise NotSoMany
        _moved(lot, StockMove.Kind.CORRECTED, counted - seen, reason, doing)


def hold_lot(lot: Lot, is_held: bool, reason: str, doing: Doing) -> None:
    """Holds a lot back, so that no session can be written with it, or lets it go again."""
    with transaction.atomic():
        _hold, is_new = LotHold.objects.get_or_create(
            public_id=doing.once,
            defaults={
                "lot": lot,
                "at": doing.now,
                "by": doing.by,
                "is_held": is_held,
                "reason": reason,
            },
        )
        if is_new:
            Lot.objects.filter(pk=lot.pk).update(recalled=is_held)
            note(Action.WRITE, detail=f"lot={lot.pk} held={'yes' if is_held else 'no'}")


def _is_done(once: UUID) -> bool:
    return StockMove.objects.filter(public_id=once).exists()


def _moved(lot: Lot, kind: StockMove.Kind, amount: int, reason: str, doing: Doing) -> None:
    StockMove.objects.create(
        public_id=doing.once,
        lot=lot,
        at=doing.now,
        by=doing.by,
        kind=kind,
        amount=amount,
        reason=reason,
    )
    note(Action.WRITE, detail=f"lot={lot.pk} {kind.value}={amount:+d}")


def used_of(lots: list[Lot]) -> dict[int, int]:
    """How many of each lot stand in a session, by the key of the lot."""
    keys = [lot.pk for lot in lots]
    counted: dict[int, int] = dict.fromkeys(keys, 0)
    for rows, name in ((Procedure.objects, "lot"), (Plasma.objects, "tube_lot")):
        found = rows.filter(**{f"{name}__in": keys}).order_by().values_list(name)
        for key, count in found.annotate(times=Count("pk")):
            counted[key] += count
    return counted

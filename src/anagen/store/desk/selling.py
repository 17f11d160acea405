"""The tables of prices and of what was sold. No payment is taken or kept here."""

from __future__ import annotations

import uuid

from django.db import models

from anagen.store.clinics.models import Clinic, Member
from anagen.store.procedures.lasting import Lasting


class Offer(models.Model):
    """A line of the price list. `sessions` is 0 for a single thing, else how many it covers."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="offers")
    name = models.CharField(max_length=80)
    sessions = models.PositiveSmallIntegerField(default=0)
    price = models.DecimalField(max_digits=10, decimal_places=2)
    currency = models.CharField(max_length=3)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ("-active", "-sessions", "name", "pk")

    def __str__(self) -> str:
        return f"offer {self.pk}"


class Sale(Lasting):
    """Something sold to a patient, at the name and price it had on that day."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="sales")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    sessions = models.PositiveSmallIntegerField(default=0)
    price = models.DecimalField(max_digits=10, decimal_places=2)
    currency = models.CharField(max_length=3)


class SaleUndone(Lasting):
    """A sale taken back. It is added beside the sale, which stays as it was written."""

    sale = models.OneToOneField(Sale, on_delete=models.CASCADE, related_name="undone")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)

"""The tables of the stock: what came in, what was corrected, and which lots are held back."""

from __future__ import annotations

import uuid

from django.db import models

from anagen.store.clinics.models import Clinic, Member
from anagen.store.procedures.models import Lot


class StockMove(models.Model):
    """Boxes that came in, or a count that was put right. It is added, never changed.

    What is used in a session is not written here: it stands in the session.
    """

    class Kind(models.TextChoices):
        """Why the count changed."""

        RECEIVED = "received"
        CORRECTED = "corrected"

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="moves")
    at = models.DateTimeField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    amount = models.IntegerField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"stock move {self.pk}"


class LotHold(models.Model):
    """That a lot was held back, or let go again, and why. The last one counts."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="holds")
    at = models.DateTimeField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    is_held = models.BooleanField()
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"hold {self.pk}"


class ItemLevel(models.Model):
    """How many of an item should be left at least."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="item_levels")
    item = models.CharField(max_length=80)
    least = models.PositiveIntegerField()

    class Meta:
        ordering = ("item",)
        constraints = (
            models.UniqueConstraint(fields=["clinic", "item"], name="one_level_an_item"),
        )

    def __str__(self) -> str:
        return f"level {self.pk}"

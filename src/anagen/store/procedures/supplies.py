"""The tables of what touches a patient: devices, and lots of single-use things."""

from __future__ import annotations

import uuid

from django.db import models

from anagen.store.clinics.models import Clinic


class Device(models.Model):
    """A pen, roller or other machine that a clinic owns. `kind` is a word of DeviceKind."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="devices")
    name = models.CharField(max_length=80)
    maker = models.CharField(max_length=80, blank=True)
    serial = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=20)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ("-active", "name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["clinic", "serial"],
                condition=~models.Q(serial=""),
                name="one_device_a_serial",
            ),
        )

    def __str__(self) -> str:
        return f"device {self.public_id}"


class Lot(models.Model):
    """One delivery of a single-use item: its number, its last day, and how many are left.

    `number` is kept as it is printed; two lots of one item never share it in one clinic.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="lots")
    item = models.CharField(max_length=80)
    number = models.CharField(max_length=80)
    expiry = models.DateField(null=True, blank=True)
    quantity_left = models.PositiveIntegerField(default=0)
    recalled = models.BooleanField(default=False)

    class Meta:
        ordering = ("expiry", "number", "pk")
        constraints = (
            models.UniqueConstraint(fields=["clinic", "item", "number"], name="one_lot_a_number"),
        )
        indexes = (models.Index(fields=["clinic", "number"], name="lot_by_number"),)

    def __str__(self) -> str:
        return f"lot {self.public_id}"

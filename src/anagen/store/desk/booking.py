"""The table of appointments."""

from __future__ import annotations

import uuid

from django.db import models

from anagen.store.clinics.models import Clinic
from anagen.store.models import Case


class Appointment(models.Model):
    """A time that is kept for a patient.

    `kind` and `state` are words of `Kind` and `State`. `version` goes up by one with every
    change, so a change made from an old page is noticed.
    """

    class Kind(models.TextChoices):
        """What somebody comes for."""

        FIRST = "first"
        SESSION = "session"
        REVIEW = "review"

    class State(models.TextChoices):
        """What has become of it."""

        BOOKED = "booked"
        ARRIVED = "arrived"
        MISSED = "missed"
        CANCELLED = "cancelled"

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="appointments")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="appointments")
    starts = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=12, choices=State, default=State.BOOKED)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("starts", "pk")
        indexes = (
            models.Index(fields=["clinic", "starts"], name="appointments_of_a_day"),
            models.Index(fields=["case", "starts"], name="appointments_of_a_case"),
        )

    def __str__(self) -> str:
        """The id alone: who comes never goes into a log."""
        return f"appointment {self.public_id}"

"""The tables of the people: clinics kept apart, members with one role, patients with a case."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from anagen.store.models import Case


class Clinic(models.Model):
    """One clinic. Nothing of one clinic is ever shown to another."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    timezone = models.CharField(max_length=64, default="UTC")

    def __str__(self) -> str:
        return f"clinic {self.public_id}"


class Member(models.Model):
    """Somebody who works for a clinic. One account has one role in one clinic."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="members")
    role = models.CharField(max_length=16)
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"member {self.pk}"


class Patient(models.Model):
    """A person treated in a clinic: their case, and what the clinic needs to reach them."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="patients")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    code = models.CharField(max_length=16)
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["clinic", "code"], name="one_patient_a_code"),
        )

    def __str__(self) -> str:
        return f"patient {self.pk}"

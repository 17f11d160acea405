"""What the advice says of every case, kept so that a list of thousands opens at once."""

from __future__ import annotations

import uuid

from django.db import models

from anagen.store.clinics.models import Clinic, Member
from anagen.store.models import Case


class FollowUp(models.Model):
    """Something that is due for a patient: a check-in, pictures, a count.

    `key` names it within the case, so that working it out again never doubles it. `what` is the
    advice's own words. Once somebody has dealt with it, `done` says when.
    """

    class Kind(models.TextChoices):
        """What is due."""

        CHECK_IN = "check_in"
        MEASURE = "measure"

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="follow_ups")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="follow_ups")
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=Kind)
    what = models.CharField(max_length=200)
    due = models.DateField()
    done = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("due", "pk")
        constraints = (models.UniqueConstraint(fields=["case", "key"], name="one_follow_up_a_key"),)
        indexes = (models.Index(fields=["clinic", "done", "due"], name="follow_ups_due"),)

    def __str__(self) -> str:
        return f"follow-up {self.pk}"


class CaseOutlook(models.Model):
    """Since when the follow-ups of a case stand, and what its counts of hair say together.

    `seen` is a hash of the parts of the record they follow from; another hash means that they
    must be worked out again. The change is in hairs per cm2, None where it cannot be said.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="outlook")
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="outlooks")
    seen = models.CharField(max_length=64)
    worked_out = models.DateTimeField()
    comparable = models.BooleanField(null=True)
    is_noise = models.BooleanField(null=True)
    change_per_cm2 = models.FloatField(null=True)
    smallest_per_cm2 = models.FloatField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["clinic", "comparable", "is_noise"], name="outlooks_of_a_clinic"),
        )

    def __str__(self) -> str:
        return f"outlook {self.pk}"

"""The table of calls to people who met a recalled lot or device."""

from __future__ import annotations

import uuid

from django.db import models

from anagen.store.clinics.models import Clinic, Member
from anagen.store.procedures.lasting import Lasting
from anagen.store.procedures.models import Device, Lot


class RecallCall(Lasting):
    """One try to reach somebody who was exposed: who rang, whether they answered, what was said.

    It is about a lot or about a device, never both.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, null=True, related_name="recall_calls")
    device = models.ForeignKey(
        Device, on_delete=models.PROTECT, null=True, related_name="recall_calls"
    )
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    reached = models.BooleanField()
    said = models.CharField(max_length=400, blank=True)

    class Meta(Lasting.Meta):
        constraints = (
            models.CheckConstraint(
                condition=models.Q(lot=None) ^ models.Q(device=None),
                name="a_call_is_about_one_thing",
            ),
        )

"""The tables around a session: the one under way, the devices, their uses and cleanings."""

from __future__ import annotations

import uuid

from django.db import models

from anagen.store.models import Case


class GuidedSession(models.Model):
    """One guided session of one case. `state` is JSON; `outcome` is "" while it is under way.

    `version` goes up by one with every press, so a press made from an old page is noticed.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="guided_sessions")
    started = models.DateTimeField()
    changed = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, blank=True)
    step = models.CharField(max_length=60)
    version = models.PositiveIntegerField(default=1)
    state = models.TextField()

    class Meta:
        ordering = ("-started", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(outcome=""),
                name="one_session_under_way_a_case",
            ),
        )

    def __str__(self) -> str:
        """The id alone: what was done never goes into a log."""
        return f"guided session {self.public_id}"


class KeptDevice(models.Model):
    """A roller, stamp or pen that one person keeps for themselves.

    `owner` and `mark` say whose it is and how to tell it from another. `uses_before` are the
    uses from before Anagen counted them.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="kept_devices")
    kind = models.CharField(max_length=16)
    needle_mm = models.FloatField()
    owner = models.CharField(max_length=60)
    mark = models.CharField(max_length=60, blank=True)
    kept_since = models.DateField()
    uses_before = models.PositiveSmallIntegerField(default=0)
    retired_on = models.DateField(null=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-kept_since", "-pk")

    def __str__(self) -> str:
        """The id alone: whose it is never goes into a log."""
        return f"device {self.public_id}"


class DeviceUse(models.Model):
    """That a device was used in the session of a record that began at `at`."""

    device = models.ForeignKey(KeptDevice, on_delete=models.CASCADE, related_name="uses")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = (models.UniqueConstraint(fields=["device", "at"], name="one_use_a_session"),)

    def __str__(self) -> str:
        return f"use {self.pk}"


class Cleaning(models.Model):
    """One cleaning of a device: when, and how."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    device = models.ForeignKey(KeptDevice, on_delete=models.CASCADE, related_name="cleanings")
    at = models.DateTimeField()
    method = models.CharField(max_length=40)
    minutes = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"cleaning {self.pk}"

"""The tables: a case for each person, and every decision that was worked out for it."""

from __future__ import annotations

import uuid

from django.db import models


class Case(models.Model):
    """One person's record as it stands now.

    `record` is the JSON text exactly as the records layer writes it. `version` goes up by one
    with every change, so a change made from an old copy is noticed and refused.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    created = models.DateTimeField()
    changed = models.DateTimeField()
    setting = models.CharField(max_length=16)
    version = models.PositiveIntegerField(default=1)
    record = models.TextField()

    class Meta:
        ordering = ("-changed", "-pk")
        indexes = (models.Index(fields=["-changed"], name="case_newest_first"),)

    def __str__(self) -> str:
        """The id alone: a record's content never goes into a log."""
        return f"case {self.public_id}"


class Decision(models.Model):
    """One piece of advice with all that is needed to work it out again."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions")
    at = models.DateTimeField()
    verdict = models.CharField(max_length=24)
    advice = models.TextField()
    knowledge = models.CharField(max_length=80)
    code_version = models.CharField(max_length=40)
    record = models.TextField()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        """The id alone: what was advised never goes into a log."""
        return f"decision {self.public_id}"

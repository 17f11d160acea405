"""The tables of counts: one row for each picture counted, its corrections, and comparisons."""

from __future__ import annotations

import uuid

from django.db import models

from anagen.store.clinics.models import Clinic
from anagen.store.models import Case
from anagen.store.pictures.models import Picture


class HairCount(models.Model):
    """One picture that was to be counted, and what came of it.

    `scale` is the scale as it was asked for. `answer` is the JSON text of the measured picture as
    the program found it, "" until it is there; nothing that a person corrects changes it.
    `corrected` is the same after all corrections that stand, "" while there are none. `kept` says
    how the entry in the record was made from it: the version it was kept in, 0 for not kept.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    once = models.UUIDField(unique=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="hair_counts")
    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="hair_counts")
    asked = models.DateTimeField()
    answered = models.DateTimeField(null=True)
    site = models.CharField(max_length=80)
    device = models.CharField(max_length=80, blank=True)
    hair_length_mm = models.FloatField(null=True)
    scale = models.JSONField()
    answer = models.TextField(blank=True)
    corrected = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    kept = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-asked", "-pk")
        indexes = (models.Index(fields=["case", "-asked"], name="counts_of_a_case"),)

    def __str__(self) -> str:
        """The id alone: nothing about a person goes into a log."""
        return f"hair count {self.public_id}"


class HandCorrection(models.Model):
    """One change that a person made to a count: who, when and what. It is never rewritten.

    `once` is the id of the form that brought it, perhaps with others. `who` is the account in a
    clinic, None at home. `told` is the change as JSON. `undone` is when it was taken back.
    """

    count = models.ForeignKey(HairCount, on_delete=models.CASCADE, related_name="corrections")
    once = models.UUIDField()
    at = models.DateTimeField()
    who = models.BigIntegerField(null=True)
    role = models.CharField(max_length=16)
    told = models.JSONField()
    undone = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"correction {self.pk}"


class LensScale(models.Model):
    """The scale of a lens, for pictures of one size: a clinic's, or that of one case at home."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="lenses")
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, null=True, related_name="lenses")
    name = models.CharField(max_length=80)
    width_px = models.PositiveIntegerField()
    height_px = models.PositiveIntegerField()
    px_per_mm = models.FloatField()
    changed = models.DateTimeField()

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["case", "name", "width_px", "height_px"],
                condition=models.Q(clinic=None),
                name="one_scale_of_a_lens_at_home",
            ),
            models.UniqueConstraint(
                fields=["clinic", "name", "width_px", "height_px"],
                condition=models.Q(case=None),
                name="one_scale_of_a_lens_of_a_clinic",
            ),
        )

    def __str__(self) -> str:
        return f"lens {self.pk}"


class Comparison(models.Model):
    """Two counts of one site, compared hair by hair.

    `of` is the hash of both counts as they were compared: when either is corrected later, the
    comparison is out of date. `answer` is its JSON text, "" until it is there.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="hair_comparisons")
    before = models.ForeignKey(HairCount, on_delete=models.CASCADE, related_name="compared_after")
    after = models.ForeignKey(HairCount, on_delete=models.CASCADE, related_name="compared_before")
    of = models.CharField(max_length=64)
    asked = models.DateTimeField()
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ("-asked", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["before", "after"], name="one_comparison_of_two_counts"
            ),
        )

    def __str__(self) -> str:
        return f"comparison {self.public_id}"

"""The tables of pictures: one row for each picture, and the drawings made of a record."""

from __future__ import annotations

import uuid

from django.db import models

from anagen.store.models import Case


class Scope(models.TextChoices):
    """What the person has allowed a picture to be used for; each includes those before it."""

    RECORD = "record"  # to follow their own treatment, and nothing else
    TEACHING = "teaching"  # to be shown when staff are taught, without a name
    PUBLICATION = "publication"  # to be published, without a name


class Picture(models.Model):
    """One clean picture. Its files lie under its id; what it shows stands in the record.

    A close-up was taken through a lens to count hairs; it is never laid over a photo of the head.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    once = models.UUIDField(unique=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="pictures")
    at = models.DateTimeField()
    arrived = models.DateTimeField()
    zone = models.CharField(max_length=16, blank=True)
    bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    quality = models.JSONField()
    scope = models.CharField(max_length=16, choices=Scope, default=Scope.RECORD)
    is_close_up = models.BooleanField(default=False)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["case", "-at"], name="pictures_of_a_case"),)

    def __str__(self) -> str:
        """The id alone: nothing about a person goes into a log."""
        return f"picture {self.public_id}"


class Drawing(models.Model):
    """A chart as it was drawn last, so that a page need not draw it again.

    `key` is the hash of all that the drawing shows; another key means that it is out of date.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="drawings")
    name = models.CharField(max_length=80)
    key = models.CharField(max_length=64)
    svg = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case", "name"], name="one_drawing_of_a_name"),
        )

    def __str__(self) -> str:
        """The key alone: what was drawn never goes into a log."""
        return f"drawing {self.pk}"

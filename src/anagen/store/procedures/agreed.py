"""The tables of what was agreed and decided: consents, withdrawals, overrides, notes."""

from __future__ import annotations

import uuid

from django.db import models

from anagen.store.clinics.models import Clinic, Member
from anagen.store.procedures.lasting import Lasting


class Wording(models.Model):
    """One version of a consent text of one clinic. A newer one makes older consents outdated.

    `paragraphs` and `statements` are lists of texts. A version is never edited, only followed.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="wordings")
    kind = models.CharField(max_length=24)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    paragraphs = models.JSONField()
    statements = models.JSONField()
    since = models.DateTimeField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("kind", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=["clinic", "kind", "version"], name="one_wording_a_version"
            ),
        )

    def __str__(self) -> str:
        return f"wording {self.kind} {self.version}"


class Consent(Lasting):
    """What a patient agreed to or refused: the words as they stood, and the signature.

    `text` is the whole text as it was read, in `language`; `text_hash` is its SHA-256. `quiz`
    holds how many tries each question took. `signature` is a path of SVG, "" where the name was
    typed. It was shown at `shown_at` and signed at `at`.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24)
    version = models.PositiveIntegerField()
    given = models.BooleanField()
    language = models.CharField(max_length=12)
    text = models.JSONField()
    text_hash = models.CharField(max_length=64)
    quiz = models.JSONField(default=dict)
    signed_name = models.CharField(max_length=120)
    signature = models.TextField(blank=True)
    shown_at = models.DateTimeField()
    witness = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")


class Withdrawal(Lasting):
    """A consent taken back. It is added beside the consent, which stays as it was signed."""

    consent = models.OneToOneField(Consent, on_delete=models.CASCADE, related_name="withdrawal")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)


class Override(Lasting):
    """A clinician's decision against the advice, inside the absolute limits, and why.

    `verdict` and `against` say what was advised; `signed_with` how they showed who they are.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=24)
    until = models.DateTimeField(null=True)
    against = models.JSONField()
    reason = models.TextField()
    signed_with = models.CharField(max_length=16)
    knowledge = models.CharField(max_length=80)
    code_version = models.CharField(max_length=40)


class Note(Lasting):
    """A clinical note. A mistake in it is put right by another note."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()

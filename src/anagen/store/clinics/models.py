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
    #: A page that nobody has used for this long asks who is there.
    lock_minutes = models.PositiveSmallIntegerField(default=10)

    def __str__(self) -> str:
        return f"clinic {self.public_id}"


class Member(models.Model):
    """Somebody who works for a clinic. One account has one role in one clinic."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="members")
    role = models.CharField(max_length=16)
    name = models.CharField(max_length=80)
    #: A short secret that opens a locked page again, hashed like a password; "" when none is set.
    pin = models.CharField(max_length=128, blank=True)

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


class Invitation(models.Model):
    """A link that works once: to join as a member, to see one's own record, or for a new password.

    Only the hash of its secret is kept, so whoever reads the table cannot use it.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=16)
    name = models.CharField(max_length=80, blank=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, null=True, blank=True)
    #: The account that gets a new password; empty for a link that makes an account.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True
    )
    made_by = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="+")
    made = models.DateTimeField()
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made", "-pk")

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Factor(models.Model):
    """Something besides the password that shows who signs in.

    `secret` holds, by kind: the key of an authenticator app, encrypted; the public half of a
    passkey; the hash of a recovery code. `counter` is the last step or count that was used, so
    that nothing is used twice.
    """

    APP = "app"
    PASSKEY = "passkey"
    CODE = "code"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="factors"
    )
    kind = models.CharField(max_length=8)
    name = models.CharField(max_length=60, blank=True)
    secret = models.TextField()
    counter = models.BigIntegerField(default=0)
    made = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"factor {self.pk}"


class Miss(models.Model):
    """One failed try to sign in, kept for minutes: enough to slow down whoever guesses.

    `account` is a keyed hash of the address that was typed, known or not.
    """

    account = models.CharField(max_length=64)
    network = models.CharField(max_length=45)
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["account", "at"], name="misses_of_an_account"),
            models.Index(fields=["network", "at"], name="misses_of_a_network"),
        )

    def __str__(self) -> str:
        return f"miss {self.pk}"

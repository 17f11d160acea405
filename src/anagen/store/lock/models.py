"""The tables of the lock. No passphrase, code or token is stored, only what proves each."""

from __future__ import annotations

from django.db import models


class HomeLock(models.Model):
    """The one lock of a home. `asks_here` says whether this computer itself must be unlocked."""

    passphrase = models.CharField(max_length=256)
    asks_here = models.BooleanField(default=False)
    idle_minutes = models.PositiveSmallIntegerField(default=30)
    failed = models.PositiveIntegerField(default=0)
    closed_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return "the lock"


class PairingCode(models.Model):
    """A code that lets one phone ask to be paired, once and for a short time."""

    proof = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField()

    def __str__(self) -> str:
        return f"pairing code {self.pk}"


class PairedDevice(models.Model):
    """A phone that may reach this computer until it is taken off the list."""

    proof = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=40)
    paired = models.DateTimeField()
    seen = models.DateTimeField()

    class Meta:
        ordering = ("paired", "pk")

    def __str__(self) -> str:
        return f"paired device {self.pk}"

"""The table of the audit. A line is written once: neither this code nor the database changes it."""

from __future__ import annotations

from typing import Any

from django.db import models

HASH_LENGTH = 64


class AuditSealed(Exception):  # noqa: N818 - it names what is so, not a fault
    """A line of the audit is never changed and never deleted."""


class SealedLines(models.QuerySet["AuditLine"]):
    """Lines that can be read and added to, and nothing else."""

    def update(self, **_changes: Any) -> int:
        """Refused: a line stands as it was written."""
        raise AuditSealed

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused: a line stays."""
        raise AuditSealed


class AuditLine(models.Model):
    """Who did what, when, with which record, and the hash that ties it to the line before.

    `detail` holds codes, never what somebody wrote. `clinic`, `who` and `case` are no foreign
    keys: a line outlives the account and the record that it is about.
    """

    number = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    clinic = models.BigIntegerField(null=True)
    who = models.BigIntegerField(null=True)
    role = models.CharField(max_length=16)
    action = models.CharField(max_length=16)
    route = models.CharField(max_length=64)
    case = models.UUIDField(null=True)
    detail = models.CharField(max_length=200, blank=True)
    previous = models.CharField(max_length=HASH_LENGTH)
    hash = models.CharField(max_length=HASH_LENGTH)

    objects = SealedLines.as_manager()

    class Meta:
        ordering = ("-number",)
        indexes = (
            models.Index(fields=["clinic", "-number"], name="audit_of_a_clinic"),
            models.Index(fields=["case", "-number"], name="audit_of_a_case"),
        )

    def __str__(self) -> str:
        return f"audit line {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Writes a new line; refuses to write over one that stands."""
        if not self._state.adding:
            raise AuditSealed
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: a line stays."""
        raise AuditSealed


class AuditHead(models.Model):
    """The end of the chain: how many lines there are, and the hash of the last.

    There is one row. Whoever adds a line holds it, so that the chain never forks.
    """

    count = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=HASH_LENGTH)

    def __str__(self) -> str:
        return f"audit head {self.count}"

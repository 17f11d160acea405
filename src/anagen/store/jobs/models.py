"""The table of jobs: what is to be done, who is doing it, and until when they hold it."""

from __future__ import annotations

from django.db import models

from anagen.store.models import Case


class State(models.TextChoices):
    """Where a job stands. A running one whose lease has run out is as good as waiting."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(models.Model):
    """One piece of work about one case; erased with it.

    `key` names the work, so that asking twice makes one job. Whoever works on it holds it until
    `lease_until`, as `worker`, in the attempt that `attempts` counts. `reason` is a word for why
    it failed; the pages say it in sentences.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=40)
    args = models.JSONField()
    key = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=16, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    run_after = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("run_after", "pk")
        indexes = (models.Index(fields=["state", "run_after"], name="jobs_to_do"),)

    def __str__(self) -> str:
        """The number alone: what was asked for never goes into a log."""
        return f"job {self.pk}"

"""Hands jobs out one by one: each is done once, however often whoever holds it is killed.

A worker claims the oldest job for a short time, makes that time longer while it works, and gives
the result back. When it dies, its time runs out and the next worker starts the job anew. What the
dead one may still send is refused: a result counts only from whoever holds the job now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from anagen.store.jobs.models import Job, State
from anagen.store.models import Case

#: How long a job is held without a sign of life.
LEASE = timedelta(seconds=60)
#: A job that was begun this often and never came to an end is given up.
MOST_ATTEMPTS = 3
#: How long to wait after a failed attempt, and twice as long after the next.
PAUSE = timedelta(seconds=10)

#: Whoever worked on it died or vanished each time.
GAVE_UP = "gave_up"

Args = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A job as somebody asks for it; the same `key` is the same job."""

    kind: str
    key: str
    args: Args


@dataclass(frozen=True, slots=True)
class Lease:
    """A job in the hands of one worker, in one attempt."""

    job: int
    kind: str
    args: Args
    worker: str
    attempt: int

    @property
    def mine(self) -> QuerySet[Job]:
        """The row, as long as this worker still holds it in this attempt."""
        held = Job.objects.filter(state=State.RUNNING, worker=self.worker, attempts=self.attempt)
        return held.filter(pk=self.job)


def ask_for(case: Case, wanted: Wanted, now: datetime) -> Job:
    """The job, waiting to be done. Asked again it is the same; a finished one begins anew."""
    fresh = {"args": dict(wanted.args), "run_after": now, "state": State.WAITING}
    with transaction.atomic():
        job, is_new = Job.objects.select_for_update().get_or_create(
            key=wanted.key, defaults={"case": case, "kind": wanted.kind, **fresh}
        )
        if not is_new and job.state in (State.DONE, State.FAILED):
            Job.objects.filter(pk=job.pk).update(attempts=0, reason="", **fresh)
            job.refresh_from_db()
    return job


def claim(worker: str, kinds: Iterable[str], now: datetime) -> Lease | None:
    """The oldest job of these kinds that nobody holds, now held by this worker; None for none."""
    names = list(kinds)
    # Looking is free, so that an idle worker never keeps a page from writing.
    if not _free(names, now).exists():
        return None
    with transaction.atomic():
        for job in _free(names, now).select_for_update(skip_locked=True):
            if job.attempts < MOST_ATTEMPTS:
                return _held(job, worker, now)
            _rows(job).update(state=State.FAILED, reason=GAVE_UP, lease_until=None)
    return None


def _free(kinds: list[str], now: datetime) -> QuerySet[Job]:
    """Jobs that may be taken: ready ones, and running ones whose lease is over.

    A lease that ends later than any lease can was given before the clock was set back.
    """
    over = Q(lease_until__lte=now) | Q(lease_until__gt=now + 2 * LEASE)
    ready = Q(state=State.WAITING, run_after__lte=now)
    return Job.objects.filter(ready | (Q(state=State.RUNNING) & over), kind__in=kinds)


def _rows(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk)


def _held(job: Job, worker: str, now: datetime) -> Lease:
    attempt = job.attempts + 1
    _rows(job).update(state=State.RUNNING, worker=worker, attempts=attempt, lease_until=now + LEASE)
    return Lease(job.pk, job.kind, job.args, worker, attempt)


def hold_on(lease: Lease, now: datetime) -> bool:
    """Makes the time longer. False when somebody else has the job by now, or it was erased."""
    return lease.mine.update(lease_until=now + LEASE) == 1


def finish(lease: Lease, keep: Callable[[], None]) -> bool:
    """Marks the job done and keeps its result, both or neither; False when it is not ours."""
    with transaction.atomic():
        if lease.mine.update(state=State.DONE, lease_until=None) != 1:
            return False
        keep()
    return True


def fail(lease: Lease, reason: str) -> bool:
    """Gives the job up for a reason that trying again would not change."""
    return lease.mine.update(state=State.FAILED, reason=reason, lease_until=None) == 1


def try_later(lease: Lease, reason: str, now: datetime) -> bool:
    """Lets the job wait a while for the next attempt; the last one fails for this reason."""
    if lease.attempt >= MOST_ATTEMPTS:
        return fail(lease, reason)
    after = now + PAUSE * 2 ** (lease.attempt - 1)
    return lease.mine.update(state=State.WAITING, run_after=after, lease_until=None) == 1


def let_go(lease: Lease, now: datetime) -> bool:
    """Gives the job back untouched: the worker was told to stop, and that is no failed attempt."""
    free = {"state": State.WAITING, "run_after": now, "lease_until": None}
    return lease.mine.update(attempts=lease.attempt - 1, **free) == 1


def waiting_before(job: Job) -> int:
    """How many jobs are to be done before this one."""
    open_ones = Job.objects.filter(state__in=(State.WAITING, State.RUNNING))
    return open_ones.filter(
        Q(run_after__lt=job.run_after) | Q(run_after=job.run_after, pk__lt=job.pk)
    ).count()

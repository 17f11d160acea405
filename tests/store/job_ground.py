"""Jobs, clocks and workers for the tests of the lease table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from anagen.records.record import Record
from anagen.records.words import Setting
from anagen.store.jobs.leasing import Args, Lease, Wanted, ask_for, claim
from anagen.store.jobs.models import Job
from anagen.store.jobs.working import Beat, Keep, Worker
from anagen.store.models import Case
from anagen.store.rows import open_case

NOW = datetime(2026, 11, 1, 18, 0, tzinfo=UTC)


def a_case() -> Case:
    return open_case(Record(Setting.HOME, "UTC"), NOW, uuid4())


def a_job(case: Case, key: str = "count:1", now: datetime = NOW) -> Job:
    return ask_for(case, Wanted("count", key, {"id": key}), now)


def held(worker: str = "one", now: datetime = NOW) -> Lease:
    lease = claim(worker, ["count"], now)
    assert lease is not None
    return lease


def nothing() -> None:
    pass


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


def worker(does: Callable[[Args, Beat], Keep], clock: Clock, **more: Any) -> Worker:
    return Worker("one", {"count": does}, clock, **more)

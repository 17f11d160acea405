"""The lease table: each job is done once, however often whoever holds it is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, connections, transaction

from anagen.records.record import Record
from anagen.records.words import Setting
from anagen.store.jobs.leasing import (
    GAVE_UP,
    LEASE,
    MOST_ATTEMPTS,
    PAUSE,
    Args,
    Lease,
    Wanted,
    ask_for,
    claim,
    fail,
    finish,
    hold_on,
    let_go,
    try_later,
    waiting_before,
)
from anagen.store.jobs.models import Job, State
from anagen.store.jobs.working import BROKE, Beat, HopelessError, Keep, Worker
from anagen.store.models import Case
from anagen.store.rows import erase_case, open_case

NOW = datetime(2026, 11, 1, 18, 0, tzinfo=UTC)
#: How many workers fight for how many jobs.
WORKERS, JOBS = 4, 24


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


# Asking


@pytest.mark.django_db
def test_asking_twice_makes_one_job() -> None:
    case = a_case()
    assert a_job(case) == a_job(case)
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_asking_again_does_not_take_a_job_from_whoever_works_on_it() -> None:
    case = a_case()
    a_job(case)
    lease = held()
    assert a_job(case).state == State.RUNNING
    assert finish(lease, nothing)


@pytest.mark.django_db
@pytest.mark.parametrize("end", [lambda one: finish(one, nothing), lambda one: fail(one, "why")])
def test_a_finished_job_that_is_asked_for_again_begins_anew(end: Callable[[Lease], bool]) -> None:
    case = a_case()
    a_job(case)
    assert end(held())
    assert claim("one", ["count"], NOW) is None
    job = a_job(case)
    assert (job.state, job.attempts, job.reason) == (State.WAITING, 0, "")
    assert held().attempt == 1


@pytest.mark.django_db
def test_the_oldest_ready_job_comes_first_and_each_knows_how_many_are_before_it() -> None:
    case = a_case()
    late = a_job(case, "late", NOW + timedelta(seconds=1))
    first, second = a_job(case, "first"), a_job(case, "second")
    assert [waiting_before(one) for one in (first, second, late)] == [0, 1, 2]
    taken = [held("one", NOW + LEASE / 2).job for _ in range(3)]
    assert taken == [first.pk, second.pk, late.pk]


@pytest.mark.django_db
def test_a_worker_takes_only_what_it_can_do_and_what_is_due() -> None:
    case = a_case()
    a_job(case, now=NOW + timedelta(seconds=1))
    assert claim("one", ["count"], NOW) is None
    assert claim("one", ["other"], NOW + LEASE) is None
    assert claim("one", [], NOW + LEASE) is None


# Holding


@pytest.mark.django_db
def test_a_job_that_is_held_is_given_to_nobody_else_until_the_lease_is_over() -> None:
    a_job(a_case())
    first = held("one")
    assert claim("two", ["count"], NOW + LEASE - timedelta(seconds=1)) is None
    assert hold_on(first, NOW + LEASE / 2)
    assert claim("two", ["count"], NOW + LEASE) is None
    second = held("two", NOW + 2 * LEASE)
    assert (second.job, second.attempt) == (first.job, 2)


@pytest.mark.django_db
def test_whoever_lost_the_job_can_neither_keep_nor_finish_nor_spoil_it() -> None:
    a_job(a_case())
    first = held("one")
    second = held("one", NOW + LEASE)  # of the same name: the attempt tells them apart
    kept: list[int] = []
    assert not hold_on(first, NOW + LEASE)
    assert not finish(first, lambda: kept.append(1))
    assert not fail(first, "why")
    assert not try_later(first, "why", NOW)
    assert not let_go(first, NOW)
    assert finish(second, lambda: kept.append(2))
    assert not finish(second, lambda: kept.append(3))
    assert kept == [2]


@pytest.mark.django_db
def test_a_result_that_cannot_be_kept_leaves_the_job_as_it_was() -> None:
    a_job(a_case())
    lease = held()

    def breaks() -> None:
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - any
        finish(lease, breaks)
    assert Job.objects.get().state == State.RUNNING
    assert finish(lease, nothing)


@pytest.mark.django_db
def test_a_clock_that_was_set_back_keeps_no_job_from_being_done() -> None:
    a_job(a_case(), now=NOW - timedelta(hours=9))
    held("one", NOW)
    assert held("two", NOW - timedelta(hours=5)).attempt == 2


@pytest.mark.django_db
def test_a_job_that_never_comes_to_an_end_is_given_up_with_a_reason() -> None:
    a_job(a_case())
    moment = NOW
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert held("one", moment).attempt == attempt
        moment += LEASE
    assert claim("one", ["count"], moment) is None
    job = Job.objects.get()
    assert (job.state, job.reason) == (State.FAILED, GAVE_UP)


@pytest.mark.django_db
def test_one_that_is_given_up_does_not_stand_in_the_way_of_the_next() -> None:
    case = a_case()
    a_job(case, "bad")
    Job.objects.update(state=State.RUNNING, attempts=MOST_ATTEMPTS, lease_until=NOW)
    good = a_job(case, "good")
    assert held("one", NOW).job == good.pk


@pytest.mark.django_db
def test_a_failed_attempt_waits_longer_each_time_and_the_last_one_fails() -> None:
    a_job(a_case())
    moment = NOW
    for pause in (PAUSE, 2 * PAUSE):
        lease = held("one", moment)
        assert try_later(lease, "full_disk", moment)
        assert claim("one", ["count"], moment + pause - timedelta(seconds=1)) is None
        moment += pause
    assert try_later(held("one", moment), "full_disk", moment)
    assert (Job.objects.get().state, Job.objects.get().reason) == (State.FAILED, "full_disk")


@pytest.mark.django_db
def test_a_worker_that_is_told_to_stop_gives_its_job_back_without_a_failed_attempt() -> None:
    a_job(a_case())
    clock = Clock()

    def does(_args: Args, beat: Beat) -> Keep:
        beat()
        return nothing

    assert worker(does, clock, is_over=lambda: True).do_next()
    job = Job.objects.get()
    assert (job.state, job.attempts) == (State.WAITING, 0)


# Working


@pytest.mark.django_db
def test_a_worker_keeps_the_result_of_each_job_and_stops_when_nothing_waits() -> None:
    case = a_case()
    for key in ("a", "b"):
        a_job(case, key)
    done: list[str] = []

    def does(args: Args, beat: Beat) -> Keep:
        beat()
        return lambda: done.append(args["id"])

    one = worker(does, Clock())
    assert [one.do_next(), one.do_next(), one.do_next()] == [True, True, False]
    assert done == ["a", "b"]
    assert set(Job.objects.values_list("state", flat=True)) == {State.DONE}


@pytest.mark.django_db
def test_what_is_hopeless_fails_at_once_and_what_breaks_is_tried_again() -> None:
    a_job(a_case())
    clock = Clock()

    def breaks(_args: Args, _beat: Beat) -> Keep:
        raise ZeroDivisionError

    def refuses(_args: Args, _beat: Beat) -> Keep:
        raise HopelessError("picture_gone")

    assert worker(breaks, clock).do_next()
    assert Job.objects.get().state == State.WAITING
    clock.at += PAUSE
    assert worker(refuses, clock).do_next()
    job = Job.objects.get()
    assert (job.state, job.reason, job.attempts) == (State.FAILED, "picture_gone", 2)


@pytest.mark.django_db
def test_a_job_that_breaks_every_time_says_so_in_the_end() -> None:
    a_job(a_case())
    clock = Clock()

    def breaks(_args: Args, _beat: Beat) -> Keep:
        raise ZeroDivisionError

    for _ in range(MOST_ATTEMPTS):
        assert worker(breaks, clock).do_next()
        clock.at += LEASE
    assert not worker(breaks, clock).do_next()
    assert (Job.objects.get().state, Job.objects.get().reason) == (State.FAILED, BROKE)


@pytest.mark.django_db
def test_work_that_outlives_its_lease_is_dropped_where_somebody_else_took_it() -> None:
    a_job(a_case())
    clock, kept = Clock(), []

    def slow(_args: Args, beat: Beat) -> Keep:
        clock.at += LEASE
        held("two", clock.at)
        beat()
        return lambda: kept.append(1)  # pragma: no cover - the beat says that it is lost

    assert worker(slow, clock).do_next()
    assert (kept, Job.objects.get().worker) == ([], "two")


# Erasing


@pytest.mark.django_db
def test_erasing_a_case_takes_its_jobs_along_and_a_result_that_comes_later_is_dropped() -> None:
    gone, stays = a_case(), a_case()
    a_job(gone, "gone")
    a_job(stays, "stays")
    lease = held()
    erase_case(gone.public_id)
    assert not hold_on(lease, NOW)
    assert not finish(lease, lambda: pytest.fail("kept for nobody"))
    assert [job.key for job in Job.objects.all()] == ["stays"]


@pytest.mark.django_db
def test_no_two_jobs_have_one_key_and_none_tells_what_it_was() -> None:
    job = a_job(a_case())
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(case=job.case, kind="x", args={}, key=job.key, run_after=NOW)
    assert "count" not in str(job)


# Several at once, and one that is killed


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_hold_the_same_job() -> None:
    case = a_case()
    for number in range(JOBS):
        a_job(case, f"count:{number}")
    taken: list[tuple[int, str]] = []
    gate = threading.Barrier(WORKERS)

    def work(name: str) -> None:
        gate.wait()
        try:
            while (lease := claim(name, ["count"], NOW)) is not None:
                taken.append((lease.job, name))
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(f"w{number}",)) for number in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # On PostgreSQL a row that another one holds is passed by, so a worker may end with some left.
    while (lease := claim("last", ["count"], NOW)) is not None:
        taken.append((lease.job, "last"))
    jobs = [job for job, _ in taken]
    assert sorted(jobs) == sorted(Job.objects.values_list("pk", flat=True))


#: A worker that says when it has begun and when it has kept its result, with a lease of a second.
BUSY = """
import sys, time
from datetime import UTC, datetime, timedelta
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from anagen.store.jobs import leasing
from anagen.store.jobs.working import Worker
leasing.LEASE = timedelta(seconds=1)
def does(args, beat):
    print("begun", flush=True)
    for _ in range(int(sys.argv[3])):
        time.sleep(0.1)
        beat()
    return lambda: print("kept", flush=True)
worker = Worker(sys.argv[2], {"count": does}, lambda: datetime.now(UTC))
end = time.monotonic() + 20
while time.monotonic() < end:
    if worker.do_next() and sys.argv[3] == "1":
        break
    time.sleep(0.05)
"""


@pytest.fixture
def busy() -> Iterator[Callable[[str, int], subprocess.Popen[str]]]:
    """Starts a worker as a process of its own: `busy("one", steps)`."""
    started: list[subprocess.Popen[str]] = []

    def start(name: str, steps: int) -> subprocess.Popen[str]:
        database = str(connections["default"].settings_dict["NAME"])
        process = subprocess.Popen(
            [sys.executable, "-c", BUSY, database, name, str(steps)],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "anagen.web.settings"},
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_mid_way_leaves_a_job_that_is_done_once_on_the_second_attempt(
    busy: Callable[[str, int], subprocess.Popen[str]],
) -> None:
    ask_for(a_case(), Wanted("count", "count:1", {}), NOW)
    first = busy("one", 200)
    assert first.stdout is not None
    assert first.stdout.readline() == "begun\n"
    assert Job.objects.get().state == State.RUNNING
    first.send_signal(signal.SIGKILL)
    begun = time.monotonic()
    second = busy("two", 1)
    out, _ = second.communicate(timeout=30)
    took_s = time.monotonic() - begun
    assert out == "begun\nkept\n"
    job = Job.objects.get()
    assert (job.state, job.attempts, job.worker) == (State.DONE, 2, "two")
    assert took_s < 15, f"taken up after {took_s:.1f} s with a lease of one second"

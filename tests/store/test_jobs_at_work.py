"""Workers: each job is done once, also when several want it and one of them is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, connections

from anagen.store.jobs.leasing import LEASE, MOST_ATTEMPTS, PAUSE, Args, Wanted, ask_for, claim
from anagen.store.jobs.models import Job, State
from anagen.store.jobs.working import BROKE, Beat, HopelessError, Keep
from tests.store.job_ground import NOW, Clock, a_case, a_job, held, worker

#: How many workers fight for how many jobs.
WORKERS, JOBS = 4, 24


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

"""The lease table: who holds a job, until when, and whose result counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from anagen.store.jobs.leasing import (
    GAVE_UP,
    LEASE,
    MOST_ATTEMPTS,
    PAUSE,
    Args,
    Lease,
    claim,
    fail,
    finish,
    hold_on,
    let_go,
    try_later,
    waiting_before,
)
from anagen.store.jobs.models import Job, State
from anagen.store.jobs.working import Beat, Keep
from anagen.store.rows import erase_case
from tests.store.job_ground import NOW, Clock, a_case, a_job, held, nothing, worker

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

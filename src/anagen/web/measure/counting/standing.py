"""Where a piece of work stands, for the page that waits for it."""

from __future__ import annotations

from dataclasses import dataclass

from anagen.store.counts.models import Comparison, HairCount
from anagen.store.jobs.leasing import waiting_before
from anagen.store.jobs.models import Job, State
from anagen.web.measure.counting.asking import comparison_key, count_key


@dataclass(frozen=True, slots=True)
class Standing:
    """`word` is waiting, running, done or failed; `before` counts the jobs ahead of this one."""

    word: str
    before: int = 0
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is still to come."""
        return self.word in (State.WAITING, State.RUNNING)


def standing_of(count: HairCount) -> Standing:
    """Where a count stands."""
    return _standing(count_key(count), is_answered=bool(count.answer))


def standing_of_comparison(comparison: Comparison, is_answered: bool) -> Standing:
    """Where a comparison stands; an answer that is out of date is none."""
    return _standing(comparison_key(comparison), is_answered)


def _standing(key: str, is_answered: bool) -> Standing:
    if is_answered:
        return Standing(State.DONE.value)
    job = Job.objects.filter(key=key).first()
    if job is None or job.state in (State.FAILED, State.DONE):
        return Standing(State.FAILED.value, reason=job.reason if job else "")
    before = waiting_before(job) if job.state == State.WAITING else 0
    return Standing(job.state, before)

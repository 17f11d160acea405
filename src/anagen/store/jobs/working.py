"""Does jobs one after the other, until it is told to stop."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from anagen.store.jobs.leasing import (
    LEASE,
    Args,
    Lease,
    claim,
    fail,
    finish,
    hold_on,
    let_go,
    try_later,
)

LOG = logging.getLogger("anagen.jobs")

#: Several signs of life may get lost before the lease is over.
HOLD_EVERY = LEASE / 6

#: What an attempt came to that broke in a way nobody foresaw.
BROKE = "broke"

#: Keeps a result; called in the transaction that marks the job done.
Keep = Callable[[], None]
#: Tells that the work goes on. Raises LostError when the job is not ours any more, StoppedError
#: when this worker is to stop.
Beat = Callable[[], None]
#: Does the work of one kind: no write before it returns, so that doing it twice harms nothing.
Handler = Callable[[Args, Beat], Keep]


class LostError(Exception):
    """Somebody else holds the job by now, or it was erased with its case."""


class StoppedError(Exception):
    """This worker was told to stop."""


class HopelessError(Exception):
    """The work cannot be done, and trying again would not change that; `reason` is its word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Worker:
    """Who works, what they can do, their clock, and whether they are to stop."""

    name: str
    handlers: Mapping[str, Handler]
    now: Callable[[], datetime]
    is_over: Callable[[], bool] = lambda: False

    def do_next(self) -> bool:
        """Does the next job that waits; False when there is none."""
        lease = claim(self.name, self.handlers, self.now())
        if lease is None:
            return False
        self._do(lease)
        return True

    def _do(self, lease: Lease) -> None:
        try:
            keep = self.handlers[lease.kind](lease.args, _Pulse(self, lease, self.now()).beat)
            finish(lease, keep)
        except LostError:
            return
        except StoppedError:
            let_go(lease, self.now())
        except HopelessError as hopeless:
            fail(lease, hopeless.reason)
        except Exception as error:  # whatever breaks, the worker lives on and the page can say so
            LOG.error("a job of the kind %s broke: %s", lease.kind, type(error).__name__)
            try_later(lease, BROKE, self.now())


@dataclass(slots=True)
class _Pulse:
    """Makes the lease longer now and then: each time is a write, and a beat is often."""

    worker: Worker
    lease: Lease
    held: datetime

    def beat(self) -> None:
        """Says that the work goes on, or learns that it should not."""
        if self.worker.is_over():
            raise StoppedError
        moment = self.worker.now()
        if abs(moment - self.held) < HOLD_EVERY:
            return
        if not hold_on(self.lease, moment):
            raise LostError
        self.held = moment

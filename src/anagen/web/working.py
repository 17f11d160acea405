"""The worker: a process of its own that does what the pages ask for, at low priority.

`anagen serve` keeps one beside the pages, starts it again when it dies, and takes it along when it
stops. A clinic may start more, on this computer or another, with `anagen worker --watch`.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import uuid4

#: How long an idle worker waits before it looks for work again.
POLL_S = 1.0
#: The pages come up first; and a worker that dies at once is not started in a storm.
START_S, AGAIN_S = 4.0, 5.0
#: How long a worker may take to put its job back when it is told to stop.
GRACE_S = 3.0
#: Pages, and whatever else the person does, come first.
NICENESS = 10

LOG = logging.getLogger("anagen.jobs")


def work(beside: int | None) -> None:
    """Does jobs until it is told to stop, or until the process it works beside is gone."""
    from django.db import DatabaseError, connection

    from anagen.store.jobs.working import Worker
    from anagen.web.clock import now
    from anagen.web.measure.counting.handlers import HANDLERS

    os.nice(NICENESS)
    stop = threading.Event()
    for sent in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sent, lambda *_: stop.set())

    def is_over() -> bool:
        return stop.is_set() or (beside is not None and os.getppid() != beside)

    worker = Worker(name_of_this_process(), HANDLERS, now, is_over)
    while not is_over():
        try:
            has_worked = worker.do_next()
        except DatabaseError as error:  # full, moved or restarted: it may be there again soon
            LOG.error("the worker cannot reach the database: %s", type(error).__name__)
            connection.close()
            has_worked = False
        if not has_worked:
            stop.wait(POLL_S)
    connection.close()


def name_of_this_process() -> str:
    """A name that no other worker has or ever had, on whichever computer."""
    return f"{socket.gethostname()[:32]}:{os.getpid()}:{uuid4().hex[:12]}"


@contextmanager
def worker_at_hand() -> Iterator[None]:
    """Keeps a worker running beside this process, and takes it along."""
    over = threading.Event()
    keeper = threading.Thread(target=_keep_one, args=(over,), name="worker", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join(2 * GRACE_S)


def _keep_one(over: threading.Event) -> None:
    command = [sys.executable, "-m", "anagen", "worker", "--watch", "--beside", str(os.getpid())]
    pause_s = START_S
    while not over.wait(pause_s):
        # A session of its own: Ctrl+C in the terminal goes to the process that started it, and
        # that one stops it in order.
        worker = subprocess.Popen(  # noqa: S603 - our own command
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
        )
        while worker.poll() is None and not over.wait(0.2):
            pass
        _stop(worker)
        pause_s = AGAIN_S


def _stop(worker: subprocess.Popen[bytes]) -> None:
    if worker.poll() is None:
        worker.terminate()
        with suppress(subprocess.TimeoutExpired):
            worker.wait(GRACE_S)
    if worker.poll() is None:
        worker.kill()
        worker.wait()

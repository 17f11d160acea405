"""Who measures: this process, several beside it, or a cluster. Whoever it is, nothing gets lost.

A picture that ends its process, twice and on its own the second time, becomes a refusal; the
others that were being measured beside it are measured again.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from anagen.cli.batch.pictures import Settings, Yield, refusal, yield_of
from anagen.imaging.arrival import Why
from anagen.records.mistakes import Mistake, shown

if TYPE_CHECKING:
    from anagen.imaging.opening import Opener

P = ParamSpec("P")
T = TypeVar("T")
#: Pictures on their way for each worker: one in its hands and one at its door.
AT_ONCE = 2
#: How often a cluster starts a picture anew whose worker died.
CLUSTER_TRIES = 5
CLUSTER_WAIT = "10s"


@dataclass(frozen=True, slots=True)
class Job:
    """One picture to measure: the key of its result, and the bytes of its file."""

    key: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Crew:
    """How workers are called together and sent home, and how many pictures are on their way."""

    gathered: Callable[[], Executor]
    at_once: int
    sent_home: Callable[[Executor], None] = lambda executor: executor.shutdown(
        wait=False, cancel_futures=True
    )


class Alone(Executor):
    """Measures in this process, at once."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The result, finished or failed."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def crew_of(workers: int, address: str | None) -> Crew:
    """The workers that a command asks for."""
    if address is not None:
        return _cluster(address)
    if workers == 1:
        return Crew(Alone, 1)
    return Crew(lambda: _side_by_side(workers), AT_ONCE * workers)


def _side_by_side(workers: int) -> Executor:
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"))


def _cluster(address: str) -> Crew:
    """The workers of a dask cluster. Raises Mistake when it cannot be reached."""
    try:
        import distributed
    except ImportError:
        raise Mistake(
            "--dask", "no dask here", "the extra “scale”", "Run: pip install 'anagen[scale]'"
        ) from None
    reached: Any = distributed.Client  # its types are not told
    try:
        client = reached(address, timeout=CLUSTER_WAIT)
    except (OSError, ValueError):
        raise Mistake(
            "--dask", shown(address), "the address of a running scheduler",
            "Write it as dask shows it, such as tcp://192.168.1.5:8786.",
        ) from None  # fmt: skip

    def sent_home(executor: Executor) -> None:
        executor.shutdown(wait=False)  # dask's own takes no more than that
        client.close()

    threads = sum(client.nthreads().values())
    return Crew(
        lambda: client.get_executor(retries=CLUSTER_TRIES, pure=False),
        AT_ONCE * max(threads, 1),
        sent_home,
    )


def yields(jobs: Iterator[Job], settings: Settings, crew: Crew) -> Iterator[tuple[str, Yield]]:
    """What each picture gives, as it comes."""
    executor = crew.gathered()
    waiting: dict[Future[Yield], Job] = {}
    is_limited = not isinstance(executor, Alone)
    try:
        for job in jobs:
            waiting[executor.submit(measured_there, job.data, settings, is_limited)] = job
            if len(waiting) >= crew.at_once:
                done, broken = _finished(waiting)
                yield from done
                if broken:
                    crew.sent_home(executor)
                    yield from _one_by_one(broken, settings, crew)
                    executor = crew.gathered()
        while waiting:
            done, broken = _finished(waiting)
            yield from done
            yield from _one_by_one(broken, settings, crew)
    finally:
        crew.sent_home(executor)


def _finished(waiting: dict[Future[Yield], Job]) -> tuple[list[tuple[str, Yield]], list[Job]]:
    """Those that are done, taken off the list; and those whose workers died."""
    done: list[tuple[str, Yield]] = []
    broken: list[Job] = []
    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
        job = waiting.pop(future)
        try:
            done.append((job.key, future.result()))
        except BrokenExecutor:
            broken.append(job)
        except Exception as error:  # only a cluster fails in other ways
            done.append((job.key, lost_on_cluster(error)))
    if broken:  # one dead worker takes the whole pool down
        broken += waiting.values()
        waiting.clear()
    return done, broken


def lost_on_cluster(error: Exception) -> Yield:
    """A picture that ended every worker it was given to is refused. Raises Mistake otherwise."""
    if type(error).__name__ == "KilledWorker":
        return Yield(refusal(Why.TOO_HEAVY))
    raise Mistake(
        "--dask", shown(str(error)), "a cluster that measures", "Look at it, and run this again."
    ) from error


def _one_by_one(jobs: list[Job], settings: Settings, crew: Crew) -> Iterator[tuple[str, Yield]]:
    """Each on its own, so that only the one that ends its worker is refused."""
    for job in jobs:
        with crew.gathered() as executor:
            try:
                yield job.key, executor.submit(measured_there, job.data, settings, True).result()
            except BrokenExecutor:
                yield job.key, Yield(refusal(Why.TOO_HEAVY))


_OWN = threading.local()


def measured_there(data: bytes, settings: Settings, is_limited: bool) -> Yield:
    """Measures one picture wherever this runs; `is_limited` keeps it to one thread."""
    import cv2

    if is_limited:
        cv2.setNumThreads(1)
    return yield_of(data, settings, _opener())


def _opener() -> Opener:
    """The opener of this thread: two threads must not share one."""
    from anagen.imaging.opening import Opener

    opener: Any = getattr(_OWN, "opener", None)
    if opener is None:
        opener = _OWN.opener = Opener()
    return opener  # type: ignore[no-any-return]

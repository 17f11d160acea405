"""Fifty people who open pages, each waiting for an answer and thinking before the next."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from socket import socket

from bench.clinic_visits import DESK_PAGES, PATIENT_PAGES, Person

HOST = "127.0.0.1"
#: Seconds that somebody looks at a page before the next one.
THINKS_S = 4.0
RECALLS = 20
OK = 200


@dataclass(slots=True)
class Seen:
    """What was measured: milliseconds by page, and the answers that were none."""

    times_ms: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    odd: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, page: str, took_ms: float, status: int) -> None:
        """One page that was answered."""
        with self.lock:
            if status == OK:
                self.times_ms[page].append(took_ms)
            else:
                self.odd[f"{page} {status}"] += 1


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """Anagen on a free port of this computer, until it is no longer needed."""
    with socket() as trial:
        trial.bind((HOST, 0))
        port = int(trial.getsockname()[1])
    command = [sys.executable, "-m", "anagen", "serve", "--clinic", "--port", str(port)]
    process = subprocess.Popen(  # noqa: S603 - our own command
        command, env={**os.environ, "ANAGEN_DATA": str(folder)}, stdout=subprocess.DEVNULL
    )
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            if HTTPConnection(HOST, port, timeout=5).request("GET", "/") is None:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("Anagen did not start.")


def _get(line: HTTPConnection, address: str, cookie: str) -> tuple[float, int]:
    """One page: milliseconds to its last byte, and the status."""
    begun = time.perf_counter()
    line.request("GET", address, headers={"Cookie": cookie})
    answer = line.getresponse()
    answer.read()
    return (time.perf_counter() - begun) * 1000, answer.status


def warm(people: list[Person], port: int) -> None:
    """Every page once, before anything is measured."""
    line, left = HTTPConnection(HOST, port, timeout=60), {*DESK_PAGES, *PATIENT_PAGES}
    for person in people:
        for page in sorted(left & set(person.pages)):
            _took, status = _get(line, person.pages[page][0], person.cookie)
            if status == OK:
                left.discard(page)
    if left:
        print("never answered:", ", ".join(sorted(left)))


def at_work(people: list[Person], port: int, users: int, seconds: int) -> Seen:
    """Everybody at once, each with a line of their own, until the time is over."""
    seen, over = Seen(), time.perf_counter() + seconds
    workers = [
        threading.Thread(target=_works, args=(person, port, over, seen, Random(number)))  # noqa: S311
        for number, person in enumerate((people * users)[:users])
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return seen


def _works(person: Person, port: int, over: float, seen: Seen, chance: Random) -> None:
    line = HTTPConnection(HOST, port, timeout=60)
    time.sleep(chance.uniform(0, THINKS_S))
    while time.perf_counter() < over:
        page = chance.choice(list(person.pages))
        try:
            took, status = _get(line, chance.choice(person.pages[page]), person.cookie)
        except (OSError, HTTPException):
            took, status = 0.0, 0
            line.close()
        seen.note(page, took, status)
        time.sleep(chance.uniform(0.5, 1.5) * THINKS_S)
    line.close()


def recalls(people: list[Person], port: int) -> list[float]:
    """The page of a recall with nobody else at work."""
    person = next(one for one in people if "recall?lot" in one.pages)
    addresses = person.pages["recall?lot"]
    line = HTTPConnection(HOST, port, timeout=60)
    return [_get(line, address, person.cookie)[0] for address in addresses[:RECALLS]]

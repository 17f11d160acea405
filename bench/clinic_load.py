"""How fast a full clinic answers: fifty people at work on ten thousand patients.

`python -m bench.clinic_load --fill` fills an empty database with two clinics (10,000 patients,
500,000 sessions, 500,000 picture rows; minutes), starts `anagen serve --clinic` on this
computer alone, and lets fifty people open pages with pauses between, each waiting for the
answer before going on. It prints the median and the 95th percentile of every page, and how long
a recall takes alone. With DATABASE_URL it does the same on PostgreSQL. Nothing fails on a time:
the numbers are for reading.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
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
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode

HOST = "127.0.0.1"
USERS = 50
#: Seconds that somebody looks at a page before the next one.
THINKS_S = 4.0
RECALLS = 20
OK = 200
#: Every page that is opened, by the name of its route; one after "?" asks for something.
DESK_PAGES = (
    "day",
    "patients",
    "patients?find",
    "patient",
    "patient_session",
    "consents",
    "intake_status",
    "follow_ups",
    "stock",
    "lot",
    "recall",
    "recall?lot",
    "recall?device",
    "outcomes",
    "prices",
    "statement",
    "audit",
)
PATIENT_PAGES = ("today", "recovery", "progress", "photos", "plan", "data", "more")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at work: the cookie of their sign-in, and the addresses they may open, by page."""

    cookie: str
    pages: dict[str, list[str]]


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


def main() -> int:
    """Fills where asked, serves, measures, prints."""
    asked = _asked()
    folder = Path(asked.data) if asked.data else Path(tempfile.mkdtemp(prefix="anagen-load-"))
    os.environ |= {"ANAGEN_DATA": str(folder), "ANAGEN_MODE": "clinic"}
    from anagen.web.serving import make_ready

    try:
        make_ready()
        if asked.fill:
            _fill(asked)
        people = _people(Random(asked.seed))  # noqa: S311 - which page comes next is no secret
        if not people:
            print("The database is empty. Run it with --fill once.")
            return 1
        _print_recall()
        with _served(folder) as port:
            _warm(people, port)
            seen = _at_work(people, port, asked)
            alone = _recalls(people[0], port)
        _print(seen, alone, asked.seconds)
    finally:
        if not asked.data:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


def _asked() -> argparse.Namespace:
    given = argparse.ArgumentParser(prog="python -m bench.clinic_load")
    given.add_argument("--fill", action="store_true", help="fill an empty database first")
    given.add_argument("--data", help="the data folder to keep; without it one that is thrown away")
    given.add_argument("--patients", type=int, default=10_000)
    given.add_argument("--sessions", type=int, default=50, help="of each patient")
    given.add_argument("--pictures", type=int, default=50, help="of each patient")
    given.add_argument("--seconds", type=int, default=60, help="how long to measure")
    given.add_argument("--users", type=int, default=USERS)
    given.add_argument("--seed", type=int, default=1)
    return given.parse_args()


def _fill(asked: argparse.Namespace) -> None:
    from anagen.web.clock import now
    from bench.clinic_rows import Size, fill

    begun = time.perf_counter()
    size = Size(asked.patients, asked.sessions, asked.pictures)

    def say(words: str) -> None:
        print(f"{time.perf_counter() - begun:6.0f} s  {words}", flush=True)

    fill(size, now(), say)
    say("filled")


def _people(chance: Random) -> list[Person]:
    """Everybody with an account, signed in as they would be after both factors."""
    from anagen.store.clinics.models import Member, Patient

    found = [_member(one, chance) for one in Member.objects.select_related("clinic", "user")]
    patients = Patient.objects.exclude(user=None).select_related("case", "user")
    found += [_patient(one) for one in patients]
    chance.shuffle(found)
    return found


def _member(member: Any, chance: Random) -> Person:
    clinic = member.clinic
    keys = list(clinic.patients.values_list("case__public_id", flat=True)[:2000])
    cases = chance.sample(keys, min(40, len(keys)))
    lots = list(clinic.lots.filter(item="Cartridge").order_by("-pk")[5:25])
    device = clinic.devices.first()
    of_case = ("patient", "patient_session", "consents", "intake_status", "statement")
    pages = {name: [_address(name, case) for case in cases] for name in of_case}
    plain = ("day", "patients", "follow_ups", "stock", "recall", "outcomes", "prices", "audit")
    pages |= {name: [_address(name)] for name in plain}
    finds = [f"{_address('patients')}?{urlencode({'q': f'P-{n:04}'})}" for n in range(20)]
    pages["patients?find"] = finds
    pages["lot"] = [_address("lot", lot.public_id) for lot in lots]
    pages["recall?lot"] = [f"{_address('recall')}?lot={lot.public_id}" for lot in lots]
    week = {"device": device.public_id, "since": "2026-01-01", "until": "2026-01-31"}
    pages["recall?device"] = [f"{_address('recall')}?{urlencode(week)}"]
    may = {name: to for name, to in pages.items() if _may(member.role, name) and all(to)}
    return Person(_signed_in(member.user), may)


def _may(role: str, page: str) -> bool:
    """Whether a role may open a page; the access table decides."""
    from anagen.web.access.table import table

    row = table().get(page.partition("?")[0])
    return row is not None and any(one.value == role for one in row.who)


def _patient(patient: Any) -> Person:
    case = patient.case.public_id
    pages = {name: [_address(name, case)] for name in PATIENT_PAGES}
    may = {name: to for name, to in pages.items() if all(to) and _may("patient", name)}
    return Person(_signed_in(patient.user), may)


def _address(name: str, *args: object) -> str:
    """The address of a route; "" where there is none of that name."""
    from django.urls import NoReverseMatch, reverse

    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _signed_in(user: Any) -> str:
    """A sign-in as the database keeps it, and the cookie that goes with it."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from anagen.web.access.signed import SURE

    kept = SessionStore()
    kept[SESSION_KEY] = str(user.pk)
    kept[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    kept[HASH_SESSION_KEY] = user.get_session_auth_hash()
    kept[SURE] = True
    kept.save()
    return f"{settings.SESSION_COOKIE_NAME}={kept.session_key}"


@contextmanager
def _served(folder: Path) -> Iterator[int]:
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


def _warm(people: list[Person], port: int) -> None:
    """Every page once, before anything is measured."""
    line, left = HTTPConnection(HOST, port, timeout=60), {*DESK_PAGES, *PATIENT_PAGES}
    for person in people:
        for page in sorted(left & set(person.pages)):
            _took, status = _get(line, person.pages[page][0], person.cookie)
            if status == OK:
                left.discard(page)
    if left:
        print("never answered:", ", ".join(sorted(left)))


def _at_work(people: list[Person], port: int, asked: argparse.Namespace) -> Seen:
    """Everybody at once, each with a line of their own, until the time is over."""
    seen, over = Seen(), time.perf_counter() + asked.seconds
    workers = [
        threading.Thread(target=_works, args=(person, port, over, seen, Random(number)))  # noqa: S311
        for number, person in enumerate((people * asked.users)[: asked.users])
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


def _recalls(person: Person, port: int) -> list[float]:
    """The page of a recall with nobody else at work."""
    addresses = person.pages.get("recall?lot", [])
    line = HTTPConnection(HOST, port, timeout=60)
    return [_get(line, address, person.cookie)[0] for address in addresses[:RECALLS]]


def _print_recall() -> None:
    """How long the question alone takes, without a page around it."""
    from anagen.store.clinics.models import Clinic
    from anagen.store.desk.exposure import Period, exposed

    clinic = Clinic.objects.order_by("pk").first()
    if clinic is None:
        return
    times, most = [], 0
    for lot in clinic.lots.filter(item="Cartridge").order_by("-pk")[5:25]:
        begun = time.perf_counter()
        most = max(most, len(exposed(clinic, lot, Period())))
        times.append((time.perf_counter() - begun) * 1000)
    print(f"recall of a lot, question alone: p50 {median(times):.0f} ms, worst {max(times):.0f} ms")
    print(f"  up to {most} sessions met one lot")


def _print(seen: Seen, alone: list[float], seconds: int) -> None:
    every = [took for times in seen.times_ms.values() for took in times]
    print(f"{'page':<18}{'times':>7}{'p50 ms':>9}{'p95 ms':>9}")
    for page in sorted(seen.times_ms):
        print(_line(page, seen.times_ms[page]))
    if every:
        print(_line("every page", every))
        print(f"{len(every) / seconds:.1f} pages a second")
    if alone:
        print(_line("recall alone", alone))
    for what, count in sorted(seen.odd.items()):
        print(f"not answered with a page: {what}, {count} times")


def _line(page: str, times: list[float]) -> str:
    high = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    return f"{page:<18}{len(times):>7}{median(times):>9.1f}{high:>9.1f}"


if __name__ == "__main__":
    sys.exit(main())

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
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median, quantiles

from bench.clinic_loop import Seen, at_work, recalls, served, warm
from bench.clinic_visits import everybody

USERS = 50


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
        people = everybody(Random(asked.seed))  # noqa: S311 - which page comes next is no secret
        if not people:
            print("The database is empty. Run it with --fill once.")
            return 1
        _print_recall()
        with served(folder) as port:
            warm(people, port)
            seen = at_work(people, port, asked.users, asked.seconds)
            alone = recalls(people, port)
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
    from bench.clinic_filling import Size
    from bench.clinic_rows import fill, hurry

    begun = time.perf_counter()
    size = Size(asked.patients, asked.sessions, asked.pictures)

    def say(words: str) -> None:
        print(f"{time.perf_counter() - begun:6.0f} s  {words}", flush=True)

    hurry()
    fill(size, now(), say)
    say("filled")


def _print_recall() -> None:
    """How long the question alone takes, without a page around it."""
    from anagen.store.clinics.models import Clinic
    from anagen.store.desk.exposure import Period, exposures

    clinic = Clinic.objects.order_by("pk").first()
    if clinic is None:
        return
    times, most = [], 0
    for lot in clinic.lots.filter(item="Cartridge").order_by("-pk")[5:25]:
        begun = time.perf_counter()
        most = max(most, len(exposures(clinic, lot, Period())))
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

"""The server is killed at random moments: what was acknowledged is there, whole, and alone.

ANAGEN_SOAK=1 makes it 1,000 writes and 25 kills; `make crash` does so.
"""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from threading import Event
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.crash.writers import KINDS, Presses, Writer

IS_SOAK = os.environ.get("ANAGEN_SOAK") == "1"
WRITES, KILLS = (1000, 25) if IS_SOAK else (60, 3)


class Server:
    """`anagen serve` on one folder and one port, killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as trial:
            trial.bind(("127.0.0.1", 0))
            self.port = trial.getsockname()[1]
        self.home = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "anagen", "serve", "--port", str(self.port)],
            env={**os.environ, "ANAGEN_DATA": str(self.folder)},
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        last = time.monotonic() + 30
        while True:
            try:
                urlopen(f"{self.home}/offline/", timeout=5).close()  # noqa: S310 - our own server
            except (URLError, OSError):
                assert time.monotonic() < last, "the server did not come back"
                time.sleep(0.05)
            else:
                return

    def kill(self) -> None:
        """Every process at once, as a power cut does: nobody tidies up."""
        assert self.process
        for pid in family(self.process.pid):
            os.kill(pid, signal.SIGKILL)
        self.process.wait(timeout=5)


def family(pid: int) -> list[int]:
    """A process and all it started, also those that left its group."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in family(int(child)))]


def stored(folder: Path) -> Any:
    """What stands on the disk, read without the server."""
    with closing(sqlite3.connect(folder / "anagen.sqlite3")) as database:
        (checked,) = database.execute("pragma integrity_check").fetchone()
        assert checked == "ok"
        assert database.execute("pragma foreign_key_check").fetchall() == []
        records = dict(database.execute("select public_id, record from store_case"))
        pictures = dict(database.execute("select once, public_id from pictures_picture"))
        digests = dict(database.execute("select public_id, sha256 from pictures_picture"))
        presses = database.execute("select version, state from needling_guidedsession").fetchone()
    told = {id: json.loads(record) for id, record in records.items()}
    return told, pictures, digests, presses


def look(folder: Path, cases: dict[str, str], writers: dict[str, Writer]) -> None:
    """Every write that was acknowledged is on the disk, although nobody tidied up."""
    told = {kind: list(one.acknowledged) for kind, one in writers.items()}
    records, pictures, digests, presses = stored(folder)
    for once in told["photo"]:
        id = pictures[once]
        place = folder / "pictures" / id[:2] / f"{named(id)}.jpg"
        assert sha256(place.read_bytes()).hexdigest() == digests[id]
        assert place.with_name(f"{named(id)}.thumb.jpg").stat().st_size
        photos = records[cases["photo"].replace("-", "")]["photos"]
        assert named(id) in {one["id"] for one in photos}
    logged = records[cases["log"].replace("-", "")].get("sessions", [])
    days = [one["started"][:10] for one in logged]
    assert len(days) == len(set(days)), "a session stands there twice"
    assert set(told["log"]) <= set(days)
    reports = records[cases["check_in"].replace("-", "")].get("reports", [])
    assert len({one["at"] for one in reports}) == len(reports)
    assert len(told["check_in"]) <= len(reports) <= len(told["check_in"]) + 1
    if told["answer"]:
        answers = records[cases["answer"].replace("-", "")]["answers"]
        last = told["answer"][-1]
        assert answers["birth_year"]["value"] in (last, 1950 + (last - 1949) % 45)
    if told["press"]:
        version, at = told["press"][-1]
        assert presses[0] in (version, version + 1)
        if presses[0] == version:
            assert json.loads(presses[1])["at"] == at


def named(id: str) -> str:
    """The id as it stands in the names of files."""
    return f"{id[:8]}-{id[8:12]}-{id[12:16]}-{id[16:20]}-{id[20:]}"


def no_orphans(folder: Path) -> None:
    """Once the server is up again, files and rows agree and no note is left."""
    _, pictures, _, _ = stored(folder)
    rows = {named(id) for id in pictures.values()}
    files = {path.name for path in (folder / "pictures").rglob("*.*")}
    assert files == {f"{id}{end}" for id in rows for end in (".jpg", ".thumb.jpg")}
    assert list((folder / "pictures" / "open").iterdir()) == []


@pytest.fixture
def world(tmp_path: Path) -> Iterator[tuple[Server, dict[str, str]]]:
    folder = tmp_path / "data"
    seeded = subprocess.run(
        [sys.executable, "-m", "tests.crash.seeding", str(folder)],
        stdout=subprocess.PIPE,
        check=True,
    )
    server = Server(folder)
    server.start()
    yield server, json.loads(seeded.stdout)
    if server.process and server.process.poll() is None:
        server.kill()


def test_nothing_acknowledged_is_lost_and_nothing_is_left_over(
    world: tuple[Server, dict[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    server, cases = world
    chance, over = random.Random(20261120), Event()
    writers = {kind: KINDS[kind](server.home, cases[kind], over) for kind in KINDS}
    guided = writers["press"]
    assert isinstance(guided, Presses)
    guided.begin()
    begun = time.monotonic()
    for one in writers.values():
        one.start()

    def written() -> int:
        return sum(len(one.acknowledged) for one in writers.values())

    restarts = []
    for kill in range(1, KILLS + 1):
        while written() < WRITES * kill / (KILLS + 1):
            assert time.monotonic() - begun < WRITES, "far too slow"
            time.sleep(0.01)
        time.sleep(chance.random() * 0.2)
        server.kill()
        look(server.folder, cases, writers)
        since = time.monotonic()
        server.start()
        restarts.append(time.monotonic() - since)
    while written() < WRITES:
        time.sleep(0.01)
    over.set()
    for one in writers.values():
        one.join(timeout=15)
    server.kill()
    look(server.folder, cases, writers)
    server.start()
    no_orphans(server.folder)
    assert [line for one in writers.values() for line in one.refused] == []
    again = sum(one.sent_again for one in writers.values())
    each = ", ".join(f"{kind} {len(one.acknowledged)}" for kind, one in writers.items())
    with capsys.disabled():
        print(
            f"\n{written()} writes acknowledged ({each}), {KILLS + 1} kills, {again} tries met "
            f"no server, slowest restart {max(restarts):.1f} s, "
            f"{time.monotonic() - begun:.0f} s in all"
        )

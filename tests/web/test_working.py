"""The worker beside the pages: started again when it dies, taken along, never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from anagen.web import working

PATIENCE_S = 20


def anagen(folder: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "anagen", *words],
        env={**os.environ, "ANAGEN_DATA": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_worker_without_its_pages_ends_by_itself(tmp_path: Path) -> None:
    worker = anagen(tmp_path, "worker", "--watch", "--beside", "1")
    assert worker.communicate(timeout=60) == ("", "")
    assert worker.returncode == 0


def test_a_worker_that_is_told_to_stop_ends_in_order(tmp_path: Path) -> None:
    worker = anagen(tmp_path, "worker", "--watch")
    database = tmp_path / "anagen.sqlite3"
    end = time.monotonic() + 60
    while not database.exists() and time.monotonic() < end:
        time.sleep(0.1)
    time.sleep(2)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=60) in (0, -signal.SIGTERM)
    worker.communicate()


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The workers that were started: each a process that only sleeps."""
    processes: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def sleeper(command: list[str], **how: Any) -> subprocess.Popen[bytes]:
        assert command[-4:] == ["worker", "--watch", "--beside", str(os.getpid())]
        processes.append(start(["sleep", "60"], **how))
        return processes[-1]

    monkeypatch.setattr(working.subprocess, "Popen", sleeper)
    monkeypatch.setattr(working, "START_S", 0.0)
    monkeypatch.setattr(working, "AGAIN_S", 0.05)
    return processes


def until(found: Any) -> None:
    end = time.monotonic() + PATIENCE_S
    while not found() and time.monotonic() < end:
        time.sleep(0.02)
    assert found()


def test_a_worker_that_dies_is_followed_by_another_and_the_last_is_taken_along(
    started: list[subprocess.Popen[bytes]],
) -> None:
    with working.worker_at_hand():
        until(lambda: len(started) == 1)
        started[0].kill()
        until(lambda: len(started) == 2)
        assert started[1].poll() is None
    assert started[1].poll() is not None


def test_pages_that_stop_at_once_start_no_worker(
    started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "START_S", 5.0)
    with working.worker_at_hand():
        pass
    assert started == []


def test_no_two_workers_have_one_name() -> None:
    names = {working.name_of_this_process() for _ in range(100)}
    assert len(names) == 100
    assert max(map(len, names)) <= 80

"""Starting the pages: this computer alone, one plain line when something is in the way."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener, urlopen

import pytest

from anagen.web import serving
from anagen.web.serving import ServingError, Wish

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")


@contextmanager
def server(folder: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """`anagen serve`, as a person starts it."""
    environment = {**os.environ, "ANAGEN_DATA": str(folder), "PYTHONWARNINGS": "default"}
    process = subprocess.Popen(
        [sys.executable, "-m", "anagen", "serve", *options],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=60)
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        process.stderr.close()


def page_at(address: str, patience_s: float) -> str:
    """The page of an address, as soon as it is served."""
    last = time.monotonic() + patience_s
    while True:
        try:
            with urlopen(address, timeout=60) as answer:  # noqa: S310 - our own server
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > last:
                raise
            time.sleep(0.02)


def test_it_works_from_an_empty_folder_within_seconds(tmp_path: Path) -> None:
    begun = time.monotonic()
    with server(tmp_path / "new") as process:
        assert process.stdout
        said = process.stdout.readline()
        found = ADDRESS.search(said)
        assert found, process.stderr and process.stderr.read()
        page = page_at(found[0], patience_s=60)
        took_s = time.monotonic() - begun
        assert "Should you needle your scalp?" in page
        assert "Should you needle" in page_at(found[0], 1)
        font = f"{found[0]}static/anagen/fonts/atkinson-next.woff2"
        with urlopen(font, timeout=60) as answer:  # noqa: S310 - our own server
            assert "immutable" in answer.headers["Cache-Control"]
    # The bar is 2 s on an idle machine; a busy one must not make the suite lie.
    assert took_s < 6, f"the first page took {took_s:.1f} s"
    assert (tmp_path / "new" / "anagen.sqlite3").exists()


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGHUP], ids=["Ctrl+C", "window closed"])
def test_a_terminal_stops_every_process_in_order(tmp_path: Path, sent: signal.Signals) -> None:
    with server(tmp_path) as process:
        assert process.stdout
        found = ADDRESS.search(process.stdout.readline())
        assert found
        page_at(found[0], patience_s=60)
        os.killpg(process.pid, sent)
        assert process.wait(timeout=60) == 0
        with pytest.raises(OSError, match="refused"):
            page_at(found[0], patience_s=0)


def send(browser: OpenerDirector, address: str, **form: str) -> str:
    """Opens a page, sends its form as a browser does, and gives the address it leads to."""
    page = browser.open(address, timeout=60).read().decode()
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    with browser.open(address, urlencode({**hidden, **form}).encode(), timeout=60) as answer:
        return str(answer.url)


def test_an_answer_that_was_acknowledged_survives_a_sudden_end(tmp_path: Path) -> None:
    with server(tmp_path) as process:
        assert process.stdout
        found = ADDRESS.search(process.stdout.readline())
        assert found
        page_at(found[0], patience_s=60)
        browser = build_opener(HTTPCookieProcessor())
        first = send(browser, f"{found[0]}check/", answer="home")
        assert send(browser, first, text="1992") != first
        workers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        for pid in (process.pid, *map(int, workers)):
            os.kill(pid, signal.SIGKILL)
        process.wait(timeout=60)
    database = sqlite3.connect(tmp_path / "anagen.sqlite3")
    (record,) = database.execute("select record from store_case").fetchone()
    checked = database.execute("pragma integrity_check").fetchone()
    database.close()
    assert [answer["value"] for answer in json.loads(record)["answers"].values()] == [1992]
    assert checked == ("ok",)


def test_only_this_computer_is_listened_to(tmp_path: Path) -> None:
    with server(tmp_path, "--address", "0.0.0.0") as process:  # noqa: S104 - it must be refused
        out, error = process.communicate(timeout=60)
    assert process.returncode == 2
    assert out == ""
    assert len(error.splitlines()) == 1
    assert "0.0.0.0" in error  # noqa: S104 - it must be refused
    assert "never offered to a network" in error


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.20", ""])  # noqa: S104
def test_an_address_that_others_can_reach_is_refused(address: str) -> None:
    with pytest.raises(ServingError, match="only this computer"):
        serving.serve(Wish(address))


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1"])
def test_the_names_of_this_computer_are_allowed(address: str) -> None:
    serving.refuse_a_network(address)
    assert address in serving.page_address(address, 8000)


def test_an_address_of_the_newer_kind_is_written_for_a_browser() -> None:
    assert serving.page_address("::1", 8000) == "http://[::1]:8000/"


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_a_port_that_is_taken_is_said_so(taken: int) -> None:
    with pytest.raises(ServingError, match=f"{taken}, which is taken"):
        serving.port_asked_for(Wish(port=taken))


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_port_that_cannot_be_is_said_so(port: int) -> None:
    with pytest.raises(ServingError, match="from 1 to 65535"):
        serving.port_asked_for(Wish(port=port))


def test_without_a_port_the_next_free_one_is_taken(
    taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "FIRST_PORT", taken)
    assert serving.free_port("127.0.0.1") > taken


def test_no_free_port_at_all_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "is_free", lambda _address, _port: False)
    with pytest.raises(ServingError, match="all taken"):
        serving.free_port("127.0.0.1")


def test_a_folder_that_cannot_be_used_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("ANAGEN_DATA", str(tmp_path / "file"))
    with pytest.raises(ServingError, match="Nothing was changed"):
        serving.make_ready()


def test_a_database_that_is_damaged_is_said_so_and_left_alone(tmp_path: Path) -> None:
    damaged = tmp_path / "anagen.sqlite3"
    damaged.write_bytes(b"this is no database" * 500)
    with server(tmp_path) as process:
        _, error = process.communicate(timeout=60)
    assert process.returncode == 2
    assert len(error.splitlines()) == 1
    assert "does not open" in error
    assert damaged.read_bytes() == b"this is no database" * 500


def test_what_was_saved_is_there_after_a_restart(tmp_path: Path) -> None:
    for _ in range(2):
        with server(tmp_path) as process:
            assert process.stdout
            found = ADDRESS.search(process.stdout.readline())
            assert found
            page_at(found[0], patience_s=60)
        database = sqlite3.connect(tmp_path / "anagen.sqlite3")
        database.execute("pragma quick_check").fetchone()
        tables = {row[0] for row in database.execute("select name from sqlite_master")}
        database.close()
        assert {"store_case", "store_decision"} <= tables


def test_a_sample_opens_in_a_folder_of_its_own_and_says_what_it_is(tmp_path: Path) -> None:
    with server(tmp_path / "mine", "--sample") as process:
        assert process.stdout
        found = ADDRESS.search(process.stdout.readline())
        assert found, process.stderr and process.stderr.read()
        assert "A sample record, invented" in page_at(found[0], patience_s=60)
    assert not (tmp_path / "mine").exists()


def test_a_network_is_not_served_without_a_passphrase(tmp_path: Path) -> None:
    with server(tmp_path, "--lan") as process:
        out, error = process.communicate(timeout=60)
    assert process.returncode == 2
    assert out == ""
    assert len(error.splitlines()) == 1
    assert "passphrase" in error or "network" in error


def test_without_a_network_phones_cannot_be_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "own_address", lambda: None)
    with pytest.raises(ServingError, match="no network"):
        serving.door_for(Wish(lan=True))


def test_with_a_network_the_terminal_says_plainly_what_that_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANAGEN_DATA", str(tmp_path))
    monkeypatch.setenv("ANAGEN_LAN", "")
    monkeypatch.setattr(serving, "own_address", lambda: "192.168.1.5")
    door = serving.door_for(Wish(lan=True))
    words = serving.opening_words(door)
    assert f"https://192.168.1.5:{door.port}/" in words
    assert "Every device on this network can now knock" in words
    assert door.certificate
    assert door.certificate.fingerprint in words

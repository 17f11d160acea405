"""Two processes answer for one clinic: what one has seen, the other knows."""

from __future__ import annotations

import os
import re
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from anagen.web.serving import workers_for
from tests.web.test_serving import ADDRESS, page_at, server

HIDDEN = re.compile(r'type="hidden" name="(\w+)" value="([^"]*)"')


@pytest.mark.parametrize(
    ("mode", "cores", "processes"),
    [
        ("", 1, 1),
        ("", 64, 1),
        ("home", 8, 1),
        ("clinic", 1, 1),
        ("clinic", 2, 2),
        ("clinic", 64, 2),
    ],
)
def test_a_clinic_has_a_second_process_where_there_is_a_second_core(
    mode: str, cores: int, processes: int
) -> None:
    assert workers_for(mode, cores) == processes


def test_whoever_guesses_is_held_back_by_both_and_a_form_of_one_is_taken_by_the_other(
    tmp_path: Path,
) -> None:
    """Every try is a connection of its own, so the two take turns by chance."""
    with server(tmp_path, "--clinic") as process:
        assert process.stdout
        found = ADDRESS.search(process.stdout.readline())
        assert found, process.stderr and process.stderr.read()
        address = f"{found[0]}account/sign-in/"
        page_at(address, patience_s=60)
        assert len(answering(process.pid)) == workers_for("clinic", os.cpu_count() or 1)
        statuses = [tried(address) for _ in range(12)]
    assert statuses == [400] * 5 + [429] * 7


def tried(address: str) -> int:
    """The status of one sign-in with a password that nobody has."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    with browser.open(address, timeout=60) as answer:
        hidden = dict(HIDDEN.findall(answer.read().decode()))
    form = urlencode({**hidden, "email": "nobody@example.org", "password": "a guess"}).encode()
    try:
        with browser.open(address, form, timeout=60) as answer:
            return int(answer.status)
    except HTTPError as refused:
        with refused:
            return refused.code


def answering(server: int) -> list[str]:
    """The processes that answer requests: those in a group of their own below the server."""
    below = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    return [one for one in below if os.getpgid(int(one)) == int(one) and not is_worker(one)]


def is_worker(pid: str) -> bool:
    """Whether it does the jobs that wait, beside the pages."""
    return b"--beside" in Path(f"/proc/{pid}/cmdline").read_bytes()

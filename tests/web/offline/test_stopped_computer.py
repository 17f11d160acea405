"""The computer is off: what a phone writes meanwhile outlives the browser, and is sent later."""

from __future__ import annotations

import json
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.web.conftest import CHROMIUM, PATIENCE_MS, QUIET, SLIM
from tests.web.offline.test_queue_in_a_browser import ready
from tests.web.test_serving import ADDRESS, page_at, send, server


@contextmanager
def phone(playwright: Playwright, folder: Path) -> Iterator[tuple[BrowserContext, Page]]:
    """A browser that keeps what it has in a folder, as a phone does."""
    context = playwright.chromium.launch_persistent_context(
        str(folder),
        executable_path=CHROMIUM,
        args=["--no-sandbox", *QUIET],
        viewport=SLIM,  # type: ignore[arg-type]
        locale="en-GB",
    )
    try:
        context.set_default_timeout(PATIENCE_MS)
        yield context, context.pages[0]
    finally:
        context.close()


@contextmanager
def computer(folder: Path, port: str) -> Iterator[str]:
    """The computer, on; off at the end."""
    with server(folder, "--port", port) as process:
        assert process.stdout
        found = ADDRESS.search(process.stdout.readline())
        assert found, process.stderr and process.stderr.read()
        page_at(found[0], patience_s=60)
        yield found[0]


def reports(folder: Path) -> list[dict[str, object]]:
    database = sqlite3.connect(folder / "anagen.sqlite3")
    (record,) = database.execute("select record from store_case").fetchone()
    database.close()
    return list(json.loads(record).get("reports", []))


def free_port() -> str:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return str(trial.getsockname()[1])


def test_a_check_in_outlives_the_browser_and_is_sent_when_the_computer_is_back(
    playwright: Playwright, tmp_path: Path
) -> None:
    folder, port = tmp_path / "data", free_port()
    with computer(folder, port) as address:
        first = send(build_opener(HTTPCookieProcessor()), f"{address}check/", answer="home")
        case = first.split("/check/")[1].split("/")[0]
        with phone(playwright, tmp_path / "phone") as (_, page):
            page.goto(f"{address}today/{case}/")
            ready(page)
    with phone(playwright, tmp_path / "phone") as (_, page):
        page.goto(f"{address}recovery/{case}/")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Write it down now")
        for answer in page.locator("input[value=none_of_these]").all():
            answer.check()
        page.locator("input[name=fever][value=below_38]").check()
        page.locator("input[name=shed_more][value=no]").check()
        before = time.time()
        page.get_by_role("button", name="Keep this check-in").click()
        expect(page.locator("#waiting")).to_contain_text("not saved yet")
        after = time.time()
    assert reports(folder) == []
    with phone(playwright, tmp_path / "phone") as (_, page):
        page.goto(address)
        expect(page.locator("#waiting")).to_contain_text("One entry waits on this device")
        with computer(folder, port):
            page.reload()
            expect(page.locator("#waiting")).to_contain_text("Sent and saved.")
    (report,) = reports(folder)
    at = datetime.fromisoformat(str(report["at"])).timestamp()
    # Kept to the second, however long the browser and the computer took to come back.
    assert before - 2 <= at <= after + 2

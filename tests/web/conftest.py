"""The ground of the page tests: a database on disk, a browser, and no way out of this machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep
from typing import Any
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect

from anagen.store.models import Case
from anagen.web import knowing
from tests.web.clinic_world import as_role, clinic_world, in_clinic
from tests.web.small_world import small_world

#: The fixtures of the clinics, for every page test.
__all__ = ["as_role", "clinic_world", "in_clinic"]

# Playwright runs an event loop in this thread; Django would refuse every query beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = {"width": 1440, "height": 900}
SLIM = {"width": 360, "height": 740}

#: How long a slow machine may take: what is waited for comes in its own time, or is missing.
PATIENCE_MS = 60_000
expect.set_options(timeout=PATIENCE_MS)

#: How many seconds late every answer comes; it finds the test that looks before the page is there.
LATE_S = float(os.environ.get("ANAGEN_LATE", "0"))

#: Where to leave pictures of the pages; empty leaves none.
SHOTS = os.environ.get("ANAGEN_SHOTS", "")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium refuses one as root
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": [*sandbox, *QUIET],
        "timeout": 2 * PATIENCE_MS,
    }


@pytest.fixture
def strict_client() -> Client:
    """A client that, unlike Django's usual one, must send the token of a form."""
    return Client(enforce_csrf_checks=True)


class Strays:
    """Requests that tried to leave the machine."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.seen: list[str] = []

    def watch(self, request: Request) -> None:
        if not request.url.startswith((f"{self.home}/", "data:", "blob:")):
            self.seen.append(request.url)


Opener = Callable[..., Page]


@pytest.fixture(scope="session", autouse=LATE_S > 0)
def late_answers() -> Iterator[None]:
    """Every answer to a browser is late, as on a machine with much to do."""
    answer = BaseHandler.get_response

    def late(handler: BaseHandler, request: HttpRequest) -> Any:
        if "Sec-Fetch-Mode" in request.headers:
            sleep(LATE_S)
        return answer(handler, request)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseHandler, "get_response", late)
        yield


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> Iterator[Opener]:
    """Opens a page of its own: `open_page("/", theme="dark", size=SLIM, script=False)`.

    Without `worker=True` no service worker stands between the page and the server.
    The test fails when any request leaves the live server, when the page reports a breach of
    its content policy, or when a script of ours fails.
    """
    strays = Strays(live_server.url)
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def open_it(
        path: str,
        theme: str = "light",
        size: dict[str, int] = WIDE,
        script: bool = True,
        worker: bool = False,
    ) -> Page:
        context = browser.new_context(
            viewport=size,
            color_scheme=theme,
            java_script_enabled=script,  # type: ignore[arg-type]
            locale="en-GB",
            timezone_id="Europe/Madrid",
            accept_downloads=True,
            service_workers="allow" if worker else "block",
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        context.on("request", strays.watch)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: _complain(said, complaints))
        page.goto(live_server.url + path)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert strays.seen == [], f"left the machine: {strays.seen}"
    assert complaints == [], f"the browser complained: {complaints}"


def _complain(said: Any, complaints: list[str]) -> None:
    # A page that answers 4xx on purpose is logged by the browser as an error; that one is ours.
    if said.type == "error" and "the server responded with a status of 4" not in said.text:
        complaints.append(said.text)


def follow(one: Locator) -> None:
    """Clicks on what leads to another page, and waits until that page is there."""
    with one.page.expect_navigation():
        one.click()


def overflow_px(page: Page) -> int:
    """How far a page reaches beyond the screen to the side."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.fixture(scope="session")
def faults() -> Callable[[Page, str], list[str]]:
    """The faults of a page, one line each: what axe finds, and what reaches beyond the screen.

    Leaves a picture of the whole page in the folder ANAGEN_SHOTS, when one is named.
    """
    axe = Axe()

    def find(page: Page, name: str) -> list[str]:
        # A colour on its way from light to dark has a contrast that nobody ever sees.
        page.evaluate("document.getAnimations().forEach((one) => one.finish())")
        if SHOTS:
            page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)
        found = [
            f"{name}: {one['id']}: {one['help']}: {[node['target'] for node in one['nodes']][:4]}"
            for one in axe.run(page).response["violations"]
        ]
        over = overflow_px(page)
        return [*found, f"{name}: {over} px too wide"] if over > 0 else found

    return find


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["wide", "slim"])
def size(request: pytest.FixtureRequest) -> dict[str, int]:
    return WIDE if request.param == "wide" else SLIM


@pytest.fixture
def in_small_world(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The pages know the small world of questions, and no other."""
    monkeypatch.setattr(knowing, "load_knowledge", small_world)
    knowing.knowledge.cache_clear()
    yield
    knowing.knowledge.cache_clear()


@pytest.fixture
def opened(client: Client, db: None, in_small_world: None) -> Case:
    """A case that has just been opened at home, with no answer yet."""
    client.post(reverse("begin"), {"answer": "home", "once": str(uuid4())})
    return Case.objects.get()

"""How soon a page is seen on a slow phone: `python -m bench.first_paint`.

Chromium with its network held to slow 4G (1.6 Mbit/s, 150 ms there and back) and its processor to a
quarter, an empty cache for each page. Prints what the browser itself measured.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = "/usr/bin/chromium"
CASE = "00000000-0000-4000-8000-000000000001"
PAGES = ("", f"today/{CASE}/", f"session/{CASE}/", f"recovery/{CASE}/", f"progress/{CASE}/")
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}
SLOWER = 4
ASKED = """() => {
  const [shown] = performance.getEntriesByName('first-contentful-paint');
  const parts = performance.getEntriesByType('resource');
  const page = performance.getEntriesByType('navigation')[0];
  return {
    paint: shown ? shown.startTime : null,
    answered: page.responseEnd,
    bytes: [page, ...parts].reduce((sum, one) => sum + one.transferSize, 0),
  };
}"""


@contextmanager
def sample() -> Iterator[str]:
    """The invented record, served as a person serves it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "anagen", "serve", "--sample"],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout
        found = re.search(r"http://[\d.]+:\d+/", process.stdout.readline())
        assert found, "the server did not start"
        yield found[0]
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=10)


def awake(address: str) -> None:
    """Waits for the server, and has each page made once: the first one loads what all need."""
    last = time.monotonic() + 60
    for page in PAGES:
        while True:
            try:
                urlopen(address + page, timeout=30).close()  # noqa: S310 - our own server
                break
            except URLError:
                if time.monotonic() > last:
                    raise
                time.sleep(0.1)


def seen(browser: Browser, address: str) -> dict[str, Any]:
    """What the browser measured for one page, from an empty cache."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, service_workers="block")
    page = context.new_page()
    tap = context.new_cdp_session(page)
    tap.send("Network.enable")
    tap.send("Network.emulateNetworkConditions", SLOW_4G)
    tap.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="load")
    page.wait_for_function(
        "() => performance.getEntriesByName('first-contentful-paint').length > 0"
    )
    found: dict[str, Any] = page.evaluate(ASKED)
    context.close()
    return found


def main() -> None:
    """Measures each page and prints a line for each."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=5)
    rounds = options.parse_args().rounds
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sample() as address, sync_playwright() as playwright:
        awake(address)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=sandbox)
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        heads = ("first paint", "quickest", "slowest", "page here", "KB")
        print(f"{'page':39}" + "".join(f"{head:>12}" for head in heads))
        for page in PAGES:
            found = [seen(browser, address + page) for _ in range(rounds)]
            paints = [one["paint"] for one in found]
            answered = median(one["answered"] for one in found)
            figures = (median(paints), min(paints), max(paints), answered)
            told = "".join(f"{figure:9.0f} ms" for figure in figures)
            print(f"/{page.replace(CASE, '…'):38}{told}{found[0]['bytes'] / 1000:12.0f}")
        browser.close()


if __name__ == "__main__":
    main()

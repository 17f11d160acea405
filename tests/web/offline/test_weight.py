"""What a phone has to fetch: little script, and a first page that is light."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

import anagen
from anagen.store.models import Case
from tests.web.after_a_session import somebody

pytestmark = pytest.mark.django_db
MOST_SCRIPT = 150_000
#: With the fonts, and as it comes over the wire. 200 KB take a second on slow 4G, and half of it
#: (the fonts) is not waited for.
MOST_PAGE, MOST_BEFORE_PAINT = 220_000, 60_000
PLACES = (
    "today", "session", "session_log", "recovery", "check_in", "shedding_tests", "progress",
    "photos", "photo_take", "more", "my_data", "write_down",
)  # fmt: skip


@pytest.fixture
def case() -> Case:
    return somebody(hours_ago=30)


def parts(page: str, pattern: str) -> list[Path]:
    """The files that a page asks for, each once."""
    names = dict.fromkeys(re.findall(pattern, page))
    found = [finders.find(name.removeprefix("/static/")) for name in names]
    assert all(isinstance(one, str) for one in found), list(names)
    return [Path(str(one)) for one in found]


def wired(data: bytes) -> int:
    return len(gzip.compress(data, 6))


def test_all_script_there_is_stays_small() -> None:
    scripts = list(Path(anagen.__file__).parent.rglob("static/**/*.js"))
    assert len(scripts) > 5
    assert sum(one.stat().st_size for one in scripts) < MOST_SCRIPT


@pytest.mark.parametrize("name", PLACES)
def test_a_page_is_light_before_it_is_seen_and_after(client: Client, case: Case, name: str) -> None:
    answer = client.get(reverse(name, args=[case.public_id]), headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "gzip"
    page = gzip.decompress(answer.content).decode()
    # Fonts that are fetched ahead take the line from the styles that the first paint waits for.
    assert 'rel="preload"' not in page
    sheets = parts(page, r'<link rel="stylesheet" href="([^"]+)"')
    styles = "".join(one.read_text() for one in sheets)
    fonts = parts(styles.replace("../fonts/", "anagen/fonts/"), r'url\("(anagen/fonts/[^"]+)"\)')
    assert len(fonts) == 2
    scripts = parts(page, r'<script type="module" src="([^"]+)"')
    assert len(re.findall(r"<script", page)) == len(scripts), "a script that is no module"
    before = len(answer.content) + sum(wired(one.read_bytes()) for one in sheets)
    after = sum(wired(one.read_bytes()) for one in scripts)
    after += sum(one.stat().st_size for one in fonts)
    assert before < MOST_BEFORE_PAINT
    assert before + after < MOST_PAGE


def test_pictures_and_fonts_are_not_compressed_again(live_server: Any, client: Client) -> None:
    answer = client.get("/worker.js", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    icon = client.get("/static/anagen/icons/mark-192.png", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in icon.headers
    icon.close()

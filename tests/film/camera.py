"""Takes a picture of a screen for the tutorial, when somebody asks for one.

`ANAGEN_FILM=1` (or `make film`) writes the pictures into docs/tutorial; without it the films only
assert. A picture is small: few colours, one screen, never a whole page.
"""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial"
IS_FILMING = os.environ.get("ANAGEN_FILM") == "1"
MOST_BYTES = 60_000
MOST_BYTES_TOGETHER = 1_500_000
#: Few enough for a small file; enough for smooth letters in both themes.
COLOURS = (160, 64, 32, 16)


class Film:
    """The pictures of one walk, numbered as they are taken."""

    def __init__(self, name: str) -> None:
        self.folder = TUTORIAL / name
        self.taken: list[str] = []

    def shot(self, page: Page, name: str) -> None:
        """The screen as it stands, as docs/tutorial/<walk>/<number>-<name>.png."""
        self.taken.append(f"{len(self.taken) + 1:02}-{name}.png")
        if not IS_FILMING:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        page.evaluate("document.fonts.ready")
        (self.folder / self.taken[-1]).write_bytes(small(page.screenshot(animations="disabled")))

    def cut(self) -> None:
        """The walk is over: the tutorial has its pictures and no older ones, and none is heavy."""
        for old in self.folder.glob("*.png") if IS_FILMING else ():
            if old.name not in self.taken:
                old.unlink()
        sizes = {one.name: one.stat().st_size for one in sorted(self.folder.glob("*.png"))}
        assert list(sizes) == self.taken, "film it again: make film"
        assert max(sizes.values()) < MOST_BYTES
        assert sum(sizes.values()) < MOST_BYTES_TOGETHER


def small(picture: bytes) -> bytes:
    """The picture with as few colours as it takes to stay below the limit."""
    whole = Image.open(BytesIO(picture)).convert("RGB")
    data = b""
    for colours in COLOURS:
        out = BytesIO()
        few = whole.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(out, "PNG", optimize=True)
        data = out.getvalue()
        if len(data) < MOST_BYTES:
            return data
    raise AssertionError(f"a picture of {len(data)} bytes: take less of the page")

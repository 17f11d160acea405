"""What a person reads in the terminal: one picture in a few lines, a batch in one."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import TextIO

from anagen.cli.batch.pictures import Json
from anagen.imaging.doubts import Doubt

SOURCES = {
    "given": "given by you",
    "device": "kept for your device",
    "bar": "read from the bar in the picture",
    "ruler": "read from the ruler in the picture",
    "target": "read from the printed target",
}
WIDE = 24


def told(result: Json) -> str:
    """One picture in words."""
    return "\n".join([result["image"], *(f"  {line}" for line in _lines(result))])


def _lines(result: Json) -> Iterator[str]:
    if result["refused"]:
        yield f"Not counted. {result['refused']['says']}"
        yield result["refused"]["do_next"]
        return
    low, high = result["density_95"]
    is_least = "at least " if Doubt.LOWER_BOUND.value in result["doubts"] else ""
    yield f"{is_least}{result['count']} hairs on {result['area_cm2']:.2f} cm²"
    yield f"{result['density_per_cm2']:.0f} in a cm², 95 %: {low:.0f} to {high:.0f}"
    units = result["units"]
    if units["count"]:
        yield f"{units['count']} units, {units['hairs_per_unit']:.1f} hairs each"
    yield from _widths(result)
    source = SOURCES[result["scale_source"]]
    yield f"{result['px_per_mm']:.1f} points in a millimetre, {source}"
    for doubt in map(Doubt, result["doubts"]):
        yield f"doubt: {doubt.words.short}. {doubt.words.then}"


def _widths(result: Json) -> Iterator[str]:
    widths = result["widths"]
    if not widths["measured"]:
        yield "widths: none could be measured"
        return
    yield f"widths: median {widths['median_um']:.0f} µm of {widths['measured']} hairs"
    for cut in result["cuts"]:
        thick, thin = cut["terminal"], cut["vellus"]
        yield f"above {cut['cut_um']:.0f} µm: {thick}; at or below: {thin}"


class Bar:
    """A bar on the terminal that fills; nothing where nobody watches."""

    def __init__(self, whole: int, stream: TextIO = sys.stderr) -> None:
        self._whole = whole
        self._stream = stream
        self._is_seen = stream.isatty() and whole > 1
        self._begun = time.monotonic()
        self._at_first: int | None = None

    def show(self, done: int, refused: int) -> None:
        """How far we are."""
        if not self._is_seen:
            return
        first = self._at_first = done if self._at_first is None else self._at_first
        full = WIDE * done // max(self._whole, 1)
        line = f"{'█' * full}{'░' * (WIDE - full)} {done} of {self._whole}, {refused} refused"
        print(f"\r{line}{self._left(done, first)}\x1b[K", end="", file=self._stream, flush=True)

    def _left(self, done: int, first: int) -> str:
        if done <= first:
            return ""
        seconds = (time.monotonic() - self._begun) / (done - first) * (self._whole - done)
        return f", {seconds // 60:.0f}:{seconds % 60:02.0f} left"

    def end(self) -> None:
        """Leaves the line to whatever is written next."""
        if self._is_seen:
            print("\r\x1b[K", end="", file=self._stream, flush=True)

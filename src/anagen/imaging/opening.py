"""Opens the pictures of a stranger for measuring, in a process that can do no harm.

`arrival` starts a process for each picture and writes it anew as a JPEG. Measuring needs the
points as they are, and a folder has thousands of pictures, so here one process with the same
limits (`pouring`) opens one after another. It is ended and started anew after each picture that
it refused, that was large, or that took too long, and after MOST_PICTURES.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from typing import TYPE_CHECKING, Any

import numpy as np

from anagen.imaging.arrival import PictureRefused, Why, refuse_at_the_door
from anagen.imaging.pouring import LENGTH

if TYPE_CHECKING:
    from types import TracebackType

    from anagen.imaging.scalp import Pixels

#: -I: the folder we stand in and the environment have no say in what is loaded.
POURER = (sys.executable, "-I", "-m", "anagen.imaging.pouring")
MOST_SECONDS = 20.0
MOST_PICTURES = 500
#: After a larger picture the process gives its memory back.
MOST_KEPT_POINTS = 8_000_000


@dataclass(frozen=True, slots=True)
class Opened:
    """An upright picture in RGB, and how many points the one as given has across and down."""

    pixels: Pixels
    given_size: tuple[int, int]

    @property
    def zoom(self) -> tuple[float, float]:
        """Points for each point of the picture as given, across and down; 1 when it was kept."""
        height, width = self.pixels.shape[:2]
        return width / self.given_size[0], height / self.given_size[1]


class Opener:
    """Opens pictures, one after another. A context: leaving it ends the process."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._opened = 0

    def __enter__(self) -> Opener:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process; the next picture starts another."""
        process, self._process, self._opened = self._process, None, 0
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        process.wait()

    def open(self, data: bytes) -> Opened:
        """The picture in these bytes. Raises PictureRefused."""
        refuse_at_the_door(data)
        process = self._process = self._process or _started()
        watch = Timer(MOST_SECONDS, process.kill)
        watch.start()
        try:
            opened = _answer(process, data)
        except PictureRefused:
            self.close()
            raise
        finally:
            watch.cancel()
        self._opened += 1
        if self._opened >= MOST_PICTURES or opened.pixels.size > 3 * MOST_KEPT_POINTS:
            self.close()
        return opened


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own command; the bytes are only its input
        POURER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}
    )


def _answer(process: subprocess.Popen[bytes], data: bytes) -> Opened:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(LENGTH.pack(len(data)) + data)
        process.stdin.flush()
        told: dict[str, Any] = json.loads(process.stdout.readline() or b"{}")
        if "why" in told:
            raise PictureRefused(Why(told["why"]))
        across, down = told["size"]
        points = process.stdout.read(3 * across * down)
        pixels = np.frombuffer(points, np.uint8).reshape(down, across, 3)
    except (OSError, KeyError, ValueError):  # stopped by its limits, or by a fault in a decoder
        raise PictureRefused(Why.TOO_HEAVY) from None
    return Opened(pixels, (told["given"][0], told["given"][1]))

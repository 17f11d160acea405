"""Runs the small network over a working picture, in tiles where the picture is large."""

from __future__ import annotations

import threading
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import cv2
import numpy as np

from anagen.imaging.find.answers import COLOUR_STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    Answer = NDArray[np.float32]

Tile = tuple[slice, slice]

MODEL = "hairs.onnx"
#: A picture up to this size is looked at in one piece; tiles overlap by twice the margin.
_WHOLE_PX = 1_500_000
_TILE_PX = 1024
#: No hair is answered for over a longer way than this.
_MARGIN_PX = 208

_one_at_a_time = threading.Lock()


@cache
def engine() -> cv2.dnn.Net | None:
    """The network, or None where its file is missing or cannot be read."""
    file = files(__package__) / MODEL
    try:
        return cv2.dnn.readNetFromONNX(np.frombuffer(file.read_bytes(), np.uint8))
    except (OSError, cv2.error):
        return None


def colours(pixels: Pixels) -> NDArray[np.float32]:
    """Colours as differences from the picture's median, channels first."""
    middle = np.median(pixels[::2, ::2].reshape(-1, 3), axis=0)
    planes = pixels.transpose(2, 0, 1).astype(np.float32)
    planes -= middle.astype(np.float32)[:, None, None]
    return np.asarray(planes / np.float32(COLOUR_STEPS), np.float32)


def answer(net: cv2.dnn.Net, part: NDArray[np.float32]) -> Answer:
    """The network's answer for one piece of a picture."""
    with _one_at_a_time:
        net.setInput(part[None])
        return np.array(net.forward()[0], np.float32)


def tiles(height: int, width: int) -> Iterator[tuple[Tile, Tile]]:
    """Pieces of a picture: where each lies with its margin, and what of it is its own."""
    if height * width <= _WHOLE_PX:
        yield (slice(0, height), slice(0, width)), (slice(0, height), slice(0, width))
        return
    for rows, own_rows in _spans(height):
        for columns, own_columns in _spans(width):
            yield (rows, columns), (own_rows, own_columns)


def _spans(length: int) -> list[tuple[slice, slice]]:
    step = _TILE_PX - 2 * _MARGIN_PX
    spans = []
    for begin in range(0, max(length - 2 * _MARGIN_PX, 1), step):
        end = min(begin + _TILE_PX, length)
        own = slice(begin + (_MARGIN_PX if begin else 0), end - (_MARGIN_PX if end < length else 0))
        spans.append((slice(begin, end), own))
    return spans

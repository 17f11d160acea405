"""What a device burns into its pictures: caption, scale bar, a measured circle, a blank strip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from anagen.imaging.render.choices import Choice
    from anagen.imaging.scalp import Pixels

    Mask = NDArray[np.bool_]
    Box = tuple[int, int, int, int]

FONT = cv2.FONT_HERSHEY_SIMPLEX


def burned(rng: Generator, choice: Choice, pixels: Pixels) -> tuple[Mask, Box]:
    """Draws captions on the pixels; returns what they hide and the box that holds picture."""
    height, width = pixels.shape[:2]
    hidden = np.zeros((height, width), dtype=bool)
    box = (0, 0, width, height)
    if not choice.captions:
        return hidden, box
    if rng.random() < 0.6:
        caption(rng, pixels, hidden)
    if rng.random() < 0.6:
        bar(rng, choice, pixels, hidden)
    if rng.random() < 0.5:
        circle(rng, choice, pixels)
    if rng.random() < 0.3:
        bottom = int(height - max(4, rng.integers(8, 24)))
        pixels[bottom:] = rng.integers(215, 256)
        box = (0, 0, width, bottom)
    return hidden, box


def caption(rng: Generator, pixels: Pixels, hidden: Mask) -> None:
    """A strip of dark boxes with light text along the top."""
    x = 2
    text = "".join(rng.choice(list("0123456789ABCx:/. "), 60))
    while x < 0.46 * pixels.shape[1]:
        letters = int(rng.integers(4, 20))
        across = letters * 9 + 8
        labelled(pixels, hidden, (x, 2, min(x + across, pixels.shape[1] - 1), 21), text[:letters])
        x += across + 4


def labelled(pixels: Pixels, hidden: Mask, box: Box, text: str) -> None:
    """A half clear dark box with text."""
    left, top, right, bottom = box
    part = pixels[top:bottom, left:right]
    part[:] = (part * 0.25 + 50).astype(np.uint8)
    hidden[top:bottom, left:right] = True
    white = (235, 235, 235)
    cv2.putText(pixels, text, (left + 4, bottom - 5), FONT, 0.45, white, 1, cv2.LINE_AA)


def bar(rng: Generator, choice: Choice, pixels: Pixels, hidden: Mask) -> None:
    """Two thin lines a millimetre long that meet in a corner, with a label."""
    one_mm = round(choice.px_per_mm)
    x, y = 18, pixels.shape[0] - int(rng.integers(14, 50))
    ink = (25, 25, 25) if rng.random() < 0.7 else (240, 240, 240)
    cv2.line(pixels, (x, y), (x + one_mm, y), ink, 1)
    cv2.line(pixels, (x, y), (x, y - one_mm), ink, 1)
    left = x + one_mm + 4
    if left + 64 < pixels.shape[1] and y - 12 > 0:
        labelled(pixels, hidden, (left, y - 12, left + 64, y + 7), "1.0 mm")


def circle(rng: Generator, choice: Choice, pixels: Pixels) -> None:
    """A thin circle about a measured field, with one radius drawn."""
    centre = rng.uniform(-0.5, 1.5, 2) * choice.size
    radius = 2.52 * choice.px_per_mm
    middle = (round(centre[0]), round(centre[1]))
    colour = (225, 30, 35) if rng.random() < 0.8 else (40, 40, 220)
    cv2.circle(pixels, middle, round(radius), colour, 1, cv2.LINE_AA)
    angle = rng.uniform(-0.4, 0.6)
    end = centre + radius * np.array([np.cos(angle), np.sin(angle)])
    cv2.line(pixels, middle, (round(end[0]), round(end[1])), colour, 1, cv2.LINE_AA)

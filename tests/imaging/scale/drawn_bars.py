"""Skin with a scale bar burnt in, as the software of different devices draws it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from anagen.imaging.render import Look, Wish, render
from anagen.interchange.sheets.writable import FONTS


@dataclass(frozen=True, slots=True)
class Drawn:
    """A bar: how long and thick it is, of what ink, and with what label in which letters."""

    length_px: int = 300
    thick_px: int = 2
    ink: tuple[int, int, int] = (20, 20, 20)
    label: str = "1.0 mm"
    font: str = "noto-sans.ttf"
    letters_px: int = 26
    shape: str = "plain"
    boxed: bool = False
    below: bool = False


@cache
def scalp(seed: int = 3) -> NDArray[np.uint8]:
    """Clipped dark hair on skin, with nothing burnt in."""
    wish = Wish(size=(900, 600), look=Look.CLIPPED, captions=False, jpeg=95, px_per_mm=150.0)
    return render(seed, wish).pixels


def with_bar(drawn: Drawn, seed: int = 3, jpeg: int = 92) -> NDArray[np.uint8]:
    """The scalp with this bar in its lower left corner, as a JPEG gives it back."""
    page = Image.fromarray(scalp(seed))
    pen = ImageDraw.Draw(page)
    left, top = 60, 480
    right, low = left + drawn.length_px - 1, top + drawn.thick_px - 1
    pen.rectangle((left, top, right, low), fill=drawn.ink)
    if drawn.shape == "ticked":
        for x in (left, right - drawn.thick_px + 1):
            pen.rectangle((x, top - 9, x + drawn.thick_px - 1, low + 9), fill=drawn.ink)
    if drawn.shape == "corner":
        up = top - drawn.length_px
        pen.rectangle((left, up, left + drawn.thick_px - 1, low), fill=drawn.ink)
    font = ImageFont.truetype(FONTS / drawn.font, drawn.letters_px)
    place = (left + 80, top + 16) if drawn.below else (right + 26, top - 20)
    ink = drawn.ink
    if drawn.boxed:
        box = pen.textbbox(place, drawn.label, font=font)
        pen.rectangle((box[0] - 10, box[1] - 8, box[2] + 10, box[3] + 8), fill=(60, 56, 60))
        ink = (255, 255, 255)
    pen.text(place, drawn.label, font=font, fill=ink)
    _, file = cv2.imencode(".jpg", np.asarray(page)[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, jpeg])
    return np.ascontiguousarray(cv2.imdecode(file, cv2.IMREAD_COLOR)[..., ::-1])

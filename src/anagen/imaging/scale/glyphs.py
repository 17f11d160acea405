"""The few signs that a scale's label is written with, and which of them a patch of ink looks like.

The signs are drawn with the fonts that come with our picture libraries, so that nothing is
stored and nothing was learnt from anybody's pictures.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ink = NDArray[np.uint8]
    Norm = NDArray[np.float32]

DIGITS = "0123456789"
#: Letters that touch in small print are looked for as one sign.
UNITS = ("mm", "µm", "um", "cm", "m", "µ", "u", "c")
SIGNS = (*DIGITS, *UNITS)
#: Every sign is looked at in this size: tall enough for a 5 to differ from a 6.
TALL, WIDE = 24, 60
DRAWN_PX = 48
#: Strokes of each of OpenCV's fonts that are drawn, beside Pillow's own.
STROKES = (
    (cv2.FONT_HERSHEY_SIMPLEX, 3),
    (cv2.FONT_HERSHEY_SIMPLEX, 6),
    (cv2.FONT_HERSHEY_DUPLEX, 4),
)
#: A sign may be this much wider or narrower than ours; letters in one line vary less.
WIDTHS_APART = 1.5


@dataclass(frozen=True, slots=True)
class Likeness:
    """Which sign a patch may be, and how alike they are, from 0 to 1."""

    sign: str
    alike: float


def likenesses(ink: Ink) -> tuple[Likeness, ...]:
    """The signs that a patch of ink (bright on black, cut to its edges) resembles, best first."""
    seen, wide = _normal(ink)
    signs, drawn, widths = _drawn()
    apart = np.maximum(widths, wide) / np.maximum(1.0, np.minimum(widths, wide))
    scores = np.where(apart <= WIDTHS_APART, drawn @ seen.ravel() / np.sqrt(apart), 0.0)
    best: dict[str, float] = {}
    for sign, alike in zip(signs, scores.tolist(), strict=True):
        best[sign] = max(best.get(sign, 0.0), alike)
    return tuple(Likeness(sign, best[sign]) for sign in sorted(best, key=lambda one: -best[one]))


@cache
def _drawn() -> tuple[tuple[str, ...], Norm, NDArray[np.float64]]:
    """Every sign in every font: its name, its points in one row, and how wide it is."""
    shown = [(sign, *_normal(ink)) for sign in SIGNS for ink in _pictures(sign)]
    rows = np.stack([points.ravel() for _, points, _ in shown])
    return tuple(sign for sign, _, _ in shown), rows, np.array([wide for _, _, wide in shown])


def _pictures(sign: str) -> list[Ink]:
    """The sign in every font we have."""
    found = [_written(sign, ImageFont.load_default(DRAWN_PX), thick) for thick in (0, 1)]
    if sign.isascii():  # OpenCV's own fonts know no µ
        found += [_stroked(sign, font, thick) for font, thick in STROKES]
    return found


def _written(sign: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, thick: int) -> Ink:
    page = Image.new("L", (4 * DRAWN_PX, 2 * DRAWN_PX))
    ImageDraw.Draw(page).text(
        (DRAWN_PX // 2, DRAWN_PX // 4), sign, fill=255, font=font, stroke_width=thick
    )
    return _cut(np.asarray(page, np.uint8))


def _stroked(sign: str, font: int, thick: int) -> Ink:
    page = np.zeros((3 * DRAWN_PX, 5 * DRAWN_PX), np.uint8)
    cv2.putText(page, sign, (DRAWN_PX // 2, 2 * DRAWN_PX), font, 2.0, 255, thick, cv2.LINE_AA)
    return _cut(page)


def _cut(page: Ink) -> Ink:
    rows, columns = np.nonzero(page.max(axis=1))[0], np.nonzero(page.max(axis=0))[0]
    return page[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _normal(ink: Ink) -> tuple[Norm, float]:
    """The patch at the usual height, in the middle, softened; and how wide it then is."""
    high, wide = ink.shape
    width = min(WIDE, max(2, round(wide * TALL / high)))
    small = cv2.resize(ink, (width, TALL), interpolation=cv2.INTER_AREA).astype(np.float32)
    page = np.zeros((TALL + 4, WIDE + 4), np.float32)
    left = (page.shape[1] - width) // 2
    page[2 : 2 + TALL, left : left + width] = small
    soft = cv2.GaussianBlur(page, (0, 0), 1.0)
    soft = soft - soft.mean()
    size = float(np.linalg.norm(soft))
    return (soft / size if size else soft).astype(np.float32), wide * TALL / high

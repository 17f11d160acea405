"""The picture itself with its hairs drawn in, as a PNG; below it a strip that says what is what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from anagen.imaging.hairs import Point
from anagen.imaging.measured import Mark, Measured, MeasuredHair
from anagen.imaging.overlay.marks import (
    BLANK,
    DARK,
    FRAME,
    FRAME_SAYS,
    RING,
    STYLES,
    Colour,
    Root,
    Sizes,
    Style,
    bar_mm,
    sizes,
)

if TYPE_CHECKING:
    from anagen.imaging.scalp import Pixels

#: Lines of the strip below the picture, in heights of its text.
STRIP = 6.2


class Pen:
    """Draws on one picture, in sizes that fit it."""

    def __init__(self, image: Image.Image, by: Sizes) -> None:
        self.draw = ImageDraw.Draw(image)
        self.by = by
        self.font = ImageFont.load_default(by.text)

    def line(self, path: Sequence[Point], colour: Colour, wide: float) -> None:
        """A line through all points."""
        self.draw.line([*path], fill=colour, width=max(1, round(wide)), joint="curve")

    def dashed(self, path: Sequence[Point], style: Style) -> None:
        """The line of one kind of hair."""
        if style.dashes is None:
            self.line(path, style.colour, self.by.line)
            return
        for piece in dashes(path, [part * self.by.line for part in style.dashes]):
            self.line(piece, style.colour, self.by.line)

    def root(self, place: Point, style: Style, size: float) -> None:
        """The root of one kind of hair."""
        (x, y), wide = place, max(1, round(self.by.line))
        box = (x - size, y - size, x + size, y + size)
        if style.root is Root.OPEN:
            self.draw.ellipse(box, fill=DARK, outline=style.colour, width=wide)
        elif style.root is Root.ROUND:
            self.draw.ellipse(box, fill=style.colour, outline=DARK, width=wide)
        else:
            self.draw.rectangle(box, fill=style.colour, outline=DARK, width=wide)

    def words(self, place: Point, text: str, anchor: str = "lm") -> None:
        """Words that can be read on any ground."""
        edge = max(1, round(self.by.line))
        self.draw.text(
            place, text, font=self.font, fill=FRAME, anchor=anchor,
            stroke_width=edge, stroke_fill=DARK,
        )  # fmt: skip


def overlay_png(pixels: Pixels, measured: Measured) -> bytes:
    """The picture with its hairs drawn in. `pixels` may be a smaller copy of what was measured."""
    size = (measured.width_px, measured.height_px)
    by = sizes(*size)
    image = Image.new("RGB", (size[0], size[1] + round(STRIP * by.text)), DARK)
    whole = Image.fromarray(pixels)
    image.paste(whole if whole.size == size else whole.resize(size), (0, 0))
    pen = Pen(image, by)
    draw_frame(pen, measured)
    for one in measured.hairs:
        draw_hair(pen, one)
    draw_scale(pen, measured)
    draw_legend(pen, measured)
    return as_png(image)


def as_png(image: Image.Image) -> bytes:
    """The bytes of a PNG."""
    points = cv2.cvtColor(np.asarray(image), cv2.COLOR_RGB2BGR)
    _, packed = cv2.imencode(".png", points, [cv2.IMWRITE_PNG_COMPRESSION, 3])
    return packed.tobytes()


def draw_hair(pen: Pen, one: MeasuredHair) -> None:
    """Shaft and root of one hair."""
    style, by = STYLES[one.kind], pen.by
    pen.line(one.hair.path, DARK, 2 * by.line)
    pen.dashed(one.hair.path, style)
    if one.mark is not Mark.FOUND:
        (x, y), ring = one.root, 1.9 * by.root
        box = (x - ring, y - ring, x + ring, y + ring)
        pen.draw.ellipse(box, outline=RING, width=max(1, round(by.line)))
    pen.root(one.root, style, by.root if one.is_counted else 0.6 * by.root)


def draw_frame(pen: Pen, measured: Measured) -> None:
    """The frame, and what is taken out of it."""
    if measured.frame is None:
        return
    for blank in measured.frame.blanks:
        pen.draw.polygon(measured.frame.outline(blank), outline=BLANK, width=round(pen.by.line))
    corners = measured.frame.outline()
    for colour, wide in ((DARK, 2.0), (FRAME, 1.0)):
        pen.line([*corners, corners[0]], colour, wide * pen.by.line)


def draw_scale(pen: Pen, measured: Measured) -> None:
    """A bar of known length in the lower right corner of the picture."""
    if measured.px_per_mm is None:
        return
    by, length = pen.by, bar_mm(measured.px_per_mm, measured.width_px)
    right, low = measured.width_px - 2 * by.margin, measured.height_px - 2 * by.margin
    left = right - length * measured.px_per_mm
    pen.line([(left, low), (right, low)], DARK, 5 * by.line)
    pen.line([(left, low), (right, low)], FRAME, 2.5 * by.line)
    pen.words(((left + right) / 2, low - by.text), f"{length:g} mm", "mm")


def draw_legend(pen: Pen, measured: Measured) -> None:
    """The strip below the picture."""
    by, y = pen.by, measured.height_px + 1.1 * pen.by.text
    step = measured.width_px / 3
    for number, style in enumerate(STYLES.values()):
        x = by.margin + number * step
        pen.dashed([(x, y), (x + 2.5 * by.text, y)], style)
        pen.root((x, y), style, by.root)
        pen.words((x + 3 * by.text, y), style.says)
    y += 1.8 * by.text
    pen.line([(by.margin, y), (by.margin + 2.5 * by.text, y)], FRAME, by.line)
    pen.words((by.margin + 3 * by.text, y), FRAME_SAYS)
    pen.words((by.margin, y + 1.8 * by.text), said(measured))


def said(measured: Measured) -> str:
    """The figures in one line."""
    if measured.density_95 is None or measured.area_cm2 is None:
        return measured.refused.says if measured.refused else ""
    low, high = measured.density_95
    return (
        f"{measured.count} hairs on {measured.area_cm2:.2f} square cm: "
        f"{measured.density_per_cm2:.0f} in a square cm (95 %: {low:.0f} to {high:.0f})"
    )


def dashes(path: Sequence[Point], lengths: Sequence[float]) -> list[list[Point]]:
    """The pieces of a line that are drawn when it is dashed."""
    points = np.array(path, np.float64)
    run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    pieces = []
    for begin in np.arange(0.0, run[-1], sum(lengths)):
        at = np.array([begin, min(begin + lengths[0], run[-1])])
        ends = zip(np.interp(at, run, points[:, 0]), np.interp(at, run, points[:, 1]), strict=True)
        pieces.append([(float(x), float(y)) for x, y in ends])
    return pieces

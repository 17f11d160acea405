"""Both pictures side by side with what became of each hair drawn at its root.

Every fate has a shape of its own, so nobody needs to tell colours apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from PIL import Image

from anagen.imaging.hairs import Point
from anagen.imaging.match.compared import Compared
from anagen.imaging.match.fates import Fate, Growth
from anagen.imaging.match.visits import Visit
from anagen.imaging.overlay.marks import DARK, Colour, Sizes, sizes
from anagen.imaging.overlay.picture import Pen, as_png

#: Lines of the strip below the pictures, in heights of its text.
STRIP = 4.6
GREY: Colour = (128, 128, 128)


class Shape(Enum):
    """What is drawn, as lines between corners; 1 is the size of a root."""

    CIRCLE = ()
    UP = ((0, -1.5), (1.4, 1.1), (-1.4, 1.1), (0, -1.5))
    CROSS = ((-1.2, -1.2), (1.2, 1.2), (0, 0), (1.2, -1.2), (-1.2, 1.2))
    DIAMOND = ((0, -1.5), (1.5, 0), (0, 1.5), (-1.5, 0), (0, -1.5))


#: Shape, colour (of Okabe and Ito) and words of each fate.
SIGNS: dict[Fate, tuple[Shape, Colour, str]] = {
    Fate.KEPT: (Shape.CIRCLE, (255, 255, 255), "kept"),
    Fate.NEW: (Shape.UP, (86, 180, 233), "new"),
    Fate.LOST: (Shape.CROSS, (230, 159, 0), "lost"),
    Fate.DOUBTFUL: (Shape.DIAMOND, (204, 121, 167), "doubtful"),
}


def comparison_png(before: Visit, after: Visit, compared: Compared) -> bytes:
    """The two pictures side by side, a sign at every hair, and below what the signs mean."""
    wide = max(visit.measured.width_px for visit in (before, after))
    high = max(visit.measured.height_px for visit in (before, after))
    by = sizes(wide, high)
    image = Image.new("RGB", (2 * wide, high + round(STRIP * by.text)), DARK)
    image.paste(_ground(before), (0, 0))
    image.paste(_ground(after), (wide, 0))
    pen = Pen(image, by)
    for one in compared.hairs:
        _sign(pen, one.root_before, one.fate)
        (x, y), is_thicker = one.root_after, one.growth is Growth.THICKER
        _sign(pen, (x + wide, y), one.fate)
        if one.growth is not None:
            pen.words((x + wide + 1.6 * by.root, y), "+" if is_thicker else "-")
    _legend(pen, (wide, high), compared)
    return as_png(image)


def _ground(visit: Visit) -> Image.Image:
    """The picture, or plain grey without one."""
    size = (visit.measured.width_px, visit.measured.height_px)
    if visit.pixels is None:
        return Image.new("RGB", size, GREY)
    picture = Image.fromarray(visit.pixels)
    return picture if picture.size == size else picture.resize(size)


def _sign(pen: Pen, place: Point, fate: Fate) -> None:
    shape, colour, _ = SIGNS[fate]
    for paint, width in ((DARK, 2.2), (colour, 1.0)):
        if shape is Shape.CIRCLE:
            (x, y), reach = place, pen.by.root
            box = (x - reach, y - reach, x + reach, y + reach)
            pen.draw.ellipse(box, outline=paint, width=max(1, round(width * pen.by.line)))
        else:
            pen.line(list(_corners(shape, place, pen.by)), paint, width * pen.by.line)


def _corners(shape: Shape, place: Point, by: Sizes) -> Iterator[Point]:
    for x, y in shape.value:
        yield (place[0] + x * by.root, place[1] + y * by.root)


def _legend(pen: Pen, size: tuple[int, int], compared: Compared) -> None:
    """The strip below: signs with their numbers, then the change."""
    by, y = pen.by, size[1] + 1.2 * pen.by.text
    step = 2 * size[0] / 6
    for number, (fate, (_, _, says)) in enumerate(SIGNS.items()):
        x = 2 * by.margin + number * step
        _sign(pen, (x, y), fate)
        pen.words((x + by.text, y), f"{says}: {compared.count(fate)}")
    for number, growth in enumerate(Growth, len(SIGNS)):
        sign = "+" if growth is Growth.THICKER else "-"
        x = 2 * by.margin + number * step
        pen.words((x, y), f"{sign} {growth.value}: {compared.count(growth)}")
    pen.words((2 * by.margin, y + 1.9 * by.text), _said(compared))


def _said(compared: Compared) -> str:
    """The change in one line, or why there is none."""
    if compared.why is not None or compared.change_95 is None:
        return compared.why.says if compared.why else ""
    low, high = compared.change_95
    return (
        f"before on the left, after on the right: {compared.change_per_cm2:+.1f} hairs in a "
        f"square cm (95 %: {low:+.1f} to {high:+.1f})"
    )

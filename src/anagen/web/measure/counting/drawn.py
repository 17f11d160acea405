"""Hairs drawn over their picture: places and classes, for a page to turn into shapes.

All places are those of the picture as given, so that what a person taps is what is stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from anagen.imaging.hairs import Kind, Point
from anagen.imaging.measured import Mark, Measured, MeasuredHair

#: The widest the drawn scale may be, as a share of the picture, and the lengths it may have.
MOST_OF_WIDTH = 0.3
LENGTHS_MM = (10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1)
#: Sizes follow the picture: numbers this share of its longer side, dots a third of that.
LETTERS = 1 / 70


@dataclass(frozen=True, slots=True)
class Line:
    """One hair as a shape. `looks` are the classes that say its kind."""

    id: int
    d: str
    x: float
    y: float
    looks: str
    hair: MeasuredHair

    @property
    def width_um(self) -> int | None:
        """The width to the micrometre; None where it is not known."""
        return None if self.hair.width_um is None else round(self.hair.width_um)

    @property
    def tip(self) -> Point:
        """Where it ends, to the pixel."""
        return round(self.hair.tip[0]), round(self.hair.tip[1])

    @property
    def root(self) -> Point:
        """Where it leaves the skin, to the pixel."""
        return round(self.hair.root[0]), round(self.hair.root[1])


@dataclass(frozen=True, slots=True)
class Bar:
    """The drawn scale: from `x` to `end`, at `y`, this many millimetres long."""

    x: float
    end: float
    y: float
    mm: float


@dataclass(frozen=True, slots=True)
class Overlay:
    """Everything that is drawn over one picture."""

    width: int
    height: int
    lines: tuple[Line, ...]
    frame: str
    blanks: tuple[str, ...]
    bar: Bar | None

    @property
    def letter(self) -> float:
        """How tall a number is, in pixels of the picture."""
        return round(max(self.width, self.height) * LETTERS, 1)

    @property
    def dot(self) -> float:
        """How wide the dot on a root is."""
        return round(self.letter / 3, 1)


def overlay_of(measured: Measured) -> Overlay:
    """The drawing of one measured picture."""
    frame = measured.frame
    return Overlay(
        width=measured.width_px,
        height=measured.height_px,
        lines=tuple(map(_line, measured.hairs)),
        frame=_closed(frame.outline()) if frame else "",
        blanks=tuple(_closed(frame.outline(one)) for one in frame.blanks) if frame else (),
        bar=_bar(measured),
    )


def _line(one: MeasuredHair) -> Line:
    x, y = one.root
    return Line(one.id, path_of(one.hair.path), round(x, 1), round(y, 1), looks_of(one), one)


def looks_of(one: MeasuredHair) -> str:
    """The classes of a hair: its kind, and what else must be seen at a glance."""
    found = ["hair", one.kind.value if one.kind is not Kind.UNKNOWN else "unmeasured"]
    if not one.is_counted:
        found.append("outside")
    if one.mark is not Mark.FOUND:
        found.append("by-hand")
    return " ".join(found)


def path_of(points: Iterable[Point]) -> str:
    """A line through these points, as SVG writes it."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _closed(points: Iterable[Point]) -> str:
    return f"{path_of(points)}Z"


def _bar(measured: Measured) -> Bar | None:
    """The longest round length that fits into the lower corner of the picture."""
    if measured.scale is None:
        return None
    most = MOST_OF_WIDTH * measured.width_px / measured.scale.px_per_mm
    mm = next((length for length in LENGTHS_MM if length <= most), None)
    if mm is None:
        return None
    edge = max(measured.width_px, measured.height_px) * LETTERS * 1.5
    x = round(edge, 1)
    end = round(x + mm * measured.scale.px_per_mm, 1)
    return Bar(x, end, round(measured.height_px - edge, 1), mm)

"""What is drawn over a picture: shapes, colours and words, the same for the page and for a file.

Colours are those of Okabe and Ito, which people with any kind of colour vision can tell apart.
No fact is told by colour alone: a terminal hair has a full line and a round root, a vellus hair a
dashed line and a root with corners, one of unknown width a dotted line and an open root. A hair
outside the frame has a small root. One that a person added or merged wears a ring.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from anagen.imaging.hairs import Kind

Colour = tuple[int, int, int]

FRAME: Colour = (255, 255, 255)
DARK: Colour = (20, 20, 20)
RING: Colour = (240, 228, 66)
BLANK: Colour = (120, 120, 120)


class Root(Enum):
    """The shape of a root."""

    ROUND = "round"
    SQUARE = "square"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of hair is drawn; `dashes` are lengths in line widths, drawn and left out.

    `says` keeps to plain letters: the font that comes with Pillow has no µ and no ².
    """

    colour: Colour
    root: Root
    dashes: tuple[float, float] | None
    says: str


STYLES = {
    Kind.TERMINAL: Style((230, 159, 0), Root.ROUND, None, "terminal: over 40 micrometres"),
    Kind.VELLUS: Style((86, 180, 233), Root.SQUARE, (4.0, 3.0), "vellus: 40 or less"),
    Kind.UNKNOWN: Style((255, 255, 255), Root.OPEN, (1.0, 3.0), "width not known"),
}
FRAME_SAYS = "hairs count inside this frame"
#: A scale bar is one of these, whichever fits into a quarter of the picture.
BARS_MM = (5.0, 2.0, 1.0, 0.5, 0.2, 0.1)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes that fit the picture: a hair in a large picture gets a thicker line."""

    line: float
    root: float
    text: float
    margin: float


def sizes(width_px: int, height_px: int) -> Sizes:
    """The sizes for a picture."""
    unit = max(width_px, height_px) / 1280
    return Sizes(line=2.0 * unit, root=6.0 * unit, text=20.0 * unit, margin=16.0 * unit)


def bar_mm(px_per_mm: float, width_px: int) -> float:
    """How long the scale bar is, in millimetres."""
    fitting = (mm for mm in BARS_MM if mm * px_per_mm <= width_px / 4)
    return next(fitting, BARS_MM[-1])


def hex_of(colour: Colour) -> str:
    """A colour as a page writes it."""
    return "#{:02x}{:02x}{:02x}".format(*colour)

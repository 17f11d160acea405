"""What stands on a sheet: its title, its parts and blocks, ready to be drawn or shown.

A block holds finished text in the reader's language. Whatever it holds is text and nothing
else: no block has markup, and none becomes any.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class Sign(Enum):
    """The shape beside a framed warning; it says the same without colour."""

    STOP = "stop"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; the fine ones are notes at the edge."""

    says: str
    is_fine: bool = False
    kind: str = field(default="paragraph", init=False)


@dataclass(frozen=True, slots=True)
class Bullets:
    """A plain list, in one column or two. Ticks have a box to fill in."""

    items: tuple[str, ...]
    columns: int = 1
    has_boxes: bool = False
    kind: str = field(default="bullets", init=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """A few words in bold, and what they mean."""

    title: str
    says: str


@dataclass(frozen=True, slots=True)
class Entries:
    """Several things, each with its title, in one column or two."""

    items: tuple[Entry, ...]
    columns: int = 1
    kind: str = field(default="entries", init=False)


@dataclass(frozen=True, slots=True)
class Rows:
    """A table with a head; the first column says what a row is about."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: str = field(default="rows", init=False)


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands below it."""

    heading: str
    blocks: tuple[Block, ...]
    kind: str = field(default="part", init=False)


@dataclass(frozen=True, slots=True)
class Beside:
    """Two columns of blocks, side by side."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    kind: str = field(default="beside", init=False)


@dataclass(frozen=True, slots=True)
class Frame:
    """A framed part, for what must not be overlooked."""

    heading: str
    sign: Sign
    blocks: tuple[Block, ...]
    kind: str = field(default="frame", init=False)


@dataclass(frozen=True, slots=True)
class Line:
    """A line to write on by hand, with what belongs there."""

    says: str
    kind: str = field(default="line", init=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A small picture, such as a signature; `means` is read out in its place."""

    png: bytes
    means: str
    kind: str = field(default="picture", init=False)


Block = Paragraph | Bullets | Entries | Rows | Part | Beside | Frame | Line | Picture


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code as an SVG drawing, and the address it leads to."""

    svg: str
    address: str
    means: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of paper, in one language. `made` is the moment it speaks of."""

    title: str
    language: str
    is_right_to_left: bool
    made: datetime
    head: str
    blocks: tuple[Block, ...]
    foot: str
    code: Code | None = None

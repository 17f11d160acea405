"""What one picture says: its hairs, their number on a known area, and how sure that is.

Places are [x, y] in pixels of the picture as given: the origin is the centre of the top left
pixel, x runs right and y down.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from anagen.imaging.doubts import Doubt
from anagen.imaging.frame import Frame
from anagen.imaging.hairs import Hair, Kind, Point
from anagen.imaging.scalp import Scale

#: The histogram of widths: bars of 5 µm from 0; the last takes everything wider.
BIN_UM = 5.0
BINS = 30


class Mark(Enum):
    """Who put a hair there."""

    FOUND = "found"
    ADDED = "added"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class MeasuredHair:
    """One hair of a measured picture.

    `id` names it within the picture and never changes. `unit` is the number of the group of
    hairs that leave the skin together. `is_counted` says whether its root lies in the frame.
    """

    id: int
    hair: Hair
    unit: int
    is_counted: bool
    mark: Mark = Mark.FOUND

    @property
    def root(self) -> Point:
        """Where the shaft leaves the skin."""
        return self.hair.root

    @property
    def tip(self) -> Point:
        """Where the shaft ends, or leaves the picture."""
        return self.hair.tip

    @property
    def kind(self) -> Kind:
        """Terminal or vellus at a cut of 40 µm."""
        return self.hair.kind

    @property
    def width_um(self) -> float | None:
        """The median optical width; None where it could not be measured."""
        return self.hair.width_um


@dataclass(frozen=True, slots=True)
class Refused:
    """A picture that cannot be counted: why (one name), what we say, and what to do next."""

    why: str
    says: str
    do_next: str


@dataclass(frozen=True, slots=True)
class Cut:
    """The counted hairs on both sides of one published width."""

    cut_um: float
    terminal: int
    vellus: int
    unknown: int

    @property
    def terminal_share(self) -> float | None:
        """Terminal hairs of those whose side is known, from 0 to 1; None when there are none."""
        known = self.terminal + self.vellus
        return self.terminal / known if known else None


@dataclass(frozen=True, slots=True)
class Measured:
    """One picture, measured or refused.

    `hairs` are all that were seen, counted or not; `removed` are those that the program found and
    a person took out. `scale`, `frame`, `density_95` and `coverage` are None in a refusal.
    `coverage` is the share of the frame that hair covers, from 0 to 1. `found_by` names the way
    the hairs were found: network or ridges.
    """

    image: str
    width_px: int
    height_px: int
    scale: Scale | None = None
    frame: Frame | None = None
    hairs: tuple[MeasuredHair, ...] = ()
    removed: tuple[MeasuredHair, ...] = ()
    density_95: tuple[float, float] | None = None
    coverage: float | None = None
    found_by: str = ""
    doubts: tuple[Doubt, ...] = ()
    refused: Refused | None = field(default=None)

    @property
    def px_per_mm(self) -> float | None:
        """Pixels in a millimetre."""
        return self.scale.px_per_mm if self.scale else None

    @property
    def area_cm2(self) -> float | None:
        """The area of the frame."""
        return self.frame.area_cm2 if self.frame else None

    @property
    def counted(self) -> tuple[MeasuredHair, ...]:
        """The hairs whose root lies in the frame."""
        return tuple(one for one in self.hairs if one.is_counted)

    @property
    def count(self) -> int:
        """How many hairs have their root in the frame."""
        return len(self.counted)

    @property
    def density_per_cm2(self) -> float | None:
        """Hairs in a square centimetre."""
        return self.count / self.frame.area_cm2 if self.frame else None

    @property
    def is_corrected(self) -> bool:
        """Whether a person changed what the program found."""
        return bool(self.removed) or any(one.mark is not Mark.FOUND for one in self.hairs)

    @property
    def widths_um(self) -> tuple[float, ...]:
        """The widths of the counted hairs that could be measured, narrow ones first."""
        return tuple(sorted(one.width_um for one in self.counted if one.width_um is not None))

    @property
    def histogram(self) -> tuple[int, ...]:
        """How many counted hairs fall into each bar of BIN_UM; the last takes all wider ones."""
        bars = [0] * BINS
        for width in self.widths_um:
            bars[min(int(width / BIN_UM), BINS - 1)] += 1
        return tuple(bars)

    @property
    def units(self) -> dict[int, int]:
        """Each unit with a counted hair, and how many counted hairs it has."""
        sizes: dict[int, int] = {}
        for one in self.counted:
            sizes[one.unit] = sizes.get(one.unit, 0) + 1
        return sizes

    @property
    def hairs_per_unit(self) -> float | None:
        """Counted hairs for each unit; None when nothing was counted."""
        return self.count / len(self.units) if self.units else None

    def cut_at(self, cut_um: float) -> Cut:
        """The counted hairs above, and at or below, one width.

        A width that is only known as "at most" says vellus when it is at or below the cut, and
        nothing when it is above.
        """
        sides = {True: 0, False: 0, None: 0}
        for one in self.counted:
            sides[is_above(one.hair, cut_um)] += 1
        return Cut(cut_um, sides[True], sides[False], sides[None])


def is_above(hair: Hair, cut_um: float) -> bool | None:
    """Whether a hair is wider than a cut; None when that cannot be told."""
    if hair.width_um is None or (hair.width_at_most and hair.width_um > cut_um):
        return None
    return hair.width_um > cut_um

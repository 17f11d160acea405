"""The widths of the hairs as bars and as a table: both say the same."""

from __future__ import annotations

from dataclasses import dataclass

from anagen.imaging.hairs import CUTS_UM
from anagen.imaging.measured import BIN_UM, BINS, Measured

#: Bars up to here are always shown, so that two pictures of one person look alike.
SHOWN_UM = 120.0
#: The drawing is this tall; across, everything is in per cent, so that letters never shrink.
TALL, FLOOR = 150.0, 22.0
TICKS_UM = (0, 20, 40, 60, 80, 100, 120, 140)


@dataclass(frozen=True, slots=True)
class WidthBar:
    """One bar: hairs from `least` to `most` µm wide; `most` is None for the last of all."""

    least: int
    most: int | None
    hairs: int
    x: str
    y: float
    tall: float


@dataclass(frozen=True, slots=True)
class Place:
    """A mark on the axis, in per cent of its length."""

    um: int
    x: str


@dataclass(frozen=True, slots=True)
class Bars:
    """The whole drawing."""

    bars: tuple[WidthBar, ...]
    wide: str
    ticks: tuple[Place, ...]
    cuts: tuple[Place, ...]
    most: int

    @property
    def rows(self) -> list[WidthBar]:
        """The bars that hold a hair, for the table."""
        return [bar for bar in self.bars if bar.hairs]


def bars_of(measured: Measured) -> Bars | None:
    """The widths of the counted hairs; None where none could be measured."""
    counts = measured.histogram
    most = max(counts)
    if not most:
        return None
    last = max(number for number, hairs in enumerate(counts) if hairs) + 1
    shown = max(last, round(SHOWN_UM / BIN_UM))
    room = TALL - FLOOR - 16
    bars = []
    for number, hairs in enumerate(counts[:shown]):
        tall = round(room * hairs / most, 1)
        top = None if number == BINS - 1 else round((number + 1) * BIN_UM)
        x = _percent(number, shown)
        bars.append(WidthBar(round(number * BIN_UM), top, hairs, x, TALL - FLOOR - tall, tall))
    end = shown * BIN_UM
    return Bars(
        bars=tuple(bars),
        wide=f"{88 / shown:.3f}%",
        ticks=tuple(Place(um, _percent(um, end)) for um in TICKS_UM if um <= end),
        cuts=tuple(Place(round(um), _percent(um, end)) for um in CUTS_UM),
        most=most,
    )


def _percent(part: float, whole: float) -> str:
    """A place on the axis; a little room is left on both sides for the letters."""
    return f"{4 + 92 * part / whole:.3f}%"

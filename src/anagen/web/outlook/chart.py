"""What a chart of bands shows, and where each week and value lies on it.

There are two drawings of each, one wide and one slim. Text never shrinks: the slim drawing has
fewer words, not smaller ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from anagen.web.outlook.band import Band

STEPS = (1.0, 2.0, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 10_000.0)
MOST_LINES = 7


@dataclass(frozen=True, slots=True)
class Size:
    """One of the two drawings, in px: the whole of it, and the margins around the plot."""

    name: str
    width: int
    height: int
    before: int
    after: int
    above: int
    below: int

    @property
    def is_wide(self) -> bool:
        """Whether there is room for words beside the plot."""
        return self.after > 50


WIDE = Size("wide-only", 752, 384, 40, 134, 30, 56)
SLIM = Size("slim-only", 328, 320, 34, 6, 30, 56)
#: Two beside each other.
HALF = Size("wide-only", 480, 284, 38, 6, 48, 54)
LOW = Size("slim-only", 328, 256, 34, 6, 48, 54)


@dataclass(frozen=True, slots=True)
class Line:
    """A curve with its band. `colour` is "wait" for untreated and "mark" for what is tried."""

    name: str
    told: str
    colour: str
    band: Band
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of weeks in which trials measured: where their mean lies, and where a next one may.

    The bands begin at `from_week`.
    """

    name: str
    told: str
    inner: Band
    outer: Band
    from_week: int


@dataclass(frozen=True, slots=True)
class Noise:
    """A range inside which a change could be the error of counting alone."""

    low: float
    high: float
    name: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The tape under the plot: its last week, the words at some weeks, and its unit."""

    weeks: int
    words: tuple[tuple[float, str], ...]
    unit: str
    fine: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """All that one chart shows. `label` says it to those who do not see it."""

    label: str
    title: str
    lines: tuple[Line, ...]
    axis: Axis
    noise: Noise | None = None
    windows: tuple[Window, ...] = ()
    marks: tuple[tuple[float, str], ...] = ()
    sessions: tuple[float, ...] = ()
    shaded: tuple[float, float, str] | None = None
    is_from_zero: bool = False
    limits: tuple[float, float, float] | None = None

    def bounds(self) -> tuple[float, float, float]:
        """From where to where the values go, and the step between two lines of the grid.

        `limits` holds them where two pictures must have the same.
        """
        if self.limits:
            return self.limits
        bands = [line.band for line in self.lines] + [one.outer for one in self.windows]
        least = min(min(one.low) for one in bands)
        most = max(max(one.high) for one in bands)
        if self.noise:
            least, most = min(least, self.noise.low), max(most, self.noise.high)
        least = 0.0 if self.is_from_zero else least
        step = next(one for one in STEPS if (most - least) / one <= MOST_LINES)
        return floor(least / step) * step, ceil(most / step) * step, step


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture in one size: turns weeks and values into px."""

    picture: Picture
    size: Size
    low: float
    high: float
    step: float

    def x(self, week: float) -> float:
        """Where a week lies."""
        wide = self.size.width - self.size.before - self.size.after
        return self.size.before + week / self.picture.axis.weeks * wide

    def y(self, value: float) -> float:
        """Where a value lies."""
        tall = self.size.height - self.size.above - self.size.below
        return self.size.above + (self.high - value) / (self.high - self.low) * tall

    @property
    def foot(self) -> float:
        """The lower edge of the plot."""
        return self.y(self.low)

    @property
    def end(self) -> float:
        """The last week in px."""
        return self.x(self.picture.axis.weeks)


def plot_of(picture: Picture, size: Size) -> Plot:
    """The picture laid out in one size."""
    low, high, step = picture.bounds()
    return Plot(picture, size, low, high, step)

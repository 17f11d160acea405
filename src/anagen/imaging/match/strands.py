"""The hairs of two pictures as strands on one skin, and the pixels that each covers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from anagen.imaging.match.laid import Laid, Places
from anagen.imaging.match.skins import WORKING_PX_PER_MM, Mask, to_px
from anagen.imaging.match.visits import Visit

Window = tuple[slice, slice]

#: The width of a hair whose width is not known.
USUAL_WIDTH_UM = 60.0
#: The skin beside a strand: from so far to so far beyond its rim.
BESIDE_MM = (0.03, 0.11)
#: The soft rim of a strand, which its neighbours share.
RIM_PX = 1.0
#: No path is followed further: what a hair does far from its root says nothing about the root.
LONGEST_MM = 1.2
#: A piece this short, beside a longer strand, is a splinter of it.
SPLINTER_MM = 0.12
#: Pieces of one shaft lie in line: so near, so little aside, and so little turned (radians).
GAP_MM, ASIDE_MM, TURNED = 0.1, 0.04, 0.4


@dataclass(frozen=True)
class Strand:
    """A hair on the skin of the first picture. `path` in mm; `number` is its place in the list."""

    number: int
    path: Places
    width_um: float | None
    sureness: float
    unit: int

    @property
    def root(self) -> complex:
        """Where it leaves the skin, in mm."""
        return complex(self.path[0])

    @property
    def way(self) -> complex:
        """Its direction near the root, as a number of length 1; 0 when it has no length."""
        way = complex(self.path[-1] - self.path[0])
        return way / abs(way) if way else 0j

    @property
    def length_mm(self) -> float:
        """How long the piece is that we look at."""
        return float(np.abs(np.diff(self.path)).sum())

    @property
    def drawn_mm(self) -> float:
        """How wide it is drawn."""
        return (self.width_um or USUAL_WIDTH_UM) / 1000


def strands_of(visit: Visit, laid: Laid | None = None) -> tuple[Strand, ...]:
    """The hairs of a visit as strands; `laid` brings those of the second visit home."""
    strands = []
    for number, one in enumerate(visit.measured.hairs):
        path = visit.mm_of(one.hair.path)
        home = _cut(path if laid is None else laid.unplaced(path))
        strands.append(Strand(number, home, one.width_um, one.hair.sureness, one.unit))
    return tuple(strands)


def _cut(path: Places) -> Places:
    """The path up to its longest length."""
    run = np.concatenate([[0.0], np.abs(np.diff(path)).cumsum()])
    kept = path[run <= LONGEST_MM]
    return kept if kept.size > 1 else path[:2]


@dataclass(frozen=True)
class Trace:
    """What a strand covers inside a window of the working picture, and the skin beside it.

    `grown` is the core with a rim: pixels there may show a neighbour as well.
    """

    window: Window
    core: Mask
    beside: Mask
    grown: Mask


def trace_of(strand: Strand, size: tuple[int, int]) -> Trace:
    """The pixels of a strand and of the skin beside it."""
    points = to_px(strand.path)
    window = _window(points, size)
    away = _away(points, window)
    rim = max(1.2, strand.drawn_mm * WORKING_PX_PER_MM / 2)
    near, far = (rim + mm * WORKING_PX_PER_MM for mm in BESIDE_MM)
    return Trace(window, away <= rim, (away >= near) & (away <= far), away <= rim + RIM_PX)


def _window(points: Places, size: tuple[int, int]) -> Window:
    room = 0.25 * WORKING_PX_PER_MM
    width, height = size
    top, bottom = np.clip([points.imag.min() - room, points.imag.max() + room], 0, height - 1)
    left, right = np.clip([points.real.min() - room, points.real.max() + room], 0, width - 1)
    return slice(int(top), int(bottom) + 1), slice(int(left), int(right) + 1)


def _away(points: Places, window: Window) -> NDArray[np.float32]:
    """How far each pixel of a window lies from a path, in pixels."""
    rows, columns = (edge.stop - edge.start for edge in window)
    lines = np.full((rows, columns), 255, np.uint8)
    here = points - complex(window[1].start, window[0].start)
    corners = np.rint(np.stack([here.real, here.imag], axis=1)).astype(np.int32)
    cv2.polylines(lines, [corners.reshape(-1, 1, 2)], False, 0)
    return np.asarray(cv2.distanceTransform(lines, cv2.DIST_L2, 5), np.float32)


def covered(traces: Iterable[Trace], size: tuple[int, int], margin_px: int = 1) -> Mask:
    """Everything that some strand covers, with a margin."""
    whole = np.zeros((size[1], size[0]), np.uint8)
    for trace in traces:
        whole[trace.window] |= trace.core.astype(np.uint8)
    side = 2 * margin_px + 1
    return np.asarray(cv2.dilate(whole, np.ones((side, side), np.uint8)) > 0)


def share_covered(trace: Trace, other: Trace) -> float:
    """The share of a strand's pixels that another covers."""
    size = (
        max(trace.window[1].stop, other.window[1].stop),
        max(trace.window[0].stop, other.window[0].stop),
    )
    cover = covered([other], size, 0)
    return float(cover[trace.window][trace.core].mean()) if trace.core.any() else 0.0


def is_same_shaft(piece: Strand, whole: Strand) -> bool:
    """Whether a strand is another piece of a longer one: in line with it, or a splinter of it."""
    away = np.abs(piece.path[:, None] - whole.path[None, :])
    if piece.length_mm < SPLINTER_MM and away.min() < GAP_MM:
        return True
    if not piece.way or not whole.way or away.min() > GAP_MM:
        return False
    turned = abs(np.angle(piece.way * whole.way.conjugate()))
    along = (piece.path - whole.root) * whole.way.conjugate()
    past = along.real.max() - whole.length_mm, -along.real.min()
    in_line = float(np.abs(along.imag).min()) < ASIDE_MM
    return bool(min(turned, np.pi - turned) < TURNED and in_line and max(past) > 0)

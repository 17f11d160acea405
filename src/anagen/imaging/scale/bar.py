"""Bars that a microscope's software draws into its pictures: exactly level, thin, of one colour.

No hair is level to the pixel over such a length, and none ends so sharply. What a bar is long is
told by the label beside it (`label`); without one it is only so many pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Profile = NDArray[np.float64]

#: A line stands out from what lies above and below it by at least this much of 255.
LEAST_CONTRAST = 22
#: The shortest bar we look for, as a share of the picture's width; a shorter one is too coarse.
SHORTEST_SHARE = 0.03
LONGEST_SHARE = 0.7
#: A hair of the bar's own colour may hide this share of it, between two pieces that show.
MOST_HIDDEN = 0.35
#: A smaller picture holds no bar and no label.
LEAST_SIDE_PX = 64
#: The thickest bar, as a share of the picture's height.
THICKEST_SHARE = 0.008
MOST_BARS = 12
#: How uneven the colour of a drawn bar is after JPEG: levels of 255, and a share of its contrast.
UNEVEN, UNEVEN_SHARE = 8.0, 0.25
#: On either side a line stands out by this share of what it does on both.
LEAST_SIDE = 0.5
#: A pixel belongs to the bar when it has this much of the bar's contrast.
SHOWN = 0.4


@dataclass(frozen=True, slots=True)
class Bar:
    """A level bar: from `left` to `right` (edges, not centres) on the rows `top` to `bottom`.

    `loose_left` and `loose_right` are by how many pixels an end may lie further out, unseen.
    `is_ticked` says that upright strokes end it on both sides; the length then runs from the
    middle of one to the middle of the other.
    `leg_px` is how long the upright line is that stands on one end, for bars drawn as an L.
    """

    left: float
    right: float
    top: int
    bottom: int
    is_dark: bool
    contrast: float
    loose_left: float
    loose_right: float
    is_ticked: bool = False
    leg_px: float | None = None

    @property
    def length_px(self) -> float:
        """How many pixels it is long."""
        return self.right - self.left

    @property
    def unsure_px(self) -> float:
        """By how much the length may be wrong: half a pixel, and what may go on unseen."""
        return 0.5 + self.loose_left + self.loose_right

    @property
    def thickness_px(self) -> int:
        """How many rows it has."""
        return self.bottom - self.top + 1


@dataclass(frozen=True, slots=True)
class Piece:
    """A level run of pixels that may be a bar or a part of one."""

    left: int
    right: int
    top: int
    bottom: int

    def joins(self, other: Piece, most_gap: float) -> bool:
        """Whether the other piece goes on where this one stops, on the same rows to a pixel.

        The edge of a hair that lies over a bar may be level for a while too, but is thicker.
        """
        on_row = max(abs(self.top - other.top), abs(self.bottom - other.bottom)) <= 1
        return on_row and -2 <= other.left - self.right <= most_gap


def bars_in(grey: Grey) -> tuple[Bar, ...]:
    """The level bars of a picture, the most striking first."""
    shortest = max(24, round(SHORTEST_SHARE * grey.shape[1]))
    found = [
        bar
        for is_dark in (True, False)
        for piece in pieces(grey, is_dark, shortest)
        if (bar := measured(grey, piece, is_dark)) is not None
    ]
    found.sort(key=lambda bar: -bar.contrast * bar.length_px**0.5)
    return tuple(found[:MOST_BARS])


def pieces(grey: Grey, is_dark: bool, shortest: int) -> list[Piece]:
    """The level runs of one polarity, those of one bar joined."""
    thick = max(5, round(THICKEST_SHARE * max(grey.shape)) | 1)
    _, strong = cv2.threshold(
        _apart(grey, thick + 1, is_dark), LEAST_CONTRAST, 1, cv2.THRESH_BINARY
    )
    level = cv2.morphologyEx(strong, cv2.MORPH_OPEN, np.ones((1, shortest // 3), np.uint8))
    edges, _ = cv2.findContours(level, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes = [cv2.boundingRect(one) for one in edges]
    runs = [Piece(x, x + w - 1, y, y + h - 1) for x, y, w, h in boxes if h <= thick]
    longest = LONGEST_SHARE * grey.shape[1]
    return [one for one in _joined(runs) if shortest <= one.right - one.left + 1 <= longest]


def _apart(grey: Grey, rows: int, is_dark: bool) -> Grey:
    """By how much each point is darker (or lighter) than both points so many rows off."""
    above, below = np.empty_like(grey), np.empty_like(grey)
    above[:rows], above[rows:] = grey[:1], grey[:-rows]
    below[-rows:], below[:-rows] = grey[-1:], grey[rows:]
    if is_dark:
        return np.asarray(cv2.subtract(cv2.min(above, below), grey), np.uint8)
    return np.asarray(cv2.subtract(grey, cv2.max(above, below)), np.uint8)


def _joined(runs: list[Piece]) -> list[Piece]:
    """Pieces of one bar as one: a hair that crosses it has its colour and parts it."""
    bars: list[Piece] = []
    for run in sorted(runs, key=lambda one: one.left):
        for at, bar in enumerate(bars):
            whole = run.right - bar.left
            if bar.joins(run, MOST_HIDDEN * whole):
                top, bottom = min(bar.top, run.top), max(bar.bottom, run.bottom)
                bars[at] = Piece(bar.left, max(bar.right, run.right), top, bottom)
                break
        else:
            bars.append(run)
    return bars


def measured(grey: Grey, piece: Piece, is_dark: bool) -> Bar | None:
    """The bar with its ends found between the pixels; None when it has no clear colour."""
    sign = 1.0 if is_dark else -1.0
    inside, above, below = _profiles(grey, piece)
    around = (above + below) / 2
    contrast = sign * (around - inside)
    shown = slice(piece.left, piece.right + 1)
    sides = [float(np.median(sign * (side - inside)[shown])) for side in (above, below)]
    typical = float(np.median(contrast[shown]))
    if min(sides) < LEAST_SIDE * typical:  # the edge of a box, not a line
        return None
    if typical < LEAST_CONTRAST or not _is_drawn(inside[shown], contrast[shown], typical):
        return None
    colour = float(np.median(inside[shown]))
    hidden = sign * (around - colour) < typical / 2
    right, loose_right = _end(contrast, hidden, piece.right, typical)
    left, loose_left = _end(contrast[::-1], hidden[::-1], len(contrast) - 1 - piece.left, typical)
    return Bar(
        left=len(contrast) - 1 - left,
        right=right,
        top=piece.top,
        bottom=piece.bottom,
        is_dark=is_dark,
        contrast=typical,
        loose_left=loose_left,
        loose_right=loose_right,
    )


def _profiles(grey: Grey, piece: Piece) -> tuple[Profile, Profile, Profile]:
    """How bright the bar's rows are along x, and how bright it is just above, and just below."""
    away = piece.bottom - piece.top + 3
    high = grey.shape[0]
    middle = grey[piece.top : piece.bottom + 1]
    above = grey[max(0, piece.top - away) : max(1, piece.top - away + 2)]
    below = grey[min(high - 1, piece.bottom + away - 1) : min(high, piece.bottom + away + 1)]
    rows = np.median(middle, axis=0), above.mean(axis=0), below.mean(axis=0)
    return rows[0].astype(np.float64), rows[1].astype(np.float64), rows[2].astype(np.float64)


def _is_drawn(inside: Profile, contrast: Profile, typical: float) -> bool:
    """A drawn bar has one colour from end to end, and shows nearly everywhere."""
    shows = contrast >= SHOWN * typical
    if np.count_nonzero(shows) < (1 - MOST_HIDDEN) * len(shows):
        return False
    low, high = np.percentile(inside[shows], (10, 90))
    return bool(high - low < UNEVEN + UNEVEN_SHARE * typical)


def _end(
    contrast: Profile, hidden: NDArray[np.bool_], start: int, typical: float
) -> tuple[float, int]:
    """Where the bar ends, going up from `start`, and over how many pixels it may go on unseen.

    Over something of its own colour a bar cannot be seen, and may come out again behind it.
    """
    shows = contrast >= SHOWN * typical
    at = max(0, min(start, len(contrast) - 1))
    while at > 0 and not shows[at]:  # the opening may have run a pixel too far
        at -= 1
    behind = at + 1
    while behind < len(contrast) and (shows[behind] or hidden[behind]):
        at = behind if shows[behind] else at
        behind += 1
    if at + 1 >= len(contrast):
        return at + 0.5, 0
    here, there = min(float(contrast[at]), typical), max(float(contrast[at + 1]), 0.0)
    return at - 0.5 + (here + min(there, typical / 2)) / typical, behind - at - 1

"""The target we print: where everything on it lies, in millimetres from the middle of its window.

Four markers stand around a window of 10 mm that is cut out. They tell where the target lies, how
it is turned and how far it is tilted; the rule, the greys and the colours are for the eye, and for
telling two lights apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from anagen.imaging.hairs import Point

#: OpenCV's small dictionary: 4 by 4 cells, far apart from each other, within a black border.
DICTIONARY = cv2.aruco.DICT_4X4_50
CELLS = 6
WINDOW_MM = 10.0
MARKER_MM = 3.0
#: White around each marker, at least one cell wide, or it cannot be found.
QUIET_MM = 0.6
SIDE_MM = WINDOW_MM + 2 * (MARKER_MM + 2 * QUIET_MM)
#: The line on the page that a person measures with a ruler.
CHECK_LINE_MM = 50.0
#: The four numbers, from the upper left clockwise, and the direction from the middle to each.
MARKERS = {0: (-1, -1), 1: (1, -1), 2: (1, 1), 3: (-1, 1)}
#: From black to white, and five colours whose names everybody knows.
GREYS = ("#000000", "#404040", "#808080", "#bfbfbf", "#ffffff")
COLOURS = ("#c8102e", "#e8a200", "#1f8a3b", "#1557b0", "#7a4a2b")


@dataclass(frozen=True, slots=True)
class Patch:
    """A rectangle of one colour: its upper left corner, width and height in mm."""

    x: float
    y: float
    wide: float
    high: float
    colour: str


def corners_mm(marker: int) -> tuple[Point, Point, Point, Point]:
    """The outer corners of a marker, from the upper left clockwise."""
    across, down = MARKERS[marker]
    middle = WINDOW_MM / 2 + QUIET_MM + MARKER_MM / 2
    x, y, half = across * middle, down * middle, MARKER_MM / 2
    return ((x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half))


def drawn() -> tuple[Patch, ...]:
    """Everything that is printed, as rectangles."""
    ink = [patch for marker in MARKERS for patch in _marker(marker)]
    return (*ink, *_rule(), *_patches(GREYS, -1), *_patches(COLOURS, 1))


def _marker(marker: int) -> list[Patch]:
    """The black cells of a marker, those of one row joined so that no seam shows."""
    dictionary = cv2.aruco.getPredefinedDictionary(DICTIONARY)
    cells = np.asarray(cv2.aruco.generateImageMarker(dictionary, marker, CELLS)) < 128
    left, top = corners_mm(marker)[0]
    cell = MARKER_MM / CELLS
    patches = []
    for row in range(CELLS):
        column = 0
        while column < CELLS:
            run = column
            while run < CELLS and cells[row, run]:
                run += 1
            if run > column:
                x, y = left + column * cell, top + row * cell
                patches.append(Patch(x, y, (run - column) * cell, cell, "#000000"))
            column = run + 1
    return patches


def _rule() -> list[Patch]:
    """A stroke every millimetre along the four sides of the window, a longer one in the middle."""
    half, thin = WINDOW_MM / 2, 0.12
    strokes = []
    for at in range(-4, 5):
        long = 0.8 if at else 1.2
        along = at - thin / 2
        strokes += [
            Patch(along, -half - long, thin, long, "#000000"),
            Patch(along, half, thin, long, "#000000"),
            Patch(-half - long, along, long, thin, "#000000"),
            Patch(half, along, long, thin, "#000000"),
        ]
    return strokes


def _patches(colours: tuple[str, ...], side: int) -> list[Patch]:
    """A row of patches above the window (side -1) or below it."""
    wide, high = 1.6, 1.4
    first = -wide * len(colours) / 2
    far = WINDOW_MM / 2 + 2 * QUIET_MM + MARKER_MM - 0.4
    y = -far if side < 0 else far - high
    return [Patch(first + at * wide, y, wide, high, one) for at, one in enumerate(colours)]

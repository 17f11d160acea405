"""Thins hair to lines one pixel wide, so that it has ends to find and a way to follow."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

Cell = tuple[int, int]

_AROUND = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))
_WEIGHTS = np.array([[128, 1, 2], [64, 0, 4], [32, 16, 8]], np.float32)


def _deletable(second: bool) -> NDArray[np.bool_]:
    """For each of the 256 neighbourhoods whether this half step takes the pixel away."""
    codes = np.arange(256)
    north, _, east, _, south, _, west, _ = bits = [(codes >> bit) & 1 for bit in range(8)]
    neighbours = sum(bits)
    rises = sum((bits[n] == 0) & (bits[(n + 1) % 8] == 1) for n in range(8))
    if second:
        corner = (north & east & west == 0) & (north & south & west == 0)
    else:
        corner = (north & east & south == 0) & (east & south & west == 0)
    return np.asarray((neighbours >= 2) & (neighbours <= 6) & (rises == 1) & corner)


_HALF_STEPS = (_deletable(second=False), _deletable(second=True))


def thinned(mask: Mask) -> Mask:
    """The middle lines of a mask, after Zhang and Suen (1984)."""
    lines = np.pad(mask, 1).astype(np.float32)
    while True:
        before = int(lines.sum())
        for table in _HALF_STEPS:
            codes = cv2.filter2D(lines, -1, _WEIGHTS, borderType=cv2.BORDER_CONSTANT)
            lines[(lines > 0) & table[codes.astype(np.uint8)]] = 0
        if int(lines.sum()) == before:
            return np.asarray(lines[1:-1, 1:-1] > 0)


def ends(cells: set[Cell]) -> list[Cell]:
    """Where a thinned line ends: cells with one neighbour, or with two that touch each other."""
    return sorted(cell for cell in cells if _is_end(_neighbours(cell, cells)))


def _is_end(near: list[Cell]) -> bool:
    if len(near) == 2:
        (y0, x0), (y1, x1) = near
        return abs(y0 - y1) + abs(x0 - x1) == 1
    return len(near) < 2


def way(cells: set[Cell], start: Cell, goals: list[Cell]) -> dict[Cell, list[Cell]]:
    """The shortest way along the line from its start to each of the goals."""
    came: dict[Cell, Cell] = {start: start}
    waiting = deque([start])
    while waiting:
        cell = waiting.popleft()
        for near in _neighbours(cell, cells):
            if near not in came:
                came[near] = cell
                waiting.append(near)
    return {goal: _back(came, goal) for goal in goals if goal in came}


def _back(came: dict[Cell, Cell], goal: Cell) -> list[Cell]:
    track = [goal]
    while came[track[-1]] != track[-1]:
        track.append(came[track[-1]])
    return track[::-1]


def _neighbours(cell: Cell, cells: set[Cell]) -> list[Cell]:
    return [(cell[0] + y, cell[1] + x) for y, x in _AROUND if (cell[0] + y, cell[1] + x) in cells]

"""Reads the printed target: its scale, how far the camera was tilted, and the picture laid flat."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from anagen.imaging.scale.flat import Flat
from anagen.imaging.scale.printed import (
    CHECK_LINE_MM,
    DICTIONARY,
    MARKER_MM,
    MARKERS,
    QUIET_MM,
    SIDE_MM,
    WINDOW_MM,
    corners_mm,
)
from anagen.imaging.scale.reading import Box, Reading
from anagen.imaging.scalp import ScaleSource

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Places = NDArray[np.float64]
    Matrix = NDArray[np.float64]

#: Markers are looked for in a picture of this size; their corners are then found in the full one.
LOOKED_AT_PX = 1280
#: One marker alone is too short a base, and any square may look like one.
LEAST_MARKERS = 2
#: A corner that lies further than this from where the others put it belongs to something else.
MOST_OFF_MM = 0.15
#: Printers shrink pages to fit, by 3 to 6 % at worst; a ruler along 50 mm is read to 0.2 mm.
UNCHECKED_ERROR, CHECKED_ERROR = 0.02, 0.004
#: What is left after that: the lens bends the edges of the picture, paper is not quite flat.
READ_ERROR = 0.003
#: A plane seen edge on is none.
NO_PLANE = 1e-12
#: Nobody cuts exactly along a line: so much at each edge of the window is left alone.
CUT_MM = 0.2
#: A smaller part of the window is not worth laying flat.
LEAST_HALF_MM = 2.0


@dataclass(frozen=True, slots=True)
class _Marker:
    number: int
    corners: Places


def target_in(grey: Grey, printed_50_mm: float | None = None) -> Reading | None:
    """The scale that a printed target in the picture tells, or None when none is seen."""
    markers = _whole(_markers(grey))
    if len(markers) < LEAST_MARKERS:
        return None
    markers = [_sharpened(grey, one) for one in markers]
    matrix, off_mm = _plane(markers)
    if not np.isfinite(off_mm) or off_mm > MOST_OFF_MM:
        return None
    shrunk = (printed_50_mm or CHECK_LINE_MM) / CHECK_LINE_MM
    slope = _slope_at_middle(matrix) / shrunk
    wide, narrow = np.linalg.svd(slope, compute_uv=False)
    print_error = CHECKED_ERROR if printed_50_mm else UNCHECKED_ERROR
    fit_error = off_mm / SIDE_MM
    px_per_mm = float(np.sqrt(wide * narrow))
    flat = _flat(matrix, px_per_mm, shrunk, (grey.shape[1], grey.shape[0]))
    return Reading(
        px_per_mm=px_per_mm,
        source=ScaleSource.TARGET,
        relative_error=float(np.sqrt(print_error**2 + READ_ERROR**2 + fit_error**2)),
        covers=_covered(markers) if flat is None else (),
        tilt_degrees=float(np.degrees(np.arccos(min(1.0, narrow / wide)))),
        flat=flat,
    )


@cache
def _detector() -> cv2.aruco.ArucoDetector:
    settings = cv2.aruco.DetectorParameters()
    settings.adaptiveThreshWinSizeMin, settings.adaptiveThreshWinSizeMax = 7, 47
    settings.adaptiveThreshWinSizeStep = 20
    settings.minMarkerPerimeterRate = 0.05
    dictionary = cv2.aruco.getPredefinedDictionary(DICTIONARY)
    return cv2.aruco.ArucoDetector(dictionary, settings)


def _markers(grey: Grey) -> list[_Marker]:
    """All markers of ours, in the coordinates of the full picture."""
    shrunk = min(1.0, LOOKED_AT_PX / max(grey.shape))
    small = grey
    if shrunk < 1:
        small = np.asarray(
            cv2.resize(grey, None, fx=shrunk, fy=shrunk, interpolation=cv2.INTER_AREA), np.uint8
        )
    corners, found, _ = _detector().detectMarkers(small)
    numbers = np.asarray(found, np.int64).ravel() if len(corners) else ()
    return [
        _Marker(int(number), (np.asarray(four, np.float64).reshape(4, 2) + 0.5) / shrunk - 0.5)
        for four, number in zip(corners, numbers, strict=True)
        if int(number) in MARKERS
    ]


def _whole(markers: list[_Marker]) -> list[_Marker]:
    """The markers of one target: of several in view, the one of which most is seen."""
    best: list[_Marker] = []
    for first in markers:
        plane = _fitted(_plan(first), first.corners)
        side = float(np.linalg.norm(first.corners[0] - first.corners[2])) / 2**0.5
        own = [first]
        for number in MARKERS.keys() - {first.number}:
            near = _nearest(markers, number, plane, side)
            if near is not None:
                own.append(near)
        best = max(best, own, key=len)
    return best


def _nearest(markers: list[_Marker], number: int, plane: Matrix, side: float) -> _Marker | None:
    """The marker of this number that lies where one marker's own plane puts it."""
    middle = np.array(corners_mm(number), np.float64).mean(axis=0).reshape(1, 1, 2)
    place = cv2.perspectiveTransform(middle, plane).reshape(2)
    apart = [
        (float(np.linalg.norm(one.corners.mean(axis=0) - place)), at)
        for at, one in enumerate(markers)
        if one.number == number
    ]
    # one small marker foretells a place 11 mm away only roughly: half a marker's side is enough
    far, at = min(apart, default=(float("inf"), 0))
    return markers[at] if far < 0.9 * side else None


def _plan(marker: _Marker) -> Places:
    return np.array(corners_mm(marker.number), np.float64)


def _sharpened(grey: Grey, marker: _Marker) -> _Marker:
    """The same marker with its corners found between the pixels of the full picture."""
    side = float(np.linalg.norm(marker.corners[0] - marker.corners[1]))
    reach = int(np.clip(side / 12, 3, 40))
    corners = marker.corners.astype(np.float32).reshape(-1, 1, 2).copy()
    until = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 40, 0.01)
    found = cv2.cornerSubPix(grey, corners, (reach, reach), (-1, -1), until)
    return _Marker(marker.number, np.asarray(found, np.float64).reshape(4, 2))


def _fitted(plan: Places, seen: Places) -> Matrix:
    """From millimetres to pixels; not numbers when the places do not span a plane."""
    found: object = cv2.findHomography(plan, seen)[0]
    return np.full((3, 3), np.nan) if found is None else np.asarray(found, np.float64)


def _plane(markers: list[_Marker]) -> tuple[Matrix, float]:
    """From millimetres to pixels by all corners that agree, and how far those lie off, in mm."""
    plan = np.concatenate([_plan(one) for one in markers])
    seen = np.concatenate([one.corners for one in markers])
    matrix = _fitted(plan, seen)
    off = _off_mm(matrix, plan, seen)
    kept = off < MOST_OFF_MM
    if not kept.all() and kept.sum() >= 4 * LEAST_MARKERS:
        matrix = _fitted(plan[kept], seen[kept])
        off = _off_mm(matrix, plan, seen)[kept]
    return matrix, float(np.sqrt(np.mean(off**2)))


def _off_mm(matrix: Matrix, plan: Places, seen: Places) -> Places:
    """How far each corner lies from where the plane puts it."""
    if not np.isfinite(matrix).all() or abs(np.linalg.det(matrix)) < NO_PLANE:
        return np.full(len(plan), np.inf)
    back = cv2.perspectiveTransform(seen.reshape(-1, 1, 2), np.linalg.inv(matrix))
    return np.asarray(np.linalg.norm(back.reshape(-1, 2) - plan, axis=1), np.float64)


def _slope_at_middle(matrix: Matrix) -> Matrix:
    """How the picture moves, in pixels, for a millimetre across and down at the window's middle."""
    (a, b, c), (d, e, f), (g, h, i) = matrix
    x, y = c / i, f / i
    slope = np.array([[a - x * g, b - x * h], [d - y * g, e - y * h]], np.float64)
    return np.asarray(slope / i, np.float64)


def _flat(matrix: Matrix, px_per_mm: float, shrunk: float, size: tuple[int, int]) -> Flat | None:
    """How the window is laid flat, as fine as the picture is in its middle."""
    half = _half_seen_mm(matrix, size)
    if half < LEAST_HALF_MM:
        return None
    side = round(2 * half * shrunk * px_per_mm)
    middle = (side - 1) / 2
    fine = px_per_mm * shrunk
    lay = np.array([[fine, 0, middle], [0, fine, middle], [0, 0, 1.0]])
    whole = lay @ np.linalg.inv(matrix)
    rows = tuple((float(a), float(b), float(c)) for a, b, c in whole / whole[2, 2])
    return Flat((rows[0], rows[1], rows[2]), side, side, px_per_mm)


def _half_seen_mm(matrix: Matrix, size: tuple[int, int]) -> float:
    """Half the side of the largest square about the window's middle that the picture holds."""
    most, last = np.array(size, np.float64) - 1, WINDOW_MM / 2 - CUT_MM
    for half in np.arange(last, LEAST_HALF_MM - 0.01, -0.2):
        square = np.array([(-half, -half), (half, -half), (half, half), (-half, half)])
        seen = cv2.perspectiveTransform(square.reshape(-1, 1, 2), matrix).reshape(-1, 2)
        if (seen >= 0).all() and (seen <= most).all():
            return float(half)
    return 0.0


def _covered(markers: list[_Marker]) -> tuple[Box, ...]:
    """Where the markers hide the skin."""
    boxes = []
    for one in markers:
        (left, top), (right, low) = one.corners.min(axis=0), one.corners.max(axis=0)
        more = (right - left) * QUIET_MM / MARKER_MM
        boxes.append(
            Box(round(left - more), round(top - more), round(right + more), round(low + more))
        )
    return tuple(boxes)

"""The unbiased frame that hairs are counted in.

The frame is half-open: a root on its left or top edge counts, one on the right or bottom edge
does not. So frames laid side by side count every hair once and none twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from anagen.imaging.hairs import Point

Matrix = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class Box:
    """A half-open rectangle: a point on its left or top edge is inside, on the others outside."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, point: Point) -> bool:
        """Whether a point lies inside."""
        return self.left <= point[0] < self.right and self.top <= point[1] < self.bottom

    @property
    def corners(self) -> tuple[Point, Point, Point, Point]:
        """The corners, from the top left one clockwise."""
        return (
            (self.left, self.top),
            (self.right, self.top),
            (self.right, self.bottom),
            (self.left, self.bottom),
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """Where hairs count: inside `box` and outside every one of `blanks` (captions, strips).

    A picture taken at a tilt is laid flat first; then `flat` leads from a place of the picture as
    given to its place in the flat one, which `box` and `blanks` belong to. None: it is the same.
    """

    box: Box
    blanks: tuple[Box, ...]
    area_cm2: float
    flat: Matrix | None = None

    def holds(self, root: Point) -> bool:
        """Whether a hair with this root, in the picture as given, counts."""
        place = root if self.flat is None else moved(root, self.flat)
        return self.box.holds(place) and not any(blank.holds(place) for blank in self.blanks)

    def outline(self, box: Box | None = None) -> tuple[Point, ...]:
        """The corners of the frame, or of one of its blanks, in the picture as given."""
        corners = (box or self.box).corners
        if self.flat is None:
            return corners
        back = inverse(self.flat)
        return tuple(moved(corner, back) for corner in corners)


def moved(point: Point, matrix: Matrix) -> Point:
    """Where a homography takes a point."""
    across, down, depth = (row[0] * point[0] + row[1] * point[1] + row[2] for row in matrix)
    return (across / depth, down / depth)


def inverse(matrix: Matrix) -> Matrix:
    """The homography that leads back, up to a factor that plays no part."""
    (a, b, c), (d, e, f), (g, h, i) = matrix
    return (
        (e * i - f * h, c * h - b * i, b * f - c * e),
        (f * g - d * i, a * i - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    )


def around(points: Iterable[Point]) -> Box:
    """The smallest box around some points."""
    across, down = zip(*points, strict=True)
    return Box(min(across), min(down), max(across), max(down))

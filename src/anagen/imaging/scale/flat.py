"""A tilted picture laid flat: the window of the target seen from straight above."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from anagen.imaging.hairs import Point

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from anagen.imaging.scalp import Pixels

    Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Flat:
    """How the window of a target becomes a picture seen from straight above, and back.

    The flat picture holds the window without its edge, and nothing else. `matrix` takes a place
    in the picture as given to its place in the flat one, of `width` by `height` pixels, which has
    `px_per_mm` everywhere.
    """

    matrix: tuple[tuple[float, float, float], ...]
    width: int
    height: int
    px_per_mm: float

    def flattened(self, pixels: Pixels) -> Pixels:
        """The window laid flat."""
        size = (self.width, self.height)
        laid = cv2.warpPerspective(pixels, self._array, size, flags=cv2.INTER_CUBIC)
        return np.asarray(laid, np.uint8)

    def as_given(self, points: Iterable[Point]) -> tuple[Point, ...]:
        """Places of the flat picture, in the picture as given."""
        return _moved(points, np.asarray(np.linalg.inv(self._array), np.float64))

    def laid_flat(self, points: Iterable[Point]) -> tuple[Point, ...]:
        """Places of the picture as given, in the flat one."""
        return _moved(points, self._array)

    @property
    def _array(self) -> Matrix:
        return np.array(self.matrix, np.float64)


def _moved(points: Iterable[Point], matrix: Matrix) -> tuple[Point, ...]:
    given = np.array(list(points), np.float64).reshape(-1, 1, 2)
    if not given.size:
        return ()
    moved = cv2.perspectiveTransform(given, matrix).reshape(-1, 2)
    return tuple((float(x), float(y)) for x, y in moved)

"""How the skin of one picture lies on the skin of another, in millimetres.

A place is one complex number, x + iy, so that a turn with a scale is one factor. The skin is
first turned, scaled and moved, then sheared a little, and last bent a little: it gives way under
the lens, and never the same way twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.complex128]

#: How far one root drags its neighbours along, and how many roots it takes to believe a bend.
REACH_MM, RELUCTANCE = 0.9, 2.0
NONE = np.zeros(0, np.complex128)
TURNS_TO_UNBEND = 4


@dataclass(frozen=True)
class Laid:
    """Where a place of one picture lies in the other: turn·z + shear·conj(z) + shift + bend.

    `pegs` are places of the first picture and `pulls` how far the smooth part misses there.
    """

    turn: complex = 1
    shear: complex = 0
    shift: complex = 0
    pegs: Places = field(default_factory=lambda: NONE)
    pulls: Places = field(default_factory=lambda: NONE)

    @property
    def scale(self) -> float:
        """Millimetres of the second picture in a millimetre of the first, both ways alike."""
        return float(np.sqrt(abs(abs(self.turn) ** 2 - abs(self.shear) ** 2)))

    @property
    def turned_degrees(self) -> float:
        """How far the camera was turned."""
        return float(np.degrees(np.angle(self.turn)))

    def straight(self, places: Places) -> Places:
        """Where places lie when nothing is bent."""
        return self.turn * places + self.shear * places.conj() + self.shift

    def bend(self, places: Places) -> Places:
        """How far the skin is dragged at these places."""
        if not self.pegs.size:
            return np.zeros_like(places)
        near = np.exp(-(np.abs(places[..., None] - self.pegs) ** 2) / (2 * REACH_MM**2))
        dragged: Places = (near @ self.pulls) / (near.sum(axis=-1) + RELUCTANCE)
        return dragged

    def placed(self, places: Places) -> Places:
        """Where places of the first picture lie in the second."""
        return self.straight(places) + self.bend(places)

    def unplaced(self, places: Places) -> Places:
        """Where places of the second picture lie in the first."""
        found = self._unstraight(places)
        for _ in range(TURNS_TO_UNBEND if self.pegs.size else 0):
            found = self._unstraight(places - self.bend(found))
        return found

    def _unstraight(self, places: Places) -> Places:
        away = places - self.shift
        size = abs(self.turn) ** 2 - abs(self.shear) ** 2
        back: Places = (np.conj(self.turn) * away - self.shear * away.conj()) / size
        return back

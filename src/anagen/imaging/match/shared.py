"""The skin that both visits show and count: the only place where a change has a meaning."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anagen.imaging.match.laid import Laid, Places
from anagen.imaging.match.visits import Visit

#: The frames are laid over each other in cells of this size.
CELL_MM = 0.04


@dataclass(frozen=True)
class SharedFrame:
    """Where both count, as cells of the first picture. `overlap` is its share of the smaller."""

    cells: NDArray[np.bool_]
    overlap: float

    @property
    def area_cm2(self) -> float:
        """How large it is, on the scale of the first picture."""
        return float(self.cells.sum()) * CELL_MM**2 / 100

    def holds(self, place: complex) -> bool:
        """Whether a root at this place, in mm of the first picture, counts."""
        row, column = int(place.imag // CELL_MM), int(place.real // CELL_MM)
        rows, columns = self.cells.shape
        return 0 <= row < rows and 0 <= column < columns and bool(self.cells[row, column])


def shared_frame(before: Visit, after: Visit, laid: Laid) -> SharedFrame:
    """The frame of two visits whose pictures lie so on each other."""
    cells = _cells(before)
    here = before.is_in_frame(cells)
    both = here & after.is_in_frame(laid.placed(cells))
    there = after.is_in_frame(_cells(after)).sum() / laid.scale**2
    smaller = min(float(here.sum()), float(there))
    return SharedFrame(both, float(both.sum()) / smaller if smaller else 0.0)


def _cells(visit: Visit) -> Places:
    """The middle of every cell of a picture."""
    reach = visit.reach_mm
    rows, columns = np.mgrid[0 : int(reach.imag / CELL_MM) + 1, 0 : int(reach.real / CELL_MM) + 1]
    middles: Places = (columns + 0.5 + 1j * (rows + 0.5)) * CELL_MM
    return middles

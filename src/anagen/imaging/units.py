"""Which hairs leave the skin together: follicular units, from where their roots lie.

Hairs of a unit share an opening or nearly so; units stand about a millimetre apart (74 units in a
square centimetre, Han Chinese, Plast Aesthet Res 2017;4:150). Roots are joined while every two of
a group lie within UNIT_MM, so a chain of neighbours never grows into one long group.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from anagen.imaging.hairs import Point

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: The two roots of a unit that lie farthest apart; clinics use 0.25 to 0.35 mm.
UNIT_MM = 0.3


def units_of(roots: Sequence[Point], px_per_mm: float) -> tuple[int, ...]:
    """The number of the unit that each root belongs to; units are numbered in order of roots."""
    if not roots:
        return ()
    places = np.array(roots, np.float64) / px_per_mm
    near = _neighbourhoods(places)
    names: dict[tuple[int, int], int] = {}
    parts = np.zeros(len(places), np.int64)
    for one in np.unique(near):
        members = np.flatnonzero(near == one)
        parts[members] = _parted(places[members])
    return tuple(
        names.setdefault((int(a), int(b)), len(names)) for a, b in zip(near, parts, strict=True)
    )


def _neighbourhoods(places: NDArray[np.float64]) -> NDArray[np.int32]:
    """Roots that hang together in any way: no unit reaches beyond them."""
    pairs = cKDTree(places).query_pairs(UNIT_MM, output_type="ndarray")
    links = coo_array(
        (np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(places), len(places))
    )
    return np.asarray(connected_components(links, directed=False)[1], np.int32)


def _parted(places: NDArray[np.float64]) -> NDArray[np.int32]:
    if len(places) == 1:
        return np.zeros(1, np.int32)
    return np.asarray(fcluster(linkage(places, "complete"), UNIT_MM, "distance"), np.int32)

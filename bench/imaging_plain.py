"""A plain classical way to find hairs, to compare with: what a patient afternoon would give.

Local background, Otsu's threshold, thinning, ends, and a rule on width. It knows nothing of which
end is the root, so it takes the upper one of each strand, as hair falls in most pictures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from anagen.imaging.find.thinning import ends, thinned

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]
    Pixels = NDArray[np.uint8]

_PX_PER_MM = 90.0
_BACKGROUND_MM = 0.6
_SHORTEST_MM = 0.12
#: A strand this many times as wide as the usual one holds another hair.
_WIDER = 1.45


def plain_mask(pixels: Pixels, px_per_mm: float) -> Mask:
    """Pixels darker than their surroundings, by Otsu's threshold, at the picture's own scale."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    side = max(3, 2 * int(_BACKGROUND_MM * px_per_mm / 8) + 1)
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    around = cv2.resize(cv2.medianBlur(small, side), grey.shape[::-1])
    darker = cv2.subtract(around, cv2.GaussianBlur(grey, (0, 0), 1))
    _, mask = cv2.threshold(darker, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)) > 0)


def plain_roots(pixels: Pixels, px_per_mm: float) -> list[tuple[float, float]]:
    """One root for each strand, and one more for each further end or further width."""
    zoom = _PX_PER_MM / px_per_mm
    small = cv2.resize(pixels, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_AREA)
    mask = plain_mask(np.asarray(small, np.uint8), _PX_PER_MM)
    distance = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 5)
    lines = thinned(mask)
    count, pieces = cv2.connectedComponents(lines.astype(np.uint8), connectivity=8)
    strands = [np.argwhere(pieces == n) for n in range(1, count)]
    strands = [cells for cells in strands if len(cells) >= _SHORTEST_MM * _PX_PER_MM]
    if not strands:
        return []
    widths = [float(np.median(distance[cells[:, 0], cells[:, 1]])) for cells in strands]
    usual = float(np.median(widths))
    roots = []
    for cells, width in zip(strands, widths, strict=True):
        tips = sorted(ends({(int(y), int(x)) for y, x in cells}))
        many = max(1, min(len(tips) - 1, 3), round(width / usual / _WIDER + 0.5))
        y, x = tips[0] if tips else cells[0]
        roots += [((x + 0.5) / zoom - 0.5, (y + 0.5) / zoom - 0.5)] * many
    return roots

"""How much hair covers the skin, and whether its roots can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from anagen.imaging.gate.findings import Finding, Found, Weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from anagen.imaging.gate.view import View

    Mask = NDArray[np.uint8]

#: A shaft stands out from the skin beside it by this much of 255. Vessels rarely do.
STANDS_OUT = 28
#: A shaft is long when it reaches over this share of the picture's shorter side and, where the
#: scale is known, over more millimetres than clipped hair has.
LONG_SHARE, LONG_MM = 0.6, 2.5
#: Clipped hair covers 2 to 10 % of the skin and nothing of it is long. Where most hair is long
#: roots lie outside; where it also covers this much, they lie under it.
MOST_LONG_PERCENT, LEAST_COVER_PERCENT, MOST_COVER_PERCENT = 40.0, 8.0, 30.0
#: Curls close rings around skin; straight clipped hair closes none.
MOST_RINGED_PERCENT = 2.5


def cover_figures(view: View) -> dict[str, float]:
    """What share of the picture hair covers, how much of it is long, and what curls enclose."""
    dark, light = view.hats()
    long_px = max(LONG_SHARE * min(view.grey.shape), LONG_MM * (view.px_per_mm or 0.0))
    figures = max(
        (_figures(hat, long_px) for hat in (dark, light)), key=lambda one: one[0] * one[1]
    )
    return dict(zip(("cover_percent", "long_percent", "ringed_percent"), figures, strict=True))


def _figures(hat: Mask, long_px: float) -> tuple[float, float, float]:
    mask = (hat > STANDS_OUT).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    reach, area = np.hypot(stats[1:, 2], stats[1:, 3]), stats[1:, 4]
    long_share = area[reach > long_px].sum() / max(1, area.sum())
    return 100 * float(mask.mean()), 100 * float(long_share), _ringed_percent(mask)


def _ringed_percent(mask: Mask) -> float:
    """The share of the picture that lies inside rings of hair."""
    high, wide = mask.shape
    _, _, stats, _ = cv2.connectedComponentsWithStats(1 - mask, connectivity=4)
    inside = [
        area
        for x, y, w, h, area in stats[1:].tolist()
        if x > 0 and y > 0 and x + w < wide and y + h < high and area > MOST_SPECK
    ]
    return float(100 * sum(inside) / mask.size)


#: A gap of so few points within a shaft is a glint on it and no ring.
MOST_SPECK = 60


def cover_findings(figures: dict[str, float]) -> Iterator[Found]:
    """Whether the roots are hidden, or some of them."""
    cover, long, ringed = figures.values()
    is_long = long > MOST_LONG_PERCENT and cover > LEAST_COVER_PERCENT
    if is_long and cover > MOST_COVER_PERCENT:
        yield Found(Finding.ROOTS_HIDDEN, Weight.REFUSES, cover, MOST_COVER_PERCENT, "% covered")
    elif is_long:
        yield Found(Finding.LONG_HAIR, Weight.LOWER_BOUND, long, MOST_LONG_PERCENT, "% of the hair")
    elif ringed > MOST_RINGED_PERCENT:
        unit = "% inside curls"
        yield Found(Finding.LONG_HAIR, Weight.LOWER_BOUND, ringed, MOST_RINGED_PERCENT, unit)

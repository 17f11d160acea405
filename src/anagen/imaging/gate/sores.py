"""Pustules and crusts: patches that are neither skin nor hair, and matter before any needling.

A sign to look, no diagnosis: the bounds are our own, from pictures that we rendered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from anagen.imaging.gate.findings import Finding, Found, Weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from anagen.imaging.gate.view import View

    Mask = NDArray[np.bool_]

#: How far colour may differ from the skin around, in L*a*b*: yellower, redder.
YELLOWER, REDDER = 13.0, 15.0
#: Pus and crusts are coloured themselves, from red to yellow. Black hair beside blue light only
#: looks warm, and a marker pen is blue or purple.
LEAST_CHROMA, HUES = 14.0, (-15.0, 105.0)
#: Smallest patch that counts: in mm², and as a share of the picture without a scale.
LEAST_MM2, LEAST_SHARE = 0.03, 0.0008
#: A patch is no line: it fills this share of the circle around it.
LEAST_FILLED = 0.28
#: The patches together: at least this share of the picture.
LEAST_PERCENT = 0.25


def sore_figures(view: View) -> dict[str, float]:
    """What share of the picture is yellow like pus, and red or brown like a crust."""
    lightness, red, yellow = (view.lab[..., at] for at in range(3))
    around = [_ground(one) for one in (lightness, red, yellow)]
    hue = np.degrees(np.arctan2(yellow, red))
    warm = (np.hypot(red, yellow) > LEAST_CHROMA) & (hue > HUES[0]) & (hue < HUES[1])
    yellower = warm & (yellow - around[2] > YELLOWER)
    redder = warm & (red - around[1] > REDDER)
    pus = yellower & (lightness - around[0] > 0) & ~redder
    crust = (redder | yellower) & (lightness - around[0] < -3)
    return {
        "pus_percent": 100 * _patches(pus, view),
        "crust_percent": 100 * _patches(crust, view),
    }


def _ground(channel: NDArray[np.float32]) -> NDArray[np.float32]:
    """The colour of the skin around each point, whatever stands on it."""
    high, wide = (max(1, round(side / 8)) for side in channel.shape)
    coarse = cv2.resize(channel, (wide, high), interpolation=cv2.INTER_AREA)
    low = float(coarse.min())
    span = max(float(coarse.max()) - low, 1.0)
    levels = ((coarse - low) * (255 / span)).astype(np.uint8)
    across = max(3, (min(levels.shape) // 2) | 1)
    calm = cv2.medianBlur(levels, across).astype(np.float32) * (span / 255) + low
    size = (channel.shape[1], channel.shape[0])
    return np.asarray(cv2.resize(calm, size, interpolation=cv2.INTER_LINEAR), np.float32)


def _patches(marks: Mask, view: View) -> float:
    """The share of the picture that patches of these marks cover: neither lines nor specks."""
    closed = cv2.morphologyEx(marks.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    scale = view.px_per_mm
    least = LEAST_SHARE * marks.size if scale is None else LEAST_MM2 * scale**2
    areas = stats[1:, 4]
    round_area = np.pi / 4 * (stats[1:, 2] ** 2 + stats[1:, 3] ** 2) / 1.5
    fits = (areas >= max(least, 30)) & (areas >= LEAST_FILLED * round_area)
    return float(areas[fits].sum() / marks.size)


def sore_findings(figures: dict[str, float]) -> Iterator[Found]:
    """Whether the skin shows pustules or crusts."""
    kinds = ((Finding.PUSTULES, "pus_percent"), (Finding.CRUSTS, "crust_percent"))
    for finding, name in kinds:
        if figures[name] > LEAST_PERCENT:
            unit = "% of the picture"
            yield Found(finding, Weight.LOWER_BOUND, figures[name], LEAST_PERCENT, unit)

"""Focus: how far the lens, or a hand that moved, has smeared the edges of the hair."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from anagen.imaging.gate.findings import Finding, Found, Weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anagen.imaging.gate.view import View

#: Noise has the sharpest edges of all: the picture is softened by this first, and it is taken off.
SOFTENED_PX = 1.2
#: Edges are looked at with what lies this far around them.
AROUND_PX = 31
#: The share of the strongest gradients that are taken for edges of hair, in %.
STRONGEST_PERCENT = 1.0
#: An edge smeared over a standard deviation of 25 µm hides hair finer than 40 µm; over 45 µm two
#: hairs that stand side by side become one.
SOFT_UM, MOST_UM = 25.0, 45.0
#: Without a scale, in points of the small picture; the real captures lie at 0.5 to 1.7.
SOFT_PX, MOST_PX = 2.8, 4.0


def blur_px(view: View) -> float:
    """The standard deviation of the smear, in points of the small picture.

    A step of height h that is smeared by s has a slope of h / (s · √(2π)) at its steepest.
    """
    soft = cv2.GaussianBlur(view.grey.astype(np.float32), (0, 0), SOFTENED_PX)
    slope = np.hypot(
        cv2.Sobel(soft, cv2.CV_32F, 1, 0, scale=0.125),
        cv2.Sobel(soft, cv2.CV_32F, 0, 1, scale=0.125),
    )
    around = np.ones((AROUND_PX, AROUND_PX), np.uint8)
    height = cv2.dilate(soft, around) - cv2.erode(soft, around)
    edges = slope >= max(0.3, float(np.percentile(slope, 100 - STRONGEST_PERCENT)))
    if not edges.any():
        return float(AROUND_PX)
    smear = float(np.median(height[edges] / slope[edges])) / float(np.sqrt(2 * np.pi))
    return float(np.sqrt(max(smear**2 - SOFTENED_PX**2 - SOBEL_PX**2, 0.01)))


#: What the filter that takes the slope smears by itself.
SOBEL_PX = 0.6


def focus_findings(view: View, smear_px: float) -> Iterator[Found]:
    """Whether the picture is soft, or too much so."""
    scale = view.px_per_mm
    smear, soft, most, unit = smear_px, SOFT_PX, MOST_PX, "points of 640"
    if scale is not None and smear_px > 1.0:  # below a point, the small picture says no more
        smear, soft, most, unit = 1000 * smear_px / scale, SOFT_UM, MOST_UM, "µm"
    if smear > most:
        yield Found(Finding.OUT_OF_FOCUS, Weight.REFUSES, smear, most, unit)
    elif smear > soft:
        yield Found(Finding.SOFT, Weight.LOWER_BOUND, smear, soft, unit)

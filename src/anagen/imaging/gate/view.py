"""A picture as the gate looks at it: one size for all, so that one bound fits every camera."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from anagen.imaging.scalp import Pixels

    Floats = NDArray[np.float32]
    Mask = NDArray[np.bool_]

#: Hairs of a field of 4 to 10 mm stay 2 to 10 points wide in this size.
LONGEST_PX = 640
#: The widest shaft, in mm and, when the scale is not known, as a share of the view.
WIDEST_MM, WIDEST_SHARE = 0.22, 0.035
FULL = 255.0


@dataclass(frozen=True, slots=True)
class View:
    """The small picture, its lightness (0 to 255), and its colour as L*, a* and b*.

    `given_px_per_mm` is the scale of the picture as given, `px_per_mm` that of the small one.
    """

    grey: NDArray[np.uint8]
    lab: Floats
    shrunk: float
    given_px_per_mm: float | None

    @property
    def px_per_mm(self) -> float | None:
        """Points of the small picture in a millimetre, when the scale is known."""
        return self.given_px_per_mm * self.shrunk if self.given_px_per_mm else None

    @property
    def widest_px(self) -> float:
        """How wide a shaft may be here."""
        scale = self.px_per_mm
        share = WIDEST_SHARE * float(max(self.grey.shape))
        return share if scale is None else min(max(WIDEST_MM * scale, 3.0), 3 * share)

    def hats(self) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """How much darker, and how much lighter, each point is than what lies around a shaft."""
        across = 2 * round(self.widest_px / 2) + 3
        round_patch = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (across, across))
        soft = cv2.GaussianBlur(self.grey, (0, 0), 0.8)
        dark = cv2.morphologyEx(soft, cv2.MORPH_BLACKHAT, round_patch)
        light = cv2.morphologyEx(soft, cv2.MORPH_TOPHAT, round_patch)
        return np.asarray(dark, np.uint8), np.asarray(light, np.uint8)


def view_of(pixels: Pixels, px_per_mm: float | None) -> View:
    """The picture in the size the gate looks at."""
    shrunk = min(1.0, LONGEST_PX / max(pixels.shape[:2]))
    small = pixels
    if shrunk < 1:
        high, wide = (max(1, round(side * shrunk)) for side in pixels.shape[:2])
        small = np.asarray(cv2.resize(pixels, (wide, high), interpolation=cv2.INTER_AREA), np.uint8)
    lab = cv2.cvtColor(small.astype(np.float32) / np.float32(FULL), cv2.COLOR_RGB2LAB)
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    return View(np.asarray(grey, np.uint8), np.asarray(lab, np.float32), shrunk, px_per_mm)

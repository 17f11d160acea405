"""The one scale at which hairs are looked for, and the way back to the picture's own pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from anagen.imaging.hairs import Point
    from anagen.imaging.scalp import Scalp

    Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Working:
    """A picture brought to a working scale; `zoom` is working pixels for a pixel of the picture."""

    pixels: Pixels
    px_per_mm: float
    zoom: tuple[float, float]

    def picture_point(self, place: Point) -> Point:
        """A place of the working picture in the pixels of the picture as given."""
        across, down = self.zoom
        return ((place[0] + 0.5) / across - 0.5, (place[1] + 0.5) / down - 0.5)


def working_picture(scalp: Scalp, px_per_mm: float, multiple: int = 1) -> Working:
    """The picture at about so many pixels in a millimetre, its sides in whole multiples."""
    height, width = scalp.pixels.shape[:2]
    zoom = px_per_mm / scalp.px_per_mm
    across, down = (max(1, round(side * zoom / multiple)) * multiple for side in (width, height))
    how = cv2.INTER_AREA if zoom < 1 else cv2.INTER_LINEAR
    pixels = cv2.resize(scalp.pixels, (across, down), interpolation=how)
    return Working(
        pixels=np.asarray(pixels, np.uint8),
        px_per_mm=px_per_mm,
        zoom=(across / width, down / height),
    )

"""One visit as the comparison takes it: a measured picture, its pixels where we have them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from anagen.imaging.frame import inverse, moved
from anagen.imaging.hairs import Point
from anagen.imaging.match.laid import Places
from anagen.imaging.measured import Measured

if TYPE_CHECKING:
    from anagen.imaging.scalp import Pixels

#: The flat picture goes on so far beyond the frame.
AROUND_FRAME_MM = 0.3


@dataclass(frozen=True)
class Visit:
    """A measured picture. Without its `pixels` only roots can be compared, which is less sure.

    `site` names the place on the head; two visits with different names are never compared.
    """

    measured: Measured
    pixels: Pixels | None = None
    site: str = ""

    @property
    def px_per_mm(self) -> float:
        """Pixels in a millimetre of the flat picture."""
        assert self.measured.px_per_mm is not None
        return self.measured.px_per_mm

    @property
    def order(self) -> tuple[int, bytes]:
        """Puts two visits in an order of their own, whichever is asked about first."""
        hairs = repr([(one.hair.path, one.width_um) for one in self.measured.hairs])
        digest = hashlib.sha256(hairs.encode() + repr(self.measured.scale).encode())
        if self.pixels is not None:
            digest.update(np.ascontiguousarray(self.pixels).data)
        return len(self.measured.hairs), digest.digest()

    def mm_of(self, points: Iterable[Point]) -> Places:
        """Places of the picture as given, in mm on the flat skin."""
        flat = self.measured.frame.flat if self.measured.frame else None
        laid = [point if flat is None else moved(point, flat) for point in points]
        return (np.array([complex(*one) for one in laid], complex) + (0.5 + 0.5j)) / self.px_per_mm

    def px_of(self, place: complex) -> Point:
        """A place on the flat skin, in mm, as a place of the picture as given."""
        there = place * self.px_per_mm - (0.5 + 0.5j)
        point = (float(there.real), float(there.imag))
        flat = self.measured.frame.flat if self.measured.frame else None
        return point if flat is None else moved(point, inverse(flat))

    def is_in_frame(self, places: Places) -> NDArray[np.bool_]:
        """Which places, in mm, lie where hairs count."""
        frame = self.measured.frame
        assert frame is not None
        there = places * self.px_per_mm - (0.5 + 0.5j)
        across, down = there.real, there.imag
        inside = np.zeros(places.shape, bool)
        for box, counts in ((frame.box, True), *((blank, False) for blank in frame.blanks)):
            within = (across >= box.left) & (across < box.right)
            within &= (down >= box.top) & (down < box.bottom)
            inside[within] = counts
        return inside

    @property
    def reach_mm(self) -> complex:
        """The far corner of the flat picture."""
        frame = self.measured.frame
        assert frame is not None
        if frame.flat is None:
            return complex(self.measured.width_px, self.measured.height_px) / self.px_per_mm
        around = AROUND_FRAME_MM * (1 + 1j)
        return complex(frame.box.right, frame.box.bottom) / self.px_per_mm + around

    def flat_pixels(self) -> tuple[Pixels, NDArray[np.bool_], float] | None:
        """The picture laid flat, where it shows anything, and its pixels in a millimetre.

        None without pixels. They may be a smaller copy of what was measured.
        """
        frame, size = self.measured.frame, (self.measured.width_px, self.measured.height_px)
        assert frame is not None
        if self.pixels is None:
            return None
        there = np.full(self.pixels.shape[:2], 255, np.uint8)
        if frame.flat is None:
            return self.pixels, there > 0, self.px_per_mm * self.pixels.shape[1] / size[0]
        whole = self.pixels if self.pixels.shape[1] == size[0] else cv2.resize(self.pixels, size)
        reach, matrix = self.reach_mm * self.px_per_mm, np.array(frame.flat)
        laid_size = int(reach.real), int(reach.imag)
        laid = cv2.warpPerspective(whole, matrix, laid_size)
        there = np.full(whole.shape[:2], 255, np.uint8)
        shows = cv2.warpPerspective(there, matrix, laid_size, flags=cv2.INTER_NEAREST)
        return np.asarray(laid, np.uint8), shows > 0, self.px_per_mm

"""A picture of scalp with its scale: what every step of measuring takes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]


class ScaleSource(Enum):
    """Where the pixels in a millimetre come from."""

    GIVEN = "given"
    DEVICE = "device"
    BAR = "bar"
    RULER = "ruler"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Scale:
    """Pixels in a millimetre, with the relative error of that figure (one standard error)."""

    px_per_mm: float
    source: ScaleSource
    relative_error: float


@dataclass(frozen=True, slots=True)
class Scalp:
    """An upright picture of scalp, (height, width, 3) in RGB, with its scale."""

    pixels: Pixels
    scale: Scale

    @property
    def px_per_mm(self) -> float:
        """Pixels in a millimetre."""
        return self.scale.px_per_mm

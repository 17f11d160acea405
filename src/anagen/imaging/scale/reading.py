"""What a reading of the scale is: pixels in a millimetre, from what, how sure, and where."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from anagen.imaging.scale.flat import Flat
from anagen.imaging.scalp import Scale, ScaleSource

#: Two readings that lie further apart than this share, beyond their own errors, are a doubt.
APART = 0.02
#: How many standard errors two readings may lie apart before we doubt one of them.
ERRORS_APART = 2.0


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the picture that shows a scale and no skin, in pixels, its last ones included."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Pixels in a millimetre as one thing in the picture tells them.

    `relative_error` is one standard error. `covers` is where the scale hides the skin. `flat` and
    `tilt_degrees` are known when a target was seen. `against` are the readings of the same picture
    that do not agree with this one: then the scale is in doubt.
    """

    px_per_mm: float
    source: ScaleSource
    relative_error: float
    covers: tuple[Box, ...] = ()
    tilt_degrees: float | None = None
    flat: Flat | None = None
    label: str = ""
    against: tuple[Reading, ...] = field(default=())

    @property
    def scale(self) -> Scale:
        """The scale as every step of measuring takes it."""
        return Scale(self.px_per_mm, self.source, self.relative_error)

    @property
    def is_in_doubt(self) -> bool:
        """Whether another scale in the same picture says something else."""
        return bool(self.against)

    def agrees_with(self, other: Reading) -> bool:
        """Whether two readings differ by no more than they may."""
        apart = abs(self.px_per_mm / other.px_per_mm - 1.0)
        errors = math.hypot(self.relative_error, other.relative_error)
        return apart <= max(APART, ERRORS_APART * errors)

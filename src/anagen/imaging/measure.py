"""Measures the hair of one picture: `measure(pixels, ...)`.

Gate, scale, finding, widths, units, frame, count, doubts, in this order. A picture that cannot be
counted gives a `Measured` with `refused`: that is an answer, not an error.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from anagen.imaging.counting import coverage_of, interval_of, numbered
from anagen.imaging.doubting import Looked, doubts_of
from anagen.imaging.find import found_hairs
from anagen.imaging.frame import Box, Frame
from anagen.imaging.framing import frame_of
from anagen.imaging.measured import Measured, Refused
from anagen.imaging.scale import Known, Reading, read_scale
from anagen.imaging.scale.look import NOTHING_KNOWN
from anagen.imaging.scalp import Scalp
from anagen.imaging.widths import with_widths

if TYPE_CHECKING:
    from anagen.imaging.scalp import Pixels

NO_SCALE = Refused(
    "no_scale",
    "Nothing in this picture says how large it is, so hairs cannot be counted on a known area.",
    "Give the scale of your device, or put our printed target or a ruler into the picture.",
)
NO_AREA = Refused(
    "no_area",
    "Too little skin is left to count on once borders and captions are taken away.",
    "Take the picture with a larger field, at least 5 mm across.",
)
#: A frame smaller than this is no area to count on.
LEAST_AREA_CM2 = 0.01


@dataclass(frozen=True, slots=True)
class Given:
    """What is known beside the picture: its name, its scale, and the blur of its lens."""

    image: str = ""
    scale: Known = NOTHING_KNOWN
    blur_px: float | None = None


NOTHING = Given()


def measure(pixels: Pixels, given: Given = NOTHING) -> Measured:
    """The hairs of a picture in RGB, counted on a known area, with how sure that is."""
    height, width = pixels.shape[:2]
    blank = Measured(given.image, width, height)
    reading = read_scale(pixels, given.scale)
    if reading is None:
        return replace(blank, refused=NO_SCALE)
    scalp = Scalp(pixels, reading.scale)
    frame = frame_of(scalp, hidden_by(reading))
    if frame.area_cm2 < LEAST_AREA_CM2:
        return replace(blank, scale=reading.scale, refused=NO_AREA)
    return _counted(blank, scalp, frame, given)


def hidden_by(reading: Reading) -> tuple[Box, ...]:
    """Where a scale hides the skin."""
    return tuple(
        Box(one.left - 0.5, one.top - 0.5, one.right + 0.5, one.bottom + 0.5)
        for one in reading.covers
    )


def _counted(blank: Measured, scalp: Scalp, frame: Frame, given: Given) -> Measured:
    found = found_hairs(scalp)
    widths = with_widths(scalp, found.hairs, given.blur_px)
    measured = replace(
        blank,
        scale=scalp.scale,
        frame=frame,
        hairs=numbered(widths.hairs, frame, scalp.px_per_mm),
        coverage=coverage_of(found.mask, frame),
        found_by=found.by.value,
    )
    measured = replace(measured, density_95=interval_of(measured))
    return replace(measured, doubts=doubts_of(measured, Looked(found.disagreement)))

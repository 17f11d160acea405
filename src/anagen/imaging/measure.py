"""Measures the hair of one picture: `measure(pixels, ...)`.

Gate, scale, finding, widths, units, frame, count, doubts, in this order. A picture that cannot be
counted gives a `Measured` with `refused`: that is an answer, not an error.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from anagen.imaging.captions import captions_in
from anagen.imaging.counting import coverage_of, interval_of, numbered
from anagen.imaging.doubting import Looked, doubts_of, doubts_of_skin
from anagen.imaging.find import found_hairs
from anagen.imaging.frame import Box, Frame, Matrix, around
from anagen.imaging.framing import frame_of
from anagen.imaging.gate import Gate, gate
from anagen.imaging.hairs import Hair
from anagen.imaging.inside import inside
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
        return replace(blank, **_refused(gate(pixels), NO_SCALE))
    blank, view = replace(blank, scale=reading.scale), view_of(pixels, reading)
    seen = gate(view.scalp.pixels, reading.px_per_mm, reading.tilt_degrees)
    if not seen.is_open or view.frame.area_cm2 < LEAST_AREA_CM2:
        return replace(blank, **_refused(seen, NO_AREA))
    return _counted(blank, view, seen, given)


def _refused(seen: Gate, otherwise: Refused) -> dict[str, Any]:
    """Why a picture is not measured, the gate's reason first; and what it shows of the skin."""
    refused = otherwise
    if not seen.is_open:
        first = seen.refuses[0]
        refused = Refused(first.finding.value, first.says, first.then)
    return {"refused": refused, "doubts": doubts_of_skin(seen)}


@dataclass(frozen=True, slots=True)
class View:
    """The picture as it is measured: laid flat where a target told how, with its frame."""

    scalp: Scalp
    frame: Frame
    reading: Reading

    def as_given(self, hair: Hair) -> Hair:
        """A hair found here, in the picture as given, to a hundredth of a pixel."""
        flat = self.reading.flat
        path = hair.path if flat is None else flat.as_given(hair.path)
        return replace(hair, path=tuple((round(x, 2), round(y, 2)) for x, y in path))


def view_of(pixels: Pixels, reading: Reading) -> View:
    """What is measured of a picture, and where it counts."""
    hidden, flat = (*hidden_by(reading), *captions_in(pixels)), reading.flat
    if flat is None:
        scalp = Scalp(pixels, reading.scale)
        return View(scalp, frame_of(scalp, hidden), reading)
    scalp = Scalp(flat.flattened(pixels), reading.scale)
    laid = tuple(around(flat.laid_flat(box.corners)) for box in hidden)
    first, second, third = flat.matrix
    matrix: Matrix = (first, second, third)
    return View(scalp, replace(frame_of(scalp, laid), flat=matrix), reading)


def hidden_by(reading: Reading) -> tuple[Box, ...]:
    """Where a scale hides the skin."""
    return tuple(
        Box(one.left - 0.5, one.top - 0.5, one.right + 0.5, one.bottom + 0.5)
        for one in reading.covers
    )


def _counted(blank: Measured, view: View, seen: Gate, given: Given) -> Measured:
    found = found_hairs(view.scalp)
    hairs = inside(found.hairs, view.scalp.pixels.shape[:2])
    if seen.gives_widths:
        hairs = with_widths(view.scalp, hairs, given.blur_px).hairs
    placed = numbered([view.as_given(hair) for hair in hairs], view.frame, view.scalp.px_per_mm)
    measured = replace(
        blank,
        frame=view.frame,
        hairs=placed,
        coverage=coverage_of(found.mask, view.frame),
        found_by=found.by.value,
    )
    measured = replace(measured, density_95=interval_of(measured))
    looked = Looked(seen, view.reading.is_in_doubt, found.disagreement)
    return replace(measured, doubts=doubts_of(measured, looked))

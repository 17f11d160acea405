"""From found hairs to a measured picture: widths, units, frame, density, doubts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from anagen.imaging.density import density_interval
from anagen.imaging.frame import Box, Frame
from anagen.imaging.hairs import Hair
from anagen.imaging.measured import Measured, MeasuredHair
from anagen.imaging.units import units_of

if TYPE_CHECKING:
    from numpy.typing import NDArray


def numbered(hairs: Sequence[Hair], frame: Frame, px_per_mm: float) -> tuple[MeasuredHair, ...]:
    """The hairs with a number, their unit, and whether they count."""
    units = units_of([hair.root for hair in hairs], px_per_mm)
    return tuple(
        MeasuredHair(number, hair, unit, frame.holds(hair.root))
        for number, (hair, unit) in enumerate(zip(hairs, units, strict=True), start=1)
    )


def interval_of(measured: Measured) -> tuple[float, float] | None:
    """The 95 % interval of its density; None where nothing was counted for want of a frame."""
    if measured.frame is None or measured.scale is None:
        return None
    return density_interval(
        measured.count,
        measured.frame.area_cm2,
        measured.scale.relative_error,
        is_corrected=measured.is_corrected,
    )


def coverage_of(mask: NDArray[np.bool_], frame: Frame) -> float:
    """The share of the frame that hair covers; the blanks belong neither to hair nor to skin."""
    inside = np.zeros(mask.shape, np.bool_)
    inside[_pixels_of(frame.box, mask.shape)] = True
    for blank in frame.blanks:
        inside[_pixels_of(blank, mask.shape)] = False
    seen = np.count_nonzero(inside)
    return round(float(np.count_nonzero(mask & inside) / seen), 4) if seen else 0.0


def _pixels_of(box: Box, size: tuple[int, ...]) -> tuple[slice, slice]:
    """The pixels whose centres lie in a box."""
    left, top, right, bottom = (max(0, ceil(edge)) for edge in astuple(box))
    return slice(top, min(bottom, size[0])), slice(left, min(right, size[1]))

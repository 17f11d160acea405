"""The gate: every look at a picture before it is measured, in one answer."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from anagen.imaging.gate.cover import cover_figures, cover_findings
from anagen.imaging.gate.findings import Finding, Found, Gate, Weight
from anagen.imaging.gate.focus import blur_px, focus_findings
from anagen.imaging.gate.light import light_figures, light_findings
from anagen.imaging.gate.sores import sore_figures, sore_findings
from anagen.imaging.gate.view import view_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anagen.imaging.scalp import Pixels

#: A hair of this width is the finest that counts as terminal; a width needs four pixels across.
FINE_MM = 0.040
LEAST_PX_ACROSS = 4.0
#: Below this, even a thick hair of 100 µm is hardly wider than a pixel.
LEAST_PX_AT_ALL = 0.6
#: What our target has been shown to put right (`bench/imaging_scale.py`).
MOST_TILT_DEG = 25.0
NOTED_TILT_DEG = 12.0
WEIGHTS = tuple(Weight)


def gate(pixels: Pixels, px_per_mm: float | None = None, tilt_degrees: float | None = None) -> Gate:
    """What stands in the way of measuring hair in a picture in RGB. Never raises.

    The tilt is known when a target was seen (`read_scale`).
    """
    view = view_of(pixels, px_per_mm)
    light, cover, sores = light_figures(view), cover_figures(view), sore_figures(view)
    smear = blur_px(view)
    findings = chain(
        light_findings(light),
        focus_findings(view, smear),
        _resolution(px_per_mm),
        _tilt(tilt_degrees),
        cover_findings(cover),
        sore_findings(sores),
    )
    found = sorted(findings, key=lambda one: WEIGHTS.index(one.weight))
    figures = {**light, **cover, **sores, "blur_px": smear / view.shrunk}
    return Gate(tuple(found), tuple(figures.items()))


def _resolution(px_per_mm: float | None) -> Iterator[Found]:
    if px_per_mm is None:
        return
    across = FINE_MM * px_per_mm
    if across < LEAST_PX_AT_ALL:
        unit = "px across 40 µm"
        yield Found(Finding.COARSE, Weight.REFUSES, across, LEAST_PX_AT_ALL, unit)
    elif across < LEAST_PX_ACROSS:
        unit = "px across 40 µm"
        yield Found(Finding.COARSE, Weight.LOWER_BOUND, across, LEAST_PX_ACROSS, unit)


def _tilt(tilt_degrees: float | None) -> Iterator[Found]:
    if tilt_degrees is None:
        return
    if tilt_degrees > MOST_TILT_DEG:
        yield Found(Finding.TILTED, Weight.REFUSES, tilt_degrees, MOST_TILT_DEG, "°")
    elif tilt_degrees > NOTED_TILT_DEG:
        yield Found(Finding.TILTED, Weight.NOTED, tilt_degrees, NOTED_TILT_DEG, "°")

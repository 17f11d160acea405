"""Everything in a picture that tells its scale, and which of it counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from anagen.imaging.scale.bar import LEAST_SIDE_PX
from anagen.imaging.scale.burnt_in import burnt_in
from anagen.imaging.scale.reading import Reading
from anagen.imaging.scale.ruler import ruler_in
from anagen.imaging.scale.target import target_in
from anagen.imaging.scalp import ScaleSource

if TYPE_CHECKING:
    from anagen.imaging.scalp import Pixels

#: What counts first: what lies on the skin and shows its tilt, then a person's own word, then what
#: lies beside the skin, what was drawn in, and last what was once measured with the device.
ORDER = (
    ScaleSource.TARGET,
    ScaleSource.GIVEN,
    ScaleSource.RULER,
    ScaleSource.BAR,
    ScaleSource.DEVICE,
)
#: How far a figure that somebody gives or that a device was once measured with may be wrong.
GIVEN_ERROR, DEVICE_ERROR = 0.01, 0.01


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about the scale without looking at the picture.

    `given_px_per_mm` is what the person says, `device_px_per_mm` what was kept for their device.
    `printed_50_mm` is how long the 50 mm line on the printed page of targets really is; None when
    nobody measured it.
    """

    given_px_per_mm: float | None = None
    device_px_per_mm: float | None = None
    printed_50_mm: float | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """The scale of a picture, if it has one, and the length of a bar without a readable label."""

    reading: Reading | None
    unread_bar_px: float | None = None


NOTHING_KNOWN = Known()


def read_scale(pixels: Pixels, known: Known = NOTHING_KNOWN) -> Reading | None:
    """The scale of a picture in RGB, or None when nothing tells it."""
    return look_for_scale(pixels, known).reading


def look_for_scale(pixels: Pixels, known: Known = NOTHING_KNOWN) -> Seen:
    """The scale of a picture in RGB, with what was seen and could not be used."""
    if min(pixels.shape[:2]) < LEAST_SIDE_PX:
        return Seen(_first(_told(known)))
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    bar = burnt_in(grey)
    readings = [*_told(known)]
    target = target_in(grey, known.printed_50_mm)
    if target is not None:
        readings.append(target)
    if bar is not None and bar.reading is not None:
        readings.append(bar.reading)
    if not readings:  # it takes longest to look for, and few pictures hold one
        lies = ruler_in(grey)
        readings += [lies] if lies is not None else []
    unread = bar.bar.length_px if bar is not None and bar.label is None else None
    return Seen(_first(readings), unread)


def _told(known: Known) -> list[Reading]:
    given, device = known.given_px_per_mm, known.device_px_per_mm
    told = []
    if given is not None:
        told.append(Reading(given, ScaleSource.GIVEN, GIVEN_ERROR))
    if device is not None:
        told.append(Reading(device, ScaleSource.DEVICE, DEVICE_ERROR))
    return told


def _first(readings: list[Reading]) -> Reading | None:
    """The reading that counts, with those against it."""
    if not readings:
        return None
    first, *others = sorted(readings, key=lambda one: ORDER.index(one.source))
    covers = tuple(box for one in readings for box in one.covers)
    against = tuple(one for one in others if not one.agrees_with(first))
    return replace(first, covers=covers, against=against)

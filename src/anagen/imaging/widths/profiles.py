"""Cuts across hairs: straight lines at right angles to a shaft, and the light along them.

Every hair is cut at the same number of stations, evenly spaced between its root and its tip but
away from both. At each station a few cuts side by side are averaged along the shaft, so that the
noise falls and the edges stay where they are. All cuts of a picture are read in one go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from anagen.imaging.hairs import Hair

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from anagen.imaging.scalp import Scalp

    Values = NDArray[np.float64]
    Lights = NDArray[np.float32]

STATIONS = 12
#: Cuts side by side at a station, and how far apart they lie.
SIDE_BY_SIDE, APART_PX = 5, 1.25
#: How far a cut reaches to each side, and how fine it is read.
REACH_MM, LEAST_REACH_PX = 0.15, 7.0
STEP_UM, LEAST_STEP_PX = 2.8, 0.5
#: Not measured: the root, where hairs of a unit touch, and the tip, which may be cut askew.
ROOT_MM, ROOT_SHARE = 0.12, 0.3
TIP_MM, TIP_SHARE = 0.06, 0.15
#: The direction of a shaft is taken over this much of it on each side.
TURN_MM = 0.04
#: Shafts are drawn this wide where cuts look for other shafts.
DRAWN_PX = 3


@dataclass(frozen=True, slots=True)
class Cuts:
    """The cuts of a picture.

    `light` is (hairs, stations, places, 3): linear light in red, green and blue, from 0 to 1.
    `others` is (hairs, stations, places): whether another shaft's line runs through a place.
    `across_px` is where the places lie, in pixels from the line of the hair.
    """

    light: Lights
    others: NDArray[np.bool_]
    across_px: Values


def cuts_of(scalp: Scalp, hairs: Sequence[Hair]) -> Cuts:
    """The cuts across these hairs."""
    across = places_across(scalp.px_per_mm)
    lines = np.stack([stations(hair, scalp.px_per_mm) for hair in hairs])
    middle, ahead = lines[:, :, None, None, :2], lines[:, :, None, None, 2:]
    side = np.concatenate([-ahead[..., 1:], ahead[..., :1]], axis=-1)
    along = (np.arange(SIDE_BY_SIDE) - SIDE_BY_SIDE // 2) * APART_PX
    spots = middle + along[None, None, :, None, None] * ahead + across[:, None] * side
    light = _light_at(scalp.pixels, spots)
    centre = spots[:, :, SIDE_BY_SIDE // 2]
    return Cuts(light, _others_at(hairs, scalp.pixels.shape[:2], centre), across)


def places_across(px_per_mm: float) -> Values:
    """Where a cut is read, in pixels from the line of the hair."""
    reach = max(REACH_MM * px_per_mm, LEAST_REACH_PX)
    step = max(STEP_UM * px_per_mm / 1000, LEAST_STEP_PX)
    half = int(np.ceil(reach / step))
    return np.arange(-half, half + 1, dtype=np.float64) * step


def stations(hair: Hair, px_per_mm: float) -> Values:
    """Where a hair is cut, and where it leads there: (stations, 4) of x, y and a unit vector."""
    path = np.array(hair.path, np.float64)
    steps = np.hypot(*np.diff(path, axis=0).T)
    run = np.concatenate([[0.0], np.cumsum(steps)])
    length = max(run[-1], 1e-6)
    begin = min(ROOT_MM * px_per_mm, ROOT_SHARE * length)
    end = length - min(TIP_MM * px_per_mm, TIP_SHARE * length)
    at = np.linspace(begin, end, STATIONS)
    turn = min(max(TURN_MM * px_per_mm, 2.0), 0.25 * length)
    here, before, after = (_on_path(path, run, at + shift) for shift in (0.0, -turn, turn))
    ahead = after - before
    ahead /= np.maximum(np.hypot(*ahead.T), 1e-9)[:, None]
    return np.concatenate([here, ahead], axis=1)


def _on_path(path: Values, run: Values, at: Values) -> Values:
    return np.stack([np.interp(at, run, path[:, 0]), np.interp(at, run, path[:, 1])], axis=1)


def _light_at(pixels: NDArray[np.uint8], spots: Values) -> Lights:
    """Linear light at each place, averaged over the cuts side by side."""
    hairs, stops, beside, places, _ = spots.shape
    flat = spots.reshape(hairs, -1, 2).astype(np.float32)  # remap takes 32,766 rows at most
    read = cv2.remap(
        pixels, flat[..., 0], flat[..., 1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    light = cv2.LUT(read, _linear_light()).reshape(hairs, stops, beside, places, 3)
    return np.asarray(light.mean(axis=2), np.float32)


def _linear_light() -> Lights:
    """The light behind each grey level of a usual camera (IEC 61966-2-1, sRGB)."""
    level = np.arange(256) / 255
    low, high = level / 12.92, ((level + 0.055) / 1.055) ** 2.4
    return np.where(level <= 0.04045, low, high).astype(np.float32)


def _others_at(hairs: Sequence[Hair], size: tuple[int, ...], spots: Values) -> NDArray[np.bool_]:
    """Whether the line of another hair runs through each place."""
    drawn = np.zeros(size, np.int16)
    for number, hair in enumerate(hairs, start=1):
        line = np.round(np.array(hair.path)).astype(np.int32)
        cv2.polylines(drawn, [line], isClosed=False, color=number, thickness=DRAWN_PX)
    count, stops, places, _ = spots.shape
    flat = spots.reshape(count, -1, 2).astype(np.float32)
    seen = cv2.remap(drawn, flat[..., 0], flat[..., 1], cv2.INTER_NEAREST)
    own = np.arange(1, count + 1, dtype=np.int16)[:, None, None]
    seen = seen.reshape(count, stops, places)
    return np.asarray((seen != 0) & (seen != own), np.bool_)

"""Two pictures of skin made alike: one scale, the light taken out, one laid on the other.

What is left is shade: how much darker (or lighter) each place is than the skin around it, on a
scale of logarithms, so that twice the light changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from anagen.imaging.match.laid import Laid, Places
from anagen.imaging.match.refine import fitted

if TYPE_CHECKING:
    from anagen.imaging.scalp import Pixels

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]

#: Both pictures are looked at with so many pixels in a millimetre: 4 in a hair of 44 µm.
WORKING_PX_PER_MM = 90.0
#: The skin around a place, whose light counts as light.
AROUND_MM = 0.9
#: Points at least this bright show the lamp and no skin.
BURNT_OUT = 250
#: Pieces that are laid on the other picture, how far apart they stand, how far they may slip.
PIECE_MM, STEP_MM, SLIP_MM = 1.2, 0.5, 0.14
#: A piece must lie in both pictures with this share.
SHOWN = 0.85
#: A piece that agrees less than this with the other picture says nothing.
AGREEING = 0.55
#: Pieces without enough shade look alike everywhere.
FEWEST_PIECES, LEAST_SHADE = 8, 0.05


@dataclass(frozen=True)
class Skin:
    """A picture as shade, with where it is skin: inside the picture and not burnt out."""

    shade: Floats
    is_skin: Mask

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.shade.shape[1], self.shade.shape[0]


def skin_of(pixels: Pixels, shows: Mask, px_per_mm: float) -> Skin:
    """The shade of a picture at the working scale; `shows` is where it shows anything."""
    zoom = WORKING_PX_PER_MM / px_per_mm
    size = tuple(max(8, round(side * zoom)) for side in pixels.shape[1::-1])
    how = cv2.INTER_AREA if zoom < 1 else cv2.INTER_LINEAR
    small = cv2.resize(pixels, size, interpolation=how)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)
    glare = cv2.dilate((grey >= BURNT_OUT).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    dark = np.log(np.maximum(_light(grey), 8)) - np.log(np.maximum(grey.astype(np.float32), 8))
    there = cv2.resize(shows.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
    return Skin(dark.astype(np.float32), there & ~glare)


def _light(grey: NDArray[np.uint8]) -> Floats:
    """How bright the skin around each place is; hair is narrow and does not count."""
    quarter = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    reach = int(AROUND_MM * WORKING_PX_PER_MM / 4) | 1
    median = cv2.medianBlur(quarter, reach).astype(np.float32)
    smooth = cv2.GaussianBlur(median, (0, 0), reach / 4)
    return np.asarray(cv2.resize(smooth, grey.shape[::-1]), np.float32)


def laid_on(skin: Skin, laid: Laid, size: tuple[int, int]) -> Skin:
    """The second picture as it lies on the first, which has this width and height."""
    rows, columns = np.mgrid[0 : size[1] + 8 : 8, 0 : size[0] + 8 : 8]
    there = to_px(laid.placed(to_mm(columns + 1j * rows)))
    coarse = np.stack([there.real, there.imag], axis=2).astype(np.float32)
    whole = _between(coarse, size)
    across, down = whole[..., 0], whole[..., 1]
    shade = cv2.remap(skin.shade, across, down, cv2.INTER_LINEAR, borderValue=0.0)
    there_is = cv2.remap(skin.is_skin.astype(np.uint8), across, down, cv2.INTER_NEAREST)
    return Skin(np.asarray(shade, np.float32), there_is > 0)


def _between(coarse: Floats, size: tuple[int, int]) -> Floats:
    """A map that is known at every eighth pixel, at every pixel."""
    at = [(np.arange(side, dtype=np.float32) / 8) for side in size]
    across, down = np.meshgrid(*at)
    return np.asarray(
        cv2.remap(coarse, across.astype(np.float32), down.astype(np.float32), cv2.INTER_LINEAR,
                  borderMode=cv2.BORDER_REPLICATE), np.float32)  # fmt: skip


def to_mm(places: Places) -> Places:
    """Pixels of the working picture as millimetres of the picture as given."""
    return (places + (0.5 + 0.5j)) / WORKING_PX_PER_MM


def to_px(places: Places) -> Places:
    """Millimetres as pixels of the working picture."""
    return places * WORKING_PX_PER_MM - (0.5 + 0.5j)


def sharpened(laid: Laid, before: Skin, after: Skin) -> Laid:
    """The same laying with every piece of the first picture slipped to where it fits best."""
    moved = laid_on(after, laid, before.size)
    here, slips = _slips(before, moved)
    if here.size < FEWEST_PIECES:
        return laid
    # A slip in the frame of the first picture is turned into the frame of the second.
    there = laid.placed(here + slips)
    return fitted(replace(laid), here, there)


def _slips(before: Skin, moved: Skin) -> tuple[Places, Places]:
    """The middles of all pieces that fit somewhere near, and how far each slips, in mm."""
    here, slips = [], []
    one, other = (cv2.GaussianBlur(skin.shade, (0, 0), 1.5) for skin in (before, moved))
    slip = round(SLIP_MM * WORKING_PX_PER_MM)
    for rows, columns in _pieces(before.size, slip):
        around = tuple(slice(edge.start - slip, edge.stop + slip) for edge in (rows, columns))
        piece = one[rows, columns]
        if moved.is_skin[around].mean() < SHOWN or piece.std() < LEAST_SHADE:
            continue
        fit = cv2.matchTemplate(other[around], piece, cv2.TM_CCOEFF_NORMED)
        found = _peak(np.asarray(fit, np.float32))
        if found is not None:
            here.append((columns.start + columns.stop - 1 + 1j * (rows.start + rows.stop - 1)) / 2)
            slips.append(found - slip * (1 + 1j))
    there = np.array(slips, np.complex128) / WORKING_PX_PER_MM
    return to_mm(np.array(here, np.complex128)), there.astype(np.complex128)


def _pieces(size: tuple[int, int], slip: int) -> Iterator[tuple[slice, slice]]:
    """Windows all over a picture; those at its border are cut, down to half."""
    half, step = (round(mm * WORKING_PX_PER_MM) for mm in (PIECE_MM / 2, STEP_MM))
    across, down = (
        [slice(max(slip, middle - half), min(side - slip, middle + half))
         for middle in range(half // 2 + slip, side - half // 2 - slip, step)]
        for side in size
    )  # fmt: skip
    for rows in down:
        for columns in across:
            if min(rows.stop - rows.start, columns.stop - columns.start) > half:
                yield rows, columns


def _peak(fit: Floats) -> complex | None:
    """Where two pieces fit best, to a part of a pixel; None at the rim or where nothing fits."""
    row, column = np.unravel_index(int(fit.argmax()), fit.shape)
    inside = 0 < row < fit.shape[0] - 1 and 0 < column < fit.shape[1] - 1
    if not inside or fit[row, column] < AGREEING:
        return None
    return complex(
        column + _vertex(fit[row, column - 1 : column + 2]),
        row + _vertex(fit[row - 1 : row + 2, column]),
    )


def _vertex(three: Floats) -> float:
    """The top of the parabola through three values, from the middle one."""
    bow = float(three[0] - 2 * three[1] + three[2])
    return 0.0 if bow >= 0 else float(three[0] - three[2]) / (2 * bow)


def agreement(before: Skin, moved: Skin) -> float:
    """How alike two pictures that lie on each other are: the correlation of their shade."""
    both = before.is_skin & moved.is_skin
    if both.sum() < WORKING_PX_PER_MM**2:
        return 0.0
    one, other = (cv2.GaussianBlur(skin.shade, (0, 0), 2.0)[both] for skin in (before, moved))
    spread = float(one.std() * other.std())
    return float(np.mean((one - one.mean()) * (other - other.mean()))) / spread if spread else 0.0

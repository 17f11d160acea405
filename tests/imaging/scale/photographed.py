"""The target as a camera sees it: tilted, blurred, badly lit and pressed into a JPEG."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from anagen.imaging.scale.printed import SIDE_MM, WINDOW_MM, drawn

SKIN = (206, 160, 135)
FINE_PX_PER_MM = 64


@dataclass(frozen=True, slots=True)
class Photo:
    """How the target is photographed. The camera stands `far_mm` above the window's middle."""

    tilt_degrees: float = 0.0
    turn_degrees: float = 0.0
    px_per_mm: float = 50.0
    blur_px: float = 0.8
    noise: float = 2.0
    jpeg: int = 85
    dark_side: float = 1.0
    far_mm: float = 60.0
    size: tuple[int, int] = (1280, 1024)


def paper(px_per_mm: float = FINE_PX_PER_MM) -> NDArray[np.uint8]:
    """The target as printed, on white, with skin in its window."""
    side = round(SIDE_MM * px_per_mm)
    page = np.full((side, side, 3), 245, np.uint8)

    def at(mm: float) -> int:
        return round((mm + SIDE_MM / 2) * px_per_mm)

    half = WINDOW_MM / 2
    page[at(-half) : at(half), at(-half) : at(half)] = SKIN
    for one in drawn():
        colour = tuple(int(one.colour[i : i + 2], 16) for i in (1, 3, 5))
        page[at(one.y) : at(one.y + one.high), at(one.x) : at(one.x + one.wide)] = colour
    return page


def from_mm(photo: Photo) -> NDArray[np.float64]:
    """From millimetres on the paper to pixels of the photo: a pinhole above a tilted plane."""
    tilt, turn = radians(photo.tilt_degrees), radians(photo.turn_degrees)
    spin = np.array([[cos(turn), -sin(turn), 0], [sin(turn), cos(turn), 0], [0, 0, 1]])
    lean = np.array([[1, 0, 0], [0, cos(tilt), -sin(tilt)], [0, sin(tilt), cos(tilt)]])
    move = lean @ spin
    plane = np.column_stack([move[:, 0], move[:, 1], (0, 0, photo.far_mm)])
    focal = photo.px_per_mm * photo.far_mm
    middle = ((photo.size[0] - 1) / 2, (photo.size[1] - 1) / 2)
    lens = np.array([[focal, 0, middle[0]], [0, focal, middle[1]], [0, 0, 1]])
    whole = lens @ plane
    return np.asarray(whole / whole[2, 2], np.float64)


def photographed(
    photo: Photo, page: NDArray[np.uint8] | None = None, seed: int = 1
) -> NDArray[np.uint8]:
    """The photo of a page that was laid on skin; of the target, when no other is given."""
    page, fine = paper() if page is None else page, FINE_PX_PER_MM
    edge = (1 - page.shape[0]) / fine / 2
    to_mm = np.array([[1 / fine, 0, edge], [0, 1 / fine, edge], [0, 0, 1]])
    laid = cv2.warpPerspective(
        page,
        from_mm(photo) @ to_mm,
        photo.size,
        flags=cv2.INTER_AREA,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=SKIN,
    ).astype(np.float32)
    laid = cv2.GaussianBlur(laid, (0, 0), max(0.3, photo.blur_px))
    light = np.linspace(1.0, photo.dark_side, photo.size[0], dtype=np.float32)[None, :, None]
    grain = np.random.default_rng(seed).normal(0, photo.noise, laid.shape)
    shown = np.clip(laid * light + grain, 0, 255).astype(np.uint8)
    _, file = cv2.imencode(".jpg", shown[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, photo.jpeg])
    return np.ascontiguousarray(cv2.imdecode(file, cv2.IMREAD_COLOR)[..., ::-1])


def true_px_per_mm(photo: Photo) -> float:
    """Pixels in a millimetre at the middle of the window, as the root of the area's growth."""
    step = 1e-3
    corners = np.array([[[0, 0]], [[step, 0]], [[0, step]]], np.float64)
    middle, across, down = cv2.perspectiveTransform(corners, from_mm(photo)).reshape(3, 2)
    first, second = (across - middle) / step, (down - middle) / step
    return float(abs(first[0] * second[1] - first[1] * second[0]) ** 0.5)


def ruler(every: int = 5, step_mm: float = 1.0) -> NDArray[np.uint8]:
    """A piece of a steel ruler: strokes down from its edge, longer every so many."""
    fine, side = FINE_PX_PER_MM, round(40 * FINE_PX_PER_MM)
    page = np.empty((side, side, 3), np.uint8)
    page[:] = SKIN
    top = round(12 * fine)
    page[top : top + 10 * fine] = 225
    for number in range(round(38 / step_mm)):
        x = round((1 + number * step_mm) * fine)
        long = 2.6 + (1.4 if number % every == 0 else 0) + (1.4 if number % (2 * every) == 0 else 0)
        page[top : top + round(long * fine), x - 4 : x + 5] = 30
        if number % (2 * every) == 0:
            place = (x - 40, top + round(8 * fine))
            cv2.putText(page, str(number), place, cv2.FONT_HERSHEY_SIMPLEX, 4, (30, 30, 30), 12)
    return page

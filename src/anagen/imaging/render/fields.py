"""Smooth random fields, the stuff that skin, light and wear are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


def smooth(rng: Generator, size: tuple[int, int], cell_px: float) -> Floats:
    """A field that changes over `cell_px`, of about unit spread."""
    return stretched(rng, size, (cell_px, cell_px), 0.0)


def stretched(
    rng: Generator, size: tuple[int, int], cell_px: tuple[float, float], angle: float
) -> Floats:
    """A field whose cells are long along `angle` and short across it, of about unit spread."""
    finest = min(cell_px)
    times = 4 if finest >= 24 else 2 if finest >= 8 else 1
    small = (-(-size[0] // times), -(-size[1] // times))
    cells_px = (max(cell_px[0] / times, 1.0), max(cell_px[1] / times, 1.0))
    field = turned(rng, small, cells_px, angle)
    if times == 1:
        return field
    return np.asarray(cv2.resize(field, size, interpolation=cv2.INTER_LINEAR), np.float32)


def turned(
    rng: Generator, size: tuple[int, int], cell_px: tuple[float, float], angle: float
) -> Floats:
    """Random cells, turned and stretched to fill a picture."""
    reach = float(np.hypot(*size))
    cells = [int(np.ceil(reach / c)) + 4 for c in cell_px]
    grid = white(rng, (cells[0], cells[1])) * np.float32(1.3)
    cos, sin = np.cos(angle), np.sin(angle)
    turn = np.array([[cos, sin], [-sin, cos]]) / np.array(cell_px)[:, None]
    shift = (np.array(cells) - 1) / 2 - turn @ (np.array(size) / 2) + rng.uniform(-0.5, 0.5, 2)
    matrix = np.concatenate([turn, shift[:, None]], axis=1)
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    field = cv2.warpAffine(grid, matrix, size, flags=flags, borderMode=cv2.BORDER_REFLECT)
    return np.asarray(field, dtype=np.float32)


def white(rng: Generator, size: tuple[int, int]) -> Floats:
    """Noise without memory, of unit spread: two bytes added up, cheap and close to normal."""
    raw = np.frombuffer(rng.bytes(2 * size[0] * size[1]), dtype=np.uint8)
    pair = raw.reshape(2, size[1], size[0]).astype(np.float32)
    return np.asarray((pair[0] + pair[1] - np.float32(255)) * np.float32(1 / 104.5))


def grain(rng: Generator, size: tuple[int, int], sigma_px: float) -> Floats:
    """White noise softened by `sigma_px`, of about unit spread."""
    noise = white(rng, size)
    if sigma_px < 0.45:
        return noise
    noise *= np.float32(2 * np.sqrt(np.pi) * sigma_px)
    return np.asarray(cv2.GaussianBlur(noise, (0, 0), sigma_px), dtype=np.float32)


def tinted(field: Floats, colour: Sequence[float]) -> Floats:
    """A field times a colour, (height, width, 3)."""
    return np.asarray(cv2.merge([field * np.float32(part) for part in colour]), np.float32)


def step(field: Floats, low: float, high: float) -> Floats:
    """0 below `low`, 1 above `high`, smooth between."""
    t = np.clip((field - np.float32(low)) / np.float32(high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), dtype=np.float32)


def softened(field: Floats, sigma_px: float) -> Floats:
    """A field blurred; wide blurs work on a smaller copy, which nobody can tell."""
    if sigma_px < 0.2:
        return field
    if sigma_px < 4:
        return np.asarray(cv2.GaussianBlur(field, (0, 0), sigma_px), dtype=np.float32)
    times = 2 ** int(np.log2(sigma_px / 2))
    height, width = field.shape[:2]
    small = (max(2, width // times), max(2, height // times))
    less = cv2.resize(field, small, interpolation=cv2.INTER_AREA)
    less = cv2.GaussianBlur(less, (0, 0), sigma_px / times)
    return np.asarray(cv2.resize(less, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)

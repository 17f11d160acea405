"""Cuts training crops out of scenes: turned, mirrored, scaled, in other colours, less sharp."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

from anagen.imaging.find.answers import PX_PER_MM
from training.scene import Shaft

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from training.scene import Scene

    Colours = NDArray[np.float32]

CROP = 224
#: A crop is made this much smaller or larger: scales are rarely known well.
LOG_ZOOM = (-0.13, 0.22)


def crop(
    scene: Scene, rng: np.random.Generator
) -> tuple[NDArray[np.uint8], NDArray[np.float32], list[Shaft]]:
    """A crop's pixels, where it shows the scene (1) or beyond (0), and its shafts."""
    move = _movement(scene, rng)
    inside = np.full(scene.pixels.shape[:2], 1, np.float32)
    pixels = cv2.warpAffine(
        scene.pixels, move, (CROP, CROP), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    valid = cv2.warpAffine(inside, move, (CROP, CROP), flags=cv2.INTER_NEAREST)
    zoom = math.sqrt(abs(float(np.linalg.det(move[:, :2])))) * scene.px_per_mm / PX_PER_MM
    shafts = [
        Shaft(
            (shaft.path @ move[:, :2].T + move[:, 2]).astype(np.float32),
            shaft.width_um * zoom,
            shaft.worth,
            shaft.unit,
        )
        for shaft in scene.shafts
    ]
    return relit(np.asarray(pixels, np.uint8), rng), np.asarray(valid), shafts


def _movement(scene: Scene, rng: np.random.Generator) -> NDArray[np.float64]:
    zoom = PX_PER_MM / scene.px_per_mm * math.exp(rng.uniform(*LOG_ZOOM))
    angle = rng.uniform(0, 2 * math.pi)
    turn = zoom * np.array(
        [[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]]
    )
    if rng.random() < 0.5:
        turn[:, 0] *= -1
    reach = CROP / zoom / 2 * (abs(math.cos(angle)) + abs(math.sin(angle)))
    height, width = scene.pixels.shape[:2]
    near = _aim(scene, rng)
    centre = np.array([_within(width, reach, near[0]), _within(height, reach, near[1])])
    shift = (CROP - 1) / 2 - turn @ centre
    return np.column_stack([turn, shift])


def _aim(scene: Scene, rng: np.random.Generator) -> tuple[float, float]:
    """Anywhere, or not far from a hair."""
    height, width = scene.pixels.shape[:2]
    if not scene.shafts or rng.random() < 0.25:
        return float(rng.uniform(0, width)), float(rng.uniform(0, height))
    shaft = scene.shafts[int(rng.integers(len(scene.shafts)))]
    place = shaft.path[0] + rng.normal(0, 0.4 * scene.px_per_mm, 2)
    return float(place[0]), float(place[1])


def _within(length: int, reach: float, wished: float) -> float:
    return min(max(wished, reach), length - reach) if length > 2 * reach else length / 2


def relit(pixels: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """The same crop under other light, through another lens and in another file."""
    colours = pixels.astype(np.float32)
    if rng.random() < 0.3:
        colours = _coarser(colours, rng)
    if rng.random() < 0.5:
        colours = cv2.GaussianBlur(colours, (0, 0), rng.uniform(0.3, 1.6))
    if rng.random() < 0.3:
        soft = cv2.GaussianBlur(colours, (0, 0), rng.uniform(0.8, 2.0))
        colours = colours + rng.uniform(0.2, 1.2) * (colours - soft)
    colours = _recoloured(np.clip(colours, 0, 255), rng)
    if rng.random() < 0.5:
        grain = rng.standard_normal((CROP, CROP, 3), dtype=np.float32)
        if rng.random() < 0.5:
            grain = cv2.GaussianBlur(grain, (0, 0), 0.8) * 2
        colours = colours + grain * rng.uniform(1, 7)
    done = np.clip(colours, 0, 255).astype(np.uint8)
    return _jpeg(done, rng) if rng.random() < 0.3 else done


def _coarser(colours: Colours, rng: np.random.Generator) -> Colours:
    side = int(CROP * rng.uniform(0.45, 0.95))
    small = cv2.resize(colours, (side, side), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (CROP, CROP), interpolation=cv2.INTER_LINEAR), np.float32)


def _recoloured(colours: Colours, rng: np.random.Generator) -> Colours:
    """Gamma, contrast, saturation, a slope of light and a colour of light."""
    shade = cv2.pow(colours * np.float32(1 / 255), math.exp(rng.uniform(-0.4, 0.4))) * np.float32(
        255
    )
    middle = np.median(shade[::4, ::4].reshape(-1, 3), axis=0)
    contrast, keep = rng.uniform(0.65, 1.3), rng.uniform(0.0, 1.6)
    gains = rng.uniform(0.75, 1.2) * rng.uniform(0.88, 1.12, 3)
    mix = keep * np.eye(3) + (1 - keep) / 3
    move = np.column_stack([contrast * mix, (1 - contrast) * mix @ middle]) * gains[:, None]
    slope = np.linspace(-1, 1, CROP, dtype=np.float32)
    tilt = 1 + rng.uniform(-0.15, 0.15) * slope[None] + rng.uniform(-0.15, 0.15) * slope[:, None]
    return np.asarray(cv2.transform(shade, move.astype(np.float32)) * tilt[..., None], np.float32)


def _jpeg(pixels: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    _, coded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(40, 95))])
    return np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.uint8)

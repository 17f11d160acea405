"""Light, lens and sensor: from what lies before the lens to the bytes of a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from anagen.imaging.render.fields import grain, smooth, softened, step, stretched, tinted

if TYPE_CHECKING:
    from numpy.random import Generator

    from anagen.imaging.render.choices import Choice
    from anagen.imaging.render.fields import Floats
    from anagen.imaging.scalp import Pixels

#: Grey levels of a usual camera go with the light to the power of 1 / GAMMA.
GAMMA = 2.2


def glints(rng: Generator, choice: Choice, picture: Floats, shade: Floats) -> None:
    """Shine on the skin: sparkling patches, single bright specks, more of them at openings."""
    mm, size = choice.px_per_mm, choice.size
    if choice.glare <= 0.02:
        return
    where = smooth(rng, size, rng.uniform(0.4, 1.6) * mm) + 0.5 * smooth(rng, size, 0.2 * mm)
    edge = 2.2 - 2.6 * choice.glare
    where = step(where, edge - 0.6, edge + 1.6) + np.float32(rng.uniform(0.05, 0.45))
    where += np.float32(rng.uniform(0, 1.0)) * shade
    spark = grain(rng, size, max(0.5, rng.uniform(0.003, 0.006) * mm))
    way, cell = rng.uniform(0, np.pi), rng.uniform(0.006, 0.014) * mm
    spark += np.float32(rng.uniform(0.6, 1.6)) * stretched(rng, size, (3 * cell, cell), way)
    bump = (rng.uniform(0.05, 0.2) * mm, rng.uniform(0.03, 0.07) * mm)
    spark += np.float32(rng.uniform(0.3, 1.2)) * stretched(rng, size, bump, way)
    bright = np.clip(np.exp(np.float32(rng.uniform(0.4, 0.9)) * spark) - 0.7, 0, 9) * where
    bright = bright * np.float32(rng.uniform(3, 13)) + veil(rng, choice)
    picture += tinted(bright, (rng.uniform(0.4, 0.85), rng.uniform(0.55, 0.9), 1.2))


def veil(rng: Generator, choice: Choice) -> Floats:
    """Broad pale reflections of the lamps."""
    cell = rng.uniform(0.8, 2.5) * choice.px_per_mm
    where = step(smooth(rng, choice.size, cell), rng.uniform(-0.5, 1.0), rng.uniform(1.2, 2.5))
    return np.asarray(where * np.float32(choice.glare * rng.uniform(0, 60)), dtype=np.float32)


def lit(rng: Generator, choice: Choice, picture: Floats) -> Floats:
    """Uneven light: brighter and darker sides, blue and yellow corners, a cast over all."""
    height, width = picture.shape[:2]
    span = min(1.0, max(width, height) / choice.px_per_mm / 4)
    grid = np.ones((3, 3, 3), np.float32)
    grid += np.float32(0.1 * span * choice.light) * rng.standard_normal((3, 3, 1), np.float32)
    blue = np.float32(0.2 * span * choice.light) * rng.standard_normal((3, 3), np.float32)
    grid[..., 2] += blue
    grid[..., 0] -= 0.25 * blue
    cast = 1 + choice.light * rng.normal([0, 0, 0.03], [0.04, 0.025, 0.15])
    grid *= np.clip(cast, 0.75, 1.4).astype(np.float32)
    gains = np.asarray(cv2.resize(grid, (width, height), interpolation=cv2.INTER_LINEAR))
    return np.asarray(picture * softened(gains.astype(np.float32), width / 8), dtype=np.float32)


def seen(rng: Generator, choice: Choice, picture: Floats) -> Floats:
    """Through the lens: sharper here, softer there."""
    sigma = choice.blur_px
    sharp = softened(light_of(picture), sigma)
    if sigma <= 0 or rng.random() < 0.25:
        return levels_of(sharp)
    soft = softened(sharp, sigma * rng.uniform(0.6, 2.0) + 0.3)
    where = smooth(rng, choice.size, rng.uniform(1.0, 3.0) * choice.px_per_mm)
    share = step(where, rng.uniform(-0.5, 1.0), rng.uniform(1.2, 2.5))
    seen_ = levels_of(sharp + cv2.merge([share] * 3) * (soft - sharp))
    if rng.random() < 0.55:  # the camera's own sharpening
        seen_ += np.float32(rng.uniform(0.2, 1.3)) * (seen_ - softened(seen_, 1.2))
    return seen_


def light_of(levels: Floats) -> Floats:
    """The light behind grey levels: a lens blurs light, and the camera makes levels of it later."""
    return np.asarray(cv2.pow(np.clip(levels / np.float32(255), 0, None), GAMMA), np.float32)


def levels_of(light: Floats) -> Floats:
    """The grey levels that a camera makes of light."""
    return np.asarray(cv2.pow(np.clip(light, 0, None), 1 / GAMMA), np.float32) * np.float32(255)


def sensed(rng: Generator, choice: Choice, picture: Floats) -> Pixels:
    """Sensor noise, the raster of its colour filter, eight bits and JPEG."""
    height, width = picture.shape[:2]
    if choice.noise > 0:
        sigma, grey = rng.uniform(0.3, 0.9), rng.uniform(0, 1)
        parts = [grain(rng, (width, height), sigma) for _ in range(4)]
        mixed = [(1 - grey) * part + grey * parts[3] for part in parts[:3]]
        mixed[2] *= np.float32(rng.uniform(1.0, 1.7))
        picture = picture + np.float32(choice.noise) * cv2.merge(mixed)
    if choice.noise > 0 and rng.random() < 0.25:
        raster = np.float32(rng.uniform(0, 2.5)) * rng.standard_normal((2, 2, 3), np.float32)
        picture = picture + np.tile(raster, (height // 2 + 1, width // 2 + 1, 1))[:height, :width]
    pixels = np.clip(np.rint(picture), 0, 255).astype(np.uint8)
    return compressed(pixels, choice.jpeg)


def compressed(pixels: Pixels, quality: int) -> Pixels:
    """The picture as a JPEG of this quality gives it back; 0 leaves it as it is."""
    if quality <= 0:
        return pixels
    _, packed = cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    unpacked = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=np.uint8)
    return np.ascontiguousarray(unpacked[..., ::-1])

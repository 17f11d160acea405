"""Pictures drawn to be measured: straight shafts whose place and width are known exactly."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from anagen.imaging.density import density_interval
from anagen.imaging.frame import Box, Frame
from anagen.imaging.hairs import Hair
from anagen.imaging.measured import Measured, MeasuredHair
from anagen.imaging.scalp import Scale, ScaleSource, Scalp

#: Each pixel is drawn from so many by so many.
FINE = 6
SKIN, DARK = (0.45, 0.30, 0.22), (0.02, 0.02, 0.02)


@dataclass(frozen=True)
class Drawn:
    """A drawn picture: scalp with its hairs, all of one width."""

    scalp: Scalp
    hairs: tuple[Hair, ...]


@dataclass(frozen=True)
class Wanted:
    """What is drawn; `blur_px` is the standard deviation of the lens, `noise` in grey levels."""

    width_um: float = 60.0
    px_per_mm: float = 180.0
    blur_px: float = 1.0
    noise: float = 2.0
    skin: tuple[float, float, float] = SKIN
    hair: tuple[float, float, float] = DARK


def drawn(wanted: Wanted, hairs: list[Hair], size: tuple[int, int] = (420, 300)) -> Drawn:
    """A lens blurs light, so light is drawn and blurred before it becomes grey levels."""
    wide, high = size
    share = np.zeros((high, wide), np.float32)
    for hair in hairs:
        share = np.maximum(share, covered(hair, wanted.width_um / 1000 * wanted.px_per_mm, size))
    if wanted.blur_px:
        share = cv2.GaussianBlur(share, (0, 0), wanted.blur_px)
    part = share[..., None]
    light = np.array(wanted.skin) * (1 - part) + np.array(wanted.hair) * part
    levels = 255 * np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    levels += np.random.default_rng(3).normal(0, wanted.noise, levels.shape)
    pixels = np.clip(np.rint(levels), 0, 255).astype(np.uint8)
    scale = Scale(wanted.px_per_mm, ScaleSource.GIVEN, 0.01)
    return Drawn(Scalp(pixels, scale), tuple(hairs))


def covered(hair: Hair, width_px: float, size: tuple[int, int]) -> np.ndarray:
    """The share of each pixel that a straight shaft covers."""
    (x, y), (end_x, end_y) = hair.root, hair.tip
    length = float(np.hypot(end_x - x, end_y - y))
    along = ((end_x - x) / length, (end_y - y) / length)
    wide, high = size
    across = (np.arange(wide * FINE) + 0.5) / FINE - 0.5 - x
    down = ((np.arange(high * FINE) + 0.5) / FINE - 0.5 - y)[:, None]
    run, side = across * along[0] + down * along[1], down * along[0] - across * along[1]
    inside = (run > 0) & (run < length) & (np.abs(side) < width_px / 2)
    return inside.reshape(high, FINE, wide, FINE).mean(axis=(1, 3), dtype=np.float32)


def straight(x: float, y: float, turn_deg: float, length_px: float = 80.0) -> Hair:
    """A straight hair from its root."""
    turn = np.radians(turn_deg)
    tip = (x + length_px * float(np.cos(turn)), y + length_px * float(np.sin(turn)))
    return Hair(((x, y), tip), sureness=1.0)


def scattered() -> list[Hair]:
    """Eight hairs, far from each other, in eight directions."""
    places = [(60 + 100 * column, 80 + 140 * row) for row in range(2) for column in range(4)]
    return [
        straight(x + 0.3 * n, y + 0.2 * n, 17 + 45 * n, 70.0) for n, (x, y) in enumerate(places)
    ]


def counted(count: int = 4, *, outside: int = 1) -> Measured:
    """A measured picture of 400 by 300 pixels with hairs in its frame, and some beside it."""
    frame = Frame(Box(20.0, 20.0, 380.0, 280.0), (), 360 * 260 / 100**2 / 100)
    hairs = [
        MeasuredHair(
            n + 1, Hair(((60.0 * n + 30, 100.0), (60.0 * n + 60, 140.0)), 0.9, 55.0), n, True
        )
        for n in range(count)
    ]
    hairs += [
        MeasuredHair(count + n + 1, Hair(((5.0, 9.0 + n), (40.0, 60.0)), 0.5), count + n, False)
        for n in range(outside)
    ]
    scale = Scale(100.0, ScaleSource.GIVEN, 0.01)
    return Measured(
        "scalp.png", 400, 300, scale, frame, tuple(hairs),
        density_95=density_interval(count, frame.area_cm2, 0.01),
        coverage=0.05, found_by="network",
    )  # fmt: skip

"""Bare skin: its tone, mottling, lines, fine relief and small vessels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from anagen.imaging.render.fields import grain, smooth, softened, step, stretched, tinted
from anagen.imaging.render.wish import Look

if TYPE_CHECKING:
    from numpy.random import Generator

    from anagen.imaging.render.choices import Choice
    from anagen.imaging.render.fields import Floats

#: Skin tones I to VI as a contact microscope sees them, in RGB.
TONES = {
    1: (196, 176, 168),
    2: (180, 161, 149),
    3: (162, 145, 130),
    4: (136, 112, 93),
    5: (101, 78, 62),
    6: (66, 50, 42),
}
NEUTRAL = (147, 145, 133)
PINK = (0.04, -0.04, -0.02)
BLUE = (-0.05, 0.0, 0.08)


def skin(rng: Generator, choice: Choice) -> Floats:
    """Skin without hair, (height, width, 3) in grey levels."""
    if choice.look is Look.NO_SCALP:
        return cloth(rng, choice)
    tone = np.array(TONES[choice.skin_tone], dtype=np.float32)
    if choice.look is Look.CLIPPED or rng.random() < 0.3:  # cold light, balanced on the skin
        grey = np.array(NEUTRAL, np.float32) * (tone.mean() / 145) ** 0.5
        tone += np.float32(min(1.0, rng.uniform(0.6, 1.4))) * (grey - tone)
    tone *= np.float32(rng.uniform(0.88, 1.1))
    relief = np.float32(choice.texture) * fine_relief(rng, choice)
    bluer = rng.uniform(1.1, 2.1)
    parts = [tone[0] * (1 + relief), tone[1] * (1 + relief), tone[2] * (1 + bluer * relief)]
    picture = np.asarray(mottled(rng, choice) * cv2.merge(parts), dtype=np.float32)
    vessels(rng, choice, picture)
    return picture


def mottled(rng: Generator, choice: Choice) -> Floats:
    """Slow changes of colour: pink, yellow and bluish patches."""
    mm, size = choice.px_per_mm, choice.size
    pink = smooth(rng, size, 0.6 * mm) + smooth(rng, size, 0.2 * mm)
    blue = smooth(rng, size, 0.9 * mm) + 0.6 * smooth(rng, size, 0.25 * mm)
    dim = smooth(rng, size, 0.35 * mm) + 0.8 * smooth(rng, size, 0.12 * mm)
    pink = np.clip(pink, -0.3, 3) * np.float32(choice.texture * rng.uniform(0.02, 0.35))
    blue *= np.float32(choice.texture * rng.uniform(0.02, 0.2))
    dim = 1 + dim * np.float32(choice.texture * rng.uniform(0.01, 0.03))
    parts = [dim + pink * float(p) + blue * float(b) for p, b in zip(PINK, BLUE, strict=True)]
    return np.asarray(cv2.merge(parts), dtype=np.float32)


def fine_relief(rng: Generator, choice: Choice) -> Floats:
    """Lines, cells and grain of the skin's surface, mean about 0."""
    mm, size = choice.px_per_mm, choice.size
    way = rng.uniform(0, np.pi)
    total = np.float32(rng.uniform(0.005, 0.035)) * grain(rng, size, max(0.5, 0.006 * mm))
    total += np.float32(rng.uniform(0.005, 0.03)) * grain(rng, size, 0.016 * mm)
    long = (rng.uniform(0.06, 0.2) * mm, rng.uniform(0.02, 0.05) * mm)
    total += np.float32(rng.uniform(0.0, 0.025)) * stretched(rng, size, long, way)
    total += scurf(rng, choice, way)
    if rng.random() < 0.85:
        total -= lines(rng, choice, way)
    return total


def scurf(rng: Generator, choice: Choice, way: float) -> Floats:
    """The horny layer: short light ridges and flat cells, patchy."""
    mm, size = choice.px_per_mm, choice.size
    total = np.zeros((size[1], size[0]), np.float32)
    for turn in (rng.uniform(-0.6, 0.6), rng.uniform(-1.6, 1.6)):
        cell = (rng.uniform(0.05, 0.15) * mm, rng.uniform(0.018, 0.05) * mm)
        field = stretched(rng, size, cell, way + turn)
        total += np.exp(-((field * np.float32(rng.uniform(2.5, 6))) ** 2)) - np.float32(0.25)
    patchy = np.clip(0.5 + 0.7 * smooth(rng, size, rng.uniform(0.3, 1.0) * mm), 0, 1.3)
    return np.asarray(total * patchy * np.float32(rng.uniform(0.01, 0.11)), np.float32)


def lines(rng: Generator, choice: Choice, way: float) -> Floats:
    """Skin lines: thin dark creases, mostly along one way, some with a lit side."""
    mm, size = choice.px_per_mm, choice.size
    total = np.zeros((size[1], size[0]), np.float32)
    for turn in (rng.normal(0, 0.2), rng.normal(0.8, 0.4)):
        cell = (rng.uniform(0.3, 1.2) * mm, rng.uniform(0.1, 0.3) * mm)
        field = stretched(rng, size, cell, way + turn)
        crease = np.exp(-((field * np.float32(rng.uniform(5, 16))) ** 2))
        patchy = np.clip(0.5 + smooth(rng, size, 0.6 * mm), 0, 1)
        total += np.float32(rng.uniform(-0.05, 0.13)) * crease * patchy
    return total


def vessels(rng: Generator, choice: Choice, picture: Floats) -> None:
    """Blurred red branches under the surface."""
    mm, (width, height) = choice.px_per_mm, choice.size
    many = rng.poisson(rng.choice([0.0, 0.05, 0.4]) * width * height / mm**2)
    if not many:
        return
    ink = np.zeros((height, width), np.float32)
    for _ in range(many):
        heading = rng.uniform(0, 2 * np.pi) + np.cumsum(rng.normal(0, 0.45, 14))
        steps = np.stack([np.cos(heading), np.sin(heading)], 1) * rng.uniform(0.02, 0.07) * mm
        points = rng.uniform(0, 1, 2) * choice.size + np.cumsum(steps, 0)
        thick = max(1, round(rng.uniform(0.01, 0.035) * mm))
        cv2.polylines(
            ink, [np.round(points * 16).astype(np.int32)], False, 1.0, thick, cv2.LINE_AA, 4
        )
    ink = softened(ink, max(0.8, rng.uniform(0.01, 0.04) * mm))
    strength = rng.uniform(0.05, 0.35)
    picture *= 1 - tinted(ink, (0.15 * strength, 0.55 * strength, 0.4 * strength))


def cloth(rng: Generator, choice: Choice) -> Floats:
    """What lies before the lens when no scalp does: cloth, paper, a table."""
    mm, size = choice.px_per_mm, choice.size
    colour = rng.uniform(30, 230, 3).astype(np.float32)
    way = rng.uniform(0, np.pi)
    weave = np.zeros((size[1], size[0]), np.float32)
    for turn in (0.0, np.pi / 2):
        cell = (rng.uniform(0.2, 3) * mm, rng.uniform(0.03, 0.3) * mm)
        weave += step(stretched(rng, size, cell, way + turn), -0.5, 0.5) - 0.5
    weave *= np.float32(rng.uniform(0.02, 0.5))
    return np.asarray(
        (1 + weave + 0.05 * smooth(rng, size, 0.5 * mm))[..., None] * colour, np.float32
    )

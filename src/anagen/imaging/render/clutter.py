"""What lies on scalp besides hair: flakes, casts, dust, fibres, pustules and crusts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from anagen.imaging.render.fields import grain, smooth, step
from anagen.imaging.render.plan import LOOSE
from anagen.imaging.render.under import heading, window
from anagen.imaging.render.wish import Look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

    from anagen.imaging.render.choices import Choice
    from anagen.imaging.render.fields import Floats
    from anagen.imaging.render.painting import Account, Painted

    Places = NDArray[np.float64]

HIDDEN = -2


def flakes(
    rng: Generator, choice: Choice, ready: Sequence[Painted], onto: tuple[Floats, Account]
) -> None:
    """Scales at openings, casts on shafts, loose scales between."""
    mm = choice.px_per_mm
    often = choice.clutter
    for each in ready:
        course = each.course
        if course.unit != LOOSE and rng.random() < 0.4 * often:
            back = heading(course, 0.0) * rng.normal(-0.3, 0.6) * 0.08 * mm
            flake(rng, (course.path[0] + back, rng.uniform(0.03, 0.1) * mm), onto)
        if course.unit != LOOSE and rng.random() < 0.4 * often:
            at = course.path[int(rng.integers(len(course.path)))]
            flake(rng, (at, rng.uniform(0.015, 0.045) * mm), onto)
    area_mm2 = float(np.prod(np.array(choice.size) / mm))
    for _ in range(rng.poisson(0.3 * often**2 * area_mm2)):
        place = rng.uniform(0, 1, 2) * choice.size
        flake(rng, (place, rng.uniform(0.03, 0.16) * mm), onto)


def flake(rng: Generator, spot: tuple[Places, float], onto: tuple[Floats, Account]) -> None:
    """One scale: an irregular, partly clear patch of light horn."""
    (place, sigma), (picture, account) = spot, onto
    found = window(place, np.zeros(2), 3 * sigma, picture)
    if found is None:
        return
    rows, columns, x, y = found
    angle, longer = rng.uniform(0, np.pi), rng.uniform(1.0, 2.2)
    u = (x * np.cos(angle) + y * np.sin(angle)) / longer
    v = y * np.cos(angle) - x * np.sin(angle)
    size = (x.shape[0], y.shape[0])
    ragged = smooth(rng, size, max(1.5, 0.6 * sigma)) + 0.3 * grain(rng, size, 1.2)
    near = np.exp(-0.5 * (u * u + v * v) / sigma**2)
    share = step((2.2 * near - 1 + 0.4 * ragged).astype(np.float32), 0.0, 1.1)
    share = share * np.float32(rng.uniform(0.1, 0.7))
    below = picture[rows, columns]
    light = np.array([168, 174, 178], np.float32) * np.float32(rng.uniform(0.7, 1.15))
    light = light * rng.normal(1, 0.05, 3).astype(np.float32)
    colour = light * (1 + np.float32(0.12) * ragged)[..., None]
    picture[rows, columns] = below + share[..., None] * (colour - below)
    account.top[rows, columns][share > 0.6] = HIDDEN


def dust(rng: Generator, choice: Choice, picture: Floats) -> None:
    """Specks and fibres: dark, blue, brown or light."""
    mm = choice.px_per_mm
    area_mm2 = float(np.prod(np.array(choice.size) / mm))
    for _ in range(rng.poisson(0.25 * choice.clutter * area_mm2)):
        sigma = rng.uniform(0.006, 0.03) * mm
        found = window(rng.uniform(0, 1, 2) * choice.size, np.zeros(2), 3 * sigma, picture)
        if found is None:
            continue
        rows, columns, x, y = found
        far = (x**2 + (y * rng.uniform(0.6, 1.6)) ** 2) / sigma**2
        share = step(np.asarray(-far, np.float32), -1.6, -0.6)[..., None] * np.float32(
            rng.uniform(0.3, 0.9)
        )
        colour = tint(rng)
        picture[rows, columns] += share * (colour - picture[rows, columns])
    for _ in range(rng.poisson(0.05 * choice.clutter * area_mm2)):
        fibre(rng, choice, picture)


def tint(rng: Generator) -> Floats:
    """Colour of a speck or fibre."""
    colours = [(35, 32, 30), (90, 65, 40), (60, 80, 150), (200, 200, 195), (120, 115, 110)]
    return np.array(colours[int(rng.integers(len(colours)))], dtype=np.float32)


def fibre(rng: Generator, choice: Choice, picture: Floats) -> None:
    """A thread of cloth: long, thin, winding, without a root."""
    mm = choice.px_per_mm
    turns = rng.uniform(0, 2 * np.pi) + np.cumsum(rng.normal(0, 0.25, 40))
    steps = np.stack([np.cos(turns), np.sin(turns)], 1) * rng.uniform(0.01, 0.05) * mm
    points = rng.uniform(0, 1, 2) * choice.size + np.cumsum(steps, 0)
    ink = np.zeros(picture.shape[:2], np.float32)
    thick = max(1, round(rng.uniform(0.006, 0.02) * mm))
    cv2.polylines(ink, [np.round(points * 16).astype(np.int32)], False, 1.0, thick, cv2.LINE_AA, 4)
    colour = np.array([205, 210, 205] if rng.random() < 0.7 else [70, 90, 170], np.float32)
    picture += np.float32(rng.uniform(0.2, 0.7)) * ink[..., None] * (colour - picture)


def sores(rng: Generator, choice: Choice, picture: Floats) -> None:
    """Pustules with a red yard, crusts, drops of blood."""
    area_mm2 = float(np.prod(np.array(choice.size) / choice.px_per_mm))
    if choice.look is not Look.SORE and rng.random() > 0.02:
        return
    for _ in range(1 + rng.poisson(0.2 * area_mm2)):
        sigma = rng.uniform(0.08, 0.4) * choice.px_per_mm
        found = window(rng.uniform(0, 1, 2) * choice.size, np.zeros(2), 3.5 * sigma, picture)
        if found is not None:
            sore(rng, found, sigma, picture)


def sore(
    rng: Generator, found: tuple[slice, slice, Floats, Floats], sigma: float, picture: Floats
) -> None:
    """One sore place."""
    rows, columns, x, y = found
    far = (x**2 + y**2) / sigma**2
    ragged = smooth(rng, (x.shape[0], y.shape[0]), max(1.5, 0.4 * sigma))
    ragged += 0.6 * smooth(rng, (x.shape[0], y.shape[0]), max(1.2, 0.1 * sigma))
    yard = np.exp(-0.3 * far)[..., None] * np.float32(rng.uniform(0.15, 0.45))
    picture[rows, columns] *= 1 - yard * np.array([0.05, 0.6, 0.55], np.float32)
    heart = step(1.0 - far + rng.uniform(0.1, 0.5) * ragged, 0.0, 1.2)[..., None] * np.float32(
        rng.uniform(0.5, 0.95)
    )
    colours = [(205, 190, 130), (215, 205, 175), (95, 45, 25), (150, 30, 20)]
    colour = np.array(colours[int(rng.integers(4))], np.float32)
    colour = colour * (1 + np.float32(0.12) * ragged)[..., None]
    picture[rows, columns] += heart * (colour - picture[rows, columns])

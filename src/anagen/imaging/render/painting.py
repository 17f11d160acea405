"""Puts the shafts on the skin, lowest first, and keeps account of which hides which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from anagen.imaging.render.fields import softened, tinted
from anagen.imaging.render.optics import levels_of, light_of
from anagen.imaging.render.plan import LOOSE
from anagen.imaging.render.shading import Coat, coat, density, seam, shades, wear
from anagen.imaging.render.shaft import Covered, Outline, covered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

    from anagen.imaging.render.choices import Choice
    from anagen.imaging.render.fields import Floats
    from anagen.imaging.render.plan import Course

HALO = (0.55, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Painted:
    """A course as it was put on the skin; `core` are the pixels it covers by half or more."""

    course: Course
    width_px: float
    length_px: float
    shaft: Covered
    coating: Coat
    core: tuple[NDArray[np.intp], NDArray[np.intp]]


@dataclass(frozen=True, slots=True)
class Account:
    """For each pixel the number of the shaft on top, and how many shafts cover it."""

    top: NDArray[np.int32]
    layers: NDArray[np.int32]

    def visible(self, painted: Painted, number: int) -> float:
        """Share of a shaft that nothing hides."""
        return float((self.top[painted.core] == number).mean())

    def alone(self, painted: Painted) -> float:
        """Share of a shaft that shares its pixels with no other."""
        return float((self.layers[painted.core] == 1).mean())


def prepared(rng: Generator, choice: Choice, courses: Sequence[Course]) -> list[Painted]:
    """The shafts that touch the picture, with all their pixels."""
    ready = []
    for course in courses:
        outline = outlined(rng, choice, course)
        coating = coat(rng, choice, course)
        before = 0.0 if course.unit == LOOSE else 0.5 * coating.fade_px
        shaft = covered(backward(course, before), outline, choice.size)
        if shaft is None:
            continue
        shaft = Covered(
            shaft.rows,
            shaft.columns,
            shaft.along - np.float32(before),
            shaft.beside,
            shaft.radius,
            shaft.share,
        )
        most = shaft.share >= min(0.5, 0.5 * float(shaft.share.max()))
        core = (shaft.rows[most], shaft.columns[most])
        length = float(np.linalg.norm(np.diff(course.path, axis=0), axis=1).sum())
        ready.append(Painted(course, outline.median_px(), length, shaft, coating, core))
    return ready


def backward(course: Course, before: float) -> NDArray[np.float64]:
    """The path, begun a little before the root so that the skin can close over it softly."""
    if before <= 0:
        return course.path
    way = course.path[0] - course.path[1]
    way = way / np.linalg.norm(way)
    return np.concatenate([(course.path[0] + way * before)[None], course.path])


def outlined(rng: Generator, choice: Choice, course: Course) -> Outline:
    """Half width along the shaft, with small bumps where shafts are let vary."""
    radius = 0.5 * course.width_um * choice.px_per_um
    tilt = rng.normal(0, 0.35) if choice.gloss > 0 else 0.0
    roundness = choice.gloss * rng.uniform(0.1, 1.1)
    soft = choice.gloss * choice.px_per_mm * rng.uniform(0.0, 0.012)
    ends = (soft * rng.uniform(0.3, 1.7), soft * rng.uniform(0.3, 1.7))
    tilt = float(np.clip(tilt, -0.8, 0.8))
    bumps = choice.gloss * rough(rng, choice, course)
    return Outline(radius, bumps, course.tapered, tilt, roundness, ends, frays(rng, choice))


def frays(rng: Generator, choice: Choice) -> tuple[float, ...]:
    """How far a cut end falls short from one side to the other: most are clean, some splinter."""
    parts = int(rng.integers(4, 9))
    short = rng.uniform(0, 1, parts) ** 2 * rng.uniform(0.2, 1.6)
    if rng.random() < 0.65:
        return (0.0, 0.0)
    short = choice.gloss * (short - short.min())
    return tuple(short.tolist())


def rough(rng: Generator, choice: Choice, course: Course) -> Floats:
    """Relative changes of half the width, on the two sides: a slow swell and small dents."""
    length_mm = np.linalg.norm(np.diff(course.path, axis=0), axis=1).sum() / choice.px_per_mm
    steps = int(np.clip(length_mm / 0.025, 8, 400))
    swell = np.interp(np.linspace(0, 1, steps), [0, 0.5, 1], rng.normal(0, 0.08, 3))
    dents = rng.normal(0, rng.uniform(0.01, 0.08), (2, steps))
    most = 0.2 if rng.random() < 0.3 else 0.06  # some are worn, scaly or crushed
    few = np.linspace(0, 1, max(3, steps // 4))
    waves = rng.normal(0, rng.uniform(0, most), (2, len(few)))
    bumps = swell + dents + [np.interp(np.linspace(0, 1, steps), few, side) for side in waves]
    return np.asarray(bumps - np.median(bumps.mean(axis=0)), dtype=np.float32)


def halo(rng: Generator, choice: Choice, ready: Sequence[Painted], picture: Floats) -> None:
    """The soft brownish shade that hair throws on the skin beside it."""
    strength = choice.shadow * rng.uniform(0.1, 0.8)
    mask = np.zeros(picture.shape[:2], np.float32)
    for each in ready:
        mask[each.core] = 1.0
    shift = np.round(rng.normal(0, 0.03, 2) * choice.px_per_mm).astype(int)
    mask = np.roll(mask, (int(shift[0]), int(shift[1])), axis=(0, 1))
    mask = softened(mask, rng.uniform(0.015, 0.05) * choice.px_per_mm)
    picture *= 1 - tinted(mask * np.float32(strength), HALO)


def cast(rng: Generator, choice: Choice, ready: Sequence[Painted], picture: Floats) -> None:
    """The blurred shadow of shafts that rise from the skin: it leaves them towards their tips."""
    way, far_mm = rng.uniform(0, 2 * np.pi), rng.uniform(0.02, 0.3)
    strength = np.float32(choice.shadow * rng.choice([0.0, rng.uniform(0.05, 0.6)]))
    aside = far_mm * choice.px_per_mm * np.array([np.cos(way), np.sin(way)])
    mask = np.zeros(picture.shape[:2], np.float32)
    for each in ready:
        path = each.course.path
        run = np.linspace(0, 1, len(path))[:, None] * min(1.0, each.length_px / choice.px_per_mm)
        line = np.round((path + run * aside) * 16).astype(np.int32)
        thick = max(1, round(each.width_px))
        cv2.polylines(mask, [line], False, 1.0, thick, cv2.LINE_8, 4)
    mask = softened(mask, rng.uniform(0.015, 0.06) * choice.px_per_mm)
    picture *= 1 - tinted(mask * strength, HALO)


def covering(below: Floats, colour: Floats, share: Floats, opaque: float) -> Floats:
    """What lies below, covered by a shaft: a half covered pixel gets half of the light of each."""
    through = below + np.float32(opaque) * (colour - below)
    under, over = light_of(below), light_of(through)
    return levels_of(under + share / np.float32(opaque) * (over - under))


def painted(rng: Generator, ready: Sequence[Painted], picture: Floats) -> Account:
    """Lays the shafts on the picture."""
    tile = wear(rng)
    shape = picture.shape[:2]
    account = Account(np.full(shape, -1, np.int32), np.zeros(shape, np.int32))
    for number, each in enumerate(ready):
        shaft = each.shaft
        share = density(shaft, each.coating)[:, None]
        colour = shades(shaft, each.coating, tile, each.length_px)
        place = (shaft.rows, shaft.columns)
        stacked = (account.layers[place] > 0).astype(np.float32)
        colour += seam(shaft, each.coating, stacked)
        picture[place] = covering(picture[place], colour, share, 1 - each.coating.clear)
        account.top[each.core] = number
        account.layers[each.core] += 1
    return account

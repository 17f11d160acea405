"""What the skin shows of hair below its surface: blurred shadows, openings and the pits around."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from anagen.imaging.render.fields import smooth, tinted
from anagen.imaging.render.plan import LOOSE
from anagen.imaging.render.wish import HairColour

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.random import Generator
    from numpy.typing import NDArray

    from anagen.imaging.render.choices import Choice
    from anagen.imaging.render.fields import Floats
    from anagen.imaging.render.plan import Course

    Places = NDArray[np.float64]

#: How much of red, green and blue a shadow in the skin takes: red most, so that it looks blue.
TAKEN = (0.78, 0.68, 0.57)
LIGHT_HAIR = {HairColour.WHITE: 0.1, HairColour.GREY: 0.5, HairColour.BLOND: 0.25}


def shade_under(
    rng: Generator, choice: Choice, courses: Iterable[Course], picture: Floats
) -> Floats:
    """Darkens the skin where hair runs below it; returns by how much."""
    left = np.ones(picture.shape[:2], np.float32)
    depth = choice.shadow * LIGHT_HAIR.get(choice.hair_colour, 1.0)
    units: dict[int, Course] = {}
    for course in courses:
        if course.unit == LOOSE:
            continue
        units[course.unit] = course
        own = depth * rng.uniform(0.7, 1.2) * min(1.0, course.width_um / 60)
        trail(rng, choice, course, (left, float(own)))
    for course in units.values():
        cloud(rng, choice, course, (left, depth))
    mm = choice.px_per_mm
    patchy = smooth(rng, choice.size, 0.06 * mm) + smooth(rng, choice.size, 0.025 * mm)
    taken = (1 - left) * np.clip(1 + np.float32(rng.uniform(0.02, 0.12)) * patchy, 0.5, 1.15)
    taken = np.minimum(taken, np.float32(0.97))
    picture *= 1 - tinted(taken, TAKEN)
    return np.asarray(taken, dtype=np.float32)


def trail(rng: Generator, choice: Choice, course: Course, onto: tuple[Floats, float]) -> None:
    """The hair just below the skin: sharp-edged at the root, wide and faint further back."""
    left, depth = onto
    back = -heading(course, rng.normal(0, 0.12) + np.radians(course.sunk_deg))
    length = rng.lognormal(np.log(0.3), 0.4) * choice.px_per_mm
    narrow = max(0.8, 0.42 * course.width_um * choice.px_per_um)
    spread = rng.uniform(0.05, 0.22)
    found = window(course.path[0], back * length * 2.2, 3 * narrow + spread * length, left)
    if found is None:
        return
    rows, columns, x, y = found
    along = x * back[0] + y * back[1]
    beside = y * back[0] - x * back[1]
    onward = np.maximum(along, 0)
    sigma = narrow + spread * onward
    dark = np.exp(-0.5 * (beside / sigma) ** 2) * (narrow / sigma) ** 0.6
    dark *= np.exp(-((onward / length) ** 1.5)) / (
        1 + np.exp(-(along + 0.3 * narrow) / (0.25 * narrow))
    )
    left[rows, columns] *= 1 - np.float32(min(0.9, depth)) * dark.astype(np.float32)


def cloud(rng: Generator, choice: Choice, course: Course, onto: tuple[Floats, float]) -> None:
    """The wide bluish cloud around and behind an opening."""
    left, depth = onto
    back = -heading(course, rng.normal(0, 0.3))
    sigma = rng.uniform(0.06, 0.18) * choice.px_per_mm
    centre = course.path[0] + back * sigma * rng.uniform(0.2, 1.6)
    found = window(centre, np.zeros(2), 5 * sigma, left)
    if found is None:
        return
    rows, columns, x, y = found
    along = (x * back[0] + y * back[1]) / rng.uniform(1.0, 1.7)
    beside = y * back[0] - x * back[1]
    dark = np.exp(-0.5 * (along**2 + beside**2) / sigma**2)
    left[rows, columns] *= 1 - np.float32(depth * rng.uniform(0.0, 0.35)) * dark.astype(np.float32)


def collars(rng: Generator, choice: Choice, courses: Iterable[Course], picture: Floats) -> None:
    """The rim of skin about an opening: a lit or dim cuff, and wrinkles in rings behind it."""
    often = rng.choice([0.0, 0.25, 0.75]) * min(1.0, 2 * choice.texture)
    units: dict[int, list[Course]] = {}
    for course in courses:
        if course.unit != LOOSE:
            units.setdefault(course.unit, []).append(course)
    for shafts in units.values():
        if rng.random() < often:
            collar(rng, choice, shafts, picture)


def collar(rng: Generator, choice: Choice, shafts: list[Course], picture: Floats) -> None:
    """Rings about the roots of one unit, clearest behind them, where the skin is pushed up."""
    roots = np.array([course.path[0] for course in shafts])
    back = -heading(shafts[0], rng.normal(0, 0.15))
    wide = max(course.width_um for course in shafts) * choice.px_per_um
    aside = (roots - roots.mean(axis=0)) @ np.array([-back[1], back[0]])
    reach = 0.55 * wide + float(np.ptp(aside)) / 2 + rng.uniform(0.0, 0.03) * choice.px_per_mm
    place = roots.mean(axis=0) + back * rng.uniform(-0.2, 0.5) * wide
    found = window(place, np.zeros(2), 4.5 * reach, picture)
    if found is None:
        return
    rows, columns, x, y = found
    along = (x * back[0] + y * back[1]) / rng.uniform(0.5, 1.3)
    far = np.sqrt(along**2 + (y * back[0] - x * back[1]) ** 2)
    behind = 1 / (1 + np.exp(-(along + rng.uniform(-0.5, 1.0) * reach) / (0.35 * reach)))
    rings = np.zeros_like(far)
    for ring in range(int(rng.integers(1, 5))):
        radius = reach * (1 + ring * rng.uniform(0.35, 0.7))
        thick = rng.uniform(0.006, 0.022) * choice.px_per_mm
        height = rng.normal(0.12 if ring == 0 else -0.1, 0.14) * 0.75**ring
        rings += height * np.exp(-(((far - radius) / thick) ** 2))
    patchy = np.clip(0.7 + 0.6 * smooth(rng, (x.shape[0], y.shape[0]), 0.5 * reach + 1), 0, 1.4)
    colour = np.array([1.0, 1.0, rng.uniform(0.8, 1.2)], np.float32)
    change = np.clip(rings * behind * patchy, -0.5, 0.6).astype(np.float32)
    picture[rows, columns] *= 1 + change[..., None] * colour


def heading(course: Course, turn: float) -> Places:
    """Direction of a shaft at its root, turned."""
    way = course.path[1] - course.path[0]
    angle = np.arctan2(way[1], way[0]) + turn
    return np.array([np.cos(angle), np.sin(angle)])


def window(
    start: Places, reach: Places, margin: float, like: Floats
) -> tuple[slice, slice, Floats, Floats] | None:
    """The part of a picture around `start` and `start + reach`, with offsets from `start`."""
    height, width = like.shape[:2]
    ends = np.stack([start, start + reach])
    low = np.maximum(np.floor(ends.min(0) - margin), 0).astype(int)
    high = np.minimum(np.ceil(ends.max(0) + margin) + 1, (width, height)).astype(int)
    if (high <= low).any():
        return None
    x = np.arange(low[0], high[0], dtype=np.float32) - np.float32(start[0])
    y = (np.arange(low[1], high[1], dtype=np.float32) - np.float32(start[1]))[:, None]
    return slice(low[1], high[1]), slice(low[0], high[0]), x, y


def openings(rng: Generator, choice: Choice, places: Places, picture: Floats) -> None:
    """Openings without hair: a dim pit with a lit rim, or a yellowish dot."""
    for place in places:
        sigma = rng.uniform(0.025, 0.07) * choice.px_per_mm
        found = window(place, np.zeros(2), 4 * sigma, picture)
        if found is None:
            continue
        rows, columns, x, y = found
        far = (x**2 + (y * rng.uniform(0.7, 1.4)) ** 2) / sigma**2
        pit = np.exp(-0.5 * far) * rng.uniform(0.1, 0.4)
        rim = np.exp(-((np.sqrt(far) - 2) ** 2)) * rng.uniform(0, 0.12)
        colour = np.array([0.6, 0.8, 1.0] if rng.random() < 0.5 else [1.0, 0.9, 0.7], np.float32)
        picture[rows, columns] *= 1 + (rim - pit).astype(np.float32)[..., None] * colour

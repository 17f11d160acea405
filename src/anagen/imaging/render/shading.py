"""Colours a shaft: body, edges, shine, wear, the cut face, residue that sticks to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from anagen.imaging.render.fields import grain, step
from anagen.imaging.render.wish import HairColour

if TYPE_CHECKING:
    from numpy.random import Generator

    from anagen.imaging.render.choices import Choice
    from anagen.imaging.render.fields import Floats
    from anagen.imaging.render.plan import Course
    from anagen.imaging.render.shaft import Covered

BODY = {
    HairColour.BLACK: (24, 25, 27),
    HairColour.DARK_BROWN: (42, 36, 29),
    HairColour.BROWN: (86, 62, 40),
    HairColour.RED: (128, 72, 40),
    HairColour.BLOND: (176, 148, 104),
    HairColour.GREY: (156, 154, 152),
    HairColour.WHITE: (222, 221, 216),
}
THINNED = np.array([92, 75, 50], dtype=np.float32)
SHINE = np.array([0.8, 0.93, 1.15], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Coat:
    """How one shaft is coloured."""

    body: Floats
    clear: float
    core: float
    mottle: float
    shine: float
    rim: float
    line: float
    face: float
    seam: float
    fade_px: float
    slant: float
    shift: tuple[int, int]


def wear(rng: Generator) -> Floats:
    """Texture of worn shafts, drawn once a picture and read off along every shaft."""
    fine = grain(rng, (512, 32), 1.0)
    return np.asarray(0.7 * fine + 0.7 * grain(rng, (512, 32), 3.0), dtype=np.float32)


def coat(rng: Generator, choice: Choice, course: Course) -> Coat:
    """The colouring of a shaft."""
    body = np.array(BODY[choice.hair_colour], dtype=np.float32)
    dark = choice.hair_colour in (HairColour.BLACK, HairColour.DARK_BROWN, HairColour.BROWN)
    gloss = choice.gloss
    brown = (
        gloss * dark * (rng.uniform(0.3, 1.0) if course.thin else max(0.0, rng.normal(-0.2, 0.32)))
    )
    body = body + np.float32(min(1.0, brown)) * (THINNED - body)
    body = body * np.float32(1 + gloss * rng.normal(0, 0.15))
    faint = rng.uniform(0.0, 0.6) if course.thin else max(0.0, rng.normal(-0.05, 0.12))
    return Coat(
        body=body,
        clear=float(gloss * min(0.7, faint)),
        core=float(gloss * rng.uniform(0, 0.3 + min(1.0, brown))),
        mottle=float(gloss * rng.uniform(1, 8)),
        shine=float(gloss * rng.uniform(0, 45) * (rng.random() < 0.6)),
        rim=float(gloss * rng.uniform(0, 35) * (rng.random() < 0.25) * (not course.thin)),
        line=float(rng.uniform(-0.6, 0.6)),
        face=float(gloss * rng.uniform(0, 70) * (rng.random() < 0.45)),
        seam=float(gloss * rng.normal(8, 22) * (rng.random() < 0.6)),
        fade_px=float(min(gloss, choice.shadow) * rng.uniform(0.01, 0.09) * choice.px_per_mm),
        slant=float(gloss * rng.normal(0, 0.5)),
        shift=(int(rng.integers(512)), int(rng.integers(32))),
    )


def shades(shaft: Covered, coating: Coat, tile: Floats, length: float) -> Floats:
    """The shaft's own colour in each of its pixels."""
    side = np.clip(shaft.beside / np.maximum(shaft.radius, 0.5), -1, 1)
    roundness = 1 - side * side
    rough = worn(shaft, coating, tile)
    level = np.float32(coating.mottle) * rough
    stripe = np.exp(-(((side - np.float32(coating.line)) / np.float32(0.22)) ** 2))
    level += np.float32(coating.shine) * stripe * np.clip(rough + 0.3, 0, 2)
    edge = np.exp(-(((side - np.float32(np.copysign(0.82, coating.line))) / np.float32(0.16)) ** 2))
    level += np.float32(coating.rim) * edge * np.clip(0.6 + 0.5 * rough, 0, 2)
    near_cut = step(shaft.along, length - 0.7 * float(shaft.radius[-1]), length)
    level += np.float32(coating.face) * near_cut * np.clip(0.5 + rough, 0, 1.5)
    lit = coating.body * (1 + np.float32(coating.core) * roundness)[:, None]
    return np.asarray(lit + level[:, None] * SHINE, dtype=np.float32)


def seam(shaft: Covered, coating: Coat, stacked: Floats) -> Floats:
    """The fine line, mostly light, where a shaft lies on another; `stacked` says where it does."""
    side = np.abs(shaft.beside) / np.maximum(shaft.radius, 0.5)
    edge = np.exp(-(((side - np.float32(0.92)) / np.float32(0.18)) ** 2))
    return np.asarray((np.float32(coating.seam) * edge * stacked)[:, None] * SHINE)


def worn(shaft: Covered, coating: Coat, tile: Floats) -> Floats:
    """The wear texture, laid along the shaft."""
    at = (shaft.along * np.float32(0.6)).astype(np.intp) + coating.shift[0]
    beside = (shaft.beside * np.float32(0.8)).astype(np.intp) + coating.shift[1]
    return np.asarray(tile[beside % tile.shape[0], at % tile.shape[1]])


def density(shaft: Covered, coating: Coat) -> Floats:
    """How much of what lies below a shaft it hides, in each of its pixels."""
    share = shaft.share * np.float32(1 - coating.clear)
    if coating.fade_px > 0.3:
        edge = shaft.along + np.float32(coating.slant) * shaft.beside
        share = share * step(edge, -0.5 * coating.fade_px, 0.5 * coating.fade_px)
    return np.asarray(share, dtype=np.float32)

"""Draws what a wish leaves open."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np

from anagen.imaging.render.wish import HairColour, Look, Range, Wish

if TYPE_CHECKING:
    from numpy.random import Generator

#: How often each look is drawn. Clipped hair under a contact microscope leads, since that is
#: how hair is counted; the rest keeps the finder from taking that one look for granted.
LOOKS = {
    Look.CLIPPED: 0.65,
    Look.VARIED: 0.14,
    Look.SPARSE: 0.05,
    Look.LONG: 0.05,
    Look.CURLY: 0.02,
    Look.SORE: 0.02,
    Look.BARE: 0.02,
    Look.OUT_OF_FOCUS: 0.01,
    Look.NO_SCALP: 0.04,
}
DARK = (HairColour.BLACK, HairColour.DARK_BROWN)


@dataclass(frozen=True, slots=True)
class Choice:
    """A wish with nothing left open; the fields mean what they mean in `Wish`."""

    size: tuple[int, int]
    px_per_mm: float
    look: Look
    skin_tone: int
    hair_colour: HairColour
    width_um: Range
    length_mm: Range
    curl: float
    density_per_cm2: float
    hairs_per_unit: float
    thin_share: float
    lean_deg: float
    blur_px: float
    noise: float
    glare: float
    clutter: float
    texture: float
    light: float
    shadow: float
    gloss: float
    jpeg: int
    captions: bool

    @property
    def px_per_um(self) -> float:
        """Pixels in a micrometre."""
        return self.px_per_mm / 1000


def choice(rng: Generator, wish: Wish) -> Choice:
    """Everything the picture will show: what is wished, and the rest drawn."""
    look = wish.look or drawn_look(rng)
    drawn = OTHER_LOOKS.get(look, as_clipped)(rng, clipped(rng, wish.size, look))
    wished = {f.name: getattr(wish, f.name) for f in fields(wish)}
    return replace(drawn, **{name: value for name, value in wished.items() if value is not None})


def drawn_look(rng: Generator) -> Look:
    """One of the looks, as often as `LOOKS` says."""
    return list(LOOKS)[int(rng.choice(len(LOOKS), p=list(LOOKS.values())))]


def clipped(rng: Generator, size: tuple[int, int], look: Look) -> Choice:
    """Clipped dark hair under a contact microscope."""
    middle_um = rng.uniform(70, 103)
    middle_mm = float(np.clip(rng.lognormal(np.log(0.42), 0.28), 0.22, 1.1))
    return Choice(
        size=size,
        px_per_mm=float(np.exp(rng.uniform(np.log(100), np.log(220)))),
        look=look,
        skin_tone=int(rng.choice([2, 3, 3, 3, 4])),
        hair_colour=DARK[int(rng.random() < 0.2)],
        width_um=(0.76 * middle_um, 1.24 * middle_um),
        length_mm=(0.45 * middle_mm, 1.6 * middle_mm),
        curl=float(rng.exponential(0.025)),
        density_per_cm2=float(rng.uniform(95, 260)),
        hairs_per_unit=float(rng.uniform(1.4, 2.3)),
        thin_share=float(rng.beta(1.4, 7)),
        lean_deg=float(rng.uniform(-180, 180)),
        blur_px=float(rng.choice([0.8, 1.2, 1.8]) * rng.uniform(0.75, 1.25)),
        noise=float(rng.uniform(0.8, 5.0)),
        glare=float(rng.beta(1.5, 2.0)),
        clutter=float(rng.beta(1.3, 2.0)),
        texture=float(rng.uniform(0.45, 1.2)),
        light=float(rng.uniform(0.2, 1.0)),
        shadow=float(1.0 - 0.7 * rng.beta(1.0, 1.6)),
        gloss=float(rng.uniform(0.2, 1.0)),
        jpeg=int(rng.integers(70, 98)),
        captions=bool(rng.random() < 0.1),
    )


def as_clipped(_rng: Generator, drawn: Choice) -> Choice:
    """Nothing changed."""
    return drawn


def as_varied(rng: Generator, drawn: Choice) -> Choice:
    """Any skin, any hair, any scale."""
    middle_um = float(np.exp(rng.uniform(np.log(25), np.log(105))))
    middle_mm = float(np.exp(rng.uniform(np.log(0.3), np.log(3.0))))
    return replace(
        drawn,
        px_per_mm=float(np.exp(rng.uniform(np.log(70), np.log(260)))),
        skin_tone=int(rng.integers(1, 7)),
        hair_colour=list(HairColour)[int(rng.integers(len(HairColour)))],
        width_um=(0.65 * middle_um, min(125.0, 1.35 * middle_um)),
        length_mm=(0.5 * middle_mm, 1.5 * middle_mm),
        curl=float(rng.exponential(0.15)),
        density_per_cm2=float(rng.uniform(40, 260)),
        thin_share=float(rng.uniform(0, 0.5)),
        shadow=float(rng.uniform(0, 0.8)),
        noise=float(rng.uniform(0.5, 7.0)),
    )


def as_sparse(rng: Generator, drawn: Choice) -> Choice:
    """Few hairs, many of them thin, empty openings between."""
    return replace(
        as_varied(rng, drawn) if rng.random() < 0.5 else drawn,
        density_per_cm2=float(rng.uniform(10, 90)),
        thin_share=float(rng.uniform(0.3, 0.95)),
        hairs_per_unit=float(rng.uniform(1.0, 1.5)),
    )


def as_long(rng: Generator, drawn: Choice) -> Choice:
    """Unclipped hair that crosses."""
    longest = float(np.exp(rng.uniform(np.log(4), np.log(30))))
    return replace(
        as_varied(rng, drawn),
        px_per_mm=float(np.exp(rng.uniform(np.log(60), np.log(200)))),
        length_mm=(0.4 * longest, longest),
        density_per_cm2=float(rng.uniform(20, 130)),
        curl=float(rng.exponential(0.08)),
    )


def as_curly(rng: Generator, drawn: Choice) -> Choice:
    """Unclipped hair that curls."""
    return replace(as_long(rng, drawn), curl=float(rng.uniform(0.35, 1.0)))


def as_bare(rng: Generator, drawn: Choice) -> Choice:
    """Scalp without hair: openings, loose pieces and dust alone."""
    varied = as_varied(rng, drawn) if rng.random() < 0.5 else drawn
    return replace(varied, density_per_cm2=0.0, clutter=float(rng.uniform(0.5, 1.0)))


def as_out_of_focus(rng: Generator, drawn: Choice) -> Choice:
    """So blurred that hairs cannot be told apart."""
    return replace(drawn, blur_px=drawn.px_per_mm * float(rng.uniform(0.05, 0.12)))


OTHER_LOOKS = {
    Look.VARIED: as_varied,
    Look.SPARSE: as_sparse,
    Look.LONG: as_long,
    Look.CURLY: as_curly,
    Look.BARE: as_bare,
    Look.NO_SCALP: as_bare,
    Look.OUT_OF_FOCUS: as_out_of_focus,
}

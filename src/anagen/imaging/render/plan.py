"""Where units stand, how many shafts each has, and the course of every shaft."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from anagen.imaging.render.wish import Look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

    from anagen.imaging.render.choices import Choice

    Places = NDArray[np.float64]

FARTHEST_MM = 4.0
LOOSE = -1
#: So many of the thin hairs stand by themselves, short and at any angle, not in a unit.
APART = 0.5


@dataclass(frozen=True, slots=True)
class Course:
    """The centre line of a shaft in px, root first; `unit` is LOOSE for a cut piece."""

    path: Places
    width_um: float
    unit: int
    thin: bool
    tapered: bool
    sunk_deg: float


@dataclass(frozen=True, slots=True)
class Plan:
    """All that stands on and lies on the skin, lowest first."""

    courses: tuple[Course, ...]
    openings: Places


@dataclass(frozen=True, slots=True)
class Lean:
    """The direction hairs lean in, turning slowly over the picture."""

    main: float
    turn: Places
    bend: float

    def at(self, place: Places) -> float:
        """Direction in radians at a place in px."""
        return float(self.main + self.bend * np.sin(place @ self.turn))


def plan(rng: Generator, choice: Choice) -> Plan:
    """Units, shafts, loose pieces and empty openings."""
    lean = drawn_lean(rng, choice)
    apart = APART * choice.thin_share
    among = replace(
        choice,
        density_per_cm2=choice.density_per_cm2 * (1 - apart),
        thin_share=(choice.thin_share - apart) / (1 - apart),
    )
    courses: list[Course] = []
    places = unit_places(rng, among)
    for number, place in enumerate(places):
        courses.extend(unit(rng, among, lean, (number, place)))
    courses.extend(fine_hairs(rng, choice, lean, len(places)))
    courses.extend(broken_off(rng, choice, courses))
    courses.extend(loose_pieces(rng, choice))
    often = {Look.SPARSE: 3.3, Look.BARE: 3.3, Look.NO_SCALP: 0.0}.get(choice.look, 0.3)
    many = rng.poisson(often)
    openings = rng.uniform(0, 1, (many, 2)) * choice.size
    return Plan(tuple(courses), openings)


def drawn_lean(rng: Generator, choice: Choice) -> Lean:
    """A lean for the picture."""
    way = rng.uniform(0, 2 * np.pi)
    pace = rng.uniform(0.1, 0.5) / choice.px_per_mm
    bend = abs(rng.normal(0, 0.12))
    turn = np.array([np.cos(way), np.sin(way)]) * pace
    return Lean(float(np.radians(choice.lean_deg)), turn, float(bend))


def unit_places(rng: Generator, choice: Choice) -> Places:
    """Centres of units, in and around the picture, no two closer than a third of a millimetre."""
    low, high, area_cm2 = ground(choice)
    many = rng.poisson(choice.density_per_cm2 / choice.hairs_per_unit * area_cm2)
    apart = choice.px_per_mm * rng.uniform(0.25, 0.5)
    places: list[Places] = []
    for _ in range(many):
        tries = rng.uniform(low, high, (3, 2))
        if not places:
            places.append(tries[0])
            continue
        gaps = np.linalg.norm(tries[:, None] - np.array(places)[None], axis=2).min(axis=1)
        best = int(gaps.argmax())
        if gaps[best] > apart:
            places.append(tries[best])
    return np.array(places).reshape(-1, 2)


def ground(choice: Choice) -> tuple[Places, Places, float]:
    """The skin from which a hair may reach the picture: two corners in px, and its area in cm²."""
    reach = choice.px_per_mm * min(1.2 * choice.length_mm[1] + 0.2, FARTHEST_MM)
    low, high = np.array([-reach] * 2), np.array(choice.size) + reach
    return low, high, float(np.prod((high - low) / choice.px_per_mm)) / 100


def fine_hairs(rng: Generator, choice: Choice, lean: Lean, first: int) -> list[Course]:
    """Thin hairs by themselves, mostly short, each a unit numbered from `first` on."""
    fine = replace(choice, thin_share=1.0)
    low, high, area_cm2 = ground(choice)
    many = rng.poisson(APART * choice.thin_share * choice.density_per_cm2 * area_cm2)
    courses = []
    for number in range(first, first + many):
        root = rng.uniform(low, high)
        length_mm = min(rng.lognormal(np.log(0.22), 0.55), choice.length_mm[1])
        start = (root, lean.at(root) + rng.normal(0, 0.5), float(length_mm), 0.0)
        courses.append(shaft(rng, fine, start, number))
    return courses


def unit(rng: Generator, choice: Choice, lean: Lean, numbered: tuple[int, Places]) -> list[Course]:
    """The shafts of one unit, in the order they lie on each other."""
    number, place = numbered
    size = 1 + rng.binomial(3, np.clip((choice.hairs_per_unit - 1) / 3, 0, 1))
    angle = lean.at(place) + rng.normal(0, 0.09)
    length = rng.uniform(*choice.length_mm) * 0.6 + np.mean(choice.length_mm) * 0.4
    width = rng.uniform(*choice.width_um)
    along = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-along[1], along[0]])
    shafts = []
    for aside, ahead, turn in stances(rng, size, width, float(1000 * length)):
        root = place + choice.px_per_um * (ahead * along + aside * across)
        shafts.append(shaft(rng, choice, (root, angle + turn, float(length), width), number))
    return [shafts[i] for i in rng.permutation(size)]


def stances(rng: Generator, size: int, width_um: float, length_um: float) -> Places:
    """For each shaft of a unit: its exit across and along the lean in µm, its turn in radians.

    Neighbours mostly leave the skin side by side, a little over a hair's width apart, and lean
    together until they touch or cover each other; some leave one point and part or cross.
    """
    order: Places = np.arange(size, dtype=np.float64) - (size - 1) / 2
    way = rng.random()
    if way < 0.63:  # side by side, tips closer
        gap = width_um * np.clip(rng.normal(1.25, 0.5), 0.25, 2.6)
        apart = gap * rng.uniform(0.2, 0.95) + rng.normal(0, 30)
    elif way < 0.78:  # side by side, crossing further on
        gap = width_um * rng.uniform(0.3, 1.6)
        apart = -gap * rng.uniform(0.2, 1.2)
    elif way < 0.9:  # one opening, tips apart
        gap = width_um * rng.uniform(0, 0.5)
        apart = rng.choice([-1, 1]) * rng.uniform(20, 190)
    else:  # scattered
        gap, apart = width_um * rng.uniform(0.5, 1.5), width_um * rng.uniform(0, 2)
    ahead = rng.normal(0, rng.uniform(20, 80) if way < 0.9 else 80, size)
    aside = order * gap + rng.normal(0, 14, size)
    turn = order * (apart - gap) / max(length_um, 150) + rng.normal(0, 0.03, size)
    return np.stack([aside, ahead, turn], axis=1)


def shaft(
    rng: Generator, choice: Choice, start: tuple[Places, float, float, float], number: int
) -> Course:
    """One shaft from its root."""
    root, angle, length_mm, width = start
    thin = rng.random() < choice.thin_share
    own_um = rng.uniform(11, 46) if thin else np.clip(width * rng.normal(1, 0.08), *choice.width_um)
    if rng.random() < 0.06:
        length_mm *= rng.uniform(0.25, 0.7)
    if rng.random() < 0.05:
        length_mm *= rng.uniform(1.2, 1.7)
    angle += rng.normal(0, 0.35) if rng.random() < 0.03 else rng.normal(0, 0.02 + 0.12 * thin)
    length_px = max(0.12, length_mm * rng.normal(1, 0.19)) * choice.px_per_mm
    path = root + curve(rng, choice, (angle, length_px), thin)
    tapered = thin and rng.random() < 0.35
    sunk = float(np.degrees(rng.normal(0, 0.15)))
    return Course(path, float(np.clip(own_um, 11, 140)), number, thin, tapered, sunk)


def curve(rng: Generator, choice: Choice, aim: tuple[float, float], thin: bool) -> Places:
    """A centre line from (0, 0), fine enough that no corner shows."""
    angle, length_px = aim
    length_mm = length_px / choice.px_per_mm
    rounds = choice.curl * length_mm * rng.uniform(0.6, 1.4)
    bend = rng.normal(0, 0.06 + 0.15 * thin) * min(1.0, length_mm)
    pieces = int(
        np.clip(np.ceil((2 * np.pi * rounds + abs(bend) + 0.35 * length_mm) / 0.07), 3, 500)
    )
    at = (np.arange(pieces) + 0.5) / pieces
    wander = np.interp(at, np.linspace(0, 1, 6), rng.normal(0, 0.05 * min(1.0, length_mm), 6))
    heading = angle + curls(rng, at, rounds) + bend * at + wander
    if rng.random() < 0.04:  # broken, held by its cortex
        heading = heading + (at > rng.uniform(0.3, 0.8)) * rng.normal(0, 0.7)
    steps = np.stack([np.cos(heading), np.sin(heading)], axis=1) * (length_px / pieces)
    return np.concatenate([np.zeros((1, 2)), np.cumsum(steps, axis=0)])


def curls(rng: Generator, at: Places, rounds: float) -> Places:
    """How far a curly shaft has turned at places along it: coils that open or close, or waves."""
    side = float(rng.choice([-1, 1]))
    if rng.random() < 0.5 or rounds < 0.5:
        return np.asarray(2 * np.pi * side * rounds * at ** rng.uniform(0.6, 1.5))
    swing = rng.uniform(0.5, 2.2)
    return np.asarray(side * swing * np.sin(2 * np.pi * rounds * at + rng.uniform(-0.5, 0.5)))


def broken_off(rng: Generator, choice: Choice, courses: Sequence[Course]) -> list[Course]:
    """Cut pieces that still hang at the end of their shaft, at an angle to it."""
    pieces = []
    for course in courses:
        if rng.random() < 0.06 * choice.clutter:
            last = course.path[-1] - course.path[-2]
            angle = np.arctan2(last[1], last[0]) + rng.normal(0, 0.8)
            length_px = min(rng.lognormal(np.log(0.2), 0.4), 0.8) * choice.px_per_mm
            path = course.path[-1] + curve(rng, choice, (float(angle), length_px), True)
            pieces.append(Course(path, course.width_um, LOOSE, course.thin, False, 0.0))
    return pieces


def loose_pieces(rng: Generator, choice: Choice) -> list[Course]:
    """Cut pieces of hair that lie about."""
    area_mm2 = float(np.prod(np.array(choice.size) / choice.px_per_mm))
    pieces = []
    for _ in range(rng.poisson(0.16 * choice.clutter * area_mm2)):
        length_px = rng.lognormal(np.log(0.13), 0.6) * choice.px_per_mm
        width = rng.uniform(*choice.width_um) if rng.random() < 0.6 else rng.uniform(12, 50)
        angle = rng.uniform(-np.pi, np.pi)
        start = rng.uniform(-0.1, 1.1, 2) * choice.size
        path = start + curve(rng, choice, (angle, min(length_px, 500.0)), True)
        pieces.append(Course(path, float(width), LOOSE, width < 40, False, 0.0))
    return pieces

"""What a person changes in a count: hairs taken out, put in, or two made one.

What the program found is never lost: a hair that is taken out moves to `removed`, one that is put
in or merged carries its mark. Applied to the same picture, the same corrections give the same
figures. Numbers of hairs are given once: a hair that is put in gets the next free one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import dist
from typing import Any

from anagen.imaging.counting import interval_of
from anagen.imaging.doubting import LEAST_HAIRS
from anagen.imaging.doubts import Doubt
from anagen.imaging.hairs import Hair, Point
from anagen.imaging.measured import Mark, Measured, MeasuredHair
from anagen.imaging.units import units_of


@dataclass(frozen=True, slots=True)
class Remove:
    """Take out a hair that is none."""

    hair: int


@dataclass(frozen=True, slots=True)
class Merge:
    """Make one of two hairs that are one."""

    hairs: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Add:
    """Put in a hair that was missed."""

    root: Point
    tip: Point


Correction = Remove | Merge | Add


class UnknownHair(ValueError):  # noqa: N818 - it names what is wrong with the correction
    """A correction of a hair that is not there."""

    def __init__(self, hair: int) -> None:
        super().__init__(f"hair {hair}: found no hair of this number; expected one that stands")
        self.hair = hair


def corrected(measured: Measured, corrections: Iterable[Correction]) -> Measured:
    """The picture with these corrections, one after the other. Raises UnknownHair."""
    given = tuple(corrections)
    if not given:
        return measured
    for one in given:
        measured = _changed(measured, one)
    return _counted_anew(measured)


def written_correction(correction: Correction) -> dict[str, Any]:
    """A correction as JSON."""
    match correction:
        case Remove(hair):
            return {"do": "remove", "hair": hair}
        case Merge(hairs):
            return {"do": "merge", "hairs": list(hairs)}
        case Add(root, tip):
            return {"do": "add", "root": list(root), "tip": list(tip)}


def read_correction(told: Mapping[str, Any]) -> Correction:
    """The correction that `written_correction` wrote."""
    match told["do"]:
        case "remove":
            return Remove(told["hair"])
        case "merge":
            first, second = told["hairs"]
            return Merge((first, second))
        case "add":
            (x, y), (end_x, end_y) = told["root"], told["tip"]
            return Add((x, y), (end_x, end_y))
        case other:
            raise ValueError(f"found {other!r}; expected remove, merge or add")


def _changed(measured: Measured, correction: Correction) -> Measured:
    match correction:
        case Remove(hair):
            return _without(measured, hair)
        case Merge((first, second)):
            whole = merged(_hair(measured, first).hair, _hair(measured, second).hair)
            rest = _without(_without(measured, first), second)
            return _with(rest, whole, Mark.MERGED)
        case Add(root, tip):
            return _with(measured, Hair((root, tip), sureness=1.0), Mark.ADDED)


def merged(one: Hair, other: Hair) -> Hair:
    """One hair of two: end to end where they lie so, else the longer of them."""
    first, second = min(((one, other), (other, one)), key=lambda pair: _gap(*pair))
    longer = max((one, other), key=lambda hair: dist(hair.root, hair.tip))
    shorter = other if longer is one else one
    if _gap(first, second) < 0.5 * dist(shorter.root, shorter.tip):
        longer = replace(longer, path=(*first.path, *second.path))
    return replace(longer, sureness=1.0)


def _gap(first: Hair, second: Hair) -> float:
    return dist(first.tip, second.root)


def _hair(measured: Measured, number: int) -> MeasuredHair:
    for one in measured.hairs:
        if one.id == number:
            return one
    raise UnknownHair(number)


def _without(measured: Measured, number: int) -> Measured:
    """A hair of the program's moves to `removed`; one that a person put in just goes."""
    gone = _hair(measured, number)
    hairs = tuple(one for one in measured.hairs if one is not gone)
    removed = (*measured.removed, gone) if gone.mark is Mark.FOUND else measured.removed
    return replace(measured, hairs=hairs, removed=removed)


def _with(measured: Measured, hair: Hair, mark: Mark) -> Measured:
    number = 1 + max((one.id for one in (*measured.hairs, *measured.removed)), default=0)
    is_counted = measured.frame is not None and measured.frame.holds(hair.root)
    new = MeasuredHair(number, hair, unit=-1, is_counted=is_counted, mark=mark)
    return replace(measured, hairs=(*measured.hairs, new))


def _counted_anew(measured: Measured) -> Measured:
    """Units, interval and doubts of the hairs as they stand now."""
    if measured.scale is None or measured.frame is None:
        return measured
    roots = [one.root for one in measured.hairs]
    units = units_of(roots, measured.scale.px_per_mm)
    pairs = zip(measured.hairs, units, strict=True)
    measured = replace(measured, hairs=tuple(replace(one, unit=unit) for one, unit in pairs))
    found = set(measured.doubts) - {Doubt.FEW_HAIRS, Doubt.CORRECTED}
    found |= {Doubt.FEW_HAIRS} if measured.count < LEAST_HAIRS else set()
    found |= {Doubt.CORRECTED} if measured.is_corrected else set()
    doubts = tuple(doubt for doubt in Doubt if doubt in found)
    return replace(measured, density_95=interval_of(measured), doubts=doubts)

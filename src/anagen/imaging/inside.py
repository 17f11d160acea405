"""Hairs as far as the picture shows them: a shaft that leaves it ends at its border."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from anagen.imaging.frame import Box
from anagen.imaging.hairs import Hair, Point


def inside(hairs: Iterable[Hair], size: tuple[int, ...]) -> tuple[Hair, ...]:
    """The hairs with their root in a picture of this height and width, cut at its border."""
    box = Box(-0.5, -0.5, size[1] - 0.5, size[0] - 0.5)
    rooted = [hair for hair in hairs if box.holds(hair.root)]
    return tuple(replace(hair, path=tuple(_shown(hair.path, box))) for hair in rooted)


def _shown(path: tuple[Point, ...], box: Box) -> Iterator[Point]:
    """The path up to where it leaves the box."""
    yield path[0]
    for here, there in pairwise(path):
        if not box.holds(there):
            yield _at_border(here, there, box)
            return
        yield there


def _at_border(here: Point, there: Point, box: Box) -> Point:
    """Where the way from a point inside to one outside meets the border."""
    part = 1.0
    sides = ((box.left, box.right), (box.top, box.bottom))
    for begin, end, (least, most) in zip(here, there, sides, strict=True):
        if end < least:
            part = min(part, (least - begin) / (end - begin))
        elif end > most:
            part = min(part, (most - begin) / (end - begin))
    return (here[0] + part * (there[0] - here[0]), here[1] + part * (there[1] - here[1]))

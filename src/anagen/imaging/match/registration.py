"""Lays the picture of one visit on that of the other, and says how well it lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from anagen.imaging.match.constellation import EFFORTS, hypotheses, is_by_chance
from anagen.imaging.match.laid import Laid, Places
from anagen.imaging.match.refine import mutual, refined
from anagen.imaging.match.shared import SharedFrame, shared_frame
from anagen.imaging.match.skins import Skin, agreement, laid_on, sharpened, skin_of
from anagen.imaging.match.visits import Visit

#: Roots that come to lie so close are taken for the same, and their misses make the residual.
SAME_MM = 0.12
#: Pictures that agree this well in their shade show the same skin, however few roots agree.
SAME_SKIN = 0.45
#: So many ways to lay the roots are held against the pictures when the roots leave it open.
LOOKED_AT = 6
#: Ways to lay the pictures that differ by less than this are one way.
ALIKE_MM = 0.3


@dataclass(frozen=True)
class Registration:
    """How two visits lie on each other.

    `residual_mm` is the median distance of roots that are the same, None when there are none;
    `matched_share` is their share of the roots in the shared frame. `agreement` is how alike the
    pictures are there, up to 1; None without pictures. `skins` are both, the second laid on the
    first.
    """

    laid: Laid
    frame: SharedFrame
    residual_mm: float | None
    matched_share: float
    agreement: float | None = None
    skins: tuple[Skin, Skin] | None = None


def registration(before: Visit, after: Visit) -> Registration | None:
    """How two visits lie on each other; None when nothing shows that it is the same skin."""
    one, other = _roots(before), _roots(after)
    skins = _skin(before), _skin(after)
    for effort in EFFORTS:
        tried = [refined(laid, one, other) for laid in hypotheses(one, other, effort)]
        tried.sort(key=lambda laid: -len(mutual(laid.placed(one), other, SAME_MM)))
        for laid in _apart(tried, one):
            is_sure = _is_sure(laid, one, other)
            if skins[0] is None or skins[1] is None:
                if is_sure:
                    return _told(before, after, laid)
                break
            sharp = sharpened(sharpened(laid, skins[0], skins[1]), skins[0], skins[1])
            moved = laid_on(skins[1], sharp, skins[0].size)
            alike = agreement(skins[0], moved)
            if is_sure or alike >= SAME_SKIN:
                return _told(before, after, sharp, (skins[0], moved), alike)
    return None


def _roots(visit: Visit) -> Places:
    return visit.mm_of(hair.root for hair in visit.measured.hairs)


def _skin(visit: Visit) -> Skin | None:
    flat = visit.flat_pixels()
    return None if flat is None else skin_of(*flat)


def _apart(tried: list[Laid], roots: Places) -> Iterator[Laid]:
    """The best of all ways that are really different."""
    kept: list[Laid] = []
    for laid in tried:
        there = laid.placed(roots)
        if all(np.median(np.abs(there - other.placed(roots))) > ALIKE_MM for other in kept):
            kept.append(laid)
            yield laid
        if len(kept) == LOOKED_AT:
            return


def _is_sure(laid: Laid, one: Places, other: Places) -> bool:
    """Whether more roots fall on roots than chance would lay there."""
    there = laid.placed(one)
    low, high = _corners(other)
    inside = (there.real >= low.real) & (there.real <= high.real)
    inside &= (there.imag >= low.imag) & (there.imag <= high.imag)
    room = (high - low).real * (high - low).imag
    hits = len(mutual(there, other, SAME_MM))
    return not is_by_chance(hits, int(inside.sum()), SAME_MM, other.size / max(room, 1e-6))


def _corners(places: Places) -> tuple[complex, complex]:
    return (
        complex(places.real.min(), places.imag.min()),
        complex(places.real.max(), places.imag.max()),
    )


def _told(
    before: Visit,
    after: Visit,
    laid: Laid,
    skins: tuple[Skin, Skin] | None = None,
    alike: float | None = None,
) -> Registration:
    """The registration with its figures."""
    frame = shared_frame(before, after, laid)
    one, other = _roots(before), _roots(after)
    home = laid.unplaced(other)
    one = one[[frame.holds(root) for root in one]]
    home = home[[frame.holds(root) for root in home]]
    pairs = mutual(one, home, SAME_MM)
    misses = np.abs(one[pairs[:, 0]] - home[pairs[:, 1]])
    residual = float(np.median(misses)) if len(pairs) else None
    share = 2 * len(pairs) / max(1, one.size + home.size)
    return Registration(laid, frame, residual, share, alike, skins)

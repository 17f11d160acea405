"""Finds the hairs of a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from anagen.imaging.find.answers import MASK, MULTIPLE, PX_PER_MM
from anagen.imaging.find.found import Finder, Found
from anagen.imaging.find.network import answer, colours, engine, tiles
from anagen.imaging.find.proposals import Proposal, proposals, votes
from anagen.imaging.find.ridges import RIDGE_PX_PER_MM, ridge_hairs, ridge_mask
from anagen.imaging.find.tracing import path
from anagen.imaging.find.working import Working, working_picture
from anagen.imaging.hairs import Hair

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from anagen.imaging.scalp import Scalp

    Mask = NDArray[np.bool_]

#: A hair with less sureness than this is not reported. Chosen on rendered pictures.
LEAST_SURENESS = 0.5
_LEAST_SUPPORT = 3.0
_FIRM_SUPPORT = 12.0


def found_hairs(scalp: Scalp) -> Found:
    """Every hair of the picture whose root lies inside it, root to tip."""
    net = engine()
    return ridges_alone(scalp) if net is None else _by_network(scalp, net)


def ridges_alone(scalp: Scalp) -> Found:
    """The hairs that the ridge filter finds, with nothing to check it against."""
    working = working_picture(scalp, RIDGE_PX_PER_MM)
    mask = ridge_mask(working)
    return Found(
        hairs=ridge_hairs(working, mask),
        mask=_resized(mask, scalp.pixels.shape[:2]),
        by=Finder.RIDGES,
        disagreement=None,
    )


def _by_network(scalp: Scalp, net: cv2.dnn.Net) -> Found:
    working = working_picture(scalp, PX_PER_MM, MULTIPLE)
    height, width = working.pixels.shape[:2]
    whole = colours(working.pixels)
    mask = np.zeros((height // 2, width // 2), bool)
    kept: list[Proposal] = []
    for place, own in tiles(height, width):
        got = answer(net, whole[:, place[0], place[1]])
        mask[_halved(place)] |= got[MASK] > 0
        start = np.array([place[1].start, place[0].start] * 2, np.float32)
        for each in proposals(votes(got), _LEAST_SUPPORT):
            moved = Proposal(
                each.ends + start, each.support, each.best, each.spread, each.cells + start[:2]
            )
            if _owns(own, moved):
                kept.append(moved)
    return Found(
        hairs=tuple(hair for hair in (_hair(each, working) for each in kept) if _sure(hair)),
        mask=_resized(mask, scalp.pixels.shape[:2]),
        by=Finder.NETWORK,
        disagreement=_disagreement(mask, working),
    )


def _halved(place: tuple[slice, slice]) -> tuple[slice, slice]:
    rows, columns = place
    return slice(rows.start // 2, rows.stop // 2), slice(columns.start // 2, columns.stop // 2)


def _owns(own: tuple[slice, slice], proposal: Proposal) -> bool:
    x, y = proposal.ends[:2]
    rows, columns = own
    return bool(rows.start <= y + 0.5 < rows.stop and columns.start <= x + 0.5 < columns.stop)


def _hair(proposal: Proposal, working: Working) -> Hair:
    places = [working.picture_point((float(x), float(y))) for x, y in path(proposal)]
    return Hair(path=tuple(places), sureness=sureness(proposal))


def sureness(proposal: Proposal) -> float:
    """How sure a proposal is: firm votes, and enough of them."""
    return proposal.best * (1 - float(np.exp(-proposal.support / _FIRM_SUPPORT)))


def _sure(hair: Hair) -> bool:
    return hair.sureness >= LEAST_SURENESS


def _disagreement(mask: Mask, working: Working) -> float:
    """The share of hair, by the network or the ridge filter, on which the two differ."""
    zoom = RIDGE_PX_PER_MM / working.px_per_mm
    small = cv2.resize(working.pixels, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_AREA)
    ridges = ridge_mask(Working(np.asarray(small, np.uint8), RIDGE_PX_PER_MM, (zoom, zoom)))
    ours = _resized(mask, ridges.shape)
    together = int(ours.sum()) + int(ridges.sum())
    return 1 - 2 * int((ours & ridges).sum()) / together if together else 0.0


def _resized(mask: Mask, shape: tuple[int, ...]) -> Mask:
    size = (shape[1], shape[0])
    whole = cv2.resize(mask.astype(np.uint8) * 255, size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(whole > 127)

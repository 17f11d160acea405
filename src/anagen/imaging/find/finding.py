"""Finds the hairs of a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from anagen.imaging.find.answers import CELL, MASK, MULTIPLE, PX_PER_MM
from anagen.imaging.find.found import Finder, Found
from anagen.imaging.find.lying import on_hair
from anagen.imaging.find.network import Tile, answer, colours, engine, tiles
from anagen.imaging.find.proposals import proposals, votes
from anagen.imaging.find.ridges import RIDGE_PX_PER_MM, ridge_hairs, ridge_mask
from anagen.imaging.find.sureness import judge, signs
from anagen.imaging.find.tracing import path
from anagen.imaging.find.working import Working, working_picture
from anagen.imaging.hairs import Hair

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from anagen.imaging.scalp import Scalp

    Mask = NDArray[np.bool_]

#: Fewer votes than this are no hair.
LEAST_SUPPORT = 2.0
#: The ridge filter's second opinion on where hair is needs no fine look.
_CHECK_PX_PER_MM = 60.0


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
    mask = np.zeros((height // CELL, width // CELL), bool)
    hairs: list[Hair] = []
    for place, own in tiles(height, width):
        got = answer(net, whole[:, place[0], place[1]])
        mask[_cells(place)] |= got[MASK] > 0
        hairs += _hairs(got, working, place, own)
    return Found(
        hairs=tuple(hairs),
        mask=_resized(mask, scalp.pixels.shape[:2]),
        by=Finder.NETWORK,
        disagreement=_disagreement(mask, working),
    )


def _hairs(got: NDArray[np.float32], working: Working, place: Tile, own: Tile) -> list[Hair]:
    """The hairs of one tile whose root lies in what is the tile's own."""
    proposed = on_hair(proposals(votes(got), LEAST_SUPPORT), got)
    start = np.array([place[1].start, place[0].start], np.float32)
    sure = judge().sureness(signs(proposed, got))
    hairs = []
    for one, sureness in zip(proposed, sure.tolist(), strict=True):
        if sureness >= judge().least and _owns(own, one.ends[:2] + start):
            places = path(one) + start
            points = [working.picture_point((float(x), float(y))) for x, y in places]
            hairs.append(Hair(path=tuple(points), sureness=sureness))
    return hairs


def _cells(place: Tile) -> Tile:
    rows, columns = (slice(side.start // CELL, side.stop // CELL) for side in place)
    return rows, columns


def _owns(own: Tile, root: NDArray[np.float32]) -> bool:
    rows, columns = own
    down, across = float(root[1]) + 0.5, float(root[0]) + 0.5
    return bool(rows.start <= down < rows.stop and columns.start <= across < columns.stop)


def _disagreement(mask: Mask, working: Working) -> float:
    """The share of hair, by the network or the ridge filter, on which the two differ."""
    zoom = _CHECK_PX_PER_MM / working.px_per_mm
    small = cv2.resize(working.pixels, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_AREA)
    ridges = ridge_mask(Working(np.asarray(small, np.uint8), _CHECK_PX_PER_MM, (zoom, zoom)))
    ours = _resized(mask, ridges.shape)
    together = int(ours.sum()) + int(ridges.sum())
    return 1 - 2 * int((ours & ridges).sum()) / together if together else 0.0


def _resized(mask: Mask, shape: tuple[int, ...]) -> Mask:
    size = (shape[1], shape[0])
    whole = cv2.resize(mask.astype(np.uint8) * 255, size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(whole > 127)
